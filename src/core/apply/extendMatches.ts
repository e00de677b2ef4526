import {
  type Layout,
  type Pair,
  fileLineBefore,
  fileLineFrom,
  isBlankLine,
  keepsOrder,
  nextShown,
  pairsIn,
  previousShown,
} from './layout';
import { type LineSheet, isCloser, unitEnd } from './lineSheet';
import { isOtherVersion } from './otherVersion';
import { matchOuterEdges } from './outerEdges';
import { similarityOf, wordsOf } from './similarLines';

/**
 * Adds to the matches of the lines that say something those which follow from them: brackets and blank lines beside
 * them, the head of what they stand in, and the end of what they begin.
 */
export function extendMatches(layout: Layout): void {
  matchHeads(layout);
  matchRuns(layout);
  matchEnds(layout);
  matchRuns(layout);
  matchNeighbours(layout);
  matchOuterEdges(layout);
}

/** At the edges of what the block shows, the next line of both may be one line in two versions. */
function matchNeighbours(layout: Layout): void {
  const { block, file, matches } = layout;
  for (const segment of layout.segments) {
    for (const step of [-1, 1] as const) {
      const pairs = pairsIn(layout, segment);
      let pair = step === -1 ? pairs[0] : pairs.at(-1);
      while (pair) {
        const next: Pair =
          step === -1
            ? { block: previousShown(block, pair.block - 1), file: previousShown(file, pair.file - 1) }
            : { block: nextShown(block, pair.block + 1), file: nextShown(file, pair.file + 1) };
        const isInside = next.block >= segment.start && next.block < segment.end && next.file >= 0;
        const isFree = isInside && next.file < file.lines.length && (matches[next.block] ?? -1) < 0;
        if (!isFree || block.isTrivial[next.block] === true || !keepsOrder(layout, next)) break;
        if (!isOtherVersion(layout, next)) break;
        matches[next.block] = next.file;
        pair = next;
      }
    }
  }
}

/** Lines that say nothing stand for those at the same place beside a match. */
function matchRuns(layout: Layout): void {
  for (const segment of layout.segments) {
    for (const pair of pairsIn(layout, segment)) {
      run(layout, pair, { step: 1, end: segment.end });
      run(layout, pair, { step: -1, end: segment.start - 1 });
    }
  }
}

function run(layout: Layout, from: Pair, { step, end }: { step: 1 | -1; end: number }): void {
  const { block, file, matches } = layout;
  const limit = step === 1 ? fileLineFrom(layout, from.block + 1) : fileLineBefore(layout, from.block);
  let [line, other] = [from.block + step, from.file + step];
  while (line !== end && other !== limit && (matches[line] ?? -1) < 0) {
    if (block.keys[line] === file.keys[other]) {
      if (!closesTheSame(layout, { block: line, file: other })) return;
      matches[line] = other;
      line += step;
      other += step;
    } else if (isBlankLine(block, line) && block.keys[line + step] === file.keys[other]) line += step;
    else if (isBlankLine(file, other) && block.keys[line] === file.keys[other + step]) other += step;
    else return;
    if (line < 0 || other < 0 || other >= file.lines.length) return;
  }
}

/** Whether two lines that close something close what stands for each other; a bracket looks like any other. */
function closesTheSame({ block, file, items, matches }: Layout, pair: Pair): boolean {
  if (!isCloser(block.lines[pair.block] ?? '')) return true;
  const opener = openerOf(block, pair.block, (line) => items[line]?.isElision === true);
  if (opener === undefined) return true;
  const other = matches[opener] ?? -1;
  return other >= 0 && other === openerOf(file, pair.file, () => false);
}

/** The line that a closing line belongs to; undefined where that is not shown. */
function openerOf(
  sheet: LineSheet,
  closer: number,
  isElision: (line: number) => boolean,
): number | undefined {
  const indent = sheet.indents[closer] ?? 0;
  for (let line = closer - 1; line >= 0; line--) {
    if (isElision(line)) return undefined;
    if (isBlankLine(sheet, line) || (sheet.indents[line] ?? 0) > indent) continue;
    if ((sheet.indents[line] ?? 0) < indent) return undefined;
    if (!isCloser(sheet.lines[line] ?? '') && sheet.keys[line] !== '{') return line;
  }
  return undefined;
}

/** The head of a function whose body is matched is matched too, however it has changed. */
function matchHeads(layout: Layout): void {
  const { block, file, matches } = layout;
  for (const segment of layout.segments) {
    const [first] = pairsIn(layout, segment);
    if (!first) continue;
    let pair: Pair = first;
    for (;;) {
      const head = block.parents[pair.block] ?? -1;
      const other = file.parents[pair.file] ?? -1;
      if (head < segment.start || other < 0 || (matches[head] ?? -1) >= 0) break;
      pair = { block: head, file: other };
      if (!keepsOrder(layout, pair) || !areHeadsAlike(layout, pair)) break;
      matches[head] = other;
    }
  }
}

const LEAST_ALIKE_HEADS = 0.3;

function areHeadsAlike({ block, file }: Layout, pair: Pair): boolean {
  const declared = block.declarations[pair.block];
  const declares = file.declarations[pair.file];
  if (declared && declares) {
    // One that the file has elsewhere is no new name of this one.
    const isElsewhere = file.declarations.some((other) => other?.name === declared.name);
    return declared.kind === declares.kind && (declared.name === declares.name || !isElsewhere);
  }
  const words = (sheet: LineSheet, line: number) => wordsOf(sheet.lines[line] ?? '');
  return similarityOf(words(block, pair.block), words(file, pair.file)) >= LEAST_ALIKE_HEADS;
}

/** The end of what a matched line begins is matched, however what stands between has changed. */
function matchEnds(layout: Layout): void {
  const { block, file, matches, items } = layout;
  for (const [head, other] of matches.entries()) {
    if (other < 0 || block.isTrivial[head] === true) continue;
    const end = unitEnd(block, head);
    const otherEnd = unitEnd(file, other);
    if (end === head || otherEnd === other || (matches[end] ?? -1) === otherEnd) continue;
    if (!isCloser(block.lines[end] ?? '') || !isCloser(file.lines[otherEnd] ?? '')) continue;
    if (items[end]?.isElision === true) continue;
    if (keepsOrder(layout, { block: end, file: otherEnd })) matches[end] = otherEnd;
  }
}
