/**
 * Splits one line of any language into tokens by shape alone, in the spirit of the open-vocabulary code models of
 * Hellendoorn & Devanbu (FSE 2017): no grammar, so that every language and every half-written file can be read.
 *
 * A token is a lexeme (a word, an operator, a run of blanks) and whether one space stands before it. All offsets
 * are UTF-16 units. Every unit outside ASCII that is not a blank or general punctuation belongs to a word, so a
 * surrogate pair is never divided.
 */

/** Longest lexeme in UTF-16 units; longer words (hashes, data) are divided. */
export const MAX_LEXEME_LENGTH = 64;

/** Lines longer than this are data, not code (minified files, tables of bytes); they are not read. */
export const MAX_LINE_LENGTH = 2_000;
/** Lexemes of a line beyond this are not read. */
export const MAX_LINE_TOKENS = 1_000;

/** What a lexeme is, by its first character. */
export const LexemeKind = { LineStart: 0, Word: 1, Number: 2, Punctuation: 3, Blank: 4 } as const;
export type LexemeKind = (typeof LexemeKind)[keyof typeof LexemeKind];

/** Receives one lexeme: its range in the line, and whether exactly one space stands before it. */
export type LexemeSink = (start: number, end: number, spaced: boolean) => void;

const OPERATORS = [
  ...[
    '===',
    '!==',
    '**=',
    '...',
    '..=',
    '<<=',
    '>>=',
    '&&=',
    '||=',
    '??=',
    '"""',
    "'''",
    '```',
    '///',
    '/**',
  ],
  ...[
    '=>',
    '->',
    '<-',
    '::',
    ':=',
    '==',
    '!=',
    '<=',
    '>=',
    '&&',
    '||',
    '??',
    '?.',
    '++',
    '--',
    '+=',
    '-=',
    '*=',
  ],
  ...['/=', '%=', '|=', '&=', '^=', '<<', '>>', '**', '..', '//', '/*', '*/', '</', '/>', '#[', '#!'],
];
const OPERATOR_SET = new Set(OPERATORS);
const EXTENDABLE = new Set(OPERATORS.flatMap((operator) => [operator.slice(0, 1), operator.slice(0, -1)]));

/** Per ASCII unit: 1 word, 2 blank, 3 may begin a longer operator, 0 anything else. */
const ASCII_CLASS = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const character = String.fromCharCode(unit);
  if (/[A-Za-z0-9_$]/.test(character)) ASCII_CLASS[unit] = 1;
  else if (unit === 32 || unit === 9 || unit === 13 || unit === 12 || unit === 11) ASCII_CLASS[unit] = 2;
  else if (EXTENDABLE.has(character)) ASCII_CLASS[unit] = 3;
}

function unitClass(unit: number): number {
  if (unit < 128) return ASCII_CLASS[unit] ?? 0;
  if (unit === 0xa0 || unit === 0x3000 || unit === 0x2028 || unit === 0x2029) return 2;
  if (unit >= 0x2000 && unit <= 0x206f) return unit === 0x200c || unit === 0x200d ? 1 : 0;
  if (unit >= 0x3001 && unit <= 0x3003) return 0;
  return 1;
}

/** Calls `sink` for each lexeme of `line` from `start` (after its indentation) on; blanks at the end are left out. */
export function tokenizeLine(line: string, start: number, sink: LexemeSink): void {
  let length = line.length;
  while (length > start && unitClass(line.charCodeAt(length - 1)) === 2) length--;
  let at = start;
  let spaced = false;
  while (at < length) {
    const unit = line.charCodeAt(at);
    const kind = unitClass(unit);
    if (kind === 2) {
      const blankStart = at;
      while (at < length && unitClass(line.charCodeAt(at)) === 2) at++;
      spaced = at - blankStart === 1 && unit === 32;
      if (!spaced) sink(blankStart, Math.min(at, blankStart + MAX_LEXEME_LENGTH), false);
      continue;
    }
    const end = kind === 1 ? wordEnd(line, at, length) : operatorEnd(line, at, length, kind);
    sink(at, end, spaced);
    spaced = false;
    at = end;
  }
}

function wordEnd(line: string, start: number, length: number): number {
  let end = start + 1;
  const limit = Math.min(length, start + MAX_LEXEME_LENGTH);
  while (end < limit && unitClass(line.charCodeAt(end)) === 1) end++;
  if (end < length && isLowSurrogate(line.charCodeAt(end)) && isHighSurrogate(line.charCodeAt(end - 1)))
    return end - 1 > start ? end - 1 : end + 1;
  return end;
}

function operatorEnd(line: string, start: number, length: number, kind: number): number {
  if (kind !== 3) return start + 1;
  if (start + 3 <= length && OPERATOR_SET.has(line.slice(start, start + 3))) return start + 3;
  if (start + 2 <= length && OPERATOR_SET.has(line.slice(start, start + 2))) return start + 2;
  return start + 1;
}

/** Whether typing on could make the lexeme longer: words and blanks always, operators where a longer one exists. */
export function isExtendable(lexeme: string): boolean {
  return lexemeKind(lexeme) !== LexemeKind.Punctuation || EXTENDABLE.has(lexeme);
}

export function lexemeKind(lexeme: string): LexemeKind {
  const unit = lexeme.charCodeAt(0);
  const kind = unitClass(unit);
  if (kind === 2) return LexemeKind.Blank;
  if (kind !== 1) return LexemeKind.Punctuation;
  return unit >= 48 && unit <= 57 ? LexemeKind.Number : LexemeKind.Word;
}

/** Where the indentation of a line ends, as an offset; the line's length when it is blank. */
export function indentationEnd(line: string): number {
  let end = 0;
  while (end < line.length && unitClass(line.charCodeAt(end)) === 2) end++;
  return end;
}

/** Columns a tab stands for when indentations are compared. */
const TAB_COLUMNS = 4;

/** Width of the indentation in columns. */
export function indentationWidth(line: string, end: number): number {
  let width = 0;
  for (let at = 0; at < end; at++) width += line.charCodeAt(at) === 9 ? TAB_COLUMNS : 1;
  return Math.min(width, 0xffff);
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
