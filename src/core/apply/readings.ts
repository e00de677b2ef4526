import { type Layout, isBlankLine } from './layout';
import { type IsLike, Piece, type Range, indexFile } from './readingPiece';

/** The one way to read a block. */
export interface Reading {
  /**
   * For each line of the block the line of the file that it stands for; -1 for new ones, marks, and pieces that change
   * nothing.
   */
  readonly matches: Int32Array;
  readonly cost: number;
}

/** Pieces that cost less change nothing. */
const LEAST_COST = 0.3;
/** Any other way to read the block must change so much more. */
const LEAST_MARGIN = 0.75;
/** Cells of all tables; larger questions are not asked. */
const MOST_CELLS = 1_000_000;

/**
 * Reads a block as people do: each piece of it stands in place of lines of the file, the first and the last of which it
 * repeats, and of all ways to read it the one is meant that changes the least. Undefined where there is none, or where
 * another one changes hardly more and leaves another file; ambiguous where that one stands in place of the very same lines.
 */
export function findReading(layout: Layout, isLike: IsLike): Reading | 'ambiguous' | undefined {
  const { block, segments } = layout;
  const index = indexFile(layout.file);
  const { length } = index.lines;
  if (segments.length * length > MOST_CELLS) return undefined;
  const pieces = segments.map((segment) => new Piece(layout, { index, segment, isLike }));
  const cells = pieces.reduce((sum, piece) => sum + piece.cells, 0);
  if (pieces.length === 0 || cells > MOST_CELLS) return undefined;
  const ranges = pieces.map((piece) => piece.ranges());
  const chosen = chooseRanges(ranges, length);
  if (!chosen || chosen.cost < LEAST_COST) return undefined;
  const isSure = pieces.every((piece, place) => {
    const best = chosen.ranges[place];
    if (!best || best.cost < LEAST_COST) return best !== undefined;
    return (ranges[place] ?? []).every((other) => {
      const total = chosen.costWith(place, other);
      return total >= chosen.cost + LEAST_MARGIN || piece.leavesSame(best, other);
    });
  });
  const [only, ...others] = pieces;
  if (only && others.length === 0 && only.isRepeated(ranges[0] ?? [], chosen.ranges[0])) return 'ambiguous';
  if (!isSure) return undefined;
  const matches = new Int32Array(block.lines.length).fill(-1);
  for (const [place, piece] of pieces.entries()) {
    const range = chosen.ranges[place];
    if (range && range.cost >= LEAST_COST) piece.match(range, matches);
  }
  return isGrounded(layout, matches) ? { matches, cost: chosen.cost } : undefined;
}

interface ChosenRanges {
  readonly ranges: readonly Range[];
  readonly cost: number;
  /** What all would cost if one of them were another. */
  readonly costWith: (index: number, range: Range) => number;
}

/** The ranges that cost the least together, one for each piece, in order and apart from each other. */
function chooseRanges(ranges: readonly (readonly Range[])[], length: number): ChosenRanges | undefined {
  // What the pieces before cost at least where they end before a line, and those after where they begin from it on.
  const before = [new Float64Array(length + 1)];
  for (const some of ranges) {
    const [least, previous] = [new Float64Array(length + 1).fill(Infinity), before.at(-1)];
    for (const { start, end, cost } of some)
      least[end] = Math.min(least[end] ?? Infinity, cost + (previous?.[start] ?? Infinity));
    for (let line = 1; line <= length; line++)
      least[line] = Math.min(least[line] ?? Infinity, least[line - 1] ?? Infinity);
    before.push(least);
  }
  const after = [new Float64Array(length + 1)];
  for (const some of [...ranges].reverse()) {
    const [least, next] = [new Float64Array(length + 1).fill(Infinity), after[0]];
    for (const { start, end, cost } of some)
      least[start] = Math.min(least[start] ?? Infinity, cost + (next?.[end] ?? Infinity));
    for (let line = length - 1; line >= 0; line--)
      least[line] = Math.min(least[line] ?? Infinity, least[line + 1] ?? Infinity);
    after.unshift(least);
  }
  const cost = after[0]?.[0] ?? Infinity;
  if (cost === Infinity) return undefined;
  const chosen: Range[] = [];
  for (const [index, some] of ranges.entries()) {
    const from = chosen.at(-1)?.end ?? 0;
    const rest = after[index]?.[from] ?? Infinity;
    const found = some.find(
      (range) =>
        range.start >= from && range.cost + (after[index + 1]?.[range.end] ?? Infinity) <= rest + 1e-6,
    );
    if (!found) return undefined;
    chosen.push(found);
  }
  return {
    ranges: chosen,
    cost,
    costWith: (index, range) =>
      (before[index]?.[range.start] ?? Infinity) + range.cost + (after[index + 1]?.[range.end] ?? Infinity),
  };
}

/** As many lines that say something and stand in both are enough to believe a reading. */
const ENOUGH_LINES = 3;

/** Whether lines that say something are kept before and behind all that is new, or many of them. */
function isGrounded({ block }: Layout, matches: Int32Array): boolean {
  let kept = 0;
  let [first, last] = [-1, -1];
  for (const [line, other] of matches.entries()) {
    if (block.isTrivial[line] === true || other < 0) continue;
    kept++;
    if (first < 0) first = line;
    last = line;
  }
  if (kept === 0) return false;
  const isFresh = (line: number) => !isBlankLine(block, line) && (matches[line] ?? -1) < 0;
  const fresh = [...matches.keys()].filter(isFresh);
  return kept >= ENOUGH_LINES || (first < (fresh[0] ?? Infinity) && last > (fresh.at(-1) ?? -1));
}
