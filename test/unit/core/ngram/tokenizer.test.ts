import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LEXEME_LENGTH, isExtendable, tokenizeLine } from '../../../../src/core/ngram/tokenizer';

/** Lexemes joined by `|`; a dot stands for the one space before a lexeme. */
function lexemes(line: string): string {
  const found: string[] = [];
  tokenizeLine(line, 0, (start, end, spaced) => found.push((spaced ? '·' : '') + line.slice(start, end)));
  return found.join('|');
}

/** Whether no surrogate stands without its other half. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

const CASES: readonly (readonly [line: string, lexemes: string])[] = [
  ['const a = b;', 'const|·a|·=|·b|;'],
  ['f(x)=>y', 'f|(|x|)|=>|y'],
  ['a === b && c', 'a|·===|·b|·&&|·c'],
  ['x.y?.z', 'x|.|y|?.|z'],
  ['a  b\tc', 'a|  |b|\t|c'],
  ['end;   ', 'end|;'],
  ['std::vec::Vec', 'std|::|vec|::|Vec'],
  ['이름 = 값', '이름|·=|·값'],
  ['🎉🚀(1)', '🎉🚀|(|1|)'],
  ['a\u00a0b', 'a|\u00a0|b'],
  ['', ''],
];

describe('tokenizeLine', () => {
  for (const [line, expected] of CASES)
    it(`reads ${JSON.stringify(line)}`, () => {
      expect(lexemes(line)).toBe(expected);
    });

  it('divides long words, and never inside a surrogate pair', () => {
    const parts = lexemes(`a${'🎉'.repeat(100)}`).split('|');
    expect(parts.join('')).toBe(`a${'🎉'.repeat(100)}`);
    expect(parts.every((part) => part.length <= MAX_LEXEME_LENGTH && isWellFormed(part))).toBe(true);
  });

  it('loses nothing but blanks at the end, and keeps well-formed text well formed', () => {
    const line = fc.string({
      unit: fc.constantFrom('a', 'B', '_', '9', ' ', '\t', '(', '=', '>', '한', '🎉', '́'),
    });
    fc.assert(
      fc.property(line, (text) => {
        const parts: string[] = [];
        tokenizeLine(text, 0, (start, end, spaced) =>
          parts.push((spaced ? ' ' : '') + text.slice(start, end)),
        );
        expect(parts.join('')).toBe(text.trimEnd());
        expect(parts.every((part) => isWellFormed(part))).toBe(true);
      }),
    );
  });

  it('knows which lexemes may grow', () => {
    expect(['name', '12', '  ', '=', '..', '(', ';'].map(isExtendable)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
