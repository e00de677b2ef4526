import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineSimilarity } from '../../../../../src/core/completion/postprocess/lineSimilarity';

/** The textbook table, to hold the banded one to. */
function fullDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i]![j] = Math.min(
        table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
      );
  return table[a.length]![b.length]!;
}

describe('lineSimilarity', () => {
  it.each([
    ['return a;', 'return a;', 1],
    ['return a;', 'return b;', 1 - 1 / 9],
    ['abcd', 'wxyz', 0],
    ['', 'a', 0],
  ])('%s and %s', (a, b, expected) => expect(lineSimilarity(a, b, 0.5)).toBeCloseTo(expected));

  it('is what the whole table gives, wherever it reaches the bound', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '('), maxLength: 24 });
    fc.assert(
      fc.property(text, text, fc.constantFrom(0.5, 0.6, 0.8), (a, b, atLeast) => {
        const longer = Math.max(a.length, b.length, 1);
        const distance = fullDistance(a, b);
        const reaches = distance <= Math.floor(longer * (1 - atLeast)) || a === b;
        expect(lineSimilarity(a, b, atLeast)).toBeCloseTo(reaches ? 1 - distance / longer : 0);
      }),
    );
  });
});
