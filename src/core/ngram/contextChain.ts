import { type GrowingTable, growTo, newGrowingTable } from './growingTable';

/** The first generation has 2 to the power of this many buckets. */
const FIRST_BITS = 12;
/** Positions per bucket from which on another generation is begun. */
const CROWDED_LOAD = 3;

/**
 * All positions that share a context, by the hash of the context: hash chains as in LZ77 match finders (deflate),
 * linked both ways so that a position can be taken out again. The newest position comes first.
 * Contexts that collide share a chain; whoever walks it compares the tokens.
 *
 * Buckets come in generations, each twice as large as the one before. What is inserted goes to the newest, and nothing
 * ever moves: a chain goes on in the older generations where it ends in a newer one.
 */
export class ContextChain {
  /** Per bucket the first position, or 0; the generations one after the other, the oldest first. */
  readonly #heads: GrowingTable;
  #newest = 0;
  /** The position after in the chain; for the last one in its generation, the bucket as `-1 - bucket`. */
  readonly #next: GrowingTable;
  /** The position before in the chain; for the first one, the bucket as `-1 - bucket`. 0 when in no chain. */
  readonly #previous: GrowingTable;
  #size = 0;

  /** @param maxPositions positions are smaller than this */
  constructor(maxPositions: number) {
    this.#next = newGrowingTable(maxPositions);
    this.#previous = newGrowingTable(maxPositions);
    this.#heads = newGrowingTable(firstBucketOf(generationsFor(maxPositions)));
    growTo(this.#heads, firstBucketOf(1));
  }

  get memoryBytes(): number {
    return this.#heads.byteLength + this.#next.byteLength + this.#previous.byteLength;
  }

  /** Whether chains have become long enough that more buckets would pay. */
  get isCrowded(): boolean {
    return this.#size > CROWDED_LOAD * this.#heads.length;
  }

  /** Begins the next generation of buckets. */
  addBuckets(): void {
    this.#newest++;
    growTo(this.#heads, firstBucketOf(this.#newest + 1));
  }

  /** Makes room for positions up to, and without, `capacity`. */
  reserve(capacity: number): void {
    growTo(this.#next, capacity);
    growTo(this.#previous, capacity);
  }

  insert(position: number, hash: number): void {
    const bucket = bucketOf(this.#newest, hash);
    const head = this.#heads[bucket] ?? 0;
    this.#next[position] = head === 0 ? -1 - bucket : head;
    this.#previous[position] = -1 - bucket;
    if (head !== 0) this.#previous[head] = position;
    this.#heads[bucket] = position;
    this.#size++;
  }

  remove(position: number): void {
    const previous = this.#previous[position] ?? 0;
    if (previous === 0) return;
    const next = this.#next[position] ?? 0;
    if (previous < 0) this.#heads[-1 - previous] = Math.max(0, next);
    else this.#next[previous] = next;
    if (next > 0) this.#previous[next] = previous;
    this.#previous[position] = 0;
    this.#size--;
  }

  /** The newest position whose context has this hash, or 0. */
  first(hash: number): number {
    return this.#firstFrom(this.#newest, hash);
  }

  /** The position after `position` in the chain of this hash, or 0. */
  after(position: number, hash: number): number {
    const next = this.#next[position] ?? 0;
    return next >= 0 ? next : this.#firstFrom(generationOf(-1 - next) - 1, hash);
  }

  #firstFrom(newest: number, hash: number): number {
    for (let generation = newest; generation >= 0; generation--) {
      const head = this.#heads[bucketOf(generation, hash)] ?? 0;
      if (head !== 0) return head;
    }
    return 0;
  }
}

function firstBucketOf(generation: number): number {
  return (2 ** generation - 1) * 2 ** FIRST_BITS;
}

function bucketOf(generation: number, hash: number): number {
  return (((1 << generation) - 1) << FIRST_BITS) + (hash >>> (32 - FIRST_BITS - generation));
}

function generationOf(bucket: number): number {
  return 31 - Math.clz32((bucket >>> FIRST_BITS) + 1);
}

/** How many generations there can be before `isCrowded` no longer holds. */
function generationsFor(positions: number): number {
  return 1 + generationOf(Math.ceil(positions / CROWDED_LOAD));
}
