import { describe, expect, it } from 'vitest';
import {
  type Composition,
  followComposition,
} from '../../../../../src/core/completion/whenToAsk/composition';

/** Each edit as `removed>inserted` at the offset given before it, `@0` unless told; whether a composition goes on after. */
function follow(edits: string): boolean[] {
  let composition: Composition | undefined;
  return edits.split(' ').map((edit) => {
    const [, offset = '0', removed = '', inserted = ''] = /^(?:@(\d+):)?([^>]*)>(.*)$/.exec(edit) ?? [];
    const change = {
      uri: 'file:///a',
      offset: Number(offset),
      removed,
      inserted: inserted.replace('_', ' '),
    };
    composition = followComposition(composition, change);
    return composition.isGoingOn;
  });
}

const on = true;
const off = false;

describe('a composition', () => {
  it.each<[string, string, boolean[]]>([
    ['of Hangul, letter by letter', '>ㅎ ㅎ>하 하>한', [on, on, on]],
    ['of Hangul ends with a space', '>ㅎ ㅎ>하 @1:>_', [on, on, off]],
    ['of Hangul ends when the text is put in as it is', '>ㅎ ㅎ>하 하>하', [on, on, off]],
    ['of the next syllable goes on', '>ㄱ ㄱ>가 @1:>ㄴ @1:ㄴ>나', [on, on, on, on]],
    ['of Hangul that gives a consonant to the next syllable', '각>가 @1:>가 @1:가>각', [on, on, on]],
    ['of kana in Latin letters', '>k k>か か>かn かn>かん', [off, on, on, on]],
    ['of kana turned into kanji', '>か か>かん かん>漢 漢>漢', [on, on, on, off]],
    ['of pinyin', '>n n>ni ni>nih nih>niha niha>你好', [off, on, on, on, on]],
    ['of pinyin with marks between syllables', ">n n>ni ni>ni'h ni'h>你好", [off, on, on, on]],
    ['of bopomofo', '>ㄋ ㄋ>ㄋㄧ ㄋㄧ>你', [on, on, on]],
    ['taken back in part', '>n n>ni ni>n', [off, on, on]],
    ['given up', '>ㅎ ㅎ>', [on, off]],
  ])('%s', (_, edits, expected) => {
    expect(follow(edits)).toEqual(expected);
  });
});

describe('no composition', () => {
  it.each([
    ['typing', '>f @1:>o @2:>o'],
    ['deleting', 'foo> @1:x>'],
    ['a Han character that was chosen in a window of its own', '>你'],
    ['a pasted sentence', '>안녕하세요'],
    ['a word that the suggest widget completes', '@2:>c co>console'],
    ['a word that the suggest widget ends by one letter', '@0:>c @1:>o @2:>l col>cols'],
    ['a bracket typed over', '@3:)>)'],
    ['a rename', 'left>right'],
    ['lines replaced', 'a\nb>한\n글'],
  ])('%s', (_, edits) => {
    expect(follow(edits).includes(true)).toBe(false);
  });
});
