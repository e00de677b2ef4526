import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WindowBudget, cutWindow, findCursorSpot } from '../../../../src/core/completion/cursorWindow';
import { estimateTokens } from '../../../../src/core/model/estimateTokens';
import { parseCursor } from './support';

const BUDGET: WindowBudget = { prefixTokens: 100, suffixTokens: 40, suffixLines: 4 };

function windowAt(marked: string, budget = BUDGET) {
  const { text, offset } = parseCursor(marked);
  return cutWindow(text, offset, text.slice(0, offset).split('\n').length - 1, budget);
}

describe('cutWindow', () => {
  it('takes all of a small document', () => {
    expect(windowAt('one\ntw█o\nthree')).toEqual({
      prefix: 'one\ntw',
      suffix: 'o\nthree',
      linePrefix: 'tw',
      lineSuffix: 'o',
      eol: '\n',
      reachesEnd: true,
    });
  });

  it('takes so many lines after the cursor’s own', () => {
    const window = windowAt('█a\nb\nc\nd\ne\nf\n');
    expect(window.suffix).toBe('a\nb\nc\nd\ne\n');
    expect(window.reachesEnd).toBe(false);
  });

  it('begins at a line start that stays put while lines are added', () => {
    const lines = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n');
    const first = windowAt(`${lines}\n█`).prefix;
    const second = windowAt(`${lines}\nmore\n█`).prefix;
    expect(first.startsWith('line 32\n')).toBe(true);
    expect(second.startsWith(first)).toBe(true);
  });

  it('cuts a line that is longer than the budget', () => {
    const window = windowAt(`${'a'.repeat(10_000)}█${'b'.repeat(10_000)}`);
    expect(window.prefix).toBe('a'.repeat(350));
    expect(window.suffix).toBe('b'.repeat(140));
  });

  it('gives other scripts more tokens a character', () => {
    expect(windowAt(`${'漢'.repeat(10_000)}█`).prefix).toHaveLength(100);
  });

  it('counts CRLF as one line end and gives it as LF', () => {
    expect(windowAt('one\r\ntwo█\r\nthree')).toMatchObject({
      prefix: 'one\ntwo',
      suffix: '\nthree',
      eol: '\r\n',
    });
  });

  it('reads no more of the document than the budget allows', () => {
    const read: number[] = [];
    const counted = {
      length: 1_000_000,
      charCodeAt: (index: number) => {
        read.push(index);
        return 120;
      },
      slice: (start: number, end: number) => {
        read.push(start, end);
        return 'x'.repeat(end - start);
      },
    };
    const text = counted as unknown as string;
    cutWindow(text, 500_000, 0, BUDGET);
    expect(Math.max(...read) - Math.min(...read)).toBeLessThan(1_000);
  });

  it('never splits a character and stays within the budget', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '漢', '👍', '\n', '\r\n', ' '), maxLength: 300 });
    fc.assert(
      fc.property(text, fc.nat(), (document, at) => {
        const offset = at % (document.length + 1);
        const { prefix, suffix } = cutWindow(document, offset, 0, BUDGET);
        for (const part of [prefix, suffix]) expect(part).not.toMatch(/\p{Surrogate}/u);
        expect(prefix + suffix).not.toContain('\r');
        expect(estimateTokens(prefix)).toBeLessThanOrEqual(BUDGET.prefixTokens + 1);
        expect(estimateTokens(suffix)).toBeLessThanOrEqual(BUDGET.suffixTokens + 1);
      }),
    );
  });
});

describe('findCursorSpot', () => {
  it.each([
    ['  █', 'newLine'],
    ['█', 'newLine'],
    ['a = █', 'lineEnd'],
    ['a = █  ', 'lineEnd'],
    ['a(█)', 'midLine'],
    ['█a', 'midLine'],
  ])('%s', (line, spot) => expect(findCursorSpot(windowAt(line))).toBe(spot));
});
