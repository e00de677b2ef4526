import type { Conversation } from './conversation';
import { conversationOf, recordsOf } from './log';
import { readRecord } from './readRecord';

const FORMAT = 'fairwind.conversation';

/** The whole conversation, all alternatives and its context included, as JSON. */
export function exportJson(conversation: Conversation): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, records: recordsOf(conversation) }, undefined, 2)}\n`;
}

/** Reads what {@link exportJson} wrote; undefined for anything else. */
export function importJson(text: string): Conversation | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== FORMAT)
    return undefined;
  if (!('records' in value) || !Array.isArray(value.records)) return undefined;
  return conversationOf(
    value.records.flatMap((record: unknown) => readRecord(record) ?? []),
    '',
  );
}
