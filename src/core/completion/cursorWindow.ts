import { boundaryAtOrAfter, boundaryAtOrBefore } from '../text/boundaries';
import { isBlank, toLineFeeds } from '../text/lines';

/** What of a document a completion looks at: the text around the cursor, within a budget. Lines end with LF. */
export interface CursorWindow {
  /** Text before the cursor, from a line start wherever one is within the budget. */
  readonly prefix: string;
  /** Text after the cursor, whole lines wherever they are within the budget. */
  readonly suffix: string;
  /** The last line of `prefix`. */
  readonly linePrefix: string;
  /** The first line of `suffix`. */
  readonly lineSuffix: string;
  /** What ends the document's lines. */
  readonly eol: '\n' | '\r\n';
  /** True when `suffix` reaches the end of the document. */
  readonly reachesEnd: boolean;
}

/** How much of a document a window may hold. Tokens are estimated, see {@link PARTS_OF_TOKEN}. */
export interface WindowBudget {
  readonly prefixTokens: number;
  readonly suffixTokens: number;
  /** Lines after the cursor's own line. A fixed number keeps the suffix, and so the server's prefix cache, steady. */
  readonly suffixLines: number;
}

/**
 * Code is about 3.5 ASCII characters a token; other scripts are about one character a token with the tokenizers of
 * code models. Both err on the high side, so that a window fits. Counted in sevenths, which are whole numbers.
 */
const PARTS_OF_TOKEN = 7;
const PARTS_PER_ASCII_CHARACTER = 2;
const NOT_ASCII = /[\u0080-\uffff]/;

/** The first line of a window is one whose number divides by this, so that it stays put while lines are added. */
const STEADY_LINES = 16;

/**
 * Cuts the window around `offset` (UTF-16) out of `text`. Looks at no more text than the budget allows, whatever the
 * length of the document or of its lines.
 * @param line number of the cursor's line, counted from 0
 */
export function cutWindow(text: string, offset: number, line: number, budget: WindowBudget): CursorWindow {
  const cursor = boundaryAtOrBefore(text, offset);
  const start = findPrefixStart(text, cursor, line, budget.prefixTokens);
  const end = findSuffixEnd(text, cursor, budget);
  const rawPrefix = copyOf(text, start, cursor);
  const rawSuffix = copyOf(text, cursor, end);
  const eol = rawPrefix.includes('\r\n') || rawSuffix.includes('\r\n') ? '\r\n' : '\n';
  const prefix = toLineFeeds(rawPrefix);
  const suffix = toLineFeeds(rawSuffix);
  const lineEnd = suffix.indexOf('\n');
  return {
    prefix,
    suffix,
    linePrefix: prefix.slice(prefix.lastIndexOf('\n') + 1),
    lineSuffix: lineEnd === -1 ? suffix : suffix.slice(0, lineEnd),
    eol,
    reachesEnd: end === text.length,
  };
}

/**
 * A piece of a text that shares no memory with it. Engines make a slice a view of the whole text, and one remembered
 * window would keep all of that version of the document in memory.
 */
function copyOf(text: string, start: number, end: number): string {
  return ['', text.slice(start, end)].join('\n').slice(1);
}

/** The start of the text where all of it fits into the budget, else the line start within it that moves least. */
function findPrefixStart(text: string, cursor: number, line: number, budget: number): number {
  // One character more than fits, since a line break just outside makes a line start.
  const from = Math.max(0, cursor - mostUnits(budget) - 1);
  const reach = text.slice(from, cursor);
  const fitting = countFitting(reach, budget, (index) => reach.length - 1 - index);
  if (from === 0 && fitting === reach.length) return 0;
  const lineStarts: number[] = [];
  for (
    let lineFeed = reach.indexOf('\n', reach.length - fitting - 1);
    lineFeed !== -1;
    lineFeed = reach.indexOf('\n', lineFeed + 1)
  )
    lineStarts.push(lineFeed + 1);
  const isSteady = (_: number, index: number) =>
    (line - (lineStarts.length - 1 - index)) % STEADY_LINES === 0;
  const start = lineStarts.find(isSteady) ?? lineStarts[0];
  return start === undefined ? boundaryAtOrAfter(text, cursor - fitting) : from + start;
}

/** The end of the last line that is within the budget and the number of lines, or how far the budget reaches. */
function findSuffixEnd(text: string, cursor: number, budget: WindowBudget): number {
  const reach = text.slice(cursor, cursor + mostUnits(budget.suffixTokens));
  const fitting = countFitting(reach, budget.suffixTokens, (index) => index);
  let end = 0;
  for (let lines = 0; lines <= budget.suffixLines; lines++) {
    const lineFeed = reach.indexOf('\n', end);
    if (lineFeed === -1 || lineFeed >= fitting) {
      if (cursor + fitting === text.length) return text.length;
      return end > 0 ? cursor + end : boundaryAtOrBefore(text, cursor + fitting);
    }
    end = lineFeed + 1;
  }
  return cursor + end;
}

/** How many UTF-16 units fit into so many tokens at most. */
function mostUnits(tokens: number): number {
  return Math.floor((tokens * PARTS_OF_TOKEN) / PARTS_PER_ASCII_CHARACTER);
}

/** How many units of `text`, in the order that `at` gives them, fit into so many tokens. */
function countFitting(text: string, tokens: number, at: (index: number) => number): number {
  if (!NOT_ASCII.test(text)) return Math.min(text.length, mostUnits(tokens));
  let parts = 0;
  for (let index = 0; index < text.length; index++) {
    parts += text.charCodeAt(at(index)) < 128 ? PARTS_PER_ASCII_CHARACTER : PARTS_OF_TOKEN;
    if (parts > tokens * PARTS_OF_TOKEN) return index;
  }
  return text.length;
}

/** Where the cursor stands in its line, which decides how much a suggestion may be. */
export type CursorSpot =
  /** Nothing but white space on the line. */
  | 'newLine'
  /** Text before the cursor, none after it. */
  | 'lineEnd'
  /** Text after the cursor. */
  | 'midLine';

export function findCursorSpot(window: Pick<CursorWindow, 'linePrefix' | 'lineSuffix'>): CursorSpot {
  if (!isBlank(window.lineSuffix)) return 'midLine';
  return isBlank(window.linePrefix) ? 'newLine' : 'lineEnd';
}
