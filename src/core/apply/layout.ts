import type { LineMatches } from './alignLines';
import type { BlockLine } from './elision';
import type { LineSheet } from './lineSheet';

/** Lines of a block between two marks; the block's own ends count as edges too. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Whether code that is not shown comes before, or after. */
  readonly afterMark: boolean;
  readonly beforeMark: boolean;
}

/** A block laid over a file. The steps of placing fill in {@link matches}. */
export interface Layout {
  readonly file: LineSheet;
  readonly block: LineSheet;
  readonly items: readonly BlockLine[];
  readonly segments: readonly Segment[];
  readonly matches: LineMatches;
}

export function readSegments(items: readonly BlockLine[]): readonly Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  let afterMark = false;
  for (const [line, item] of items.entries()) {
    if (!item.isElision) continue;
    if (line > start) segments.push({ start, end: line, afterMark, beforeMark: true });
    start = line + 1;
    afterMark = true;
  }
  if (items.length > start) segments.push({ start, end: items.length, afterMark, beforeMark: false });
  return segments.filter((segment) =>
    items.slice(segment.start, segment.end).some(({ text }) => text.trim() !== ''),
  );
}

/** A line of the block and the line of the file that it stands for. */
export interface Pair {
  readonly block: number;
  readonly file: number;
}

export function pairsIn(
  { matches }: Layout,
  { start, end }: Pick<Segment, 'start' | 'end'>,
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let block = start; block < end; block++) {
    const file = matches[block] ?? -1;
    if (file >= 0) pairs.push({ block, file });
  }
  return pairs;
}

/** The last line of the file that is matched before a line of the block; -1 for none. */
export function fileLineBefore({ matches }: Layout, blockLine: number): number {
  for (let line = blockLine - 1; line >= 0; line--) {
    const file = matches[line] ?? -1;
    if (file >= 0) return file;
  }
  return -1;
}

/** The first line of the file that is matched from a line of the block on; the end of the file for none. */
export function fileLineFrom({ matches, file }: Layout, blockLine: number): number {
  for (let line = blockLine; line < matches.length; line++) {
    const found = matches[line] ?? -1;
    if (found >= 0) return found;
  }
  return file.lines.length;
}

/** Whether a pair would keep the order of those that there are. */
export function keepsOrder(layout: Layout, { block, file }: Pair): boolean {
  return fileLineBefore(layout, block) < file && file < fileLineFrom(layout, block + 1);
}

export function isBlankLine({ keys }: LineSheet, line: number): boolean {
  return (keys[line] ?? '') === '';
}

/** The nearest line at or after `line` that is not blank, before `end`; `end` for none. */
export function nextShown(sheet: LineSheet, line: number, end = sheet.lines.length): number {
  let index = line;
  while (index < end && isBlankLine(sheet, index)) index++;
  return index;
}

/** The nearest line at or before `line` that is not blank; -1 for none. */
export function previousShown(sheet: LineSheet, line: number): number {
  let index = line;
  while (index >= 0 && isBlankLine(sheet, index)) index--;
  return index;
}
