import { Conversation, type ConversationNode, type QuestionNode } from './conversation';
import { readRecord } from './readRecord';
import type { AnswerEnd, ConversationRecord, KeptContextItem, QuestionRecord } from './records';

/**
 * A conversation's log: JSON Lines, added to at its end and never changed. Each batch begins with a line break, so that a
 * line which a crash tore does not take the next one with it.
 */
export function formatRecords(records: readonly ConversationRecord[]): string {
  return records.length === 0 ? '' : `\n${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
}

export interface ReadLog {
  readonly records: readonly ConversationRecord[];
  /** Lines that are JSON but no record of this version; a later version of Fairwind may know them. */
  readonly unknown: readonly string[];
  /** Lines that are not JSON: torn by a crash, or changed by something else. */
  readonly damaged: number;
}

/** Reads a log line by line; a bad line loses nothing but itself. */
export function parseLog(text: string): ReadLog {
  const records: ConversationRecord[] = [];
  const unknown: string[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const record = readRecord(value);
    if (record) records.push(record);
    else if (value === undefined) damaged++;
    else unknown.push(line);
  }
  return { records, unknown, damaged };
}

/** The conversation that records tell of; undefined where they do not say which it is and hold nothing of one. */
export function conversationOf(
  records: readonly ConversationRecord[],
  fallbackId: string,
): Conversation | undefined {
  const header = records.find((record) => record.type === 'conversation');
  const firstAt = records.find((record) => record.type === 'question' || record.type === 'answer')?.at;
  if (!header && firstAt === undefined) return undefined;
  const conversation = new Conversation(header?.id ?? fallbackId, header?.at ?? firstAt ?? 0);
  for (const record of records) conversation.apply(record);
  return conversation;
}

/** The fewest records that make the same conversation again. */
export function recordsOf(conversation: Conversation): ConversationRecord[] {
  const { id, createdAt, givenTitle, modelId, nodes } = conversation;
  const contexts = new ContextIds();
  const records: ConversationRecord[] = [{ type: 'conversation', version: 1, id, at: createdAt }];
  if (givenTitle !== undefined) records.push({ type: 'title', title: givenTitle });
  if (modelId !== undefined) records.push({ type: 'model', modelId });
  for (const node of nodes) records.push(...nodeRecords(node, contexts));
  for (const [node, text] of conversation.summaries) records.push({ type: 'summary', id: node, text });
  for (const node of nodes) {
    // The last of a group is shown without being told.
    const isLast = conversation.alternatives(node.id).at(-1)?.id === node.id;
    if (!isLast && conversation.isShown(node)) records.push({ type: 'shown', id: node.id });
  }
  return [...records, digestOf(conversation)];
}

/** What the list shows of it. */
export function digestOf({ title, turns, updatedAt }: Conversation): ConversationRecord {
  return { type: 'digest', title, turns, at: updatedAt };
}

/** Gives each piece of context an id, the same one to the same piece. */
export class ContextIds {
  readonly #ids = new Map<string, string>();

  constructor(private readonly prefix = 'c') {}

  /** The ids of items, and records of those that have not been told of. */
  idsOf(items: readonly KeptContextItem[]): { ids: string[]; records: ConversationRecord[] } {
    const records: ConversationRecord[] = [];
    const ids = items.map((item) => {
      const key = JSON.stringify(item);
      const known = this.#ids.get(key);
      if (known !== undefined) return known;
      const id = `${this.prefix}${this.#ids.size + 1}`;
      this.#ids.set(key, id);
      records.push({ type: 'context', id, item });
      return id;
    });
    return { ids, records };
  }
}

function nodeRecords(node: ConversationNode, contexts: ContextIds): ConversationRecord[] {
  if (node.role === 'user') {
    const { ids, records } = contexts.idsOf(node.context);
    return [...records, questionRecord(node, ids)];
  }
  const { id, parent, at, run, text, reasoning, end } = node;
  const records: ConversationRecord[] = [{ type: 'answer', id, parent, at, run }];
  if (reasoning !== '') records.push({ type: 'text', id, run, offset: 0, text: reasoning, reasoning: true });
  if (text !== '') records.push({ type: 'text', id, run, offset: 0, text });
  return end ? [...records, endRecord(id, run, end)] : records;
}

/** The record of a question whose context has been told of under these ids. */
export function questionRecord(
  { id, parent, at, text, sent, isLocal }: Omit<QuestionNode, 'role' | 'context'>,
  context: readonly string[],
): QuestionRecord {
  const question = { type: 'question', id, parent, at, text, context } as const;
  return { ...question, ...(sent && { sent }), ...(isLocal === true && { isLocal }) };
}

function endRecord(id: string, run: string, end: AnswerEnd): ConversationRecord {
  return { type: 'end', id, run, end };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
