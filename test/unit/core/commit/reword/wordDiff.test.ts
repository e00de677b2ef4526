import { describe, expect, it } from 'vitest';
import { applyChanges, wordDiff } from '../../../../../src/core/commit/reword/wordDiff';

/** The changes as `before→after`. */
function changes(before: string, after: string): string[] {
  return wordDiff(before, after).map(({ start, end, newText }) => `${before.slice(start, end)}→${newText}`);
}

it.each<[name: string, before: string, after: string, found: readonly string[]]>([
  ['nothing', 'Add a', 'Add a', []],
  ['one word', 'Add the hieght at noon', 'Add the height at noon', ['hieght→height']],
  ['words beside each other as one', 'Made a big thing', 'Make the big thing', ['Made a→Make the']],
  ['an added word', 'Add height to table', 'Add height to the table', ['→the ']],
  [
    'places in several lines',
    'Add teh row\n\nit have a test',
    'Add the row\n\nIt has a test',
    ['teh→the', 'it have→It has'],
  ],
  [
    'a line written anew as one place',
    'fixed some stuff here',
    'Handle empty tables',
    ['fixed some stuff here→Handle empty tables'],
  ],
  ['a removed line', 'Add a\n\nOne.\nTwo.', 'Add a\n\nOne.', ['\nTwo.→']],
  ['Korean by words', '표에 정오 높이 추가함', '표에 정오 높이를 추가', ['높이 추가함→높이를 추가']],
  ['Japanese by characters', '表を追加した', '表を追加', ['した→']],
])('finds %s', (_name, before, after, found) => {
  expect(changes(before, after)).toEqual(found);
});

describe('applying all changes', () => {
  it.each<[string, string]>([
    ['Add a\n\nOne.\nTwo.\nThree is here.', 'Add b\n\nOne!\nThree was here, too.\nFour.'],
    ['a', ''],
    ['', 'a\n\nb'],
    ['word '.repeat(2_000), `${'word '.repeat(1_000)}other ${'word '.repeat(1_000)}`],
    ['이것은 테스트입니다', '이것은 시험이다'],
  ])('gives the second text (%#)', (before, after) => {
    expect(applyChanges(before, wordDiff(before, after))).toBe(after);
  });
});
