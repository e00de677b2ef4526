import { ContextChain } from './contextChain';
import { FAMILIES, MAX_ORDER, hashContext } from './contexts';
import { NO_LINE, TokenArena } from './tokenArena';
import type { Vocabulary } from './vocabulary';

/** Lexemes kept before the line that is being indexed, and room for the line itself. */
const WINDOW = 4096;

/**
 * Finds every position of the workspace again by the contexts that stand before it.
 * Lines are added and removed one by one; the cost depends on the line, never on the workspace.
 */
export class ContextIndex {
  readonly arena: TokenArena;
  readonly #chains: readonly ContextChain[];
  readonly #hashes = new Int32Array(FAMILIES.length);
  readonly #lexemes = new Int32Array(WINDOW);
  readonly #shapes = new Int32Array(WINDOW);

  /** @param maxTokens tokens there will ever be room for */
  constructor(
    private readonly vocabulary: Vocabulary,
    maxTokens: number,
  ) {
    this.arena = new TokenArena(maxTokens);
    this.#chains = FAMILIES.map(() => new ContextChain(maxTokens));
  }

  get memoryBytes(): number {
    return this.#chains.reduce((sum, chain) => sum + chain.memoryBytes, this.arena.memoryBytes);
  }

  chain(family: number): ContextChain {
    const chain = this.#chains[family];
    if (chain === undefined) throw new RangeError(`No context family ${family}`);
    return chain;
  }

  /**
   * Adds a line after `previous` and before `next`, without its contexts; `indexLine` must follow.
   * Returns `NO_LINE` when there is no room.
   */
  addLine(tokens: Int32Array, length: number, previous: number, next: number): number {
    const line = this.arena.addLine(tokens, length, previous, next);
    const change = line === NO_LINE ? 'discard' : 'retain';
    for (let at = 0; at < length; at++) this.vocabulary[change]((tokens[at] ?? 0) >> 1);
    for (const chain of this.#chains) chain.reserve(this.arena.capacity);
    return line;
  }

  /** Takes a line and its contexts out. The contexts of the lines after it are then stale: see `reindexAfter`. */
  removeLine(line: number): void {
    const { arena } = this;
    const start = arena.lineStart[line] ?? 0;
    const end = start + (arena.lineLength[line] ?? 0);
    for (let position = start; position < end; position++) {
      this.#unchain(position);
      this.vocabulary.release((arena.tokens[position] ?? 0) >> 1);
    }
    arena.removeLine(line);
  }

  /** Puts every position of a new line under its contexts. */
  indexLine(line: number): void {
    this.#chainPositions(line, this.arena.lineLength[line] ?? 0, false);
  }

  /** Renews the contexts that reach back over the start of `line`, after something before it changed. */
  reindexAfter(line: number): void {
    let left = MAX_ORDER + 1;
    for (let at = line; at !== NO_LINE && left > 0; at = this.arena.lineNext[at] ?? NO_LINE) {
      const count = Math.min(left, this.arena.lineLength[at] ?? 0);
      this.#chainPositions(at, count, true);
      left -= count;
    }
  }

  /** Replaces the first token of a line; its contexts must be renewed with `reindexAfter`. */
  replaceLineStart(line: number, token: number): void {
    const start = this.arena.lineStart[line] ?? 0;
    this.vocabulary.release((this.arena.tokens[start] ?? 0) >> 1);
    this.vocabulary.retain(token >> 1);
    this.arena.tokens[start] = token;
  }

  /** Gives more buckets to one of the chains that need them: all at once would take much memory unseen. */
  addBuckets(): void {
    this.#chains.find((chain) => chain.isCrowded)?.addBuckets();
  }

  #unchain(position: number): void {
    for (const chain of this.#chains) chain.remove(position);
  }

  #chainPositions(line: number, count: number, wasChained: boolean): void {
    const { arena, vocabulary } = this;
    const start = arena.lineStart[line] ?? 0;
    const document = arena.lineDocument[line] ?? 0;
    const before = this.#fillWindow(start);
    const window = { lexemes: this.#lexemes, shapes: this.#shapes, end: before };
    for (let at = 0; at < count; at++) {
      const position = start + at;
      if (wasChained) this.#unchain(position);
      hashContext(window, document, this.#hashes);
      for (let family = 0; family < this.#chains.length; family++)
        this.#chains[family]?.insert(position, this.#hashes[family] ?? 0);
      const lexeme = (arena.tokens[position] ?? 0) >> 1;
      this.#lexemes[window.end] = lexeme;
      this.#shapes[window.end] = vocabulary.shape(lexeme);
      window.end++;
    }
  }

  /** Puts the lexemes before `position` at the front of the window. Returns how many there are. */
  #fillWindow(position: number): number {
    const { arena, vocabulary } = this;
    let count = 0;
    for (let at = arena.before(position); at > 0 && count < MAX_ORDER; at = arena.before(at)) {
      this.#lexemes[count++] = (arena.tokens[at] ?? 0) >> 1;
    }
    this.#lexemes.subarray(0, count).reverse();
    for (let at = 0; at < count; at++) this.#shapes[at] = vocabulary.shape(this.#lexemes[at] ?? 0);
    return count;
  }
}
