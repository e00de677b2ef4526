import { type Alignment, LineAligner } from './alignLines';
import { findDoubt } from './doubt';
import { type EdgePlacement, deletesDeclarations, placeHead, placeTail, placeUnmatched } from './edges';
import type { BlockLine } from './elision';
import { extendMatches } from './extendMatches';
import { type Layout, type Pair, type Segment, pairsIn, previousShown, readSegments } from './layout';
import { MOST_DELETED, findFault, replaceBetween, toChanges } from './lineChanges';
import { readSheet, unitEnd } from './lineSheet';
import { dropDoubtfulEdges } from './otherVersion';
import { type BlockForm, type LineChange, type LinePlacement, refuse } from './placement';
import { placeReading, preferred } from './placeReading';
import { mayBeNewBeside } from './renames';
import { type LineRenderer, columnsAt, createRenderer } from './renderLines';
import { isWholeFile } from './wholeFile';

export interface FragmentOptions {
  readonly path: string;
  readonly languageId: string;
}

export type FragmentPlacement = LinePlacement & { readonly form: BlockForm };

/** Lays a piece of code over the file that it belongs to, and says which lines it changes. */
export function placeFragment(
  fileLines: readonly string[],
  items: readonly BlockLine[],
  options: FragmentOptions,
): FragmentPlacement {
  const file = readSheet(fileLines, options);
  const texts = items.map(({ text }) => text);
  const block = readSheet(texts, options, (line) => items[line]?.isElision === true);
  const aligner = new LineAligner(block, items, file);
  const alignment = aligner.alignAll();
  if (!alignment) return { ...refuse('tooLarge'), form: 'fragment' };
  const layout: Layout = { file, block, items, segments: readSegments(items), matches: alignment.matches };
  if (isWholeFile(layout)) {
    extendMatches(layout);
    return { kind: 'placed', changes: replaceAll(layout), form: 'wholeFile' };
  }
  const reading = placeReading(layout, aligner, options);
  const placement = placeByEvidence(layout, { aligner, alignment, options });
  return { ...preferred(layout, placement, reading), form: 'fragment' };
}

/** Places a block by what its lines say about where they are. */
function placeByEvidence(
  layout: Layout,
  { aligner, alignment, options }: { aligner: LineAligner; alignment: Alignment; options: FragmentOptions },
): LinePlacement {
  dropDoubtfulEdges(layout);
  const doubt = findDoubt(layout, aligner, alignment);
  if (doubt) return doubt;
  extendMatches(layout);
  return placeParts(layout, options);
}

/** The whole block stands for the whole file. */
function replaceAll(layout: Layout): LineChange[] {
  const renderer = createRenderer(layout);
  const pairs = pairsIn(layout, { start: 0, end: layout.items.length });
  const [first, last] = [pairs[0], pairs.at(-1)];
  const end = {
    block: previousShown(layout.block, layout.items.length - 1) + 1,
    file: layout.file.lines.length,
  };
  if (!first || !last)
    return toChanges(layout, renderer, [{ start: 0, end: end.file, blockStart: 0, blockEnd: end.block }]);
  const inner = replaceBetween(layout, renderer, pairs);
  const head = { start: 0, end: first.file, blockStart: 0, blockEnd: first.block };
  const tail = { start: last.file + 1, end: end.file, blockStart: last.block + 1, blockEnd: end.block };
  return [
    ...toChanges(layout, renderer, [head]),
    ...inner,
    // The file keeps the blank lines that it ends with.
    ...(end.block <= last.block + 1 && isBlankFrom(layout, tail.start)
      ? []
      : toChanges(layout, renderer, [tail])),
  ];
}

function isBlankFrom({ file }: Layout, line: number): boolean {
  return file.keys.slice(line).every((key) => key === '');
}

function placeParts(layout: Layout, options: FragmentOptions): LinePlacement {
  const renderer = createRenderer(layout);
  const changes: LineChange[] = [];
  for (const segment of layout.segments) {
    const placed = placeSegment(layout, renderer, segment);
    if ('reason' in placed) return placed;
    changes.push(...placed);
  }
  const merged = changes.sort((a, b) => a.start - b.start || a.end - b.end);
  if (merged.some((change, index) => change.start < (merged[index - 1]?.end ?? 0)))
    return refuse('ambiguous');
  if (mayBeNewBeside(layout, merged)) return refuse('ambiguous');
  const fault = findFault(layout, merged, options);
  return fault ? refuse(fault) : { kind: 'placed', changes: merged };
}

function placeSegment(
  layout: Layout,
  renderer: LineRenderer,
  segment: Segment,
): LineChange[] | Extract<LinePlacement, { kind: 'refused' }> {
  const pairs = pairsIn(layout, segment);
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return insertion(layout, renderer, placeUnmatched(layout, segment));
  const head = placeHead(layout, segment, first);
  const tail = placeTail(layout, segment, last);
  if (head.kind === 'refused') return head;
  if (tail.kind === 'refused') return tail;
  for (const [index, pair] of pairs.entries()) {
    const next = pairs[index + 1];
    if (next && isUnseenDeletion(layout, pair, next)) return refuse('deletesUnseen');
  }
  return [
    ...toChanges(layout, renderer, head.replacement ? [head.replacement] : []),
    ...replaceBetween(layout, renderer, pairs),
    ...toChanges(layout, renderer, tail.replacement ? [tail.replacement] : []),
  ];
}

function insertion(
  layout: Layout,
  renderer: LineRenderer,
  placement: EdgePlacement,
): LineChange[] | Extract<LinePlacement, { kind: 'refused' }> {
  if (placement.kind === 'refused') return placement;
  if (!placement.replacement) return [];
  const { start, end, blockStart, blockEnd } = placement.replacement;
  const columns = columnsAt(layout.file, start);
  return [{ start, end, lines: renderer.insertedLines(blockStart, blockEnd, columns) }];
}

/** Whether the lines between two matches would take away code of which the block shows nothing. */
function isUnseenDeletion(layout: Layout, from: Pair, to: Pair): boolean {
  const { block, file } = layout;
  const gap = { start: from.file + 1, end: to.file, blockStart: from.block + 1, blockEnd: to.block };
  const deleted = shownIn(file.keys, gap.start, gap.end);
  const shown = shownIn(block.keys, gap.blockStart, gap.blockEnd);
  if (deleted <= shown + 3) return false;
  const isHeldFast = isHeld(layout, from, -1) && isHeld(layout, to, 1);
  if (!isHeldFast && !isInNamedUnit(layout, from, to)) return true;
  if (!deletesDeclarations(layout, gap))
    return deleted > Math.max(MOST_DELETED, 4 * shown) && !isInUnit(layout, from, to);
  // Whole functions with another one between them in the file: it was left out rather than deleted.
  const isBetweenUnits = endsUnit(layout, from) && unitEnd(block, to.block) > to.block;
  return deleted > MOST_DELETED || (isBetweenUnits && !isInUnit(layout, from, to) && !isOnlyChange(layout));
}

/** As many plain lines in a row name a place, or one that the file has once. */
const LEAST_ROW = 3;

/** Whether what is matched beside a gap is more than a line that stands in many places. */
function isHeld({ block, file, matches }: Layout, from: Pair, step: 1 | -1): boolean {
  let row = 0;
  for (let { block: line, file: other } = from; matches[line] === other; line += step, other += step) {
    const key = file.keys[other] ?? '';
    if (block.keys[line] !== key) break;
    if (file.isTrivial[other] === true) continue;
    if (++row >= LEAST_ROW || file.keys.indexOf(key) === file.keys.lastIndexOf(key)) return true;
  }
  return false;
}

/** Whether both lines stand in something that the block names and the file has once, so that they can only be there. */
function isInNamedUnit({ block, file, matches }: Layout, from: Pair, to: Pair): boolean {
  for (let head = from.block; head >= 0; head--) {
    const other = matches[head] ?? -1;
    if (other < 0 || unitEnd(block, head) < to.block || unitEnd(file, other) < to.file) continue;
    const key = file.keys[other] ?? '';
    const isOnce = file.keys.indexOf(key) === file.keys.lastIndexOf(key);
    if (file.declarations[other] !== undefined || (isOnce && file.isTrivial[other] !== true)) return true;
  }
  return false;
}

/** Whether both lines stand in something that the block shows whole, so that it says what is left of it. */
function isInUnit({ block, file, matches }: Layout, from: Pair, to: Pair): boolean {
  for (let head = from.block; head >= 0; head = block.parents[head] ?? -1) {
    const other = matches[head] ?? -1;
    if (other < 0 || unitEnd(block, head) < to.block || unitEnd(file, other) < to.file) continue;
    // Of most of it nothing is shown: whoever wrote that has left out, not deleted.
    return 2 * (to.file - from.file) <= unitEnd(file, other) - other;
  }
  return false;
}

/** Whether all that the block shows stands in the file as it is: then what it leaves out is what it is about. */
function isOnlyChange({ block, file, items, matches }: Layout): boolean {
  return items.every(
    ({ isElision }, line) =>
      !isElision && (block.keys[line] === '' || block.keys[line] === file.keys[matches[line] ?? -1]),
  );
}

/** Whether a line of the block is the last of something whose head the block shows. */
function endsUnit({ block }: Layout, { block: line }: Pair): boolean {
  const last = previousShown(block, line);
  for (let head = last - 1; head >= 0; head--) {
    if (block.declarations[head] && unitEnd(block, head) === last) return true;
  }
  return false;
}

function shownIn(keys: readonly string[], start: number, end: number): number {
  let count = 0;
  for (let line = start; line < end; line++) if (keys[line] !== '') count++;
  return count;
}
