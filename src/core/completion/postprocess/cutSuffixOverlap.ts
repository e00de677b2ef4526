import { indentColumns, isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import { type BracketFit, bracketFitByLine } from './bracketFit';
import { isCommentLine } from './commentLines';
import { opensBlock } from './cutAtBlockEnd';
import { lineWeight } from './lineSimilarity';
import { overlapScorer } from './overlapScore';
import type { PostprocessRule } from './rule';

/** Evidence, in log odds, that it takes to cut a part of the answer, and to drop all of it. */
const ENOUGH_TO_CUT = 0.4;
const ENOUGH_TO_DROP = 1.2;
/** The most that brackets and indentation can add. */
const MOST_OF_STRUCTURE = 3;
/** So much evidence from equal lines that no later start can be the right one. */
const CERTAIN = 8;
/** What a line weighs that says more than `return x;`. */
const WEIGHT_OF_A_NAME = 0.6;

/**
 * Cuts the answer where it begins to repeat the lines below the cursor, exactly or with small changes, up to its end
 * or past the end of the document.
 */
export const cutSuffixOverlap: PostprocessRule = {
  name: 'cutSuffixOverlap',
  whenEmpty: 'suffixRepeated',
  apply(text, place) {
    if (place.spot === 'midLine' || place.linesBelow.length === 0) return text;
    const lines = text.split('\n');
    const end = findOverlapStart(lines, text, place);
    return end === lines.length ? text : lines.slice(0, end).join('\n');
  },
};

function findOverlapStart(lines: readonly string[], text: string, place: InsertionPlace): number {
  const whole = [place.window.linePrefix + (lines[0] ?? ''), ...lines.slice(1)];
  const structure = judgeStructure(whole, text, place);
  const score = overlapScorer({
    lines: whole,
    below: place.linesBelow,
    above: place.linesAbove,
    syntax: place.syntax,
  });
  let best = { start: lines.length, odds: 0 };
  for (let start = place.spot === 'newLine' ? 0 : 1; start < whole.length; start++) {
    const found = hasText(whole[start] ?? '') ? score(start) : undefined;
    const isWhole = start === 0;
    if (!found || (isWhole && !found.isExact)) continue;
    const needed = isWhole ? ENOUGH_TO_DROP : ENOUGH_TO_CUT;
    if (found.odds + MOST_OF_STRUCTURE <= Math.max(needed, best.odds)) continue;
    const odds = found.odds + structure(start);
    if (odds > needed && odds > best.odds) best = { start, odds };
    if (found.isExact && odds > CERTAIN) break;
  }
  if (best.start === whole.length) return best.start;
  return withAddedComment(whole, withSwappedLine(whole, best.start, place), place);
}

/**
 * Where the repetition begins when a single comment was put before its first line. Whether it is the end of the answer
 * cannot be told; the answer is right without it as well, but not with it where it does not belong.
 */
function withAddedComment(lines: readonly string[], start: number, { syntax }: InsertionPlace): number {
  const at = lines.findLastIndex((line, index) => index < start && hasText(line));
  const isAdded = at > 0 && PLAIN_COMMENT.test(lines[at] ?? '') && isCommentLine(lines[at] ?? '', syntax);
  return isAdded && !isCommentLine(lines[at - 1] ?? '', syntax) ? at : start;
}

/** A comment of one line, other than one that documents what follows. */
const PLAIN_COMMENT = /^\s*(?:\/\/|#|--) /;

/** Where the repetition begins when one of its next lines changed places with the first. Some of the answer stays. */
function withSwappedLine(lines: readonly string[], start: number, { linesBelow }: InsertionPlace): number {
  const before = lines.findLastIndex((line, index) => index < start && hasText(line));
  const line = lines[before] ?? '';
  const isSwapped = lineWeight(line) > WEIGHT_OF_A_NAME && linesBelow.slice(1, 3).includes(line);
  return before > 0 && isSwapped ? before : start;
}

/** Evidence from brackets and indentation for ending the answer before line `start` rather than at its end. */
function judgeStructure(
  whole: readonly string[],
  text: string,
  place: InsertionPlace,
): (start: number) => number {
  let fits: BracketFit[] | undefined;
  const next = place.linesBelow[0] ?? '';
  const joins = (line: string | undefined) =>
    line === undefined || indentColumns(next) <= indentColumns(line) || opensBlock(line);
  const allJoins = joins(whole.findLast(hasText));
  return (start) => {
    fits ??= bracketFitByLine(text, place);
    const cut = start === 0 ? 'unknown' : (fits[start - 1] ?? 'unknown');
    const cutJoins = start === 0 || joins(whole.slice(0, start).findLast(hasText));
    return compareFits(cut, fits.at(-1) ?? 'unknown') + Number(cutJoins) - Number(allJoins);
  };
}

function compareFits(cut: BracketFit, all: BracketFit): number {
  if (cut === all || cut === 'unknown' || all === 'unknown') return 0;
  if (all === 'fits') return -2.5;
  return cut === 'fits' ? 2 : 0;
}

function hasText(line: string): boolean {
  return !isBlank(line);
}
