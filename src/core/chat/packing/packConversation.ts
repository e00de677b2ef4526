/**
 * Packs a conversation into a model's window. It is packed question by question as it was when each was asked, so that
 * what was sent stays byte for byte the same from turn to turn and the server's cache of the prompt holds; only where
 * room is needed, or text is out of date, something before changes.
 */
import type { ImageInput } from '../../model/chatMessages';
import { estimateTokens } from '../../model/estimateTokens';
import { defuseMarkers } from '../../model/specialTokens';
import { wordsOf } from '../commands';
import { type ContextItem, contextBlock, introduceItem } from '../contextBlock';
import type { ConversationMessage, Question } from '../conversationMessage';
import { fitItem, leftOut } from './fitItem';
import { ItemLines, findStale } from './itemLines';

/** Tokens that a server's chat template adds around each message. */
export const TOKENS_PER_MESSAGE = 8;
/** Tokens that an image takes: models cut it into tiles and take between 85 and 1,600 for it. */
export const TOKENS_PER_IMAGE = 1_200;
/** Where room must be made, so much more of it is made: the next turn then changes nothing before it. */
const SLACK = 1 / 8;

/** A message with its place in the prompt. */
export interface PlacedMessage {
  readonly role: ConversationMessage['role'];
  readonly words: string;
  readonly tokens: number;
  context: readonly PlacedItem[];
}

/** A context item as it stands in the prompt, or words in its place. */
export interface PlacedItem {
  readonly item: ContextItem;
  readonly lines?: ItemLines;
  text: string;
  tokens: number;
  share: 'all' | 'part' | 'none' | 'before';
  image?: ImageInput;
}

export interface PackedConversation {
  readonly placed: readonly PlacedMessage[];
  /** How many messages from the start are not among `placed`. */
  readonly dropped: number;
  /** Items of earlier questions that had to give way. */
  readonly evicted: readonly ContextItem[];
  /** False when the last question, or the answer that goes on, alone is longer than `room`. Nothing was cut from it. */
  readonly fits: boolean;
}

/**
 * Packs message by message: between two steps, which take as long as one message does, other work can be let in.
 * @param room tokens for all messages
 */
export function packConversation(
  messages: readonly ConversationMessage[],
  room: number,
): Generator<void, PackedConversation> {
  return new Packer(messages, room).pack();
}

class Packer {
  #placed: PlacedMessage[] = [];
  #dropped = 0;
  #used = 0;
  readonly #evicted = new Set<ContextItem>();
  readonly #lines = new Map<ConversationMessage, readonly ItemLines[]>();
  #stale: ReadonlySet<ItemLines> = new Set();

  constructor(
    private readonly messages: readonly ConversationMessage[],
    private readonly room: number,
  ) {}

  *pack(): Generator<void, PackedConversation> {
    yield* this.#readItems();
    for (const message of this.messages) {
      yield;
      if (message.role === 'user') this.#placeQuestion(message);
      else this.#place('assistant', message.content, []);
    }
    const isContinued = this.#placed.at(-1)?.role === 'assistant';
    if (isContinued) this.#makeRoom(0, 0, new Set());
    return {
      placed: this.#placed,
      dropped: this.#dropped,
      evicted: [...this.#evicted],
      fits: this.#used <= this.room,
    };
  }

  *#readItems(): Generator<void, void> {
    for (const message of this.messages) {
      yield;
      const items = message.role === 'user' ? (message.context ?? []) : [];
      const texts = items.filter(({ kind }) => kind !== 'instructions' && kind !== 'image');
      this.#lines.set(
        message,
        texts.map((item) => new ItemLines(defused(item))),
      );
    }
    this.#stale = yield* findStale(this.messages.map((message) => this.#lines.get(message) ?? []));
  }

  #placeQuestion(question: Question): void {
    const words = wordsOf(question);
    const tokens = tokensOf(words);
    const { items, needed } = this.#wantedItems(question);
    const wanted = items.reduce((sum, each) => sum + each.tokens, 0);
    this.#makeRoom(tokens, wanted, needed);
    const context = fitItems(items, question.content, Math.max(0, this.room - this.#used - tokens));
    this.#place('user', words, context, tokens);
  }

  /** The question's items at their full length, or a word that they are shown already; and what must stay for that. */
  #wantedItems(question: Question): { items: PlacedItem[]; needed: ReadonlySet<PlacedItem> } {
    const needed = new Set<PlacedItem>();
    const items: PlacedItem[] = [];
    const own = this.#lines.get(question) ?? [];
    for (const lines of own) {
      const { item } = lines;
      if (this.#stale.has(lines)) {
        items.push(worded(item, `(${introduceItem(item)}: it has changed since; the newer text follows.)`));
        continue;
      }
      const larger = own.find(
        (other) => other !== lines && other.holds(lines) && isLarger(other, lines, own),
      );
      const before = larger ? undefined : this.#findShown(lines);
      if (before) needed.add(before);
      if (larger) items.push(worded(item, `(${introduceItem(item)}: it is part of the text here.)`));
      else if (before) items.push(worded(item, `(${introduceItem(item)}: as shown before.)`));
      else {
        const text = contextBlock(item);
        items.push({ item, lines, text, tokens: estimateTokens(text), share: 'all' });
      }
    }
    for (const item of question.context ?? [])
      if (item.image)
        items.push({ item, text: '', tokens: TOKENS_PER_IMAGE, share: 'all', image: item.image });
    return { items, needed };
  }

  #findShown(lines: ItemLines): PlacedItem | undefined {
    for (const { context } of this.#placed)
      for (const each of context) if (each.share === 'all' && each.lines?.holds(lines) === true) return each;
    return undefined;
  }

  #place(
    role: PlacedMessage['role'],
    words: string,
    context: readonly PlacedItem[],
    tokens = tokensOf(words),
  ): void {
    this.#placed.push({ role, words, tokens, context });
    this.#used += tokens + sumTokens(context);
  }

  /**
   * Makes room for a message: context of earlier questions gives way first, the oldest before the newer, and then whole
   * turns. The new question's own context gives way to what was said once it takes half of the room.
   */
  #makeRoom(tokens: number, wanted: number, needed: ReadonlySet<PlacedItem>): void {
    if (this.#used + tokens + wanted <= this.room) return;
    const goal = this.room * (1 - SLACK) - tokens;
    for (const { context } of this.#placed) {
      for (const each of context) {
        if (this.#used + wanted <= goal) return;
        if (!needed.has(each)) this.#evict(each);
      }
    }
    const least = Math.min(wanted, (this.room - tokens) / 2);
    if (this.#used + tokens + least <= this.room) return;
    while (this.#used + least > goal && this.#dropOldestTurn());
  }

  #evict(placed: PlacedItem): void {
    if (placed.share !== 'all' && placed.share !== 'part') return;
    const text = leftOut(placed.item);
    const tokens = Math.min(placed.tokens, estimateTokens(text));
    this.#used -= placed.tokens - tokens;
    this.#evicted.add(placed.item);
    Object.assign(placed, { text, tokens, share: 'none' });
    delete placed.image;
  }

  /** A turn is a question with the answers to it. The last question is never dropped. */
  #dropOldestTurn(): boolean {
    const next = this.#placed.findIndex(({ role }, index) => index > 0 && role === 'user');
    const isLast = next === -1 && this.#placed.at(-1)?.role === 'assistant' && this.#isLastPlaced();
    const count = next === -1 ? (isLast ? 0 : this.#placed.length) : next;
    for (const { tokens, context } of this.#placed.splice(0, count))
      this.#used -= tokens + sumTokens(context);
    this.#dropped += count;
    return count > 0;
  }

  /** Whether all messages are placed: what is placed last is then the answer that goes on. */
  #isLastPlaced(): boolean {
    return this.#dropped + this.#placed.length === this.messages.length;
  }
}

/** Fits the items of one question: small ones whole, and what is left of the room is shared among the large ones. */
function fitItems(items: readonly PlacedItem[], question: string, room: number): readonly PlacedItem[] {
  let left = room;
  let count = items.length;
  const bySize = [...items].sort((a, b) => a.tokens - b.tokens);
  for (const placed of bySize) {
    const share = Math.floor(left / count);
    count -= 1;
    if (placed.tokens > share && placed.share === 'all') fit(placed, question, share);
    left -= placed.tokens;
  }
  return items;
}

function fit(placed: PlacedItem, question: string, tokens: number): void {
  if (placed.image === undefined) Object.assign(placed, fitItem(placed.item, question, tokens));
  else {
    const text = leftOut(placed.item);
    Object.assign(placed, { text, tokens: estimateTokens(text), share: 'none' });
    delete placed.image;
  }
}

/** Of two that hold each other the first counts as the larger. */
function isLarger(other: ItemLines, lines: ItemLines, all: readonly ItemLines[]): boolean {
  return !lines.holds(other) || all.indexOf(other) < all.indexOf(lines);
}

function worded(item: ContextItem, text: string): PlacedItem {
  return { item, text, tokens: estimateTokens(text), share: 'before' };
}

/** Servers read special tokens in messages as such, and a file may hold a whole turn of a conversation. */
function defused(item: ContextItem): ContextItem {
  const text = defuseMarkers(item.text);
  return text === item.text ? item : { ...item, text };
}

function tokensOf(words: string): number {
  return estimateTokens(words) + TOKENS_PER_MESSAGE;
}

function sumTokens(context: readonly PlacedItem[]): number {
  return context.reduce((sum, { tokens }) => sum + tokens, 0);
}
