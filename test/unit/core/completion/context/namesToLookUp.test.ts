import { expect, it } from 'vitest';
import { namesToLookUp } from '../../../../../src/core/completion/context/namesToLookUp';

const lookUp = (lines: readonly string[], cursorLine: number, firstLine = 0) =>
  namesToLookUp({ lines, firstLine, cursorLine, languageId: 'typescript', path: 'a.ts' });
const names = (lines: readonly string[], cursorLine: number) =>
  lookUp(lines, cursorLine).map(({ name }) => name);

it('finds names on the nearest lines first, each where it stands nearest', () => {
  const lines = ['far(reader);', 'near(reader);', 'const sum = total(', '', 'below();'];
  expect(lookUp(lines, 12, 10)).toEqual([
    { name: 'sum', position: { line: 12, character: 6 } },
    { name: 'total', position: { line: 12, character: 12 } },
    { name: 'near', position: { line: 11, character: 0 } },
    { name: 'reader', position: { line: 11, character: 5 } },
    { name: 'far', position: { line: 10, character: 0 } },
    { name: 'below', position: { line: 14, character: 0 } },
  ]);
});

it.each<[string, string, string[]]>([
  ['keywords', 'return await reader;', ['reader']],
  ['what the lines declare', 'function reader() { open(); }', ['open']],
  ['comments', '  // reader of a file', []],
  ['short names', 'for (const i of ab) cde(i);', ['cde']],
  ['numbers', 'total(123, 0xff)', ['total']],
])('leaves out %s', (_, line, expected) => {
  expect(names([line], 0)).toEqual(expected);
});
