import type { LanguageSyntax } from '../../text/languageSyntax';
import { isBlank } from '../../text/lines';
import { isCommentLine, withoutComment } from './commentLines';
import { lineSimilarity, lineWeight } from './lineSimilarity';

/** Two lines less alike than this are different lines. */
const ALIKE = 0.6;
/** Two lines more alike than this are one line and its copy, even in a list of like lines. */
const ALIKE_ENOUGH = 0.76;

/** What a line weighs that is nothing but closing brackets. */
const WEIGHT_OF_A_CLOSER = 0.15;

/** Lines that are compared from one start on: further ones say nothing new. */
const LINES_COMPARED = 16;
/** Lines of the answer right before a start that its lines may resemble. */
const LINES_BEFORE = 5;

/** An answer that may end in a repetition of the lines below the cursor. Blank lines do not count. */
export interface OverlapQuestion {
  readonly lines: readonly string[];
  readonly below: readonly string[];
  /** Lines above the answer. Given where lines in a list or a table, which resemble each other anyway, must not count. */
  readonly above?: readonly string[];
  /** Tells the comments, which may be left out, added or changed on either side. */
  readonly syntax: LanguageSyntax;
}

export interface OverlapScore {
  /** Evidence for a repetition, in the manner of log odds: above 0 it is more likely than not. */
  readonly odds: number;
  /** Whether every line that was compared is the same in every character; the last may be cut. */
  readonly isExact: boolean;
}

/** Scores the answer from line `start` on; undefined when the texts differ from there. */
export type OverlapScorer = (start: number) => OverlapScore | undefined;

/**
 * Lays the end of an answer beside the lines below. A line may have been changed a little, left out or added; what the
 * answer has beyond the end of `below` does not count. Two lines are compared once, however many starts are asked for.
 */
export function overlapScorer({ lines, below, above, syntax }: OverlapQuestion): OverlapScorer {
  const kept = lines.flatMap((line, index) => (isBlank(line) ? [] : [index]));
  const texts = kept.map((index) => (lines[index] ?? '').trimEnd());
  const belowTexts = below.map((line) => line.trimEnd());
  const compare = remember(belowTexts.length, (i, j) =>
    comparePair(texts[i] ?? '', belowTexts[j] ?? '', { mayBeCut: i === texts.length - 1, syntax }),
  );
  const chanceOf = above ? likenessNearby(texts, above) : () => ALIKE;
  return (start) => {
    const first = kept.findIndex((index) => index >= start);
    if (first === -1) return undefined;
    const end = Math.min(texts.length, first + LINES_COMPARED);
    const isComment = (line: string) => isCommentLine(line, syntax);
    return laySideBySide({ texts, first, end, below: belowTexts, compare, chanceOf, isComment });
  };
}

interface Sides {
  readonly texts: readonly string[];
  readonly first: number;
  readonly end: number;
  readonly below: readonly string[];
  /** How line `i` of the answer and line `j` below are alike. */
  readonly compare: (i: number, j: number) => Likeness;
  /** How much line `i` of an answer that is cut at line `start` is like a line nearby, at least {@link ALIKE}. */
  readonly chanceOf: (i: number, start: number) => number;
  readonly isComment: (line: string) => boolean;
}

function laySideBySide(sides: Sides): OverlapScore | undefined {
  const { texts, first, end, below, compare, chanceOf } = sides;
  let odds = 0;
  let isExact = true;
  let i = first;
  let j = 0;
  while (i < end && j < below.length) {
    const weight = lineWeight(texts[i] ?? '');
    const pair = compare(i, j);
    if (pair === 0 && isLeftOut(sides, i, j)) {
      odds -= COST_OF_A_COMMENT;
      isExact = false;
      j++;
      continue;
    }
    if (pair === 'same' || pair === 'cut') odds += 0.5 + (pair === 'same' ? 4 : 3) * weight;
    else if (pair > 0) odds += 8 * advantage(pair, chanceOf(i, first)) * weight;
    else if (i === first && !goesOnAlike(sides))
      return isWrappedOtherwise(sides) ? WRAPPED_OTHERWISE : undefined;
    else {
      const skip = findSkip(sides, i, j);
      odds -= 0.3 + 2 * weight;
      i += skip.rest;
      j += skip.below;
    }
    if (pair !== 'same' && pair !== 'cut') isExact = false;
    if (pair === 0) continue;
    i++;
    j++;
  }
  return { odds, isExact };
}

/** A comment that the answer lacks says little. */
const COST_OF_A_COMMENT = 0.1;

/** Whether line `j` below is a comment that the answer leaves out before line `i`, which is none. */
function isLeftOut({ texts, below, isComment, compare }: Sides, i: number, j: number): boolean {
  if (!isComment(below[j] ?? '') || isComment(texts[i] ?? '')) return false;
  let next = j + 1;
  while (next < below.length && isComment(below[next] ?? '')) next++;
  return next < below.length && compare(i, next) !== 0;
}

/** Whether only the first line differs: it was rewritten, left out, or changed places with the second. */
function goesOnAlike({ texts, first, end, below, compare }: Sides): boolean {
  const mine = first + 1 < end ? texts[first + 1] : undefined;
  if (mine === undefined) return false;
  if (mine === below[1]) return lineWeight(mine) > WEIGHT_OF_A_CLOSER;
  const wasLeftOut = texts[first] === below[1] && lineWeight(below[1] ?? '') > WEIGHT_OF_A_CLOSER;
  return wasLeftOut && (compare(first + 1, 2) === 'same' || compare(first + 1, 0) === 'same');
}

const WRAPPED_OTHERWISE: OverlapScore = { odds: 3, isExact: false };
/** Lines that a statement may be wrapped over, and characters that it must have before its wrapping can be told. */
const LINES_OF_A_STATEMENT = 4;
const CHARACTERS_OF_A_STATEMENT = 16;

/** Whether the same text stands on both sides with its line breaks in other places. */
function isWrappedOtherwise({ texts, first, below }: Sides): boolean {
  if (bare(texts[first]).slice(0, 4) !== bare(below[0]).slice(0, 4)) return false;
  const mine = squeeze(texts.slice(first, first + LINES_OF_A_STATEMENT));
  const theirs = squeeze(below.slice(0, LINES_OF_A_STATEMENT));
  const length = Math.min(mine.length, theirs.length, 2 * bare(texts[first]).length);
  return length >= CHARACTERS_OF_A_STATEMENT && mine.slice(0, length) === theirs.slice(0, length);
}

/** The text without white space and without the commas that wrapped lists end with. */
function squeeze(lines: readonly string[]): string {
  return lines
    .join('')
    .replace(/\s+/g, '')
    .replace(/,(?=[)\]}])/g, '');
}

function bare(line = ''): string {
  return line.trimStart();
}

/** Which side to move on after two lines that differ: a line was left out, one was added, or one was rewritten. */
function findSkip(
  { end, below, compare }: Sides,
  i: number,
  j: number,
): { readonly rest: number; readonly below: number } {
  if (j + 1 < below.length && compare(i, j + 1) !== 0) return { rest: 0, below: 1 };
  if (i + 1 < end && compare(i + 1, j) !== 0) return { rest: 1, below: 0 };
  return { rest: 1, below: 1 };
}

/** `same`, `cut` where the first line ends early, or how alike they are (0 when they are different lines). */
type Likeness = 'same' | 'cut' | number;

/** Compares two lines without white space at their ends. */
function comparePair(
  a: string,
  b: string,
  { mayBeCut, syntax }: { readonly mayBeCut: boolean; readonly syntax: LanguageSyntax },
): Likeness {
  if (a === b) return 'same';
  const left = a.trimStart();
  if (mayBeCut && left.length >= 2 && b.startsWith(a)) return 'cut';
  const right = b.trimStart();
  if (saysTheSame(left, right)) return 0.95;
  const [code, other] = [withoutComment(left, syntax), withoutComment(right, syntax)];
  const hasComment = code.length < left.length || other.length < right.length;
  if (hasComment && saysTheSame(code, other)) return 0.95;
  const whole = lineSimilarity(left, right, ALIKE);
  if (!mayBeCut || left.length < 6 || left.length >= right.length) return whole;
  return Math.max(whole, lineSimilarity(left, right.slice(0, left.length), ALIKE));
}

const QUOTES = `'"\``;

/** Whether two lines differ in white space, case, kinds of quotes, or the comma or semicolon at the end alone. */
function saysTheSame(a: string, b: string): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    while (isWhiteSpace(a.charCodeAt(i))) i++;
    while (isWhiteSpace(b.charCodeAt(j))) j++;
    const mine = a.charAt(i);
    const theirs = b.charAt(j);
    if (mine === '' || theirs === '') return /^[;,]?$/.test(a.slice(i) + b.slice(j));
    if (mine === theirs) {
      i++;
      j++;
      continue;
    }
    const areQuotes = QUOTES.includes(mine) && QUOTES.includes(theirs);
    if (!areQuotes && mine.toLowerCase() !== theirs.toLowerCase()) return false;
    i++;
    j++;
  }
}

/** Whether a UTF-16 unit is the white space that stands in code. */
function isWhiteSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0;
}

/** How much a line of the answer is like the lines above it and the last ones before the cut. */
function likenessNearby(texts: readonly string[], above: readonly string[]): Sides['chanceOf'] {
  const bareTexts = texts.map(bare);
  const bareAbove = above.map((line) => line.trim());
  const likeness = (i: number, other: string) => lineSimilarity(bareTexts[i] ?? '', other, ALIKE);
  const likeAbove = remember(1, (i) => Math.max(ALIKE, ...bareAbove.map((line) => likeness(i, line))));
  const likeBefore = remember(texts.length, (i, k) => likeness(i, bareTexts[k] ?? ''));
  return (i, start) => {
    let chance = likeAbove(i, 0);
    for (let k = Math.max(0, start - LINES_BEFORE); k < start; k++)
      chance = Math.max(chance, likeBefore(i, k));
    return chance;
  };
}

/** How much more a line is like the one below than chance, or the lines nearby, would have it. */
function advantage(similarity: number, chance: number): number {
  return Math.max(similarity - chance, similarity - ALIKE_ENOUGH);
}

/** Computes what belongs to a row and a column (below `columns`) once. */
function remember<T>(columns: number, compute: (row: number, column: number) => T): typeof compute {
  const known = new Map<number, T>();
  return (row, column) => {
    const key = row * columns + column;
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(row, column)));
    return value;
  };
}
