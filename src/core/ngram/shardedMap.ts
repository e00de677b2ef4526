/** A power of two. */
const SHARDS = 128;

/**
 * A map from texts to numbers, in many small maps: a `Map` that grows moves all it holds at once, which takes tens of
 * milliseconds for a few hundred thousand entries; here only one of the small ones does.
 */
export class ShardedMap {
  readonly #shards = Array.from({ length: SHARDS }, () => new Map<string, number>());
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): number | undefined {
    return this.#shardOf(key)?.get(key);
  }

  set(key: string, value: number): void {
    const shard = this.#shardOf(key);
    if (shard?.has(key) === false) this.#size++;
    shard?.set(key, value);
  }

  delete(key: string): void {
    if (this.#shardOf(key)?.delete(key) === true) this.#size--;
  }

  /** By the length and three characters: names that begin alike mostly end otherwise. */
  #shardOf(key: string): Map<string, number> | undefined {
    const { length } = key;
    const ends = Math.imul(key.charCodeAt(0), 31) + key.charCodeAt(length - 1);
    return this.#shards[(Math.imul(ends, 31) + key.charCodeAt(length >> 1) + length) & (SHARDS - 1)];
  }
}
