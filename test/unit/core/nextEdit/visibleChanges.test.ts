import { expect, it } from 'vitest';
import { visibleChanges } from '../../../../src/core/nextEdit/visibleChanges';

it.each<[title: string, oldText: string, newText: string, drawn: string]>([
  ['a name', 'height', 'depth', '[height|depth]'],
  ['names with what stays between', 'a1, a1', 'b1, b1', '[a1|b1], [a1|b1]'],
  ['what is put in', 'read(path)', 'read(path, true)', 'read(path[|, true])'],
  ['what is taken away', 'read(path, true)', 'read(path)', 'read(path[, true|])'],
  ['white space', 'a b', 'a  b', 'a[ |  ]b'],
  ['lines', 'a;\n', 'a;\nb;\n', 'a;\n[|b;\n]'],
  ['nothing', 'same', 'same', 'same'],
])('shows %s token by token', (_, oldText, newText, drawn) => {
  let text = '';
  let at = 0;
  for (const { range, newText: inserted } of visibleChanges(oldText, newText, 'typescript')) {
    text += `${oldText.slice(at, range.start)}[${oldText.slice(range.start, range.end)}|${inserted}]`;
    at = range.end;
  }
  expect(text + oldText.slice(at)).toBe(drawn);
});
