import { describe, expect, it } from 'vitest';
import { joinSuffix } from '../../../../src/core/ngram/joinSuffix';

const CASES: readonly (readonly [pieces: string, suffix: string, inserted: string | undefined])[] = [
  ['a , b ) ;', '', 'a,b);'],
  ['a , b ) ;', ')', 'a,b'],
  ['a , b ) ;', ');', 'a,b'],
  ['a , b ) ;', '  ', 'a,b);'],
  ['f ( x ) )', ')', 'f(x)'],
  ['[ 0 ] ]', ']', '[0]'],
  ['" name " ) ;', '")', '"name'],
  [') ;', ')', ''],
  ['a ;', ')', undefined],
  ['a ) ;', '};', undefined],
];

describe('joinSuffix', () => {
  for (const [pieces, suffix, inserted] of CASES)
    it(`fits "${pieces}" before "${suffix}"`, () => {
      expect(joinSuffix(pieces.split(' '), suffix)).toBe(inserted);
    });
});
