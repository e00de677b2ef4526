import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_COMPARED, editDistance, prefixDistances } from '../../../../src/core/text/editDistance';

/** The textbook table's last row: the distances between `pattern` and each beginning of `text`. */
function lastRow(pattern: string, text: string): number[] {
  let row = Array.from({ length: text.length + 1 }, (_, column) => column);
  for (let i = 1; i <= pattern.length; i++) {
    const next = [i];
    for (let j = 1; j <= text.length; j++)
      next[j] = Math.min(
        row[j - 1]! + (pattern[i - 1] === text[j - 1] ? 0 : 1),
        row[j]! + 1,
        next[j - 1]! + 1,
      );
    row = next;
  }
  return row;
}

const reversed = (text: string) => text.split('').reverse().join('');

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['한국어', '한국말', 1],
    ['same', 'same', 0],
  ])('%s and %s', (a, b, expected) => expect(editDistance(a, b)).toBe(expected));

  it('gives the last row of the textbook table over one and more blocks, from either end', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '(', '한'), maxLength: LONGEST_COMPARED });
    fc.assert(
      fc.property(text, text, (pattern, other) => {
        expect([...prefixDistances(pattern, other).subarray(0, other.length + 1)]).toEqual(
          lastRow(pattern, other),
        );
        expect([...prefixDistances(pattern, other, true).subarray(0, other.length + 1)]).toEqual(
          lastRow(reversed(pattern), reversed(other)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
