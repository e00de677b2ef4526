import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Continuation } from '../../../../src/core/chat/continuation';

function goOn(begun: string, answer: string, size: number): string {
  const continuation = new Continuation(begun);
  let text = '';
  for (let at = 0; at < answer.length; at += size) text += continuation.push(answer.slice(at, at + size));
  return text + continuation.finish();
}

const BEGUN = 'Here is the function:\n\n```ts\nexport function add(a: number, b: number) {\n  return';

describe('Continuation', () => {
  it.each<{ name: string; begun: string; answer: string; text: string }>([
    {
      name: 'nothing of a plain continuation',
      begun: BEGUN,
      answer: ' a + b;\n}\n```\n',
      text: ' a + b;\n}\n```\n',
    },
    {
      name: 'the whole beginning, which llama.cpp gives back',
      begun: BEGUN,
      answer: `${BEGUN} a + b;`,
      text: ' a + b;',
    },
    {
      name: 'its last line',
      begun: BEGUN,
      answer: 'export function add(a: number, b: number) {\n  return a + b;',
      text: ' a + b;',
    },
    {
      name: 'a code block that is opened once more',
      begun: `${BEGUN}\n`,
      answer: '```ts src/a.ts\n    a + b;',
      text: '    a + b;',
    },
    { name: 'a code block that is closed', begun: BEGUN, answer: '\n```\nDone.', text: '\n```\nDone.' },
    { name: 'white space that stands there already', begun: 'One two ', answer: ' three', text: 'three' },
    {
      name: 'no word that is like the last one by chance',
      begun: 'that that',
      answer: ' that is',
      text: ' that is',
    },
    { name: 'nothing before a new answer', begun: '', answer: 'Hello', text: 'Hello' },
    {
      name: 'all of an answer that has nothing new',
      begun: 'A sentence that is whole.',
      answer: 'A sentence that is whole.',
      text: '',
    },
  ])('drops $name', ({ begun, answer, text }) => {
    for (const size of [1, 4, 1_000]) expect(goOn(begun, answer, size)).toBe(text);
  });

  it('loses nothing of a continuation that repeats nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.string(),
        fc.integer({ min: 1, max: 9 }),
        (begun, rest, size) => {
          const answer = `§${rest}`;
          fc.pre(!begun.includes('§'));
          expect(goOn(begun, answer, size)).toBe(answer);
        },
      ),
    );
  });
});
