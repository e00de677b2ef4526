import { indentOf } from '../text/lines';
import type { Pair } from './layout';
import type { LineSheet } from './lineSheet';

/** Turns the indentation of a block's line into that of the file; undefined where it is right as it is. */
export interface Indentation {
  /** Columns in the file of a line that has so many in the block. */
  readonly columnsOf: (columns: number) => number;
  /** True where lines of the block can stand in the file as they are. */
  readonly isSame: boolean;
  /** Columns by which all lines move; undefined where levels are of another width. */
  readonly shift: number | undefined;
}

const SAME: Indentation = { columnsOf: (columns) => columns, isSame: true, shift: 0 };

/** Where fewer lines have the indentation that they have in the file, it is not the file's. */
const LEAST_FITTING = 0.6;

/**
 * How the block is indented against the file, told from the lines that stand in both. The first and the last of them say
 * most: what stands between may have been wrapped into something.
 */
export function readIndentation(block: LineSheet, file: LineSheet, pairs: readonly Pair[]): Indentation {
  const shown = pairs
    .map(({ block: line, file: other }) => ({
      from: block.indents[line] ?? 0,
      to: file.indents[other] ?? 0,
      isShown: block.keys[line] !== '',
    }))
    .filter(({ isShown }) => isShown);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return SAME;
  const blockStep = indentStep(block);
  const fileStep = indentStep(file);
  const scales = [scale(1, 1), ...(blockStep === fileStep ? [] : [scale(blockStep, fileStep)])];
  // Lines at the margin say nothing of the step. Two columns are none in a file with steps of four; three are a list's.
  const isAtMargin = shown.every(({ from, to }) => from === 0 && to === 0);
  const saysNothing = isAtMargin && blockStep < fileStep && fileStep % 2 === 0;
  const candidates = scales.flatMap((columnsOf) => {
    const shifts = new Set([0, ...shown.map(({ from, to }) => to - columnsOf(from))]);
    return [...shifts].map((shift) => ({ columnsOf, shift }));
  });
  let best = { score: -1, fitting: 0, columnsOf: SAME.columnsOf, shift: 0 };
  for (const { columnsOf, shift } of candidates) {
    const fits = ({ from, to }: { from: number; to: number }) => (columnsOf(from) + shift === to ? 1 : 0);
    const fitting = shown.reduce((sum, pair) => sum + fits(pair), 0) / shown.length;
    const isIdentity = shift === 0 && columnsOf === scales[saysNothing ? 1 : 0];
    const score = fitting + 0.5 * fits(first) + 0.5 * fits(last) + (isIdentity ? 0.05 : 0);
    if (score > best.score) best = { score, fitting, columnsOf, shift };
  }
  const { columnsOf, shift, fitting } = best;
  const isIdentity = shift === 0 && columnsOf === scales[0] && fitting >= LEAST_FITTING;
  const isSame = isIdentity && usesTabs(block) === usesTabs(file);
  const moves = columnsOf === scales[0] ? shift : undefined;
  return { columnsOf: (columns) => Math.max(0, columnsOf(columns) + shift), isSame, shift: moves };
}

/** The indentation of lines that begin at `from` columns in the block and are to begin at `to` in the file. */
export function shiftIndentation(
  block: LineSheet,
  file: LineSheet,
  shift: { from: number; to: number },
): Indentation {
  const columnsOf = scale(indentStep(block), indentStep(file));
  const difference = shift.to - columnsOf(shift.from);
  const isSame =
    shift.to === shift.from && indentStep(block) === indentStep(file) && usesTabs(block) === usesTabs(file);
  const moves = indentStep(block) === indentStep(file) ? difference : undefined;
  return { columnsOf: (columns) => Math.max(0, columnsOf(columns) + difference), isSame, shift: moves };
}

function scale(from: number, to: number): (columns: number) => number {
  if (from === to) return SAME.columnsOf;
  return (columns) => Math.floor(columns / from) * to + (columns % from);
}

const DEFAULT_STEP = 4;
/** Columns that a tab counts for, as in a sheet of lines. */
const TAB = 4;

/** Columns of one level: the difference between lines and what they stand in that is seen most. */
export function indentStep({ indents, parents, keys }: LineSheet): number {
  const counts = new Map<number, number>();
  for (const [line, parent] of parents.entries()) {
    // The rest of a comment is indented by one column more than its beginning.
    if (parent < 0 || keys[line] === '' || keys[line]?.startsWith('*') === true) continue;
    const step = (indents[line] ?? 0) - (indents[parent] ?? 0);
    if (step >= 2 && step <= 8) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? DEFAULT_STEP;
}

/** Whether more lines begin with a tab than with spaces; undefined where no line is indented. */
export function usesTabs({ lines }: LineSheet): boolean | undefined {
  let tabs = 0;
  let spaces = 0;
  for (const line of lines) {
    if (line.startsWith('\t')) tabs++;
    else if (line.startsWith('  ')) spaces++;
  }
  return tabs + spaces === 0 ? undefined : tabs > spaces;
}

/** A line of the block with the indentation that it has in the file. */
export function reindent(line: string, columns: number, file: LineSheet): string {
  const content = line.slice(indentOf(line).length);
  if (content === '') return '';
  const text = usesTabsCached(file)
    ? '\t'.repeat(columns >> 2) + ' '.repeat(columns & 3)
    : ' '.repeat(columns);
  return text + content;
}

/**
 * A line of the block moved to the side with the rest of its indentation kept to the character, so that what is aligned
 * with tabs and spaces stays aligned. Undefined where the two are indented with other characters or it does not come out.
 */
export function shiftText(
  block: LineSheet,
  file: LineSheet,
  { text, shift }: { readonly text: string; readonly shift: number | undefined },
): string | undefined {
  const indent = indentOf(text);
  if (shift === undefined || text.trim() === '') return undefined;
  const tabs = usesTabsCached(file);
  if (shift >= 0) {
    if ((indent !== '' && usesTabsCached(block) !== tabs) || (tabs && shift % TAB !== 0)) return undefined;
    return (tabs ? '\t'.repeat(shift / TAB) : ' '.repeat(shift)) + text;
  }
  let columns = 0;
  let index = 0;
  while (index < indent.length && columns < -shift) columns += indent[index++] === '\t' ? TAB : 1;
  const rest = indent.slice(index);
  const isLike = tabs ? !rest.startsWith(' '.repeat(TAB)) : !rest.includes('\t');
  return columns === -shift && isLike ? text.slice(index) : undefined;
}

const tabsOfSheet = new WeakMap<LineSheet, boolean>();

function usesTabsCached(file: LineSheet): boolean {
  const known = tabsOfSheet.get(file);
  if (known !== undefined) return known;
  const tabs = usesTabs(file) === true;
  tabsOfSheet.set(file, tabs);
  return tabs;
}
