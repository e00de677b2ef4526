import { describe, expect, it } from 'vitest';
import { lostWords, ownWords, withOwnWords } from '../../../../src/core/commit/ownWords';

describe('the author’s own words', () => {
  it.each<[notes: string, given: readonly string[], own: string]>([
    ['  speed it up\r\n', [], 'speed it up'],
    ['Why:\n\nTesting:', ['Why:\n\nTesting:'], ''],
    ['Why:\nspeed\n\nTesting:', ['Why:\n\nTesting:'], 'speed'],
    ['Squashed commit of the following:\n\ncommit 1', ['Squashed commit of the following:\n\ncommit 1'], ''],
    ['', [''], ''],
  ])('in %j', (notes, given, own) => expect(ownWords(notes, given)).toBe(own));
});

describe('words that a message has lost', () => {
  it.each<[own: string, message: string, lost: readonly string[]]>([
    ['', 'Add x', []],
    ['cache the trees', 'Caching trees in memory', []],
    ['for the demo on monday', 'Add the demo page for Monday', []],
    ['speed up parsing', 'Add a cache', ['speed', 'up', 'parsing']],
    ['see readTree', 'Change a function', ['readTree', 'see']],
    ['closes #12', 'Add x', ['#12', 'closes']],
    ['30% faster', 'Make it faster', ['30']],
    ['says "no such file"', 'Say what is missing', ['no such file']],
    ['src/a.ts only', 'Change only src/a.ts', []],
    ['파서 속도 개선', 'Speed up the parser', []],
    ['파서 속도 개선 #12', 'Speed up the parser', ['#12']],
    ['파서 속도 개선', '파서의 속도를 개선', []],
    ['파서 속도 개선', '검색 추가', ['파서', '속도', '개선']],
    ['Signed-off-by: A <a@b.c>', 'Add x', ['Signed-off-by: A <a@b.c>']],
  ])('%j in %j', (own, message, lost) => expect(lostWords(message, own)).toEqual(lost));
});

it.each([
  ['Add x', 'speed it up', 'Add x\n\nspeed it up'],
  ['Add x', 'Signed-off-by: A', 'Add x\n\nSigned-off-by: A'],
  ['Speed x up', 'speed it up\n\nSigned-off-by: A', 'Speed x up\n\nSigned-off-by: A'],
  ['Speed x up', 'speed it up', 'Speed x up'],
])('%j gets back what it lost of %j', (message, own, whole) => {
  expect(withOwnWords(message, own)).toBe(whole);
});
