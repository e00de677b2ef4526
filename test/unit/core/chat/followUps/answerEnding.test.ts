import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerEnding } from '../../../../../src/core/chat/followUps/answerEnding';

/** Streams an answer in pieces of `size` UTF-16 units. */
function stream(answer: string, size: number, wasCut = false) {
  const ending = new AnswerEnding();
  let text = '';
  for (let at = 0; at < answer.length; at += size) text += ending.push(answer.slice(at, at + size));
  const rest = ending.finish(wasCut);
  return { text: text + rest.text, followUps: rest.followUps };
}

interface Case {
  readonly name: string;
  readonly answer: string;
  readonly text: string;
  readonly followUps?: readonly string[];
  readonly wasCut?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'none', answer: 'Done.\n\nYes.\n', text: 'Done.\n\nYes.\n' },
  {
    name: 'one at the end',
    answer: 'Done.\n\n<!-- next: Write a test | Explain the loop -->\n',
    text: 'Done.\n\n',
    followUps: ['Write a test', 'Explain the loop'],
  },
  {
    name: 'one of other spacing and case',
    answer: 'Done.\n<!--Next :Write a test|  - Explain "it" |-->',
    text: 'Done.\n',
    followUps: ['Write a test', 'Explain "it"'],
  },
  {
    name: 'one with a message on each line',
    answer: 'Done.\n<!-- next:\n- Write a test\n- Explain it\n-->',
    text: 'Done.\n',
    followUps: ['Write a test', 'Explain it'],
  },
  {
    name: 'one behind text on its line',
    answer: 'Done. <!-- next: Write a test -->',
    text: 'Done. ',
    followUps: ['Write a test'],
  },
  {
    name: 'one in the middle',
    answer: 'First.\n\n<!-- next: Write a test -->\nSecond.\n',
    text: 'First.\n\nSecond.\n',
    followUps: ['Write a test'],
  },
  {
    name: 'one that was cut off',
    answer: 'Done.\n<!-- next: Write a test | Expl',
    text: 'Done.\n',
    followUps: ['Write a test'],
    wasCut: true,
  },
  { name: 'one that was cut in its opening', answer: 'Done.\n<!-- ne', text: 'Done.\n', wasCut: true },
  {
    name: 'one without its end',
    answer: 'Done.\n<!-- next: Write a test | Explain it',
    text: 'Done.\n',
    followUps: ['Write a test', 'Explain it'],
  },
  {
    name: 'one without its end, and text behind it',
    answer: 'Done.\n<!-- next: Write a test | Explain it\n\nMore.',
    text: 'Done.\n\nMore.',
    followUps: ['Write a test', 'Explain it'],
  },
  {
    name: 'one in a code block of its own',
    answer: 'Done.\n\n```html\n<!-- next: Write a test -->\n```\n',
    text: 'Done.\n\n',
    followUps: ['Write a test'],
  },
  {
    name: 'one in a code block of its own that was not closed',
    answer: 'Done.\n\n```\n<!-- next: Write a test -->',
    text: 'Done.\n\n',
    followUps: ['Write a test'],
  },
  {
    name: 'one behind a code block that was not closed',
    answer: '```ts\nlet a;\n<!-- next: Write a test -->',
    text: '```ts\nlet a;\n',
    followUps: ['Write a test'],
  },
  {
    name: 'one behind a code block',
    answer: '```ts a.ts\nlet a;\n```\n<!-- next: Write a test -->',
    text: '```ts a.ts\nlet a;\n```\n',
    followUps: ['Write a test'],
  },
  {
    name: 'two, of which the last counts',
    answer: '<!-- next: One thing -->\nText.\n<!-- next: Another thing -->',
    text: 'Text.\n',
    followUps: ['Another thing'],
  },
  { name: 'nothing but an ending', answer: '<!-- next: One thing -->', text: '', followUps: ['One thing'] },
  {
    name: 'code of the person’s that looks like one',
    answer: '```html\n<!-- next: the price -->\n<p>1</p>\n```\n',
    text: '```html\n<!-- next: the price -->\n<p>1</p>\n```\n',
  },
  {
    name: 'code that ends with what looks like one',
    answer: '```html\n<p>1</p>\n<!-- next: the price -->\n```\n',
    text: '```html\n<p>1</p>\n<!-- next: the price -->\n```\n',
  },
  {
    name: 'one that is quoted in a sentence',
    answer: 'Write `<!-- next: the price -->` there.',
    text: 'Write `<!-- next: the price -->` there.',
  },
  { name: 'another comment', answer: 'a\n<!-- note: b -->\nc <', text: 'a\n<!-- note: b -->\nc <' },
  { name: 'fences alone', answer: '```\n```\n~~~ts\n`\n~~~', text: '```\n```\n~~~ts\n`\n~~~' },
];

describe('AnswerEnding', () => {
  for (const size of [1, 3, 7, Infinity])
    it.each(CASES)(`hides $name, in pieces of ${size}`, ({ answer, text, followUps = [], wasCut }) => {
      expect(stream(answer, Math.min(size, answer.length), wasCut)).toEqual({ text, followUps });
    });

  it('gives ordinary text on at once', () => {
    const ending = new AnswerEnding();
    expect(['One', ' two <', 'b> three.\nF', 'our'].map((piece) => ending.push(piece))).toEqual([
      'One',
      ' two ',
      '<b> three.\nF',
      'our',
    ]);
  });

  it('loses no text that has no ending, however it is cut', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '<',
      '<!--',
      '-->',
      '`',
      '```',
      '```ts\n',
      '~~~',
      'next',
      '\r\n',
      '|',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (pieces, size) => {
        const answer = `${pieces.join('').replace(/next/g, 'text')}.`;
        expect(stream(answer, size).text).toBe(answer);
      }),
      { numRuns: 1000 },
    );
  });

  it('decides the same whatever the pieces are, and shows no ending outside of code', () => {
    const piece = fc.constantFrom('a', ' ', '\n', '\n\n', '<!-- next: Do it', '-->', '```\n', '|', 'b');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const answer = pieces.join('');
        expect(stream(answer, size)).toEqual(stream(answer, 1));
        if (!answer.includes('`')) expect(stream(answer, size).text).not.toContain('next:');
      }),
      { numRuns: 1000 },
    );
  });
});
