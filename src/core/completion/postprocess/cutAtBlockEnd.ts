import { indentColumns } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

const OPENS_BLOCK = /[{([:]\s*$|=>\s*$|=\s*$|,\s*$|\\\s*$/;
const CLOSES_BLOCK = /^\s*[)\]}]/;

/**
 * Ends the answer with the block it belongs to. At the end of a half-typed line that is the statement, or the block it
 * opens; on a new line it is the block that the cursor stands in.
 */
export const cutAtBlockEnd: PostprocessRule = {
  name: 'cutAtBlockEnd',
  whenEmpty: 'outsideBlock',
  apply(text, place) {
    const lines = text.split('\n');
    if (lines.length === 1 || place.spot === 'midLine') return text;
    const end = place.spot === 'newLine' ? findBlockEnd(lines, place) : findStatementEnd(lines, place);
    return end === lines.length ? text : lines.slice(0, end).join('\n');
  },
};

/**
 * Whether a text at the end of a half-typed line is a statement that no further line belongs to: one line that opens
 * nothing, or a block with the line that closes it, or with one below that is not in it.
 */
export function isStatementComplete(text: string, place: InsertionPlace): boolean {
  const lines = [...text.split('\n'), ''];
  return findStatementEnd(lines, place) < lines.length;
}

/** Whether lines that belong to this one follow it, more deeply indented. */
export function opensBlock(line: string): boolean {
  return OPENS_BLOCK.test(line);
}

/** Words that go on with the statement above at its own indentation. */
const CONTINUES = /^\s*(?:else|elif|except|finally|catch|case|default|when|rescue|ensure)\b/;

/**
 * On a new line the block ends where the text is less indented than both its first line and the line below the cursor,
 * unless what follows leads into the line below.
 */
function findBlockEnd(lines: readonly string[], place: InsertionPlace): number {
  const start = indentColumns(place.window.linePrefix + (lines[0] ?? ''));
  const next = place.linesBelow[0];
  const below = next === undefined ? start : indentColumns(next);
  const floor = Math.min(start, below);
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  if (opensBlock(last) && below > indentColumns(last)) return lines.length;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || indentColumns(line) >= floor) continue;
    if (!CLOSES_BLOCK.test(line) && !CONTINUES.test(line)) return index;
  }
  return lines.length;
}

function findStatementEnd(lines: readonly string[], place: InsertionPlace): number {
  const first = lines[0] ?? '';
  const start = indentColumns(place.window.linePrefix);
  const below = indentColumns(place.linesBelow[0] ?? '');
  if (!OPENS_BLOCK.test(place.window.linePrefix + first) || below > start) return 1;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || indentColumns(line) > start) continue;
    return CLOSES_BLOCK.test(line) ? index + 1 : index;
  }
  return lines.length;
}
