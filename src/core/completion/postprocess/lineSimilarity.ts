/** Lines longer than this (UTF-16 units) are compared by their beginnings. */
const LONGEST = 160;

/**
 * How alike two lines are, from 0 to 1: one minus the share of characters that must be inserted, deleted or replaced
 * (Levenshtein 1966) of the longer one. Below `atLeast` it is 0, which keeps the work small: only the band of
 * alignments that can still reach it is computed (Ukkonen 1985).
 */
export function lineSimilarity(left: string, right: string, atLeast: number): number {
  if (left === right) return 1;
  const a = left.slice(0, LONGEST);
  const b = right.slice(0, LONGEST);
  const longer = Math.max(a.length, b.length);
  const allowed = Math.floor(longer * (1 - atLeast));
  if (longer === 0 || Math.abs(a.length - b.length) > allowed) return 0;
  const distance = editDistance(a, b, allowed);
  return distance > allowed ? 0 : 1 - distance / longer;
}

/** Levenshtein distance, or a number over `allowed` as soon as it must be greater. */
function editDistance(a: string, b: string, allowed: number): number {
  let previous = new Uint16Array(b.length + 1);
  let current = new Uint16Array(b.length + 1);
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - allowed);
    const to = Math.min(b.length, i + allowed);
    current.fill(allowed + 1);
    if (from === 1) current[0] = i;
    let best = allowed + 1;
    for (let j = from; j <= to; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const value = Math.min(
        at(previous, j - 1) + cost,
        (j < i + allowed ? at(previous, j) : allowed) + 1,
        at(current, j - 1) + 1,
      );
      current[j] = value;
      if (value < best) best = value;
    }
    if (best > allowed) return allowed + 1;
    [previous, current] = [current, previous];
  }
  return at(previous, b.length);
}

function at(row: Uint16Array, index: number): number {
  return row[index] ?? 0;
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
