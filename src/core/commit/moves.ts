import type { FileChange, Hunk } from './change';

/** Consecutive lines of a hunk that stand somewhere else before or after the change. */
export interface MovedRun {
  /** Index of the first line in the hunk's lines. */
  readonly from: number;
  readonly count: number;
  /** The file at the other end of the move. */
  readonly otherPath: string;
  /** Within one hunk and with another indentation: the lines stay and something was put around them. */
  readonly isIndented?: true;
}

/** The moved lines of each hunk that has any, in the order of the lines. */
export type Moves = ReadonlyMap<Hunk, readonly MovedRun[]>;

/** Fewer lines than these, or fewer letters and digits in them, may be alike by chance; git asks for 20 of the latter. */
const LEAST_LINES = 3;
const LEAST_ALPHANUMERICS = 30;
/** A line that is found by itself must have so many characters; `}` is found as a neighbour. */
const LEAST_SEED = 8;
/** Places at which one line is looked for. */
const MOST_CANDIDATES = 8;

interface Place {
  readonly path: string;
  readonly hunk: Hunk;
  readonly index: number;
}

/**
 * Finds blocks of lines that a change takes away in one place and puts in, in the same order, in another, between
 * files or inside of one. Indentation does not count. Each line is part of one move at most. The idea is that of
 * `git diff --color-moved=blocks`. Linear in the number of lines.
 */
export function findMoves(files: readonly FileChange[]): Moves {
  const removed = indexRemoved(files);
  const found = new Map<Hunk, MovedRun[]>();
  if (removed.size === 0) return found;
  const used = new Map<Hunk, Set<number>>();
  for (const { path, hunks } of files) {
    for (const hunk of hunks) findInHunk({ path, hunk, removed, used, found });
  }
  for (const runs of found.values()) runs.sort((a, b) => a.from - b.from);
  return found;
}

/** Removed lines by their text. */
type RemovedLines = ReadonlyMap<string, readonly Place[]>;

function indexRemoved(files: readonly FileChange[]): RemovedLines {
  const index = new Map<string, Place[]>();
  for (const { path, hunks } of files) {
    for (const hunk of hunks) {
      for (let line = 0; line < hunk.lines.length; line += 1) {
        const text = seed(hunk.lines[line] ?? '', MINUS);
        if (text === undefined) continue;
        const places = index.get(text);
        if (!places) index.set(text, [{ path, hunk, index: line }]);
        else if (places.length < MOST_CANDIDATES) places.push({ path, hunk, index: line });
      }
    }
  }
  return index;
}

const PLUS = 0x2b;
const MINUS = 0x2d;

/** A line's text without indentation; undefined for a line with another mark and for one too short to look for. */
function seed(line: string, mark: number): string | undefined {
  if (line.charCodeAt(0) !== mark || line.length <= LEAST_SEED) return undefined;
  const text = line.slice(1).trim();
  return text.length < LEAST_SEED ? undefined : text;
}

interface Search {
  readonly path: string;
  readonly hunk: Hunk;
  readonly removed: RemovedLines;
  /** Removed lines that are part of a move already. */
  readonly used: Map<Hunk, Set<number>>;
  readonly found: Map<Hunk, MovedRun[]>;
}

function findInHunk({ path, hunk, removed, used, found }: Search): void {
  let first = 0;
  for (let line = 0; line < hunk.lines.length; line += 1) {
    const text = seed(hunk.lines[line] ?? '', PLUS);
    const places = text === undefined ? undefined : removed.get(text);
    const best = places && longest({ hunk, line, first, used }, places);
    if (!best || !isTelling(hunk, line - best.back, best.count)) continue;
    const { place, back, count } = best;
    const indented = isIndented(hunk, line, place) ? { isIndented: true as const } : {};
    add(found, hunk, { from: line - back, count, otherPath: place.path, ...indented });
    add(found, place.hunk, { from: place.index - back, count, otherPath: path, ...indented });
    const taken = used.get(place.hunk) ?? new Set<number>();
    used.set(place.hunk, taken);
    for (let index = 0; index < count; index += 1) taken.add(place.index - back + index);
    line += count - back - 1;
    first = line + 1;
  }
}

function isIndented(hunk: Hunk, line: number, place: Place): boolean {
  const indentation = (text = '') => /^.(\s*)/.exec(text)?.[1];
  return place.hunk === hunk && indentation(hunk.lines[line]) !== indentation(hunk.lines[place.index]);
}

interface Block {
  readonly place: Place;
  /** Lines of the block before the one that was looked for, and all. */
  readonly back: number;
  readonly count: number;
}

/** The longest block around an added line that stands at one of the places; undefined when the line does not. */
function longest(
  {
    hunk,
    line,
    first,
    used,
  }: Pick<Search, 'hunk' | 'used'> & { readonly line: number; readonly first: number },
  places: readonly Place[],
): Block | undefined {
  const text = textAt(hunk, line, '+');
  let best: Block | undefined;
  for (const place of places) {
    const taken = used.get(place.hunk);
    if (taken?.has(place.index) === true || textAt(place.hunk, place.index, '-') !== text) continue;
    const back = sameLines({ hunk, line, place, step: -1, limit: line - first, taken });
    const ahead = sameLines({ hunk, line, place, step: 1, limit: Infinity, taken });
    const count = back + 1 + ahead;
    if (!best || count > best.count) best = { place, back, count };
  }
  return best;
}

interface Walk {
  readonly hunk: Hunk;
  readonly line: number;
  readonly place: Place;
  readonly step: 1 | -1;
  /** How many lines it may go. */
  readonly limit: number;
  readonly taken: ReadonlySet<number> | undefined;
}

/** How many lines next to a pair of equal lines are equal too. */
function sameLines({ hunk, line, place, step, limit, taken }: Walk): number {
  let count = 0;
  while (count < limit) {
    const offset = (count + 1) * step;
    const added = textAt(hunk, line + offset, '+');
    if (added === undefined || taken?.has(place.index + offset) === true) break;
    if (added !== textAt(place.hunk, place.index + offset, '-')) break;
    count += 1;
  }
  return count;
}

function isTelling(hunk: Hunk, from: number, count: number): boolean {
  let lines = 0;
  let characters = 0;
  for (const line of hunk.lines.slice(from, from + count)) {
    if (line.trim().length > 1) lines += 1;
    characters += line.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    if (lines >= LEAST_LINES && characters >= LEAST_ALPHANUMERICS) return true;
  }
  return false;
}

/** The text of a line with a mark, without indentation; undefined for a line with another mark or none. */
function textAt({ lines }: Hunk, index: number, mark: '+' | '-'): string | undefined {
  const line = lines[index];
  return line?.startsWith(mark) === true ? line.slice(1).trim() : undefined;
}

function add(found: Map<Hunk, MovedRun[]>, hunk: Hunk, run: MovedRun): void {
  const runs = found.get(hunk);
  if (runs) runs.push(run);
  else found.set(hunk, [run]);
}
