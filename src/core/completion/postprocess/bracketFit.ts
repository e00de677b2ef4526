import { type LoneBracket, forEachBracket } from '../../text/brackets';
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
  let underflow = false;
  const reportUntil = (offset: number) => {
    for (
      let end = text.indexOf('\n', reported);
      end !== -1 && end < offset;
      end = text.indexOf('\n', reported)
    ) {
      fits.push(underflow ? 'overclosed' : judge(stack, place));
      reported = end + 1;
    }
  };
  forEachBracket(text, place.syntax, (bracket, offset) => {
    reportUntil(offset);
    const closer = CLOSER_OF[bracket];
    if (closer !== undefined) stack.push({ closer, indent: indentAt(text, offset, place) });
    else if (stack.at(-1)?.closer === bracket) stack.pop();
    else underflow = true;
  });
  reportUntil(text.length);
  fits.push(underflow ? 'overclosed' : judge(stack, place));
  return fits;
}

type OpenBracket = Pick<LoneBracket, 'closer' | 'indent'>;

function judge(stack: readonly OpenBracket[], place: InsertionPlace): BracketFit {
  const [expected] = place.brackets.closers;
  if (!expected) {
    const opened = stack.length - place.brackets.openers.length;
    if (opened > 0) return 'open';
    return place.window.reachesEnd && stack.length === 0 ? 'fits' : 'unknown';
  }
  const top = stack.at(-1);
  if (top && matches(top, expected)) return 'fits';
  if (stack.some((bracket) => matches(bracket, expected))) return 'open';
  return place.brackets.openers.some((bracket) => matches(bracket, expected)) ? 'overclosed' : 'unknown';
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
