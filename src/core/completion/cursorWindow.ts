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
  const rawPrefix = text.slice(start, cursor);
  const rawSuffix = text.slice(cursor, end);
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

/** Walks back from the cursor until the budget is spent, then forward to the line start that moves least. */
function findPrefixStart(text: string, cursor: number, line: number, budget: number): number {
  let parts = 0;
  let index = cursor;
  let lineNumber = line;
  let firstLineStart: number | undefined;
  let steadyStart: number | undefined;
  while (index > 0) {
    const unit = text.charCodeAt(index - 1);
    if (unit === 10) {
      firstLineStart = index;
      if (lineNumber % STEADY_LINES === 0) steadyStart = index;
      lineNumber--;
    }
    parts += unit < 128 ? PARTS_PER_ASCII_CHARACTER : PARTS_OF_TOKEN;
    if (parts > budget * PARTS_OF_TOKEN)
      return steadyStart ?? firstLineStart ?? boundaryAtOrAfter(text, index);
    index--;
  }
  return 0;
}

/** Walks forward from the cursor until the budget or the number of lines is spent, then back to a line's end. */
function findSuffixEnd(text: string, cursor: number, budget: WindowBudget): number {
  let parts = 0;
  let lines = 0;
  let lastLineEnd: number | undefined;
  for (let index = cursor; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    parts += unit < 128 ? PARTS_PER_ASCII_CHARACTER : PARTS_OF_TOKEN;
    if (parts > budget.suffixTokens * PARTS_OF_TOKEN) return lastLineEnd ?? boundaryAtOrBefore(text, index);
    if (unit !== 10) continue;
    lastLineEnd = index + 1;
    lines++;
    if (lines > budget.suffixLines) return lastLineEnd;
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
