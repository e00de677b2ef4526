import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShardedMap } from '../../../../src/core/ngram/shardedMap';

describe('ShardedMap', () => {
  it('does what a Map does', () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '한'), maxLength: 3 });
    const action = fc.record({ key, value: fc.option(fc.nat(9)) });
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const [map, expected] = [new ShardedMap(), new Map<string, number>()];
        for (const { key: text, value } of actions) {
          if (value === null) {
            map.delete(text);
            expected.delete(text);
          } else {
            map.set(text, value);
            expected.set(text, value);
          }
          expect([map.get(text), map.size]).toEqual([expected.get(text), expected.size]);
        }
        for (const [text, value] of expected) expect(map.get(text)).toBe(value);
      }),
    );
  });
});
