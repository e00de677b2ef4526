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
 * Finds the end of `line` that is most like `wanted`: approximate matching with a free start (Sellers 1980), read from
 * the right so that the end of the line is where the match ends.
 */
export function findAlikeEnd(line: string, wanted: string): AlikeEnd {
  const text = line.slice(-2 * LONGEST);
  const pattern = wanted.slice(0, LONGEST);
  let previous = Array.from({ length: pattern.length + 1 }, (_, row) => row);
  let best = { start: line.length, distance: pattern.length };
  for (let column = 1; column <= text.length; column++) {
    const unit = text.charCodeAt(text.length - column);
    const current = [column];
    for (let row = 1; row <= pattern.length; row++) {
      const cost = pattern.charCodeAt(pattern.length - row) === unit ? 0 : 1;
      const diagonal = (previous[row - 1] ?? 0) + cost;
      current[row] = Math.min(diagonal, (previous[row] ?? 0) + 1, (current[row - 1] ?? 0) + 1);
    }
    const distance = current[pattern.length] ?? 0;
    if (distance < best.distance) best = { start: line.length - column, distance };
    previous = current;
  }
  return { start: best.start, similarity: pattern === '' ? 0 : 1 - best.distance / pattern.length };
}
