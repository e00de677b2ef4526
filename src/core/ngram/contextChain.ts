import { grown } from './tokenArena';

/**
 * All positions that share a context, by the hash of the context: hash chains as in LZ77 match finders (deflate),
 * linked both ways so that a position can be taken out again. The newest position comes first.
 * Contexts that collide share a chain; whoever walks it compares the tokens.
 */
export class ContextChain {
  /** Per bucket the first position, or 0. */
  #heads: Int32Array;
  #shift: number;
  #next: Int32Array;
  /** The position before in the chain; for the first one, the bucket as `-1 - bucket`. 0 when in no chain. */
  #previous: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    const bits = Math.max(8, Math.round(Math.log2(capacity)) - 1);
    this.#heads = new Int32Array(2 ** bits);
    this.#shift = 32 - bits;
    this.#next = new Int32Array(capacity);
    this.#previous = new Int32Array(capacity);
  }

  get memoryBytes(): number {
    return (this.#heads.length + this.#next.length + this.#previous.length) * 4;
  }

  /** Whether chains have become long enough that more buckets would pay. */
  get isCrowded(): boolean {
    return this.#size > 4 * this.#heads.length;
  }

  /** Follows the arena's capacity. */
  reserve(capacity: number): void {
    if (capacity <= this.#next.length) return;
    this.#next = grown(this.#next, capacity);
    this.#previous = grown(this.#previous, capacity);
  }

  insert(position: number, hash: number): void {
    const bucket = hash >>> this.#shift;
    const head = this.#heads[bucket] ?? 0;
    this.#next[position] = head;
    this.#previous[position] = -1 - bucket;
    if (head !== 0) this.#previous[head] = position;
    this.#heads[bucket] = position;
    this.#size++;
  }

  remove(position: number): void {
    const previous = this.#previous[position] ?? 0;
    if (previous === 0) return;
    const next = this.#next[position] ?? 0;
    if (previous < 0) this.#heads[-1 - previous] = next;
    else this.#next[previous] = next;
    if (next !== 0) this.#previous[next] = previous;
    this.#previous[position] = 0;
    this.#size--;
  }

  /** The newest position whose context has this hash, or 0. */
  first(hash: number): number {
    return this.#heads[hash >>> this.#shift] ?? 0;
  }

  /** The position after `position` in its chain, or 0. */
  after(position: number): number {
    return this.#next[position] ?? 0;
  }
}
