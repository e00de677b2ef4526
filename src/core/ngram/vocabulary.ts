import { KEYWORDS } from '../text/keywords';
import { type GrowingTable, growTo, newGrowingTable } from './growingTable';
import { ShardedMap } from './shardedMap';
import { LexemeKind, MAX_LINE_TOKENS, lexemeKind } from './tokenizer';

/** The largest change of indentation, in columns, that is told apart. */
const MAX_INDENT_CHANGE = 16;
const INDENT_CHANGES = 2 * MAX_INDENT_CHANGE + 1;

/** Lexeme 0: a word that is in no document. */
export const UNKNOWN_LEXEME = 0;
const FIRST_LINE_START = 1;
const LAST_LINE_START = FIRST_LINE_START + 2 * INDENT_CHANGES - 1;
/** Shapes of words that structural contexts use in place of names: lower case, capitalised, capitals, numbers. */
const SHAPE_LOWER = LAST_LINE_START + 1;
const SHAPE_CAPITALISED = SHAPE_LOWER + 1;
const SHAPE_CAPITALS = SHAPE_LOWER + 2;
const SHAPE_NUMBER = SHAPE_LOWER + 3;
const FIRST_TEXT_LEXEME = SHAPE_LOWER + 4;

/** Bytes that a lexeme costs beside its characters: map entry, string header, array slots (measured on V8). */
const LEXEME_OVERHEAD_BYTES = 96;

/**
 * The line-start token that opens a line: how much its indentation differs from the line before that is not blank,
 * and whether blank lines stand between them. Lines end where the next one starts.
 * @param indentChange columns
 */
export function lineStartToken(indentChange: number, afterBlank: boolean): number {
  const change = Math.max(-MAX_INDENT_CHANGE, Math.min(MAX_INDENT_CHANGE, indentChange));
  return (FIRST_LINE_START + (afterBlank ? INDENT_CHANGES : 0) + change + MAX_INDENT_CHANGE) << 1;
}

export function isLineStart(token: number): boolean {
  return token <= ((LAST_LINE_START << 1) | 1) && token >= FIRST_LINE_START << 1;
}

/** Change of indentation in columns that a line-start token stands for. */
export function indentChangeOf(token: number): number {
  return (((token >> 1) - FIRST_LINE_START) % INDENT_CHANGES) - MAX_INDENT_CHANGE;
}

export function isAfterBlank(token: number): boolean {
  return (token >> 1) - FIRST_LINE_START >= INDENT_CHANGES;
}

/**
 * Numbers for lexemes. A token is `lexeme << 1 | spaced`. Lexemes are counted, and a lexeme that no document holds
 * any more gives its number back, so the vocabulary is as bounded as the documents are.
 */
export class Vocabulary {
  /** Numbers of lexemes are smaller than this. */
  readonly maxSize: number;
  readonly #idOf = new ShardedMap();
  readonly #texts: string[] = [];
  readonly #free: number[] = [];
  /** Words by their first two UTF-16 units, for completing a half-typed word. */
  readonly #byPrefix = new Map<string, Set<number>>();
  #characters = 0;
  readonly #counts: GrowingTable;
  readonly #shapes: GrowingTable;
  readonly #kinds: GrowingTable;

  /** @param maxTokens tokens there will ever be in all documents */
  constructor(maxTokens: number) {
    // The lexemes of one line are numbered before they are counted.
    this.maxSize = FIRST_TEXT_LEXEME + maxTokens + MAX_LINE_TOKENS;
    this.#counts = newGrowingTable(this.maxSize);
    this.#shapes = newGrowingTable(this.maxSize);
    this.#kinds = newGrowingTable(this.maxSize);
    this.#reserve(FIRST_TEXT_LEXEME);
    for (let id = 0; id < FIRST_TEXT_LEXEME; id++) {
      this.#texts.push('');
      this.#shapes[id] = id;
      this.#kinds[id] =
        id >= FIRST_LINE_START && id <= LAST_LINE_START ? LexemeKind.LineStart : LexemeKind.Word;
    }
    this.#shapes[UNKNOWN_LEXEME] = SHAPE_LOWER;
  }

  /** Numbers of lexemes reach up to, and exclude, this. */
  get size(): number {
    return this.#texts.length;
  }

  get memoryBytes(): number {
    return this.#characters * 2 + this.#idOf.size * LEXEME_OVERHEAD_BYTES + this.#counts.byteLength * 3;
  }

  find(lexeme: string): number {
    return this.#idOf.get(lexeme) ?? UNKNOWN_LEXEME;
  }

  /** The number of a lexeme, given to it when it is new. Call `retain` for each occurrence. */
  intern(lexeme: string): number {
    return this.#idOf.get(lexeme) ?? this.#add(lexeme);
  }

  retain(lexeme: number): void {
    this.#counts[lexeme] = (this.#counts[lexeme] ?? 0) + 1;
  }

  /** Takes back a number that was given to a lexeme which then found no place. */
  discard(lexeme: number): void {
    if (this.#counts[lexeme] === 0 && lexeme >= FIRST_TEXT_LEXEME && this.text(lexeme) !== '')
      this.#remove(lexeme);
  }

  release(lexeme: number): void {
    const count = (this.#counts[lexeme] ?? 0) - 1;
    this.#counts[lexeme] = count;
    if (count === 0 && lexeme >= FIRST_TEXT_LEXEME) this.#remove(lexeme);
  }

  /** How often the lexeme stands in all documents. */
  count(lexeme: number): number {
    return this.#counts[lexeme] ?? 0;
  }

  text(lexeme: number): string {
    return this.#texts[lexeme] ?? '';
  }

  /** The token as it stands in a line: its space and its lexeme. Empty for line starts and unknown words. */
  tokenText(token: number): string {
    const text = this.#texts[token >> 1] ?? '';
    return (token & 1) === 1 ? ` ${text}` : text;
  }

  kind(lexeme: number): LexemeKind {
    return (this.#kinds[lexeme] ?? LexemeKind.Word) as LexemeKind;
  }

  /** The lexeme itself for keywords, operators and line starts; a shape for names and numbers. */
  shape(lexeme: number): number {
    return this.#shapes[lexeme] ?? UNKNOWN_LEXEME;
  }

  isName(lexeme: number): boolean {
    return this.kind(lexeme) === LexemeKind.Word && this.shape(lexeme) !== lexeme;
  }

  /** Words that begin with `prefix` (two UTF-16 units or more), in no order; at most `limit` are looked at. */
  *withPrefix(prefix: string, limit: number): Generator<number> {
    let looked = 0;
    for (const lexeme of this.#byPrefix.get(prefix.slice(0, 2)) ?? []) {
      if (++looked > limit) return;
      if (this.text(lexeme).startsWith(prefix)) yield lexeme;
    }
  }

  #add(text: string): number {
    const lexeme = this.#free.pop() ?? this.#texts.length;
    // A substring would keep the whole document alive; joining makes a flat copy.
    const copy = copyString(text);
    this.#texts[lexeme] = copy;
    this.#idOf.set(copy, lexeme);
    this.#characters += copy.length;
    this.#reserve(this.#texts.length);
    const kind = lexemeKind(copy);
    this.#counts[lexeme] = 0;
    this.#kinds[lexeme] = kind;
    this.#shapes[lexeme] = shapeOf(copy, kind, lexeme);
    if (kind === LexemeKind.Word && copy.length > 1) this.#addPrefix(copy.slice(0, 2), lexeme);
    return lexeme;
  }

  #addPrefix(prefix: string, lexeme: number): void {
    const set = this.#byPrefix.get(prefix);
    if (set === undefined) this.#byPrefix.set(copyString(prefix), new Set([lexeme]));
    else set.add(lexeme);
  }

  #remove(lexeme: number): void {
    const text = this.text(lexeme);
    this.#idOf.delete(text);
    this.#characters -= text.length;
    this.#texts[lexeme] = '';
    this.#free.push(lexeme);
    const prefix = text.slice(0, 2);
    const set = this.#byPrefix.get(prefix);
    set?.delete(lexeme);
    if (set?.size === 0) this.#byPrefix.delete(prefix);
  }

  #reserve(lexemes: number): void {
    for (const table of [this.#counts, this.#shapes, this.#kinds]) growTo(table, lexemes);
  }
}

function copyString(text: string): string {
  return text.split('').join('');
}

function shapeOf(text: string, kind: LexemeKind, lexeme: number): number {
  if (kind === LexemeKind.Number) return text.length === 1 ? lexeme : SHAPE_NUMBER;
  if (kind !== LexemeKind.Word || KEYWORDS.has(text)) return lexeme;
  const first = text.slice(0, 1);
  if (first === first.toLowerCase()) return SHAPE_LOWER;
  return text.length > 1 && text === text.toUpperCase() ? SHAPE_CAPITALS : SHAPE_CAPITALISED;
}
