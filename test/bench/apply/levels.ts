/** Writes lines with levels of another width, as a model does that is used to another style. */
import { indentColumns, indentOf } from '../../../src/core/text/lines';

/** Steps that a line is indented by at most against the line that it stands in; beyond it is aligned with something. */
const MOST_STEPS = 2;

interface MovedLine {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Levels of two columns become four and all others two; each tab is one level. What is aligned with something in a line
 * above stays as far from that line's beginning as it was. Undefined where lines in each other would stand beside each other.
 */
export function moveLevels(lines: readonly string[], step: number): string[] | undefined {
  const other = step === 2 ? 4 : 2;
  const moved: MovedLine[] = [];
  const result = lines.map((text) => {
    if (text.trim() === '') return text;
    const indent = indentOf(text);
    const tabs = /^\t*/.exec(indent)?.[0].length ?? 0;
    const from = indentColumns(text);
    const above = moved.findLast((line) => line.from < from);
    const isAligned =
      above !== undefined && tabs === 0 && (from - above.from > MOST_STEPS * step || opensAt(above, from));
    let to = Math.floor(from / step) * other + (from % step);
    if (isAligned) to = above.to + from - above.from;
    else if (tabs > 0) to = tabs * other + indent.length - tabs;
    moved.push({ from, to, text });
    return ' '.repeat(to) + text.trimStart();
  });
  return moved.every((line, index) => isDeeper(moved.slice(0, index), line)) ? result : undefined;
}

/** Whether a line stands in the same as before. */
function isDeeper(before: readonly MovedLine[], { from, to }: MovedLine): boolean {
  const above = before.findLast((line) => line.from < from);
  return above === undefined || to > above.to;
}

/** Whether a line has something behind an opening bracket at a column, and does not close it. */
function opensAt({ text }: MovedLine, column: number): boolean {
  if (!/^[([{]\S/.test(text.slice(column - 1))) return false;
  let depth = 0;
  for (const character of text.slice(column - 1)) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return false;
  }
  return true;
}
