import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContextChain } from '../../../../src/core/ngram/contextChain';

function positionsOf(chain: ContextChain, hash: number): number[] {
  const found: number[] = [];
  for (let position = chain.first(hash); position !== 0; position = chain.after(position))
    found.push(position);
  return found;
}

describe('ContextChain', () => {
  it('holds exactly the positions that were inserted and not removed, newest first', () => {
    const hashes = [0x10000000, 0x7fffffff, -1, 5];
    const action = fc.record({
      position: fc.integer({ min: 1, max: 40 }),
      hash: fc.constantFrom(...hashes),
      removes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const chain = new ContextChain(64);
        const kept = new Map<number, number>();
        for (const { position, hash, removes } of actions) {
          chain.remove(position);
          kept.delete(position);
          if (removes) continue;
          chain.insert(position, hash);
          kept.set(position, hash);
        }
        for (const hash of hashes) {
          const expected = [...kept]
            .filter(([, of]) => of >>> 24 === hash >>> 24)
            .map(([position]) => position);
          expect(positionsOf(chain, hash)).toEqual(expected.reverse());
        }
      }),
    );
  });
});
