import { findOpenQuote } from '../text/brackets';
import type { LineAligner } from './alignLines';
import { type Layout, type Segment, nextShown, pairsIn, previousShown } from './layout';
import { MOST_DELETED, findFault, replaceBetween } from './lineChanges';
import { diffLines } from './lineDiff';
import { otherName } from './otherNames';
import { type LineChange, type LinePlacement, type TargetFile, refuse } from './placement';
import type { IsLike } from './readingPiece';
import { findReading } from './readings';
import { mayBeNewBeside } from './renames';
import { createRenderer } from './renderLines';
import { wordsOf } from './similarLines';

interface ReadPlacement {
  readonly changes: readonly LineChange[];
  readonly cost: number;
}

/** Places a block as the one way to read it that changes the least, where there is one that leaves a whole file. */
export function placeReading(
  layout: Layout,
  aligner: LineAligner,
  options: Omit<TargetFile, 'text'>,
): ReadPlacement | 'ambiguous' | undefined {
  const reading = findReading(layout, likeLines(layout, aligner));
  if (reading === undefined || reading === 'ambiguous') return reading;
  const read: Layout = { ...layout, matches: reading.matches };
  const renderer = createRenderer(read);
  const changes = layout.segments.flatMap((segment) =>
    replaceBetween(read, renderer, pairsIn(read, segment)),
  );
  if (leavesOut(layout, changes)) return undefined;
  // Of a string over many lines, whose quotes are not told from others, the brackets are not either.
  if (!hasOpenQuote(layout, changes) && findFault(layout, changes, options)) return undefined;
  if (mayBeNewBeside(read, changes)) return undefined;
  return { changes, cost: reading.cost };
}

/** Whether a line that goes or comes has a quote without another. */
function hasOpenQuote({ file }: Layout, changes: readonly LineChange[]): boolean {
  const isOpen = (line: string) => findOpenQuote(line, file.syntax) !== '';
  return changes.some(
    ({ start, end, lines }) => lines.some(isOpen) || file.lines.slice(start, end).some(isOpen),
  );
}

/** The lines in which a name has become another one: the file has nothing of the first any more, the block of the second. */
function likeLines({ block, file }: Layout, aligner: LineAligner): IsLike {
  const own = new Set(file.keys);
  const words = new Set(block.lines.flatMap(wordsOf));
  const isLike = (line: number, other: number) => {
    const names = otherName(block.lines[line] ?? '', file.lines[other] ?? '');
    return names !== undefined && !aligner.hasWord(names[0]) && !words.has(names[1]);
  };
  const like = block.keys.map((key, line) =>
    own.has(key)
      ? []
      : aligner
          .similarTo(line)
          .map((similar) => similar.line)
          .filter((other) => isLike(line, other)),
  );
  return (line, other) => like[line]?.includes(other) === true;
}

/**
 * Of two ways to place a block the one that keeps what the block begins and ends with, as people show it, or else the one
 * that changes less.
 */
export function preferred(
  layout: Layout,
  placement: LinePlacement,
  reading: ReadPlacement | 'ambiguous' | undefined,
): LinePlacement {
  if (reading === undefined) return placement;
  if (reading === 'ambiguous') return refuse('ambiguous');
  const isHeld =
    placement.kind === 'placed' && layout.segments.every((segment) => isHeldAtEdges(layout, segment));
  if (isHeld && costOf(layout, placement.changes) <= reading.cost) return placement;
  return { kind: 'placed', changes: reading.changes };
}

/** Whether the first and the last line of a segment stand for lines of the file. */
function isHeldAtEdges({ block, matches }: Layout, { start, end }: Segment): boolean {
  const edges = [nextShown(block, start), previousShown(block, end - 1)];
  return edges.every((line) => (matches[line] ?? -1) >= 0);
}

/** What changes cost, counted as readings are. */
function costOf({ file }: Layout, changes: readonly LineChange[]): number {
  const shown = (keys: readonly string[]) => keys.filter((key) => key !== '');
  return changes.reduce((sum, { start, end, lines }) => {
    const put = shown(lines.map((line) => line.replace(/\s+/g, '')));
    const parts = diffLines(shown(file.keys.slice(start, end)), put);
    return sum + parts.reduce((cost, part) => cost + part.end - part.start + part.lines.length, 0);
  }, 0);
}

/**
 * Whether changes take away something that is declared and that the rest of the file still names, or very much: whoever
 * wrote the block has left that out without saying so.
 */
function leavesOut({ file, block }: Layout, changes: readonly LineChange[]): boolean {
  const shown = new Set(block.declarations.flatMap((declared) => declared?.name ?? []));
  const isGone = new Set<number>();
  for (const { start, end, lines } of changes) {
    if (end - start > MOST_DELETED + 4 * lines.length) return true;
    for (let line = start; line < end; line++) isGone.add(line);
  }
  const rest = [
    ...file.lines.filter((_, line) => !isGone.has(line)),
    ...changes.flatMap(({ lines }) => lines),
  ].join('\n');
  return [...isGone].some((line) => {
    const declared = file.declarations[line];
    if (!declared || declared.kind === 'constant' || shown.has(declared.name)) return false;
    return new RegExp(`(?<![\\p{L}\\p{N}_$.])${escape(declared.name)}(?![\\p{L}\\p{N}_$])`, 'u').test(rest);
  });
}

function escape(name: string): string {
  return name.replace(/\$/g, '\\$');
}
