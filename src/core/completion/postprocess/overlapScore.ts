import { lineSimilarity, lineWeight } from './lineSimilarity';

/** Two lines less alike than this are different lines. */
const ALIKE = 0.6;
/** Two lines more alike than this are one line and its copy, even in a list of like lines. */
const ALIKE_ENOUGH = 0.76;

/** What a line weighs that is nothing but closing brackets. */
const WEIGHT_OF_A_CLOSER = 0.15;

/** Lines of an answer, without blank ones, that may be a repetition of the lines below the cursor. */
export interface OverlapQuestion {
  readonly rest: readonly string[];
  readonly below: readonly string[];
  /** Lines nearby that a line of code would resemble anyway, in a list or a table for example. */
  readonly nearby: readonly string[];
}

export interface OverlapScore {
  /** Evidence that `rest` repeats `below`, in the manner of log odds: above 0 it is more likely than not. */
  readonly odds: number;
  /** Whether every line that was compared is the same in every character; the last may be cut. */
  readonly isExact: boolean;
}

/**
 * Lays two runs of lines beside each other. A line may have been changed a little, left out or added; what `rest` has
 * beyond the end of `below` does not count. Undefined when the texts differ from the start.
 */
export function scoreOverlap({ rest, below, nearby }: OverlapQuestion): OverlapScore | undefined {
  let odds = 0;
  let isExact = true;
  let i = 0;
  let j = 0;
  while (i < rest.length && j < below.length) {
    const mine = rest[i] ?? '';
    const isLast = i === rest.length - 1;
    const pair = comparePair(mine, below[j] ?? '', isLast);
    if (pair === 'same' || pair === 'cut') odds += 0.5 + (pair === 'same' ? 4 : 3) * lineWeight(mine);
    else if (pair > 0) odds += 8 * advantage(pair, mine, nearby) * lineWeight(mine);
    else if (i === 0 && !goesOnAlike(rest, below)) return undefined;
    else {
      const skip = findSkip(rest, below, i, j);
      odds -= 0.3 + 2 * lineWeight(mine);
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

/** Whether only the first line was rewritten: the second is that of the lines below. */
function goesOnAlike([, mine]: readonly string[], [, theirs]: readonly string[]): boolean {
  return mine !== undefined && mine === theirs && lineWeight(mine) > WEIGHT_OF_A_CLOSER;
}

/** Which side to move on after two lines that differ: a line was left out, one was added, or one was rewritten. */
function findSkip(
  rest: readonly string[],
  below: readonly string[],
  i: number,
  j: number,
): { readonly rest: number; readonly below: number } {
  const differs = (a: string | undefined, b: string | undefined) =>
    a === undefined || b === undefined || comparePair(a, b, false) === 0;
  if (!differs(rest[i], below[j + 1])) return { rest: 0, below: 1 };
  if (!differs(rest[i + 1], below[j])) return { rest: 1, below: 0 };
  return { rest: 1, below: 1 };
}

/** `same`, `cut` where the first line ends early, or how alike they are (0 when they are different lines). */
function comparePair(mine: string, theirs: string, mayBeCut: boolean): 'same' | 'cut' | number {
  const a = mine.trimEnd();
  const b = theirs.trimEnd();
  if (a === b) return 'same';
  if (mayBeCut && a.trimStart().length >= 2 && b.startsWith(a)) return 'cut';
  const left = a.trimStart();
  const right = b.trimStart();
  if (left.toLowerCase() === right.toLowerCase()) return 0.95;
  const whole = lineSimilarity(left, right, ALIKE);
  if (!mayBeCut || left.length < 6 || left.length >= right.length) return whole;
  return Math.max(whole, lineSimilarity(left, right.slice(0, left.length), ALIKE));
}

/** How much more a line is like the one below than like the lines nearby, and than chance. */
function advantage(similarity: number, line: string, nearby: readonly string[]): number {
  let chance = ALIKE;
  for (const other of nearby) chance = Math.max(chance, lineSimilarity(line.trim(), other.trim(), chance));
  return Math.max(similarity - chance, similarity - ALIKE_ENOUGH);
}
