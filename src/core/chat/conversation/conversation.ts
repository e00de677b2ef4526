import { assertNever } from '../../../util/assertNever';
import { titleOf } from './title';
import type { AnswerEnd, AnswerRecord, ConversationRecord, KeptContextItem, QuestionRecord } from './records';

/** What the person wrote. */
export interface QuestionNode extends Pick<
  QuestionRecord,
  'id' | 'parent' | 'at' | 'text' | 'sent' | 'isLocal'
> {
  readonly role: 'user';
  readonly context: readonly KeptContextItem[];
}

/** What was answered. Without an `end` it is being written, or its writing broke off. */
export interface AnswerNode extends Pick<AnswerRecord, 'id' | 'parent' | 'at' | 'run'> {
  readonly role: 'assistant';
  readonly text: string;
  readonly reasoning: string;
  readonly end?: AnswerEnd;
}

export type ConversationNode = QuestionNode | AnswerNode;

/** Where an entry stands among its alternatives; `position` is counted from 1. */
export interface Place {
  readonly position: number;
  readonly count: number;
}

/** The parent of a conversation's first questions. */
const ROOT = '';

type Open<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A conversation as a tree: an edited question stands beside the earlier one, an answer that was asked for again beside
 * the earlier one, and of each such group one is shown. It is what the records of its log make of it, whatever order
 * two windows wrote them in.
 */
export class Conversation {
  readonly #nodes = new Map<string, ConversationNode>();
  readonly #children = new Map<string, string[]>();
  readonly #shown = new Map<string, string>();
  readonly #context = new Map<string, KeptContextItem>();
  readonly #summaries = new Map<string, string>();
  #givenTitle: string | undefined;
  #modelId: string | undefined;
  #updatedAt: number;

  constructor(
    readonly id: string,
    readonly createdAt: number,
  ) {
    this.#updatedAt = createdAt;
  }

  /** What the person called it, else the words of its first question; empty while there is none. */
  get title(): string {
    return this.#givenTitle ?? titleOf(this.firstQuestion?.text ?? '');
  }

  get givenTitle(): string | undefined {
    return this.#givenTitle;
  }

  /** The model that answers here; undefined for the one of the chat role. */
  get modelId(): string | undefined {
    return this.#modelId;
  }

  /** When the last entry was made. */
  get updatedAt(): number {
    return this.#updatedAt;
  }

  /** Questions on all ways. */
  get turns(): number {
    return this.nodes.filter(({ role }) => role === 'user').length;
  }

  /** All entries, parents before what follows them. */
  get nodes(): readonly ConversationNode[] {
    return [...this.#nodes.values()];
  }

  get summaries(): ReadonlyMap<string, string> {
    return this.#summaries;
  }

  get firstQuestion(): QuestionNode | undefined {
    return this.nodes.find((node): node is QuestionNode => node.role === 'user');
  }

  find(id: string): ConversationNode | undefined {
    return this.#nodes.get(id);
  }

  /** The entries that are shown, in their order. */
  get path(): readonly ConversationNode[] {
    return this.#follow(ROOT);
  }

  /** The way from the beginning to an entry, with it at the end. Empty where there is no such entry. */
  pathTo(id: string): readonly ConversationNode[] {
    const path: ConversationNode[] = [];
    for (
      let node = this.#nodes.get(id);
      node;
      node = node.parent === null ? undefined : this.find(node.parent)
    )
      path.push(node);
    return path.reverse();
  }

  /** The shown entries from one of them on. */
  pathFrom(id: string): readonly ConversationNode[] {
    const node = this.#nodes.get(id);
    return node ? [node, ...this.#follow(id)] : [];
  }

  /** An entry with its alternatives, in the order in which they were made. */
  alternatives(id: string): readonly ConversationNode[] {
    const node = this.#nodes.get(id);
    return node ? this.#childNodes(node.parent ?? ROOT) : [];
  }

  placeOf(id: string): Place {
    const ids = this.alternatives(id).map((node) => node.id);
    return { position: ids.indexOf(id) + 1, count: ids.length };
  }

  /** Which of a group of alternatives is shown. */
  isShown({ id, parent }: ConversationNode): boolean {
    return this.#shown.get(parent ?? ROOT) === id;
  }

  /** Takes a record in. One that is about nothing known changes nothing. */
  apply(record: ConversationRecord): void {
    switch (record.type) {
      case 'conversation':
      case 'digest':
        return;
      case 'context':
        this.#context.set(record.id, record.item);
        return;
      case 'question':
        this.#addQuestion(record);
        return;
      case 'answer':
        this.#addAnswer(record);
        return;
      case 'continued':
        this.#change(record.id, (answer) => {
          answer.run = record.run;
          delete answer.end;
        });
        return;
      case 'text':
        this.#addText(record);
        return;
      case 'end':
        this.#change(record.id, (answer) => {
          if (answer.run === record.run) answer.end = record.end;
        });
        return;
      case 'shown':
        this.#show(record.id);
        return;
      case 'title':
        this.#givenTitle = record.title.trim() || undefined;
        return;
      case 'model':
        this.#modelId = record.modelId ?? undefined;
        return;
      case 'summary':
        if (this.#nodes.has(record.id)) this.#summaries.set(record.id, record.text);
        return;
      default:
        assertNever(record);
    }
  }

  #addQuestion({ id, parent, at, text, context, sent, isLocal }: QuestionRecord): void {
    // What it followed may be lost with a damaged line: then it follows the last answer that there is.
    const isParentKnown = parent === null || this.#isA('assistant', parent);
    this.#add({
      role: 'user',
      id,
      parent: isParentKnown ? parent : this.#lastAnswerId(),
      at,
      text,
      context: context.flatMap((itemId) => this.#context.get(itemId) ?? []),
      ...(sent && { sent }),
      ...(isLocal === true && { isLocal }),
    });
  }

  #addAnswer({ id, parent, at, run }: AnswerRecord): void {
    if (!this.#isA('user', parent)) {
      if (this.#nodes.has(parent)) return;
      this.#add({ role: 'user', id: parent, parent: this.#lastAnswerId(), at, text: '', context: [] });
    }
    this.#add({ role: 'assistant', id, parent, at, run, text: '', reasoning: '' });
  }

  #add(node: ConversationNode): void {
    if (node.id === ROOT || this.#nodes.has(node.id)) return;
    this.#nodes.set(node.id, node);
    const parent = node.parent ?? ROOT;
    const siblings = this.#children.get(parent);
    if (siblings) siblings.push(node.id);
    else this.#children.set(parent, [node.id]);
    this.#shown.set(parent, node.id);
    this.#updatedAt = Math.max(this.#updatedAt, node.at);
  }

  /** The offset tells what of the text is there already; of a gap the rest is better than nothing. */
  #addText({ id, run, offset, text, reasoning }: Extract<ConversationRecord, { type: 'text' }>): void {
    this.#change(id, (answer) => {
      if (answer.run !== run) return;
      const field = reasoning === true ? 'reasoning' : 'text';
      answer[field] += text.slice(Math.max(0, answer[field].length - offset));
    });
  }

  #change(id: string, change: (answer: Open<AnswerNode>) => void): void {
    const node = this.#nodes.get(id);
    if (node?.role === 'assistant') change(node);
  }

  /** Shows an entry, and what it follows. */
  #show(id: string): void {
    const node = this.#nodes.get(id);
    if (node) this.#shown.set(node.parent ?? ROOT, id);
  }

  #follow(parent: string): ConversationNode[] {
    const path: ConversationNode[] = [];
    for (let id = this.#shown.get(parent); id !== undefined; id = this.#shown.get(id)) {
      const node = this.#nodes.get(id);
      if (!node) break;
      path.push(node);
    }
    return path;
  }

  #childNodes(parent: string): ConversationNode[] {
    return (this.#children.get(parent) ?? []).flatMap((id) => this.#nodes.get(id) ?? []);
  }

  #isA(role: ConversationNode['role'], id: string): boolean {
    return this.#nodes.get(id)?.role === role;
  }

  #lastAnswerId(): string | null {
    return this.nodes.findLast(({ role }) => role === 'assistant')?.id ?? null;
  }
}
