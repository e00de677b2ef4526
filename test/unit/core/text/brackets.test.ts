import { describe, expect, it } from 'vitest';
import { balanceBrackets, findOpenQuote } from '../../../../src/core/text/brackets';
import { languageSyntax } from '../../../../src/core/text/languageSyntax';

describe('balanceBrackets', () => {
  it.each([
    ['pairs', 'typescript', 'f(a[0], {b})', '', ''],
    ['what stays open', 'typescript', 'f(a[', '', ')]'],
    ['what closes earlier text', 'typescript', ')}', ')}', ''],
    ['a closing bracket of the wrong kind', 'typescript', '{ ( }', '', ''],
    ['strings', 'typescript', `a("(", '[', "\\"{")`, '', ''],
    ['strings that do not end with their line', 'typescript', "it's (\n(", '', ')'],
    ['template literals', 'typescript', '`(\n${x} {` (', '', ')'],
    ['line comments', 'typescript', '// (\n(', '', ')'],
    ['block comments', 'go', '/* ( \n { */ (', '', ')'],
    ['Python comments and docstrings', 'python', '"""(\n(""" # [\n{', '', '}'],
    ['Rust lifetimes', 'rust', "fn f<'a>(x: &'a str) {", '', '}'],
  ])('%s', (_, languageId, text, closers, openers) => {
    const balance = balanceBrackets(text, languageSyntax(languageId));
    expect(balance.closers.map((bracket) => bracket.closer).join('')).toBe(closers);
    expect(balance.openers.map((bracket) => bracket.closer).join('')).toBe(openers);
  });

  it('tells where a bracket stands', () => {
    const { closers } = balanceBrackets('  a\n\t})', languageSyntax('typescript'));
    expect(closers).toEqual([
      { offset: 5, closer: '}', indent: 4, startsLine: true },
      { offset: 6, closer: ')', indent: 4, startsLine: false },
    ]);
  });

  it('skips the end of the string that the text begins in', () => {
    const { closers } = balanceBrackets(`(']) {`, languageSyntax('typescript'), "'");
    expect(closers.map((bracket) => bracket.closer).join('')).toBe('])');
  });
});

describe('findOpenQuote', () => {
  it.each([
    [`a = '`, "'"],
    [`a = 'b'`, ''],
    [`a = "it's`, '"'],
    [`a = 'it\\'s`, "'"],
    [`// it's`, ''],
  ])('%s', (line, quote) => expect(findOpenQuote(line, languageSyntax('typescript'))).toBe(quote));
});
