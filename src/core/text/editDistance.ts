/** Longest text (UTF-16 units) that can be compared. */
export const LONGEST_COMPARED = 256;

/** For each UTF-16 unit, the rows of the current block in which the pattern has it. All zero between calls. */
const rowsOfUnit = new Uint32Array(0x1_0000);
/** Whether the distance rises or falls from one column to the next at the last row of the block above. */
const rises = new Uint8Array(LONGEST_COMPARED);
const falls = new Uint8Array(LONGEST_COMPARED);
const distances = new Uint16Array(LONGEST_COMPARED + 1);

/** Rows that one block of bits holds. */
const BLOCK = 32;

/**
 * The Levenshtein distances between `pattern` and each beginning of `text`: entry `n` is for its first `n` units. Both
 * are at most {@link LONGEST_COMPARED} long. The bits of a block hold the differences between neighbouring rows of the
 * table, so that a column costs a few operations (Myers 1999; blocks as in Hyyrö 2003). The array is used again by the
 * next call.
 * @param backwards reads both from their ends, for the distances to each end of `text`
 */
export function prefixDistances(pattern: string, text: string, backwards = false): Uint16Array {
  const columns = text.length;
  rises.fill(1, 0, columns);
  falls.fill(0, 0, columns);
  const unitOf = (from: string, index: number) =>
    from.charCodeAt(backwards ? from.length - 1 - index : index);
  for (let first = 0; first < pattern.length; first += BLOCK) {
    const rows = Math.min(BLOCK, pattern.length - first);
    markRows(pattern, first, rows, unitOf);
    fillBlock(text, rows, unitOf);
    for (let row = 0; row < rows; row++) rowsOfUnit[unitOf(pattern, first + row)] = 0;
  }
  sumUp(pattern.length, columns);
  return distances;
}

/** The least number of UTF-16 units to insert, delete or replace to make one text of the other (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  return prefixDistances(a, b)[b.length] ?? 0;
}

type UnitReader = (from: string, index: number) => number;

function markRows(pattern: string, first: number, rows: number, unitOf: UnitReader): void {
  for (let row = 0; row < rows; row++) {
    const unit = unitOf(pattern, first + row);
    rowsOfUnit[unit] = (rowsOfUnit[unit] ?? 0) | (1 << row);
  }
}

/** Computes one block of rows, column by column; the names follow Hyyrö's paper. */
function fillBlock(text: string, rows: number, unitOf: UnitReader): void {
  const lastRow = rows - 1;
  let verticalPositive = -1;
  let verticalNegative = 0;
  for (let column = 0; column < text.length; column++) {
    const rise = rises[column] ?? 0;
    const fall = falls[column] ?? 0;
    const equal = (rowsOfUnit[unitOf(text, column)] ?? 0) | 0;
    const xVertical = equal | verticalNegative;
    const equalOrFall = equal | fall;
    const xHorizontal =
      (((equalOrFall & verticalPositive) + verticalPositive) ^ verticalPositive) | equalOrFall;
    let positive = verticalNegative | ~(xHorizontal | verticalPositive);
    let negative = verticalPositive & xHorizontal;
    rises[column] = (positive >>> lastRow) & 1;
    falls[column] = (negative >>> lastRow) & 1;
    positive = (positive << 1) | rise;
    negative = (negative << 1) | fall;
    verticalPositive = negative | ~(xVertical | positive);
    verticalNegative = positive & xVertical;
  }
}

function sumUp(start: number, columns: number): void {
  let distance = start;
  distances[0] = distance;
  for (let column = 0; column < columns; column++) {
    distance += (rises[column] ?? 0) - (falls[column] ?? 0);
    distances[column + 1] = distance;
  }
}
