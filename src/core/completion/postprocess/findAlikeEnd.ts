import { prefixDistances } from '../../text/editDistance';

/** Texts longer than this (UTF-16 units) are not compared: what is right of the cursor is seldom longer. */
const LONGEST = 120;

/** Where the end of a line begins that is most like a text. */
export interface AlikeEnd {
  /** UTF-16 offset in the line. */
  readonly start: number;
  /** One minus the share of characters of `wanted` that must be changed; from 0 to 1. */
  readonly similarity: number;
}

/**
 * Finds the end of `line` that is most like the beginning of `wanted`: approximate matching with a free start (Sellers
 * 1980), read from the right so that the end of the line is where the match ends.
 */
export function findAlikeEnd(line: string, wanted: string): AlikeEnd {
  const text = line.slice(-2 * LONGEST);
  const pattern = wanted.slice(0, LONGEST);
  const distances = prefixDistances(pattern, text, true);
  let length = 0;
  for (let candidate = 1; candidate <= text.length; candidate++)
    if ((distances[candidate] ?? 0) < (distances[length] ?? 0)) length = candidate;
  const similarity = pattern === '' ? 0 : 1 - (distances[length] ?? 0) / pattern.length;
  return { start: line.length - length, similarity };
}
