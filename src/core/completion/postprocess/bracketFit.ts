import { type LoneBracket, endOfOpenString, forEachBracket } from '../../text/brackets';
import { indentColumns } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';

const CLOSER_OF: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * How the brackets of an answer fit what stands right of the cursor.
 * `fits`: the first closing bracket after the cursor finds its partner. `open`: the answer leaves brackets open that
 * nothing closes. `overclosed`: it closes brackets that are closed after the cursor. `unknown`: it cannot be told.
 */
export type BracketFit = 'fits' | 'open' | 'overclosed' | 'unknown';

/** The fit of each beginning of the answer that ends with a line: entry `n` is for the first `n + 1` lines. */
export function bracketFitByLine(text: string, place: InsertionPlace): BracketFit[] {
  const stack: OpenBracket[] = [...place.brackets.openers];
  const fits: BracketFit[] = [];
  let reported = 0;
  const closed = { tooMuch: false };
  const reportUntil = (offset: number) => {
    for (
      let end = text.indexOf('\n', reported);
      end !== -1 && end < offset;
      end = text.indexOf('\n', reported)
    ) {
      fits.push(closed.tooMuch ? 'overclosed' : judge(stack, place));
      reported = end + 1;
    }
  };
  const start = endOfOpenString(text, place.openQuote);
  forEachBracket(text, { syntax: place.syntax, start }, (bracket, offset) => {
    reportUntil(offset);
    const closer = CLOSER_OF[bracket];
    if (closer !== undefined) stack.push({ closer, indent: indentAt(text, offset, place) });
    else if (stack.at(-1)?.closer === bracket) stack.pop();
    else closed.tooMuch = true;
  });
  reportUntil(text.length);
  fits.push(closed.tooMuch ? 'overclosed' : judge(stack, place));
  return fits;
}

type OpenBracket = Pick<LoneBracket, 'closer' | 'indent'>;

/** Pairs that are compared, from the innermost: the windows around the cursor seldom tell more for certain. */
const PAIRS_COMPARED = 3;

function judge(stack: readonly OpenBracket[], place: InsertionPlace): BracketFit {
  const { openers, closers } = place.brackets;
  if (closers.length === 0) {
    if (stack.length > openers.length) return 'open';
    return place.window.reachesEnd && stack.length === 0 ? 'fits' : 'unknown';
  }
  if (isClosedBy(stack, place)) return 'fits';
  for (let depth = stack.length - 1; depth > 0; depth--) if (isClosedBy(stack, place, depth)) return 'open';
  return stack.length < openers.length && isClosedBy(openers, place) ? 'overclosed' : 'unknown';
}

/** Whether the brackets right of the cursor close the outer `depth` of these, innermost first. */
function isClosedBy(
  stack: readonly OpenBracket[],
  { brackets: { closers }, window }: InsertionPlace,
  depth = stack.length,
): boolean {
  if (depth === 0) return false;
  const compared = Math.min(PAIRS_COMPARED, closers.length, depth);
  for (let index = 0; index < compared; index++) {
    const open = stack[depth - 1 - index];
    const closer = closers[index];
    if (!open || !closer || !matches(open, closer)) return false;
  }
  return !window.reachesEnd || depth <= closers.length;
}

/** A closing bracket that begins its line is indented like the line of its partner. */
function matches(open: OpenBracket, closer: LoneBracket): boolean {
  return open.closer === closer.closer && (!closer.startsLine || open.indent === closer.indent);
}

function indentAt(text: string, offset: number, place: InsertionPlace): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  return indentColumns(lineStart === 0 ? place.window.linePrefix + line : line);
}
