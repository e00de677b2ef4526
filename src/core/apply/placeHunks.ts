import { isBlank } from '../text/lines';
import { type FoundPlace, LineFinder, findSimilar } from './findLines';
import type { FragmentOptions } from './fragment';
import type { Pair } from './layout';
import { diffLines } from './lineDiff';
import { type LineSheet, readSheet } from './lineSheet';
import { type LineChange, type LinePlacement, type RefusalReason, refuse } from './placement';
import { readIndentation, reindent } from './reindent';
import type { TextHunk } from './searchReplace';

/** A hunk with what was found of it. */
interface SoughtHunk {
  readonly hunk: TextHunk;
  readonly before: LineSheet;
  places: readonly FoundPlace[];
  isApplied: boolean;
}

/** Places what was found to be replaced; all of the hunks or none. */
export function placeHunks(
  fileLines: readonly string[],
  hunks: readonly TextHunk[],
  options: FragmentOptions,
): LinePlacement {
  if (fileLines.every(isBlank) && hunks.every(({ before }) => before.every(isBlank))) {
    const lines = hunks.flatMap(({ after }) => after);
    return { kind: 'placed', changes: [{ start: 0, end: fileLines.length, lines }] };
  }
  const file = readSheet(fileLines, options);
  const finder = new LineFinder(file);
  const sought = hunks.map((hunk) => look(finder, hunk, options));
  const changes: LineChange[] = [];
  const used: FoundPlace[] = [];
  for (const [index, one] of sought.entries()) {
    if (one.isApplied) continue;
    const place = choose(one, { file, sought, index, used });
    if (typeof place === 'string') return refuse(place);
    used.push(place);
    changes.push(...hunkChanges(one, file, place));
  }
  const sorted = changes.sort((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0))) return refuse('ambiguous');
  if (sorted.length === 0) return refuse('alreadyApplied');
  return { kind: 'placed', changes: sorted };
}

function look(finder: LineFinder, hunk: TextHunk, options: FragmentOptions): SoughtHunk {
  const before = readSheet(hunk.before, options);
  const after = readSheet(hunk.after, options);
  const places = finder.findAll(before);
  const applied = finder.findAll(after);
  const adds = after.keys.filter((key) => key !== '').length > before.keys.filter((key) => key !== '').length;
  // Where the new lines stand already, the old ones are found only as a part of them.
  const standsThere = places.filter((place) =>
    applied.some(({ start, end }) => adds && place.start >= start && place.end <= end),
  );
  const isApplied = applied.length === 1 && (places.length === 0 || standsThere.length === places.length);
  return { hunk, before, places, isApplied };
}

interface Choice {
  readonly file: LineSheet;
  readonly sought: readonly SoughtHunk[];
  readonly index: number;
  readonly used: readonly FoundPlace[];
}

function choose(
  { hunk, before, places }: SoughtHunk,
  { file, sought, index, used }: Choice,
): FoundPlace | RefusalReason {
  const free = places.filter((place) =>
    used.every(({ start, end }) => place.end <= start || place.start >= end),
  );
  const [only] = free;
  if (free.length === 0) return findSimilar(before, file) ?? 'notFound';
  if (only && free.length === 1) return only;
  const ordered = free.filter(({ start, end }) => {
    const earlier = sought.slice(0, index).findLast((other) => other.places.length === 1)?.places[0];
    const later = sought.slice(index + 1).find((other) => other.places.length === 1)?.places[0];
    return (!earlier || start >= earlier.end) && (!later || end <= later.start);
  });
  const [between] = ordered;
  if (hunk.line !== undefined && between && ordered.length === 1) return between;
  const near = nearest(hunk.line === undefined || ordered.length === 0 ? free : ordered, hunk, file);
  if (near) return near;
  // The same lines as often as the file has them: each of them is meant.
  const alike = sought.slice(index).filter((other) => sameLines(other.hunk.before, hunk.before));
  return only && alike.length === free.length && alike.length > 1 ? only : 'ambiguous';
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** Lines that a number may be off and still name a place. */
const NEAR = 3;

/** The place that the hunk's number or the line that it stands under names, if it names one alone. */
function nearest(
  places: readonly FoundPlace[],
  { line, under }: TextHunk,
  file: LineSheet,
): FoundPlace | undefined {
  const key = under?.replace(/\s+/g, '') ?? '';
  const heads =
    key === '' ? [] : [...file.keys.keys()].filter((index) => file.keys[index]?.startsWith(key) === true);
  if (heads.length === 1) {
    const below = places.filter(({ start }) => start > (heads[0] ?? 0)).sort((a, b) => a.start - b.start);
    const isUnique = line === undefined && below.length > 0;
    if (isUnique && below.length === 1) return below[0];
  }
  if (line === undefined) return undefined;
  const distance = ({ start }: FoundPlace) => Math.abs(start - line);
  const [best, second] = [...places].sort((a, b) => distance(a) - distance(b));
  if (!best || distance(best) > NEAR) return undefined;
  return second && distance(second) < 4 * (distance(best) + NEAR) && distance(best) > 0 ? undefined : best;
}

/** The changes of one hunk: what it leaves as it is stays as the file has it. */
function hunkChanges({ hunk, before }: SoughtHunk, file: LineSheet, place: FoundPlace): LineChange[] {
  const fileOf = new Map(place.pairs.map(({ block, file: line }) => [block, line]));
  const indentation = readIndentation(before, file, place.pairs);
  const render = (line: string) => {
    const columns = indentation.columnsOf(/^\t* */.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0);
    return indentation.isSame ? line : reindent(line, columns, file);
  };
  return diffLines(hunk.before, hunk.after).map(({ start, end, lines }) => ({
    ...fileRange(fileOf, place, { start, end }),
    lines: lines.map(render),
  }));
}

/** The lines of the file that stand for lines of a hunk. */
function fileRange(
  fileOf: ReadonlyMap<number, number>,
  place: FoundPlace,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const inside: Pair[] = [];
  for (let line = start; line < end; line++) {
    const file = fileOf.get(line);
    if (file !== undefined) inside.push({ block: line, file });
  }
  const [first, last] = [inside[0], inside.at(-1)];
  if (first && last) return { start: first.file, end: last.file + 1 };
  const at = lineBefore(fileOf, start) ?? fileOf.get(end) ?? place.start;
  return { start: at, end: at };
}

function lineBefore(fileOf: ReadonlyMap<number, number>, line: number): number | undefined {
  const next = fileOf.get(line);
  if (next !== undefined) return next;
  const previous = fileOf.get(line - 1);
  return previous === undefined ? undefined : previous + 1;
}
