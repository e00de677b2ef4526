import { describeItem } from '../contextBlock';
import { Conversation, type ConversationNode } from './conversation';

/** Words for people in an exported conversation. */
export interface ExportWords {
  readonly you: string;
  readonly fairwind: string;
  /** In front of the names of what was sent along. */
  readonly sentAlong: string;
}

/**
 * The shown entries as Markdown that reads well anywhere. Each entry begins with a comment that no entry's own text
 * contains, which is what {@link importMarkdown} goes by, so that any text comes back as it was. Reasoning, alternatives
 * and the text of what was sent along are not in it; they are in the JSON.
 */
export function exportMarkdown(conversation: Conversation, words: ExportWords): string {
  const { path, title } = conversation;
  const key = unusedKey([title, ...path.map(({ text }) => text)]);
  const heading = title === '' ? '' : `# ${title}\n\n`;
  const entries = path.map(
    (node) =>
      `${mark(key, node.role)}\n\n## ${headingOf(node, words)}\n\n${mark(key, 'text')}\n\n${node.text}\n\n`,
  );
  return `${mark(key, 'conversation')}\n${heading}${entries.join('')}`;
}

/**
 * Makes a conversation of what {@link exportMarkdown} wrote; undefined for anything else.
 * @param newId makes an id that nothing else has
 * @param at wall-clock milliseconds since 1970
 */
export function importMarkdown(text: string, newId: () => string, at: number): Conversation | undefined {
  const opening = /^\uFEFF?<!-- fairwind:(\d+) conversation -->\r?\n/.exec(text);
  const key = opening?.[1];
  if (!opening || key === undefined) return undefined;
  const conversation = new Conversation(newId(), at);
  const parts = text
    .slice(opening[0].length)
    .split(new RegExp(`^<!-- fairwind:${key} (user|assistant) -->\r?\n`, 'm'));
  const title = /^# (.*)/.exec(parts[0] ?? '')?.[1];
  let parent: string | null = null;
  for (let index = 1; index + 1 < parts.length; index += 2) {
    const part = parts[index + 1] ?? '';
    const entry = { role: parts[index], ...readPart(part, key), id: newId(), parent, at };
    parent = addEntry(conversation, entry);
  }
  if (title !== undefined && title !== conversation.title) conversation.apply({ type: 'title', title });
  return conversation;
}

interface ImportedEntry {
  readonly role: string | undefined;
  readonly text: string;
  /** Who answered, in words. */
  readonly model: string;
  readonly id: string;
  readonly parent: string | null;
  readonly at: number;
}

/** Two entries of one role after another are no conversation; the second is left out. Returns what comes next's parent. */
function addEntry(
  conversation: Conversation,
  { role, text, model, id, parent, at }: ImportedEntry,
): string | null {
  const before = parent === null ? undefined : conversation.find(parent);
  if (role === 'user') {
    if (before?.role === 'user') return parent;
    conversation.apply({ type: 'question', id, parent, at, text, context: [] });
    return id;
  }
  if (before?.role !== 'user') return parent;
  const run = 'imported';
  conversation.apply({ type: 'answer', id, parent: before.id, at, run });
  conversation.apply({ type: 'text', id, run, offset: 0, text });
  conversation.apply({ type: 'end', id, run, end: { state: 'done', model, durationMs: 0, isCutOff: false } });
  return id;
}

function headingOf(node: ConversationNode, { you, fairwind, sentAlong }: ExportWords): string {
  if (node.role === 'assistant') {
    const by = node.end?.state === 'done' && node.end.model !== '' ? ` (${oneLine(node.end.model)})` : '';
    return fairwind + by;
  }
  const names = node.context.map((item) => describeItem(item));
  return names.length === 0 ? you : `${you}\n\n*${sentAlong} ${names.map(oneLine).join('; ')}*`;
}

/** What stands behind an entry's own mark: who answered, and the text between the second mark and two line breaks. */
function readPart(part: string, key: string): Pick<ImportedEntry, 'text' | 'model'> {
  const marked = new RegExp(`^<!-- fairwind:${key} text -->\\r?\\n\\r?\\n`, 'm').exec(part);
  if (!marked) return { text: part.trim(), model: '' };
  const model = /^## [^\n]*? \((.*)\)\r?$/m.exec(part.slice(0, marked.index))?.[1] ?? '';
  return { text: part.slice(marked.index + marked[0].length).replace(/\r?\n\r?\n$/, ''), model };
}

function mark(key: string, name: string): string {
  return `<!-- fairwind:${key} ${name} -->`;
}

/** The first number that no text has in a mark. */
function unusedKey(texts: readonly string[]): string {
  for (let key = 1; ; key++) {
    if (!texts.some((text) => text.includes(`<!-- fairwind:${key} `))) return String(key);
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
