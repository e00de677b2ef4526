import {
  type Layout,
  type Segment,
  fileLineBefore,
  fileLineFrom,
  isBlankLine,
  nextShown,
  pairsIn,
  previousShown,
} from './layout';
import { type LineSheet, isBalanced } from './lineSheet';
import { otherNames, sharesMost } from './otherNames';

/**
 * Matches the lines that say nothing at the outer edges of what the block shows, where new lines stand between them and
 * the rest: they stand for the lines of the file right beside the match, if what is new is whole without them.
 */
export function matchOuterEdges(layout: Layout): void {
  for (const segment of layout.segments) {
    matchEdge(layout, segment, 1);
    matchEdge(layout, segment, -1);
  }
}

function matchEdge(layout: Layout, segment: Segment, step: 1 | -1): void {
  const { block, file, matches } = layout;
  const pairs = pairsIn(layout, segment);
  const from = step === 1 ? pairs.at(-1) : pairs[0];
  if (!from) return;
  const blockEnd = step === 1 ? segment.end : segment.start - 1;
  const fileEnd = step === 1 ? fileLineFrom(layout, segment.end) : fileLineBefore(layout, segment.start);
  const fresh = shownLines(block, from.block, { step, end: blockEnd });
  const beside = shownLines(file, from.file, { step, end: fileEnd, most: fresh.length });
  for (let count = Math.min(fresh.length - 1, beside.length); count > 0; count--) {
    const edge = fresh.slice(-count);
    const isSame = edge.every((line, index) => block.keys[line] === file.keys[beside[index] ?? -1]);
    if (!isSame || !isWhole(block, fresh.slice(0, -count), edge)) continue;
    for (const [index, line] of edge.entries()) matches[line] = beside[index] ?? -1;
    return;
  }
}

function shownLines(
  sheet: LineSheet,
  from: number,
  { step, end, most = Infinity }: { step: 1 | -1; end: number; most?: number },
): number[] {
  const lines: number[] = [];
  for (let line = from + step; line !== end && lines.length < most; line += step) {
    if (line < 0 || line >= sheet.lines.length) break;
    if (!isBlankLine(sheet, line)) lines.push(line);
  }
  return lines;
}

/** Signs alone, and words that close something which new lines may have opened themselves. */
const CLOSING_WORD = /^(?:end|fi|done|esac)\b/;
const QUOTE = /^['"]+[;,)]*$/;

/** Whether new lines open nothing that the lines at the edge would be needed to close, nor the other way round. */
function isWhole(block: LineSheet, fresh: readonly number[], edge: readonly number[]): boolean {
  const [start, end] = [Math.min(...fresh), Math.max(...fresh) + 1];
  if (!isBalanced(block, start, end)) return false;
  if (edge.some((line) => CLOSING_WORD.test(block.keys[line] ?? '') || QUOTE.test(block.keys[line] ?? '')))
    return false;
  const count = (pattern: RegExp) => fresh.filter((line) => pattern.test(block.keys[line] ?? '')).length;
  return count(/^#if/) === count(/^#endif/) && count(/^(?:`{3}|~{3})/) % 2 === 0;
}

/** Signs, ends of things and fences: alone they are never what somebody wants to add. */
const SAYS_NOTHING = /^(?:[^\p{L}\p{N}]*|(?:end|fi|done|esac|#endif)\b.{0,3}|[`~]{3}[\w-]*)$/u;

/** Whether new lines at an edge are nothing but closed signs: they stand for lines of the file that were not found. */
export function saysNothing(block: LineSheet, start: number, end: number): boolean {
  if (nextShown(block, start, end) === end || !isBalanced(block, start, end)) return false;
  return block.keys.slice(start, end).every((key) => SAYS_NOTHING.test(key));
}

/**
 * Whether the new line at one side of a match looks like the file's line there by another name: it may be that line, or a
 * further one.
 */
export function mayBeRenamed(
  { block, file }: Layout,
  pair: { readonly block: number; readonly file: number },
  step: 1 | -1,
): boolean {
  const line = step === 1 ? nextShown(block, pair.block + 1) : previousShown(block, pair.block - 1);
  const other = step === 1 ? nextShown(file, pair.file + 1) : previousShown(file, pair.file - 1);
  const [text, own] = [block.lines[line]?.trim() ?? '', file.lines[other]?.trim() ?? ''];
  const names = otherNames(text, own);
  return names !== undefined && names.every(([name, other]) => sharesMost(name, other));
}
