import { FAMILIES } from './contexts';

/** What is counted per candidate, by column. The first columns count occurrences per context family. */
export const Stat = {
  /** Longest match, in tokens, of what stands before an occurrence in the same document. */
  documentMatch: FAMILIES.length,
  /** The same over all other documents. */
  workspaceMatch: FAMILIES.length + 1,
  /** Most tokens that agree between the line after an occurrence and the line after the cursor. */
  followingMatch: FAMILIES.length + 2,
  /** Occurrences whose following line agrees in two tokens or more. */
  followingCount: FAMILIES.length + 3,
  /** Occurrences in documents of the same folder or touched lately. */
  nearCount: FAMILIES.length + 4,
  /** Smallest distance in lines to an occurrence in the same document, plus one; 0 for none. */
  lineDistance: FAMILIES.length + 5,
  /** Occurrences that speak for this name after renaming (see `#bind` of the collector). */
  renamed: FAMILIES.length + 6,
  /** Longest match behind those. */
  renamedMatch: FAMILIES.length + 7,
  /** Occurrences of this name that speak for another name after renaming. */
  rebound: FAMILIES.length + 8,
  /** 1 when the candidate was added without an occurrence: a name near the cursor or of the vocabulary. */
  added: FAMILIES.length + 9,
} as const;

const COLUMNS = FAMILIES.length + 10;
const MAX_CANDIDATES = 192;
const BUCKETS = 512;
/** In place of a slot: the token does not continue what is half typed, or the table is full. */
const REJECTED = -1;

/** The tokens that may come next, each with what was counted for it. Reused from one prediction step to the next. */
export class CandidateTable {
  readonly tokens = new Int32Array(MAX_CANDIDATES);
  readonly stats = new Float64Array(MAX_CANDIDATES * COLUMNS);
  /** Occurrences looked at per context family, whatever token they had. */
  readonly totals = new Float64Array(FAMILIES.length);
  size = 0;
  /** Occurrences of names that were looked at for renaming. */
  bindable = 0;
  readonly #bucketToken = new Int32Array(BUCKETS);
  readonly #bucketSlot = new Int32Array(BUCKETS);
  readonly #bucketStamp = new Int32Array(BUCKETS);
  #stamp = 0;
  #used = 0;
  #accepts: (token: number) => boolean = () => true;

  /** Empties the table. `accepts` says which tokens may be candidates. */
  reset(accepts: (token: number) => boolean): void {
    this.#stamp++;
    this.#used = 0;
    this.size = 0;
    this.bindable = 0;
    this.totals.fill(0);
    this.#accepts = accepts;
  }

  /** The slot of a token, made when it is new; negative when it may not be a candidate. */
  slotOf(token: number): number {
    let bucket = (Math.imul(token, 0x9e3779b1) >>> 23) & (BUCKETS - 1);
    while (this.#bucketStamp[bucket] === this.#stamp) {
      if (this.#bucketToken[bucket] === token) return this.#bucketSlot[bucket] ?? REJECTED;
      bucket = (bucket + 1) & (BUCKETS - 1);
    }
    if (this.#used >= BUCKETS - 64) return REJECTED;
    this.#used++;
    const slot = this.size < MAX_CANDIDATES && this.#accepts(token) ? this.#append(token) : REJECTED;
    this.#bucketStamp[bucket] = this.#stamp;
    this.#bucketToken[bucket] = token;
    this.#bucketSlot[bucket] = slot;
    return slot;
  }

  get(slot: number, stat: number): number {
    return this.stats[slot * COLUMNS + stat] ?? 0;
  }

  add(slot: number, stat: number, amount: number): void {
    const at = slot * COLUMNS + stat;
    this.stats[at] = (this.stats[at] ?? 0) + amount;
  }

  raise(slot: number, stat: number, value: number): void {
    const at = slot * COLUMNS + stat;
    if (value > (this.stats[at] ?? 0)) this.stats[at] = value;
  }

  /** Lowers a value that is 0 when unset. */
  lower(slot: number, stat: number, value: number): void {
    const at = slot * COLUMNS + stat;
    const old = this.stats[at] ?? 0;
    if (old === 0 || value < old) this.stats[at] = value;
  }

  #append(token: number): number {
    const slot = this.size++;
    this.tokens[slot] = token;
    this.stats.fill(0, slot * COLUMNS, (slot + 1) * COLUMNS);
    return slot;
  }
}
