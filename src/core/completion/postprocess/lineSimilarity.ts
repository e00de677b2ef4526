import { editDistance } from '../../text/editDistance';

/** Lines longer than this (UTF-16 units) are compared by their beginnings. */
const LONGEST = 160;

/**
 * How alike two lines are, from 0 to 1: one minus the share of characters that must be inserted, deleted or replaced of
 * the longer one. Below `atLeast` it is 0, which often can be told from the lengths alone.
 */
export function lineSimilarity(left: string, right: string, atLeast: number): number {
  if (left === right) return 1;
  const a = left.slice(0, LONGEST);
  const b = right.slice(0, LONGEST);
  const longer = Math.max(a.length, b.length);
  const allowed = Math.floor(longer * (1 - atLeast));
  if (longer === 0 || Math.abs(a.length - b.length) > allowed) return 0;
  const distance = editDistance(a, b);
  return distance > allowed ? 0 : 1 - distance / longer;
}

/** How much a line says, from 0 for a blank one over about 0.1 for a closing bracket to 1 for a long line. */
export function lineWeight(line: string): number {
  let letters = 0;
  let others = 0;
  for (let index = 0; index < line.length; index++) {
    const unit = line.charCodeAt(index);
    if (unit === 32 || unit === 9) continue;
    const isLetter =
      (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit > 127;
    if (isLetter) letters++;
    else others++;
  }
  return Math.min(1, letters / 12 + others / 40);
}
