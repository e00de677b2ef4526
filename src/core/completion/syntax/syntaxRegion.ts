import { balanceBrackets } from '../../text/brackets';
import type { LanguageSyntax } from '../../text/languageSyntax';
import { indentColumns, isBlank } from '../../text/lines';
import type { CursorWindow } from '../cursorWindow';

/** Text around the cursor that can be parsed by itself: the block that it stands in, and what leads to that block. */
export interface SyntaxRegion {
  readonly before: string;
  readonly after: string;
  /** What closes the blocks whose end is out of sight. */
  readonly unclosed: string;
  readonly reachesEnd: boolean;
  /** True when even the outermost kept line is indented, because what it stands in is out of sight. */
  readonly isNested: boolean;
}

/** Text of the cursor's own block that is kept before and after the cursor, in UTF-16 units. */
const REACH_BEFORE = 400;
const REACH_AFTER = 200;
/** A longer region (UTF-16 units) takes too long to parse. */
const LONGEST_REGION = 4_000;

/** A line that belongs to one above it that is indented alike. */
const GOES_ON = /^\s*(?:[)\]}]|(?:else|elif|except|finally|catch)\b|[.&|?:+*<>=,-])/;
const CLOSES = /^\s*(?:[)\]}]|(?:else|elif|except|finally|catch)\b)/;
const OPENS = /(?:[{([:]|=>)\s*$/;

interface Line {
  readonly text: string;
  readonly column: number;
}

/**
 * Cuts the region around the cursor: the nearest lines of the block that it stands in, and of the blocks around that
 * one only the lines that open and close them. So it stays small in a file of any length.
 * @param indent columns of indentation of the line that the answer begins
 * @returns undefined where no such region can be told
 */
export function cutSyntaxRegion(
  window: CursorWindow,
  syntax: LanguageSyntax,
  indent: number,
): SyntaxRegion | undefined {
  const above = linesOf(window.prefix.slice(0, window.prefix.length - window.linePrefix.length)).reverse();
  const ownAbove = takeOwnLinesAbove(above, indent);
  if (!ownAbove) return undefined;
  const headers = takeHeaders(above.slice(ownAbove.passed), indent);
  const outermost = headers[0]?.column ?? indent;
  const firstBreak = window.suffix.indexOf('\n');
  const below = firstBreak === -1 ? [] : linesOf(window.suffix.slice(firstBreak + 1));
  const ownBelow = takeOwnLinesBelow(below, indent, window.reachesEnd);
  if (!ownBelow) return undefined;
  const closers = takeClosers(below.slice(ownBelow.length), indent, outermost);
  const unclosed = headers.filter(({ column }) => column < closers.level);
  const before = [...headers, ...ownAbove.lines].map(({ text }) => `${text}\n`).join('') + window.linePrefix;
  const after = [window.lineSuffix, ...[...ownBelow, ...closers.lines].map(({ text }) => text), ''].join(
    '\n',
  );
  if (before.length + after.length > LONGEST_REGION) return undefined;
  return {
    before,
    after,
    unclosed: closingBrackets(unclosed, syntax),
    reachesEnd: window.reachesEnd,
    isNested: outermost > 0,
  };
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => !isBlank(line))
    .map((line) => ({ text: line, column: indentColumns(line) }));
}

/** The nearest lines above, upwards, that are in the cursor's block; `passed` counts those left out behind them. */
function takeOwnLinesAbove(
  above: readonly Line[],
  indent: number,
): { readonly lines: Line[]; readonly passed: number } | undefined {
  let length = 0;
  let whole = 0;
  for (const [index, line] of above.entries()) {
    if (line.column < indent) return { lines: above.slice(0, index).reverse(), passed: index };
    if (length > REACH_BEFORE && whole > 0) return { lines: above.slice(0, whole).reverse(), passed: whole };
    length += line.text.length;
    if (length > LONGEST_REGION) return undefined;
    if (line.column === indent && !GOES_ON.test(line.text)) whole = index + 1;
  }
  return { lines: above.slice(0, whole).reverse(), passed: whole };
}

/** The lines that open the blocks around the cursor's, outermost first; a header of many lines is kept whole. */
function takeHeaders(above: readonly Line[], indent: number): Line[] {
  const headers: Line[] = [];
  let level = indent;
  let isUnfinished = false;
  for (const line of above) {
    if (level === 0 && !isUnfinished) break;
    if (!isUnfinished && line.column >= level) continue;
    headers.unshift(line);
    if (line.column > level) continue;
    level = line.column;
    isUnfinished = GOES_ON.test(line.text);
  }
  return headers;
}

/** The nearest lines below that are in the cursor's block, up to the end of a statement; undefined when none is seen. */
function takeOwnLinesBelow(below: readonly Line[], indent: number, reachesEnd: boolean): Line[] | undefined {
  let length = 0;
  let whole: number | undefined;
  for (const [index, line] of below.entries()) {
    if (line.column < indent) return below.slice(0, index);
    if (line.column === indent && !GOES_ON.test(line.text)) {
      whole = index;
      if (length > REACH_AFTER) break;
    }
    length += line.text.length;
  }
  if (reachesEnd && length <= REACH_AFTER) return [...below];
  return whole === undefined ? undefined : below.slice(0, whole);
}

/** The lines that close the blocks around the cursor's, and how far out they lead. */
function takeClosers(
  below: readonly Line[],
  indent: number,
  outermost: number,
): { readonly lines: Line[]; readonly level: number } {
  const lines: Line[] = [];
  let level = indent;
  let isOpenAgain = false;
  for (const line of below) {
    if (line.column < outermost || (level === outermost && !isOpenAgain && lines.length > 0)) break;
    const isInside = isOpenAgain && line.column > level;
    const isCloser = line.column < level || (isOpenAgain && line.column === level);
    if (isCloser) {
      level = line.column;
      isOpenAgain = CLOSES.test(line.text) && OPENS.test(line.text);
    }
    if (isInside || (isCloser && CLOSES.test(line.text))) lines.push(line);
  }
  return { lines, level };
}

/** What closes the brackets that these lines leave open. */
function closingBrackets(headers: readonly Line[], syntax: LanguageSyntax): string {
  const text = headers.map((header) => header.text).join('\n');
  return balanceBrackets(text, syntax)
    .openers.map(({ closer }) => closer)
    .reverse()
    .join('');
}
