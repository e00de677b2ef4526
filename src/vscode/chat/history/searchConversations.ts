import { boundaryAtOrAfter, boundaryAtOrBefore } from '../../../core/text/boundaries';
import { conversationOf, parseLog } from '../../../core/chat/conversation/log';
import type { ConversationFiles } from './conversationFiles';
import type { ConversationHead } from './conversationHead';

/** Conversations whose text is looked through in one search; of older ones the title alone counts. */
const MAX_SEARCHED = 1_000;
/** UTF-16 units around what was found. */
const EXCERPT = 80;

export interface FoundConversation extends ConversationHead {
  /** The words around what was searched for, where it is not in the title. */
  readonly excerpt?: string;
}

/**
 * The conversations in which all words of a query occur, newest first; all for an empty one.
 * @param signal ends the search early, with what was found until then
 */
export async function searchConversations(
  files: ConversationFiles,
  query: string,
  signal: AbortSignal,
): Promise<readonly FoundConversation[]> {
  const heads = await files.list();
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return heads;
  const found: FoundConversation[] = [];
  for (const [index, head] of heads.entries()) {
    if (signal.aborted) return found;
    const match = containsAll(head.title, words)
      ? head
      : index < MAX_SEARCHED && (await findInText(files, head, words));
    if (match) found.push(match);
  }
  return found;
}

async function findInText(
  files: ConversationFiles,
  head: ConversationHead,
  words: readonly string[],
): Promise<FoundConversation | undefined> {
  const log = (await files.readText(head.id)) ?? '';
  // Most logs have not even the letters; those need not be read as JSON. Escapes may hide a letter, so only ASCII counts.
  if (words.some((word) => /^[\w.-]+$/.test(word) && !log.toLowerCase().includes(word))) return undefined;
  const nodes = conversationOf(parseLog(log).records, head.id)?.nodes ?? [];
  const text = nodes.map((node) => node.text).join('\n');
  if (!containsAll(`${head.title}\n${text}`, words)) return undefined;
  return { ...head, excerpt: excerptOf(text, words) };
}

function containsAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, ...words.slice(0, 1).map((word) => lower.indexOf(word)));
  const start = boundaryAtOrBefore(text, Math.max(0, at - EXCERPT / 2));
  const end = boundaryAtOrAfter(text, Math.min(text.length, at + EXCERPT));
  const shown = text.slice(start, end).replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}
