import type { Conversation } from './conversation';
import { conversationOf, recordsOf } from './log';
import type { ConversationRecord } from './records';

/** Starts a conversation of its own with the entries up to and including one; undefined where there is no such entry. */
export function branchAt(
  conversation: Conversation,
  entryId: string,
  { id, at }: { readonly id: string; readonly at: number },
): Conversation | undefined {
  const kept = new Set(conversation.pathTo(entryId).map((node) => node.id));
  if (kept.size === 0) return undefined;
  const records = recordsOf(conversation).filter((record) => isKept(record, kept));
  return conversationOf([{ type: 'conversation', version: 1, id, at }, ...records], id);
}

function isKept(record: ConversationRecord, kept: ReadonlySet<string>): boolean {
  if (record.type === 'context' || record.type === 'model') return true;
  return 'id' in record && kept.has(record.id);
}
