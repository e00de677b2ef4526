import { isBlank, isWordCharacter } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import { type BracketFit, bracketFitByLine } from './bracketFit';
import { isCommentLine, withoutComment } from './commentLines';
import { countTakenOver } from './countTakenOver';
import { standsAboveLine } from './cutBeforeLine';
import { findAlikeEnd } from './findAlikeEnd';
import { findEndOfString } from './findEndOfString';
import { overlapScorer } from './overlapScore';
import type { PostprocessRule } from './rule';

/**
 * Within a line, cuts what the answer repeats of the text right of the cursor: the rest of the line, exactly or with
 * small changes, a beginning of it, and the lines below.
 */
export const cutLineOverlap: PostprocessRule = {
  name: 'cutLineOverlap',
  whenEmpty: 'suffixRepeated',
  apply(text, place) {
    if (place.spot !== 'midLine' || standsAboveLine(text, place)) return text;
    const remainder = place.window.lineSuffix.trimEnd();
    const all = text.split('\n');
    const lines = beforeBlankLine(all);
    const endOfString = findEndOfString(lines[0] ?? '', remainder, place.openQuote);
    const closesAgain = /[)\]}]/.test(remainder) && countTakenOver(text, place) > 0;
    if (endOfString !== undefined && !closesAgain) return (lines[0] ?? '').slice(0, endOfString);
    const score = overlapScorer({ lines: all, below: place.linesBelow, syntax: place.syntax });
    const goesOnAt = (index: number): boolean =>
      (score(index)?.odds ?? 0) > ENOUGH_TO_GO_ON ||
      (isCommentLine(all[index] ?? '', place.syntax) && goesOnAt(index + 1));
    const goesOnBelow = (index: number) => goesOnAt(index + 1);
    for (let index = 0; index < lines.length; index++) {
      const found = findRepeatedEnd({ lines, index, remainder, place, goesOnBelow });
      if (found !== undefined) return found;
    }
    if (lines.length === 1) return cutPartialRemainder(lines[0] ?? '', remainder, place);
    // It has passed the rest of the line in a shape that cannot be told from the answer: nothing of it can be shown.
    if (lines.slice(1).some((_, index) => goesOnBelow(index))) return '';
    return canStandBefore(lines.join('\n'), place) ? lines.join('\n') : '';
  },
};

/** Evidence, in log odds, that lines of the answer are those below. */
const ENOUGH_TO_GO_ON = 0.4;

/** What fills a hole within a line seldom has a blank line in it; what a model adds often begins with one. */
function beforeBlankLine(lines: readonly string[]): readonly string[] {
  const blank = lines.findIndex((line, index) => index > 0 && isBlank(line));
  return blank === -1 ? lines : lines.slice(0, blank);
}

/** Whether the brackets of an answer of several lines let the rest of the cursor's line follow. */
function canStandBefore(text: string, place: InsertionPlace): boolean {
  return lastFit(text, place) !== 'overclosed' || countTakenOver(text, place) > 0;
}

interface Question {
  /** The lines of the answer before its first blank line. */
  readonly lines: readonly string[];
  /** The line of the answer that may end with the rest of the cursor's line. */
  readonly index: number;
  readonly remainder: string;
  readonly place: InsertionPlace;
  /** Whether the answer goes on with the lines below the cursor after line `index`. */
  readonly goesOnBelow: (index: number) => boolean;
}

/** Likeness that the end of a line must have with the remainder: when lines below follow it, and when nothing does. */
const ALIKE_BEFORE_LINES_BELOW = 0.45;
const ALIKE_ALONE = 0.65;
const SHORTEST_ALIKE = 5;
/** A remainder of this length (UTF-16 units) at the end of a line is no chance, whatever follows. */
const CERTAIN = 8;

/** The answer up to where its line `index` repeats the remainder, or undefined when it does not. */
function findRepeatedEnd({ lines, index, remainder, place, goesOnBelow }: Question): string | undefined {
  const written = (lines[index] ?? '').trimEnd();
  const uncommented = withoutComment(written, place.syntax);
  const line = remainder.includes(written.slice(uncommented.length)) ? written : uncommented;
  const kept = (length: number) => [...lines.slice(0, index), line.slice(0, length)].join('\n');
  const isLast = index === lines.length - 1;
  const followed = goesOnBelow(index);
  if (!followed && (ONE_CHARACTER_REPEATED.test(remainder) || !isLast)) {
    const isCertain = remainder.length >= CERTAIN && line.endsWith(remainder);
    return isCertain ? kept(line.length - remainder.length) : undefined;
  }
  if (line.endsWith(remainder)) {
    const text = kept(line.length - remainder.length);
    if (followed || isRepetition(text, remainder, lines, place)) return text;
  }
  if (remainder.length < SHORTEST_ALIKE && !followed) return undefined;
  const alike = findAlikeEnd(line, remainder);
  return alike.similarity >= (followed ? ALIKE_BEFORE_LINES_BELOW : ALIKE_ALONE)
    ? kept(alike.start)
    : undefined;
}

/** Whether an end equal to the remainder is the remainder, and not the answer's own closing bracket or letter. */
function isRepetition(
  text: string,
  repeated: string,
  lines: readonly string[],
  place: InsertionPlace,
): boolean {
  if (ONE_CHARACTER_REPEATED.test(repeated)) return false;
  const fitsAll = lastFit(lines.join('\n'), place);
  const fitsCut = lastFit(text, place);
  if (fitsAll === 'fits' && fitsCut !== 'fits' && repeated.length < 12) return false;
  if (fitsCut === 'fits' && fitsAll !== 'fits') return true;
  return startsAtToken(text, repeated) || repeated.length >= 4;
}

function lastFit(text: string, place: InsertionPlace): BracketFit {
  return bracketFitByLine(text, place).at(-1) ?? 'unknown';
}

function startsAtToken(before: string, text: string): boolean {
  return !isWordCharacter(before.at(-1) ?? ' ') || !isWordCharacter(text.charAt(0));
}

/** Characters that often stand twice, so that one of each side makes the pair. */
const DOUBLED = /^[=:.<>&|+*/!?-]$/;
const ONE_CHARACTER_REPEATED = /^([^\w()[\]{}])\1+$/;
const QUOTE = /^["'`]$/;

/** An answer of one line whose end is a beginning of the remainder: it was cut while it overran. */
function cutPartialRemainder(text: string, remainder: string, place: InsertionPlace): string {
  for (let length = Math.min(text.length, remainder.length - 1); length > 0; length--) {
    const repeated = remainder.slice(0, length);
    if (!text.endsWith(repeated)) continue;
    const cut = text.slice(0, -length);
    return saysEnough(repeated, place.window.linePrefix + text) && isRepetition(cut, repeated, [text], place)
      ? cut
      : text;
  }
  return text;
}

/** Whether a short repetition can hardly be chance. */
function saysEnough(repeated: string, line: string): boolean {
  if (QUOTE.test(repeated)) return line.split(repeated).length % 2 === 1;
  return repeated.length > 1 || !(isWordCharacter(repeated) || DOUBLED.test(repeated));
}
