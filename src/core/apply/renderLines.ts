import { indentColumns, indentOf } from '../text/lines';
import { columnsOfLines } from './indentLines';
import { type Layout, type Pair, nextShown, pairsIn } from './layout';
import { type LineSheet, depthOf } from './lineSheet';
import {
  type Indentation,
  indentStep,
  readIndentation,
  reindent,
  shiftIndentation,
  shiftText,
} from './reindent';
import { siblingOf } from './siblingIndent';

/** Puts lines of a block the way they are to stand in the file. */
export interface LineRenderer {
  /** A new line of the block, among lines that are matched. */
  readonly newLine: (line: number) => string;
  /** A line of the block that stands for one of the file: as the file has it, unless the block says otherwise. */
  readonly matchedLine: (pair: Pair) => string;
  /** New lines that are put beside a line of the file without anything matched around them. */
  readonly insertedLines: (start: number, end: number, columns: number) => string[];
}

export function createRenderer(layout: Layout): LineRenderer {
  const { block, file, segments } = layout;
  const all = segments.flatMap((segment) => pairsIn(layout, segment));
  const whole = readIndentation(block, file, all);
  const bySegment = segments.map((segment) => {
    const pairs = pairsIn(layout, segment);
    const indentation = pairs.length > 1 ? readIndentation(block, file, pairs) : whole;
    const columns =
      indentation.shift === 0
        ? new Map<number, number>()
        : columnsOfLines(layout, segment, indentation.columnsOf);
    return { segment, indentation, columns };
  });
  const segmentOf = (line: number) =>
    bySegment.find(({ segment }) => line >= segment.start && line < segment.end);
  const indentationOf = (line: number) => segmentOf(line)?.indentation ?? whole;
  const keepsSpaces = hasDriftedSpaces(layout, all);
  const trimsEnds = hasDriftedEnds(layout, all);
  const driftsIn = hasDriftedIndentation(layout, all, indentationOf);
  const render = (line: number, { isSame, shift }: Indentation, columns: number): string => {
    const text = block.lines[line] ?? '';
    const shifted = isSame ? text : shiftText(block, file, { text, shift });
    const isThere = isSame || (shifted !== undefined && indentColumns(shifted) === columns);
    const placed = isThere ? (shifted ?? text) : reindent(text, columns, file);
    return trimsEnds ? placed.trimEnd() : placed;
  };
  const columnsInFile = (line: number) =>
    segmentOf(line)?.columns.get(line) ?? indentationOf(line).columnsOf(block.indents[line] ?? 0);
  const renderInside = (line: number) => render(line, indentationOf(line), columnsInFile(line));
  const matchedLine = (pair: Pair): string => {
    const own = file.lines[pair.file] ?? '';
    const isSame = indentationOf(pair.block).isSame;
    const isThere = !isSame && columnsInFile(pair.block) === file.indents[pair.file];
    const inside = renderInside(pair.block);
    const rendered = isThere ? indentOf(own) + inside.trimStart() : inside;
    if (block.keys[pair.block] !== file.keys[pair.file]) return rendered;
    if (rendered.trim() === '') return own;
    const isFirstBare = pair.block === all[0]?.block && block.indents[pair.block] === 0;
    const keepsText = keepsSpaces || rendered.trim() === own.trim();
    if (keepsText && (isFirstBare || driftsIn || columnsIn(rendered) === columnsIn(own))) return own;
    return keepsText ? indentOf(rendered) + own.trimStart() : rendered;
  };
  return {
    newLine: (line) => {
      const rendered = renderInside(line);
      const sibling = indentationOf(line).isSame || rendered === '' ? undefined : siblingOf(layout, line);
      const indent = sibling && indentOf(matchedLine(sibling));
      // What stands at the same columns begins with the same characters.
      const isBeside =
        indent !== undefined &&
        (segmentOf(line)?.columns.size === 0 || indentColumns(indent) === indentColumns(rendered));
      return isBeside ? indent + rendered.trimStart() : rendered;
    },
    matchedLine,
    insertedLines: (start, end, columns) => {
      const first = nextShown(block, start, end);
      const shift = shiftIndentation(block, file, { from: block.indents[first] ?? 0, to: columns });
      return Array.from({ length: end - start }, (_, index) =>
        render(start + index, shift, shift.columnsOf(block.indents[start + index] ?? 0)),
      );
    },
  };
}

function columnsIn(line: string): string {
  return indentOf(line);
}

/** Whether the block puts white space behind lines that have none in the file. */
function hasDriftedEnds({ block, file }: Layout, pairs: readonly Pair[]): boolean {
  return pairs.some(({ block: line, file: other }) => {
    const text = block.lines[line] ?? '';
    return text.trim() !== '' && /[ \t]$/.test(text) && !/[ \t]$/.test(file.lines[other] ?? '');
  });
}

/** One such place is no carelessness: arguments move with the name of what they stand behind. */
const LEAST_BREAKS = 2;

/**
 * Whether the block is careless about indentation: two lines that follow each other in both are indented differently
 * against each other, with nothing between them that could be the reason.
 */
function hasDriftedIndentation(
  { block, file }: Layout,
  pairs: readonly Pair[],
  indentationOf: (line: number) => Indentation,
): boolean {
  const shown = pairs.filter(
    ({ block: line, file: other }) => block.keys[line] !== '' && block.keys[line] === file.keys[other],
  );
  const shift = ({ block: line, file: other }: Pair) =>
    indentationOf(line).columnsOf(block.indents[line] ?? 0) - (file.indents[other] ?? 0);
  const breaks = shown.filter((pair, index) => {
    const next = shown[index + 1];
    const isNext = next?.block === pair.block + 1 && next.file === pair.file + 1;
    // A first line that has lost its indentation is a case of its own.
    return isNext && index > 0 && shift(pair) !== shift(next);
  });
  // Lines that are moved by whole levels, as one piece, are meant to be moved.
  const step = indentStep(file);
  const isMoved = breaks.length === 2 && breaks.every((pair) => shift(pair) % step === 0);
  return breaks.length >= LEAST_BREAKS && !isMoved;
}

/** Of the lines that stand in both, this share may differ in the white space between words before it is drift. */
const DRIFTED_SHARE = 0.3;

/**
 * Whether the block is careless about the white space between words. A few lines that differ are meant so: an aligned
 * column moves when a longer name is added.
 */
function hasDriftedSpaces({ block, file }: Layout, pairs: readonly Pair[]): boolean {
  let same = 0;
  let drifted = 0;
  for (const { block: line, file: other } of pairs) {
    if (block.keys[line] === '' || block.keys[line] !== file.keys[other]) continue;
    const [text, own] = [(block.lines[line] ?? '').trim(), (file.lines[other] ?? '').trim()];
    if (text === own) same++;
    else if (!/\S {2,}\S|\t/.test(text) && !/\S {2,}\S|\t/.test(own)) drifted++;
    else if (text.replace(/\s+/g, ' ') === own) drifted++;
  }
  return drifted >= 2 && drifted > (same + drifted) * DRIFTED_SHARE;
}

/** Columns that a line put at `line` of the file is to have: those of its neighbours, or one step more in a new body. */
export function columnsAt(file: LineSheet, line: number): number {
  const next = nextShown(file, line);
  let before = line - 1;
  while (before >= 0 && file.keys[before] === '') before--;
  const above = file.indents[before] ?? 0;
  const opens =
    before >= 0 && (depthOf(file, before, before + 1) > 0 || file.lines[before]?.trimEnd().endsWith(':'));
  if (opens === true) return above + indentStep(file);
  const below = next < file.lines.length ? (file.indents[next] ?? 0) : 0;
  return Math.max(above, below);
}
