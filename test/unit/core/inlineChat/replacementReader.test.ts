import { describe, expect, it } from 'vitest';
import { ReplacementReader } from '../../../../src/core/inlineChat/replacementReader';

function read(
  answer: string,
  pieceLength: number,
  kind: 'lines' | 'part' = 'lines',
  indentation = '  ',
): string {
  const reader = new ReplacementReader({ kind, indentation });
  let text = '';
  for (let start = 0; start < answer.length; start += pieceLength)
    text += reader.add(answer.slice(start, start + pieceLength));
  return text + reader.finish();
}

const CASES: [name: string, answer: string, expected: string][] = [
  ['takes the content of the block', '```ts\n  a();\n```', '  a();'],
  ['drops words around it', 'Sure!\n\n```ts\n  a();\n```\nThat is all.', '  a();'],
  ['drops a second block', '```\n  a();\n```\n```\nb();\n```', '  a();'],
  ['takes an answer without a block whole', '  a();\n  b();\n', '  a();\n  b();'],
  ['indents what the model moved to the left', '```\nif (a) {\n  b();\n}\n```', '  if (a) {\n    b();\n  }'],
  ['takes back what the model moved to the right', '```\n      a();\n        b();\n```', '  a();\n    b();'],
  ['keeps empty lines inside, not at the ends', '```\n\n  a();\n\n  b();\n\n```', '  a();\n\n  b();'],
  ['reads CRLF', '```\r\n  a();\r\n```\r\n', '  a();'],
  ['goes on to the end when the block is not closed', '```\n  a();\n  b(', '  a();\n  b('],
  ['knows a longer fence', '````md\n  ```js\n  a\n  ```\n````', '  ```js\n  a\n  ```'],
  ['has nothing where the block is empty', '```\n```', ''],
  ['has nothing where the answer is empty', '', ''],
];

describe.each([1, 3, 1000])('ReplacementReader, fed %i characters at a time', (pieceLength) => {
  it.each(CASES)('%s', (_, answer, expected) => {
    expect(read(answer, pieceLength)).toBe(expected);
  });

  it('puts a piece of a line where it was, without white space around it', () => {
    expect(read('```\n    b * c\n```', pieceLength, 'part')).toBe('b * c');
  });

  it('keeps tabs where the place has tabs', () => {
    expect(read('```\n  a();\n```', pieceLength, 'lines', '\t')).toBe('\ta();');
  });
});

it('gives whole lines as soon as they are there, and knows when the block is over', () => {
  const reader = new ReplacementReader({ kind: 'lines', indentation: '' });
  expect(reader.add('```\na();\nb(')).toBe('a();');
  expect(reader.add(');\n')).toBe('\nb();');
  expect(reader.isOver).toBe(false);
  expect(reader.add('```\nmore')).toBe('');
  expect(reader.isOver).toBe(true);
});
