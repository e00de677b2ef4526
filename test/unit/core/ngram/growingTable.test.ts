import { describe, expect, it } from 'vitest';
import { growTo, newGrowingTable } from '../../../../src/core/ngram/growingTable';

describe('growTo', () => {
  it('makes room in place: nothing is copied, however long the table is', () => {
    const table = newGrowingTable(1_000_000);
    const { buffer } = table;
    growTo(table, 1);
    table[0] = 42;
    for (let entries = 1; entries <= 1_000_000; entries += 999) {
      growTo(table, entries);
      expect(table.length).toBeGreaterThanOrEqual(entries);
      expect(table.length).toBeLessThan(entries + 20_000);
    }
    expect(table.buffer).toBe(buffer);
    expect([table[0], table[1], table.at(-1)]).toEqual([42, 0, 0]);
  });

  it('reaches the maximum, and throws beyond it', () => {
    const table = newGrowingTable(100);
    growTo(table, 100);
    expect(table.length).toBe(100);
    expect(() => growTo(table, 101)).toThrow(RangeError);
  });
});
