import type { CodeToken } from './codeTokens';

/** Tokens `before[start, end)` that were replaced by `inserted`; one of the two may be empty. */
export interface TokenChange {
  readonly start: number;
  readonly end: number;
  readonly inserted: readonly CodeToken[];
}

/** Differing middles with more pairs of tokens than this are one change: a table of that size costs milliseconds. */
const MOST_PAIRS = 40_000;

/** Whether two tokens count as the same. */
export type SameToken = (left: CodeToken | undefined, right: CodeToken | undefined) => boolean;

const sameText: SameToken = (left, right) => left?.text === right?.text;

/** What turns `before` into `after`, in order: a longest common subsequence of the tokens is kept. */
export function diffTokens(
  before: readonly CodeToken[],
  after: readonly CodeToken[],
  isSame = sameText,
): TokenChange[] {
  const same = (left: number, right: number) => isSame(before[left], after[right]);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(head, head)) head++;
  let tail = 0;
  while (tail < shorter - head && same(before.length - 1 - tail, after.length - 1 - tail)) tail++;
  const middleBefore = before.slice(head, before.length - tail);
  const middleAfter = after.slice(head, after.length - tail);
  if (middleBefore.length === 0 && middleAfter.length === 0) return [];
  if (middleBefore.length * middleAfter.length > MOST_PAIRS)
    return [{ start: head, end: before.length - tail, inserted: middleAfter }];
  return walk(middleBefore, middleAfter, isSame).map(({ start, end, inserted }) => ({
    start: start + head,
    end: end + head,
    inserted,
  }));
}

function walk(before: readonly CodeToken[], after: readonly CodeToken[], isSame: SameToken): TokenChange[] {
  const width = after.length + 1;
  const lengths = commonLengths(before, after, isSame);
  const changes: TokenChange[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const changeStart = left;
    const insertedStart = right;
    while (left < before.length || right < after.length) {
      if (isSame(before[left], after[right])) break;
      const skipLeft = lengths[(left + 1) * width + right] ?? -1;
      const skipRight = lengths[left * width + right + 1] ?? -1;
      if (right >= after.length || (left < before.length && skipLeft >= skipRight)) left++;
      else right++;
    }
    if (left > changeStart || right > insertedStart)
      changes.push({ start: changeStart, end: left, inserted: after.slice(insertedStart, right) });
    left++;
    right++;
  }
  return changes;
}

/** At `left * (after.length + 1) + right`: the length of the longest common subsequence of the two rests. */
function commonLengths(
  before: readonly CodeToken[],
  after: readonly CodeToken[],
  isSame: SameToken,
): Uint16Array {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let left = before.length - 1; left >= 0; left--) {
    for (let right = after.length - 1; right >= 0; right--) {
      lengths[left * width + right] = isSame(before[left], after[right])
        ? (lengths[(left + 1) * width + right + 1] ?? 0) + 1
        : Math.max(lengths[(left + 1) * width + right] ?? 0, lengths[left * width + right + 1] ?? 0);
    }
  }
  return lengths;
}
