import type { SentEntryData } from '../../protocol/engine';

/** The words of the page, translated by the caller. */
export interface SentLogWords {
  readonly title: string;
  readonly introduction: string;
  readonly empty: string;
  readonly thisMachine: string;
  readonly otherMachine: string;
  readonly running: string;
  readonly leftOut: (parameters: string) => string;
  readonly tokens: (prompt: number, answer: number) => string;
}

/** Renders the log of what was sent as Markdown, newest request first, each body complete. */
export function renderSentLog(entries: readonly SentEntryData[], words: SentLogWords): string {
  const parts = [`# ${words.title}`, '', words.introduction, ''];
  if (entries.length === 0) parts.push(words.empty);
  for (const entry of entries.toReversed()) parts.push(...renderEntry(entry, words), '');
  return parts.join('\n');
}

function renderEntry(entry: SentEntryData, words: SentLogWords): string[] {
  const { destination } = entry;
  const where = destination.isLocal ? words.thisMachine : words.otherMachine;
  const time = new Date(entry.sentAt).toISOString().replace('T', ' ').slice(0, 19);
  const facts = [
    entry.outcome ?? words.running,
    ...(entry.durationMs === undefined ? [] : [`${Math.round(entry.durationMs)} ms`]),
    ...(entry.usage ? [words.tokens(entry.usage.promptTokens, entry.usage.answerTokens)] : []),
    ...(entry.leftOut ? [words.leftOut(entry.leftOut.join(', '))] : []),
  ];
  return [
    `## ${entry.number} · ${entry.role} · ${destination.model || destination.id} @ ${destination.host} (${where})`,
    '',
    `${time} UTC · ${facts.join(' · ')}`,
    ...entry.wire.flatMap((request) => [
      '',
      `${request.method} ${request.url}`,
      '',
      ...fence(prettyJson(request.body)),
    ]),
  ];
}

function prettyJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** A fence longer than any run of backticks inside, so that a body cannot close it. */
function fence(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const marks = '`'.repeat(longest + 1);
  return [`${marks}json`, text, marks];
}
