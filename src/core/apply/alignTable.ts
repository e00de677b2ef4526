export const UP = 0;
export const MATCH = 1;
export const LEFT = 2;
/** Beside the others: the line of the file before is left out as well. */
export const LEAVES_MORE = 4;

/** What it costs to leave lines of the file out of a block, once for each place. */
const GAP_COST = 0.4;

/** The steps that lead to each cell of an alignment, and the scores of its last row. */
export interface Table {
  readonly steps: Uint8Array;
  readonly last: Float32Array;
  readonly columns: number;
}

interface Row {
  readonly above: Float32Array;
  readonly current: Float32Array;
  readonly weights: Float32Array;
  readonly skips: Float32Array;
  readonly steps: Uint8Array;
}

/** One row of the table, with gaps in the file that cost for being opened (Gotoh 1982). */
export function fillRow({ above, current, weights, skips, steps }: Row): void {
  current[0] = above[0] ?? 0;
  steps[0] = UP;
  let leaving = -Infinity;
  for (let column = 1; column < current.length; column++) {
    let best = above[column] ?? 0;
    let step = UP;
    const opened = (current[column - 1] ?? 0) - GAP_COST;
    const leavesMore = leaving > opened;
    leaving = (leavesMore ? leaving : opened) - (skips[column - 1] ?? 0);
    if (leaving > best) {
      best = leaving;
      step = LEFT;
    }
    const weight = weights[column - 1] ?? 0;
    if (weight > 0) {
      const matched = (above[column - 1] ?? 0) + weight;
      if (matched >= best) {
        best = matched;
        step = MATCH;
      }
    }
    current[column] = best;
    steps[column] = leavesMore ? step | LEAVES_MORE : step;
  }
}

/** The row of a mark: lines of the file are passed over freely. */
export function jumpFreely(above: Float32Array, current: Float32Array, steps: Uint8Array): void {
  current[0] = above[0] ?? 0;
  steps[0] = UP;
  for (let column = 1; column < current.length; column++) {
    const left = current[column - 1] ?? 0;
    const isLeft = left > (above[column] ?? 0);
    current[column] = isLeft ? left : (above[column] ?? 0);
    steps[column] = isLeft ? LEFT : UP;
  }
}
