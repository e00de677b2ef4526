import { describe, expect, it } from 'vitest';
import { endsStatement, fitsMidLine } from '../../../../../src/core/completion/whenToAsk/cursorLine';

function lineAt(marked: string) {
  const [linePrefix = '', lineSuffix = ''] = marked.split('█');
  return { linePrefix, lineSuffix };
}

describe('fitsMidLine: low, medium, high', () => {
  it.each([
    ['const a = █', 'yes', 'yes', 'yes'],
    ['foo(█)', 'yes', 'yes', 'yes'],
    ['foo("█");', 'yes', 'yes', 'yes'],
    ['if (█) {', 'no', 'yes', 'yes'],
    ['foo(█, second)', 'no', 'yes', 'yes'],
    ['const a = █ + 1;', 'no', 'yes', 'yes'],
    ['const a: █ = 1;', 'no', 'yes', 'yes'],
    ['return █ * 2;', 'no', 'yes', 'yes'],
    ['def f(█) -> int:', 'no', 'yes', 'yes'],
    ['foo(█second)', 'no', 'no', 'yes'],
    ['█foo();', 'no', 'no', 'yes'],
    ['  █return a;', 'no', 'no', 'yes'],
    ['foo █+ bar', 'no', 'no', 'yes'],
    ['the quick█ brown fox', 'no', 'no', 'yes'],
  ])('%s', (marked, low, medium, high) => {
    const fits = (['beforeClosers', 'missingExpression', 'anywhere'] as const).map((policy) =>
      fitsMidLine(lineAt(marked), policy) ? 'yes' : 'no',
    );
    expect(fits).toEqual([low, medium, high]);
  });
});

describe('endsStatement', () => {
  it.each([
    ['foo();█', true],
    ['foo();  █', true],
    ['}█', true],
    ['  });█', true],
    ['  ],█', true],
    ['foo()█', false],
    ['first,█', false],
    ['foo(a) {█', false],
    ['█', false],
    ['for (;█)', false],
    ['x = [1, 2]█', false],
  ])('%s %s', (marked, expected) => {
    expect(endsStatement(lineAt(marked))).toBe(expected);
  });
});
