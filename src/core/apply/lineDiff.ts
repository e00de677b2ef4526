import type { LineChange } from './placement';

/** Cells of the largest table; longer pieces are replaced as a whole. */
const MOST_CELLS = 4_000_000;

/**
 * What turns lines into others, as few and as short changes as can be: a longest common subsequence is kept.
 * @param offset is added to the line numbers of `before`
 */
export function diffLines(before: readonly string[], after: readonly string[], offset = 0): LineChange[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - head;
  while (tail < shorter && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const left = before.slice(head, before.length - tail);
  const right = after.slice(head, after.length - tail);
  if (left.length === 0 && right.length === 0) return [];
  const start = offset + head;
  if (left.length === 0 || right.length === 0 || left.length * right.length > MOST_CELLS)
    return [{ start, end: start + left.length, lines: right }];
  return walk(left, right, start);
}

function walk(left: readonly string[], right: readonly string[], offset: number): LineChange[] {
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  let open: { start: number; lines: string[] } | undefined;
  const close = () => {
    if (open) changes.push({ start: offset + open.start, end: offset + i, lines: open.lines });
    open = undefined;
  };
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      close();
      i++;
      j++;
      continue;
    }
    open ??= { start: i, lines: [] };
    const takeLeft = (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0);
    if (i < left.length && (j >= right.length || takeLeft)) i++;
    else open.lines.push(right[j++] ?? '');
  }
  close();
  return changes;
}

/** At `i * (right.length + 1) + j`: the length of the longest common subsequence of the two rests. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}
