import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../../src/core/chat/csvTable';
import { chunksOf } from '../../../../src/core/chat/relevance/chunks';
import { rankTexts } from '../../../../src/core/chat/relevance/rank';
import { termsOf } from '../../../../src/core/chat/relevance/terms';

describe('termsOf', () => {
  it.each([
    ['getHighWater', ['gethighwater', 'get', 'high', 'water']],
    ['HTTPServer max_retries', ['httpserver', 'http', 'server', 'max_retries', 'max', 'retries']],
    ['What is the tide?', ['tide']],
    ['조석표를 읽는', ['조석', '석표', '표를', '읽는']],
  ])('%s', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });
});

describe('rankTexts', () => {
  it('puts the text that says most about the question first', () => {
    const scores = rankTexts(
      ['export function tide() {}', 'tide tide of the harbour', 'nothing'],
      'the tide of the harbour',
    );
    expect(scores[1]).toBeGreaterThan(scores[0] ?? 0);
    expect(scores[2]).toBe(0);
  });
});

describe('chunksOf', () => {
  it('cuts before what begins at the margin', () => {
    const block = (name: string) => `function ${name}() {\n${'  work();\n'.repeat(18)}}\n`;
    const chunks = chunksOf(`${block('a')}\n${block('b')}\n${block('c')}`);
    expect(chunks.map(({ text }) => text.split('\n')[0])).toEqual([
      'function a() {',
      'function b() {',
      'function c() {',
    ]);
  });

  it('loses no line, whatever the text', () => {
    const text = fc.array(fc.constantFrom('a', '', '  b', 'x'.repeat(5_000)), { maxLength: 120 });
    fc.assert(
      fc.property(text, (lines) => {
        const whole = lines.join('\n').replace(/\n$/, '');
        const chunks = chunksOf(lines.join('\n'));
        expect(chunks.map((chunk) => chunk.text).join('\n')).toBe(chunks.length === 0 ? '' : whole);
        for (const { start, end, text: own } of chunks) expect(own.split('\n')).toHaveLength(end - start + 1);
      }),
    );
  });
});

describe('readCsv', () => {
  it.each([
    ['a,b\n1,2\n', { text: 'a,b\n1,2', rows: 2, columns: 2, shownRows: 2 }],
    ['a\tb\tc', { text: 'a\tb\tc', rows: 1, columns: 3, shownRows: 1 }],
    ['a;"b\n;c"\n1;2\n\n', { text: 'a;"b\n;c"\n1;2', rows: 2, columns: 2, shownRows: 2 }],
  ])('%j', (text, table) => {
    expect(readCsv(text)).toEqual(table);
  });
});
