import { open, readFile } from 'node:fs/promises';
import { conversationOf, digestOf, parseLog } from '../../../core/chat/conversation/log';
import type { ConversationRecord } from '../../../core/chat/conversation/records';

/** What the list shows of a conversation. */
export interface ConversationHead {
  readonly id: string;
  readonly title: string;
  /** Wall-clock milliseconds since 1970. */
  readonly updatedAt: number;
  readonly turns: number;
}

/** Bytes at the end of a log in which its digest is looked for. */
const TAIL_BYTES = 8 * 1024;

/**
 * Reads the digest at the end of a log; where a crash left none there, all of the log. Undefined for a file that holds
 * no conversation, or one without a question.
 */
export async function readHead(path: string, id: string): Promise<ConversationHead | undefined> {
  const tail = await readTail(path).catch(() => '');
  const { records } = parseLog(tail);
  const digest = lastDigest(records) ?? (await digestOfAll(path, id));
  if (!digest || digest.turns === 0) return undefined;
  return { id, title: digest.title, updatedAt: digest.at, turns: digest.turns };
}

type Digest = Extract<ConversationRecord, { type: 'digest' }>;

/** The last digest, with the title that was given after it. Anything else after it makes it stale. */
function lastDigest(records: readonly ConversationRecord[]): Digest | undefined {
  const index = records.findLastIndex(({ type }) => type === 'digest');
  const digest = records[index];
  if (digest?.type !== 'digest') return undefined;
  const isStale = records.slice(index + 1).some(({ type }) => type === 'question' || type === 'title');
  return isStale ? undefined : digest;
}

async function digestOfAll(path: string, id: string): Promise<Digest | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const conversation = conversationOf(parseLog(text).records, id);
  const digest = conversation && digestOf(conversation);
  return digest?.type === 'digest' ? digest : undefined;
}

/** The last bytes of a file from the beginning of a line on. */
async function readTail(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - start);
    await file.read(bytes, 0, bytes.length, start);
    const text = bytes.toString('utf8');
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
