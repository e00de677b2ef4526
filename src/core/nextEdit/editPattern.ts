import { KEYWORDS } from '../text/keywords';
import type { LanguageSyntax } from '../text/languageSyntax';
import type { OffsetRange } from '../text/textDocumentSnapshot';
import { type CodeToken, endOf, readCodeTokens } from './codeTokens';
import type { LineChange } from './editJournal';
import { editShape } from './editShape';
import type { TokenChange } from './tokenDiff';

/**
 * An edit as a pattern for others: the tokens of its lines, what was changed among them, and which names, numbers and
 * strings may differ elsewhere (anti-unification of two lines, with the edit carried over).
 */
export interface EditPattern {
  readonly tokens: readonly CodeToken[];
  /** Indexes are those of `tokens`. */
  readonly changes: readonly TokenChange[];
  readonly syntax: LanguageSyntax;
  /** Numbers of tokens, without spaces, that the edit left in place and put in. */
  readonly kept: number;
  readonly inserted: number;
}

/** What a pattern makes of other lines. */
export interface PatternResult {
  /** UTF-16 offsets in those lines. */
  readonly range: OffsetRange;
  readonly newText: string;
  /** The share of tokens, without spaces, that are the same in both: 1 for the same line. */
  readonly alike: number;
}

/** The pattern of an edit; undefined for one that changed nothing, or only white space. */
export function readPattern(edit: LineChange, syntax: LanguageSyntax): EditPattern | undefined {
  const shape = editShape(edit, syntax);
  const indentTokens = shape.before[0]?.kind === 'space' ? 1 : 0;
  const changes = shape.changes.map(({ start, end, inserted }) => ({
    start: start - indentTokens,
    end: end - indentTokens,
    inserted,
  }));
  const tokens = shape.before.slice(indentTokens);
  const removed = countWords(changes.flatMap(({ start, end }) => tokens.slice(Math.max(0, start), end)));
  const inserted = countWords(changes.flatMap((change) => change.inserted));
  if (removed + inserted === 0 || changes.some(({ start }) => start < 0)) return undefined;
  return { tokens, changes, syntax, kept: countWords(tokens) - removed, inserted };
}

function countWords(tokens: readonly CodeToken[]): number {
  return tokens.filter(({ kind }) => kind !== 'space' && kind !== 'lineEnd').length;
}

/** Carries the pattern's edit over to other lines; undefined where they are built differently. */
export function applyPattern(
  { tokens, changes, syntax }: EditPattern,
  text: string,
): PatternResult | undefined {
  const all = readCodeTokens(text, syntax);
  const others = all[0]?.kind === 'space' ? all.slice(1) : all;
  const holes = alignTokens(tokens, others);
  if (!holes || !keepsWhatChanged(tokens, changes, holes)) return undefined;
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return undefined;
  const range = { start: placeOf(others, first.start), end: placeOf(others, last.end) };
  let newText = '';
  let at = range.start;
  for (const { start, end, inserted } of changes) {
    newText += text.slice(at, placeOf(others, start)) + inserted.map((token) => fill(token, holes)).join('');
    at = placeOf(others, end);
  }
  return { range, newText, alike: alikeness(tokens, others) };
}

/** The names, numbers and strings that differ, each with its counterpart; undefined where the lines do not match. */
function alignTokens(
  tokens: readonly CodeToken[],
  others: readonly CodeToken[],
): ReadonlyMap<string, string> | undefined {
  if (tokens.length !== others.length) return undefined;
  const counterpart = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    const other = others[index];
    if (other?.kind !== token.kind) return undefined;
    if (token.kind === 'space') continue;
    const known = counterpart.get(token.text);
    if (known !== undefined && known !== other.text) return undefined;
    if (token.text !== other.text && !mayDiffer(token, other)) return undefined;
    counterpart.set(token.text, other.text);
  }
  return counterpart;
}

function mayDiffer(token: CodeToken, other: CodeToken): boolean {
  if (token.kind === 'name') return !KEYWORDS.has(token.text) && !KEYWORDS.has(other.text);
  return token.kind === 'number' || token.kind === 'text' || token.kind === 'lineEnd';
}

/** What an edit took away must stand in the other lines too, unless the edit has put it elsewhere. */
function keepsWhatChanged(
  tokens: readonly CodeToken[],
  changes: readonly TokenChange[],
  counterpart: ReadonlyMap<string, string>,
): boolean {
  return changes.every(({ start, end, inserted }) =>
    tokens
      .slice(start, end)
      .every(
        ({ kind, text }) =>
          kind === 'space' ||
          counterpart.get(text) === text ||
          changes.some((change) => change.inserted.some((token) => token.text.includes(text))) ||
          inserted.length === 0,
      ),
  );
}

function fill({ kind, text }: CodeToken, counterpart: ReadonlyMap<string, string>): string {
  const whole = counterpart.get(text);
  if (whole !== undefined || kind !== 'text') return whole ?? text;
  return text.replace(/[\p{L}\p{N}_$]+/gu, (word) => counterpart.get(word) ?? word);
}

function placeOf(tokens: readonly CodeToken[], index: number): number {
  const token = tokens[index];
  if (token) return token.start;
  const last = tokens.at(-1);
  return last ? endOf(last) : 0;
}

function alikeness(tokens: readonly CodeToken[], others: readonly CodeToken[]): number {
  let same = 0;
  let all = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'space') continue;
    all++;
    if (token.text === others[index]?.text) same++;
  }
  return all === 0 ? 0 : same / all;
}
