import { type Layout, type Segment, isBlankLine, pairsIn } from './layout';
import type { LineSheet } from './lineSheet';
import { indentStep } from './reindent';

/** Steps that a line is indented by at most against the line that it stands in; beyond it is aligned with something. */
const MOST_STEPS = 2;

/**
 * The columns at which lines of a block that is indented in another way than the file are to stand in it. Lines that are
 * matched stay where the file has them, unless they stand in something else now; new ones stand beside their neighbours
 * or as many levels deeper than what they stand in, and what is aligned with something above keeps its distance to it.
 * @param fallback for lines beside which nothing is matched
 */
export function columnsOfLines(
  layout: Layout,
  segment: Segment,
  fallback: (columns: number) => number,
): ReadonlyMap<number, number> {
  const { block } = layout;
  const columns = new Map<number, number>();
  const placing: Placing = {
    layout,
    segment,
    columns,
    steps: { from: blockStep(layout, segment), to: indentStep(layout.file) },
  };
  for (let line = segment.start; line < segment.end; line++) {
    if (isBlankLine(block, line)) continue;
    const column =
      keptColumn(placing, line) ??
      columnBeside(placing, line) ??
      columnBelow(placing, line) ??
      ownColumn(layout, line) ??
      fallback(block.indents[line] ?? 0);
    columns.set(line, Math.max(0, column));
  }
  return columns;
}

interface Placing {
  readonly layout: Layout;
  readonly segment: Segment;
  /** Those of the lines above that are known. */
  readonly columns: ReadonlyMap<number, number>;
  /** Columns of one level in the block, and in the file. */
  readonly steps: { readonly from: number; readonly to: number };
}

function ownColumn({ file, matches }: Layout, line: number): number | undefined {
  return file.indents[matches[line] ?? -1];
}

/** Where the file has a line that stands in the same as before. */
function keptColumn({ layout, segment, columns }: Placing, line: number): number | undefined {
  const { block, file, matches } = layout;
  const other = matches[line] ?? -1;
  if (other < 0) return undefined;
  const parent = parentIn(block, line, segment);
  // A bracket alone may be any other, and what has changed may have moved.
  if (parent < 0)
    return block.isTrivial[line] !== true && block.keys[line] === file.keys[other]
      ? file.indents[other]
      : undefined;
  const head = matches[parent] ?? -1;
  const isSame = head >= 0 && head === file.parents[other] && columns.get(parent) === file.indents[head];
  return isSame ? file.indents[other] : undefined;
}

/** Where the nearest line is kept that the block indents alike and that stands in the same. */
function columnBeside(placing: Placing, line: number): number | undefined {
  const { block } = placing.layout;
  const { start, end } = placing.segment;
  const look = (step: 1 | -1): { column: number; distance: number } | undefined => {
    for (let other = line + step; other >= start && other < end; other += step) {
      if (isBlankLine(block, other) || block.parents[other] !== block.parents[line]) continue;
      if (block.indents[other] !== block.indents[line]) continue;
      const column = keptColumn(placing, other);
      if (column !== undefined) return { column, distance: Math.abs(other - line) };
    }
    return undefined;
  };
  const [above, below] = [look(-1), look(1)];
  if (!above || !below) return (above ?? below)?.column;
  return (below.distance < above.distance ? below : above).column;
}

/** As many levels deeper than what a line stands in as the block has it. */
function columnBelow({ layout, segment, columns, steps }: Placing, line: number): number | undefined {
  const { block } = layout;
  const parent = parentIn(block, line, segment);
  const base = columns.get(parent);
  if (base === undefined) return undefined;
  const distance = (block.indents[line] ?? 0) - (block.indents[parent] ?? 0);
  const isAlign = isAligned(block, parent, { distance, step: steps.from });
  return base + (isAlign ? distance : (distance / steps.from) * steps.to);
}

function parentIn(block: LineSheet, line: number, { start }: Segment): number {
  const parent = block.parents[line] ?? -1;
  return parent < start ? -1 : parent;
}

/** Whether a line stands where it does because of something in the line that it stands in. */
function isAligned(
  block: LineSheet,
  parent: number,
  { distance, step }: { distance: number; step: number },
): boolean {
  if (distance % step !== 0 || distance > MOST_STEPS * step) return true;
  const rest = (block.lines[parent] ?? '').trimStart().slice(distance - 1);
  return /^[([{]\S/.test(rest) && staysOpen(rest);
}

/** Whether the bracket that a text begins with is not closed in it. */
function staysOpen(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return false;
  }
  return true;
}

/** Columns of one level in the block: as many as lines have that are one level deeper than others in the file, if any. */
function blockStep(layout: Layout, segment: Segment): number {
  const { block, file, matches } = layout;
  const step = indentStep(file);
  const counts = new Map<number, number>();
  for (const pair of pairsIn(layout, segment)) {
    const parent = parentIn(block, pair.block, segment);
    const other = file.parents[pair.file] ?? -1;
    if (parent < 0 || isBlankLine(block, pair.block) || matches[parent] !== other) continue;
    if ((file.indents[pair.file] ?? 0) - (file.indents[other] ?? 0) !== step) continue;
    const distance = (block.indents[pair.block] ?? 0) - (block.indents[parent] ?? 0);
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? indentStep(block);
}
