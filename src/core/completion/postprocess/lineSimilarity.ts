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

/** Rows of the table, kept between calls: this runs often, and the rows are all that it would allocate. */
let previousRow = new Uint16Array(LONGEST + 2);
let currentRow = new Uint16Array(LONGEST + 2);

/** Levenshtein distance, or a number over `allowed` as soon as it must be greater. */
function editDistance(a: string, b: string, allowed: number): number {
  const tooMany = allowed + 1;
  for (let j = 0; j <= b.length; j++) previousRow[j] = j <= allowed ? j : tooMany;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - allowed);
    const to = Math.min(b.length, i + allowed);
    const unit = a.charCodeAt(i - 1);
    let left = from === 1 ? Math.min(i, tooMany) : tooMany;
    let best = left;
    currentRow[from - 1] = left;
    for (let j = from; j <= to; j++) {
      const diagonal = (previousRow[j - 1] ?? tooMany) + (unit === b.charCodeAt(j - 1) ? 0 : 1);
      left = Math.min(diagonal, (previousRow[j] ?? tooMany) + 1, left + 1, tooMany);
      currentRow[j] = left;
      if (left < best) best = left;
    }
    // The next row reads one cell beyond this band.
    if (to < b.length) currentRow[to + 1] = tooMany;
    if (best > allowed) return tooMany;
    [previousRow, currentRow] = [currentRow, previousRow];
  }
  return previousRow[b.length] ?? tooMany;
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
