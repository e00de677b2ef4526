import type { Alignment, LineAligner } from './alignLines';
import { type Layout, type Segment, fileLineBefore, fileLineFrom, pairsIn } from './layout';
import { type RefusalReason, refuse } from './placement';

/** What the matches must say together before a place is believed; a plain line that the file has once says about one. */
const LEAST_EVIDENCE = 0.9;
/** Another place that is as good as this part of the best one makes the block ambiguous … */
const AMBIGUOUS_SHARE = 0.85;
/** … unless the best one has as much more to say for it as a line that the file has once. */
const LEAST_MARGIN = 0.8;
/** A part of the block must be found, unless it names what it changes. */
const LEAST_FOUND_SHARE = 0.2;

/** Why the place that an alignment found is not to be believed; undefined where it is. */
export function findDoubt(
  layout: Layout,
  aligner: LineAligner,
  { score }: Alignment,
): { readonly kind: 'refused'; readonly reason: RefusalReason } | undefined {
  const { block, items, matches } = layout;
  // New code alone, with a mark that says on which side the file goes on.
  if (matches.every((file) => file < 0) && items.some(({ isElision }) => isElision)) return undefined;
  if (score < LEAST_EVIDENCE) return refuse('notFound');
  let shown = 0;
  let found = 0;
  let namesPlace = false;
  for (const [line, item] of items.entries()) {
    if (item.isElision || block.isTrivial[line] === true) continue;
    shown++;
    if ((matches[line] ?? -1) < 0) continue;
    found++;
    if (block.declarations[line]) namesPlace = true;
  }
  if (!namesPlace && !isHeldAtEnds(layout) && found < shown * LEAST_FOUND_SHARE) return refuse('notFound');
  for (const segment of layout.segments) {
    if (hasRival(layout, aligner, segment)) return refuse('ambiguous');
  }
  return undefined;
}

/** Whether the first and the last line that say something stand in the file, however much is new between them. */
function isHeldAtEnds({ block, items, matches }: Layout): boolean {
  const saying = [...items.keys()].filter(
    (line) => items[line]?.isElision !== true && block.isTrivial[line] !== true,
  );
  return [saying[0], saying.at(-1)].every((line) => line !== undefined && (matches[line] ?? -1) >= 0);
}

/** Whether a segment fits about as well elsewhere between its neighbours. */
function hasRival(layout: Layout, aligner: LineAligner, segment: Segment): boolean {
  const pairs = pairsIn(layout, segment);
  if (pairs.length === 0) return false;
  const scope = {
    blockStart: segment.start,
    blockEnd: segment.end,
    fileStart: segment.afterMark ? fileLineBefore(layout, segment.start) + 1 : 0,
    fileEnd: segment.beforeMark ? fileLineFrom(layout, segment.end) : layout.file.lines.length,
  };
  const taken = new Set(pairs.map(({ file }) => file));
  const elsewhere = { ...scope, isBarred: (line: number) => taken.has(line) };
  const own = aligner.align(scope);
  if (!own) return true;
  // Most blocks have so much of their own that no other place could come near.
  if (aligner.bestScore(elsewhere) <= own.score * AMBIGUOUS_SHARE) return false;
  const rival = aligner.align(elsewhere);
  if (!rival) return true;
  return rival.score > own.score * AMBIGUOUS_SHARE && own.score - rival.score < LEAST_MARGIN;
}
