import { expect, it } from 'vitest';
import type { RewordChange } from '../../../src/core/commit/reword/rewordMessage';
import { changeWords, rewordSides } from '../../../src/vscode/commitMessage/rewordPage';

const TEXT = 'Add the hieght\n\nOld line.';
const CHANGES: readonly RewordChange[] = [
  { start: 8, end: 14, newText: 'height', reason: 'spelling' },
  {
    start: 14,
    end: TEXT.length,
    newText: '',
    reason: `a reason that is so long that ${'it goes on '.repeat(6)}`,
  },
];

it('shows both texts with the same list of reasons below, as comments that fit an editor', () => {
  const { before, after } = rewordSides({ text: TEXT, changes: CHANGES, heading: 'Why:' });
  const [own, list] = [before.slice(0, TEXT.length), before.slice(TEXT.length)];
  expect(own).toBe(TEXT);
  expect(after).toBe(`Add the height${list}`);
  const lines = list.trim().split('\n');
  expect(lines.slice(0, 4)).toEqual(['# Why:', '#', '# 1. hieght → height', '#    spelling']);
  expect(lines.every((line) => line.startsWith('#') && line.length <= 80)).toBe(true);
});

it.each<[name: string, change: number, words: string]>([
  ['a word', 0, 'hieght → height'],
  ['what goes, over several lines', 1, '⏎ Old line. → ∅'],
])('tells %s in one line', (_name, index, words) => {
  const change = CHANGES[index];
  expect(change && changeWords(TEXT, change).replace(/ +/g, ' ')).toBe(words.replace(/ +/g, ' '));
});
