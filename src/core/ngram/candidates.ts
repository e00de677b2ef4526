import { CandidateTable, Stat } from './candidateTable';
import { FAMILIES, hashContext } from './contexts';
import { type Cursor, HISTORY } from './cursor';
import type { DocumentStore } from './documentStore';
import type { IndexedDocument } from './documents';
import type { NearNames } from './nearNames';
import { NO_LINE } from './tokenArena';
import { UNKNOWN_LEXEME } from './vocabulary';

/** Longest sequence of tokens that one prediction may hold, beyond the history. */
export const MAX_STEPS = 48;
/** A chain is followed at most this many times its walk limit when most of what it holds does not count. */
const PATIENCE = 3;
/** Occurrences of a longer context that make a shorter one superfluous. */
const ENOUGH = 16;
/** Matches are measured up to this many tokens. */
const MAX_MATCH = 24;
/** How far back the first use of a name is looked for when names are bound. */
const BINDING_REACH = 24;
/** How many occurrences of a family are looked at for bindings. */
const BINDING_WALK = 16;
/** Words of the vocabulary that are added for a half-typed word. */
const VOCABULARY_LOOKED_AT = 400;
const VOCABULARY_ADDED = 6;
const NEAR_ADDED = 12;

/** The tokens before the next one: the cursor's history and what has been predicted so far. */
export interface Path {
  readonly tokens: Int32Array;
  readonly length: number;
}

/** A place in the workspace whose context is the cursor's. */
interface Occurrence {
  readonly position: number;
  readonly line: number;
  /** Number of its document. */
  readonly document: number;
  /** Tokens before it that agree with those before the cursor. */
  readonly match: number;
}

/** Collects the tokens that may come next, from every occurrence of the contexts before the cursor. */
export class CandidateCollector {
  readonly table = new CandidateTable();
  readonly #hashes = new Int32Array(FAMILIES.length);
  readonly #lexemes = new Int32Array(HISTORY + MAX_STEPS);
  readonly #shapes = new Int32Array(HISTORY + MAX_STEPS);

  constructor(private readonly store: DocumentStore) {}

  /** Fills `table` for the step after `path`. `partial` is empty except on the first step. */
  collect(cursor: Cursor, path: Path, near: NearNames, partial: string): CandidateTable {
    const { table } = this;
    const { vocabulary } = this.store;
    table.reset(
      (token) =>
        partial === '' || token >> 1 === UNKNOWN_LEXEME || vocabulary.tokenText(token).startsWith(partial),
    );
    for (let at = 0; at < path.length; at++) {
      const lexeme = (path.tokens[at] ?? 0) >> 1;
      this.#lexemes[at] = lexeme;
      this.#shapes[at] = vocabulary.shape(lexeme);
    }
    hashContext(
      { lexemes: this.#lexemes, shapes: this.#shapes, end: path.length },
      cursor.document.number,
      this.#hashes,
    );
    for (let family = 0; family < FAMILIES.length; family++) {
      const sparedBy = FAMILIES[family]?.sparedBy ?? -1;
      if (sparedBy < 0 || (table.totals[sparedBy] ?? 0) < ENOUGH) this.#walk(family, cursor, path);
      else table.totals[family] = ENOUGH;
    }
    if (partial !== '') this.#addPartial(near, partial);
    return table;
  }

  /** Follows the chain of one context family and counts what stands at each of its positions. */
  #walk(family: number, cursor: Cursor, path: Path): void {
    const { arena } = this.store.index;
    const { table } = this;
    const chain = this.store.index.chain(family);
    const hash = this.#hashes[family] ?? 0;
    const { order, kind, walkLimit } = FAMILIES[family] ?? { order: 1, kind: 'workspace', walkLimit: 0 };
    const bindsNames = kind !== 'workspace' || order === 2;
    let counted = 0;
    let looked = 0;
    for (
      let position = chain.first(hash);
      position !== 0 && counted < walkLimit && looked < walkLimit * PATIENCE;
      position = chain.after(position, hash)
    ) {
      looked++;
      const line = arena.lineOf[position] ?? NO_LINE;
      if (isHidden(cursor, position)) continue;
      const document = arena.lineDocument[line] ?? 0;
      if (kind === 'document' && document !== cursor.document.number) continue;
      if (this.store.byNumber(document) === undefined) continue;
      const match = this.#matchLength(position, path.length);
      if (kind === 'structure' ? !this.#shapesMatch(position, path.length, order) : match < order) continue;
      const token = arena.tokens[position] ?? 0;
      table.totals[family] = (table.totals[family] ?? 0) + 1;
      if (bindsNames && counted < BINDING_WALK) this.#bind(position, token, match, path);
      const slot = table.slotOf(token);
      if (slot < 0) continue;
      counted++;
      table.add(slot, family, 1);
      this.#describeOccurrence(slot, { position, line, document, match }, cursor);
    }
  }

  /** Notes how an occurrence of a candidate lies to the cursor. */
  #describeOccurrence(slot: number, { position, line, document, match }: Occurrence, cursor: Cursor): void {
    const { arena } = this.store.index;
    const { table } = this;
    if (document === cursor.document.number) {
      table.raise(slot, Stat.documentMatch, match);
      const distance = Math.abs((arena.lineNumber[line] ?? 0) - cursor.lineNumber);
      if (match > 1) table.lower(slot, Stat.lineDistance, 1 + distance);
    } else {
      table.raise(slot, Stat.workspaceMatch, match);
      if (this.#isNear(document, cursor.document)) table.add(slot, Stat.nearCount, 1);
    }
    if (cursor.following.length === 0) return;
    const agreed = this.#followingMatch(line, position, cursor.following);
    table.raise(slot, Stat.followingMatch, agreed);
    if (agreed > 1) table.add(slot, Stat.followingCount, 1);
  }

  /** How many tokens before `position` agree with the end of the path, without regard to spaces. */
  #matchLength(position: number, end: number): number {
    const { arena } = this.store.index;
    let at = end;
    let match = 0;
    for (
      let before = arena.before(position);
      before > 0 && match < MAX_MATCH;
      before = arena.before(before)
    ) {
      if (at === 0 || (arena.tokens[before] ?? 0) >> 1 !== this.#lexemes[--at]) break;
      match++;
    }
    return match;
  }

  #shapesMatch(position: number, end: number, order: number): boolean {
    const { arena } = this.store.index;
    let before = position;
    for (let back = 1; back <= order; back++) {
      before = arena.before(before);
      if (end - back < 0) return before <= 0;
      if (
        before <= 0 ||
        this.store.vocabulary.shape((arena.tokens[before] ?? 0) >> 1) !== this.#shapes[end - back]
      )
        return false;
    }
    return true;
  }

  /** How many first tokens the line after an occurrence shares with the line after the cursor. */
  #followingMatch(line: number, position: number, following: Int32Array): number {
    const { arena } = this.store.index;
    const next = position === arena.lineStart[line] ? line : (arena.lineNext[line] ?? NO_LINE);
    if (next === NO_LINE) return 0;
    const start = arena.lineStart[next] ?? 0;
    const limit = Math.min(following.length, arena.lineLength[next] ?? 0);
    let agreed = 0;
    while (agreed < limit && arena.tokens[start + agreed] === following[agreed]) agreed++;
    return agreed;
  }

  /**
   * Binds names: where an occurrence repeats a name that stands a few tokens before it, and the cursor's own tokens
   * have another name at that place, that other name is a candidate. `x = a; f(x)` thus says `f(y` after `y = a;`.
   */
  #bind(position: number, token: number, match: number, path: Path): void {
    const { arena } = this.store.index;
    const lexeme = token >> 1;
    if (!this.store.vocabulary.isName(lexeme)) return;
    this.table.bindable++;
    let before = position;
    for (let back = 1; back <= BINDING_REACH && back <= path.length; back++) {
      before = arena.before(before);
      if (before <= 0) return;
      if ((arena.tokens[before] ?? 0) >> 1 !== lexeme) continue;
      if (back <= match) return;
      const bound = this.#lexemes[path.length - back] ?? UNKNOWN_LEXEME;
      if (!this.store.vocabulary.isName(bound)) return;
      if (bound === lexeme) return;
      this.#countBinding(token, (bound << 1) | (token & 1), match);
      return;
    }
  }

  #countBinding(token: number, bound: number, match: number): void {
    const { table } = this;
    const slot = table.slotOf(bound);
    if (slot >= 0) {
      table.add(slot, Stat.renamed, 1);
      table.raise(slot, Stat.renamedMatch, match);
    }
    const original = table.slotOf(token);
    if (original >= 0) table.add(original, Stat.rebound, 1);
  }

  #isNear(document: number, own: IndexedDocument): boolean {
    const other = this.store.byNumber(document);
    return other !== undefined && (other.folder === own.folder || other.lastTouch > 0);
  }

  /** Adds what a half-typed token may become without any context: itself, near names, words of the vocabulary. */
  #addPartial(near: NearNames, partial: string): void {
    const { table } = this;
    const { vocabulary } = this.store;
    const lexeme = partial.trimStart();
    const spaced = partial.startsWith(' ') && lexeme !== '' ? 1 : 0;
    const exact = vocabulary.find(lexeme === '' ? partial : lexeme);
    const add = (token: number) => {
      const slot = table.slotOf(token);
      if (slot >= 0) table.raise(slot, Stat.added, 1);
      return slot >= 0;
    };
    add((exact << 1) | spaced);
    if (lexeme === '') return;
    let added = 0;
    for (const word of near.words) {
      if (added >= NEAR_ADDED) break;
      if (vocabulary.text(word).startsWith(lexeme) && add((word << 1) | spaced)) added++;
    }
    if (lexeme.length < 2) return;
    const words = [...vocabulary.withPrefix(lexeme, VOCABULARY_LOOKED_AT)];
    words.sort((a, b) => vocabulary.count(b) - vocabulary.count(a));
    for (const word of words.slice(0, VOCABULARY_ADDED)) add((word << 1) | spaced);
  }
}

function isHidden({ hidden: [own, next] }: Cursor, position: number): boolean {
  return (position >= own.from && position < own.to) || (position >= next.from && position < next.to);
}
