import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContextChain } from '../../../../src/core/ngram/contextChain';
import { seededRandom } from '../../../../src/core/ngram/random';

function positionsOf(chain: ContextChain, hash: number): number[] {
  const found: number[] = [];
  for (let position = chain.first(hash); position !== 0; position = chain.after(position, hash))
    found.push(position);
  return found;
}

describe('ContextChain', () => {
  it('holds exactly the positions that were inserted and not removed, newest first', () => {
    const hashes = [0x10000000, 0x7fffffff, -1, 5];
    const position = fc.integer({ min: 1, max: 40 });
    const hash = fc.constantFrom(...hashes);
    const action = fc.oneof(
      fc.record({ kind: fc.constant('insert' as const), position, hash }),
      fc.record({ kind: fc.constant('remove' as const), position, hash }),
      fc.record({ kind: fc.constant('addBuckets' as const), position, hash }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const chain = new ContextChain(2 ** 20);
        chain.reserve(64);
        const kept = new Map<number, number>();
        let generations = 1;
        for (const { kind, position: at, hash: under } of actions) {
          if (kind === 'addBuckets') {
            if (generations++ < 5) chain.addBuckets();
            continue;
          }
          chain.remove(at);
          kept.delete(at);
          if (kind === 'remove') continue;
          chain.insert(at, under);
          kept.set(at, under);
        }
        for (const wanted of hashes) {
          const expected = [...kept].filter(([, of]) => of === wanted).map(([at]) => at);
          expect(positionsOf(chain, wanted)).toEqual(expected.reverse());
        }
      }),
    );
  });

  it('keeps chains short as it grows, however many positions there are', () => {
    const count = 200_000;
    const chain = new ContextChain(count);
    chain.reserve(count);
    const random = seededRandom(7);
    const hashes = Array.from({ length: count }, () => Math.floor(random() * 2 ** 32) | 0);
    for (let position = 1; position < count; position++) {
      chain.insert(position, hashes[position] ?? 0);
      if (chain.isCrowded) chain.addBuckets();
    }
    let walked = 0;
    for (let position = 1; position < count; position += 100) {
      const found = positionsOf(chain, hashes[position] ?? 0);
      expect(found).toContain(position);
      walked += found.length;
    }
    expect(walked / (count / 100)).toBeLessThan(40);
    expect(chain.memoryBytes / count).toBeLessThan(12);
  });
});
