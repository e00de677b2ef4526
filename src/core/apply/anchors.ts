/** A line that both the block and the file have once. */
export interface Anchor {
  readonly block: number;
  readonly file: number;
  readonly weight: number;
}

/** The longest subsequence whose lines of the file ascend (patience sorting). */
export function longestAscending(anchors: readonly Anchor[]): readonly Anchor[] {
  const tails: number[] = [];
  const previous = new Int32Array(anchors.length).fill(-1);
  for (const [index, { file }] of anchors.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[tails[middle] ?? 0]?.file ?? 0) < file) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const chosen: Anchor[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const anchor = anchors[index];
    if (anchor) chosen.push(anchor);
  }
  return chosen.reverse();
}
