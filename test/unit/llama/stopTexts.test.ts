import { describe, expect, it } from 'vitest';
import { StopTexts } from '../../../src/llama/stopTexts';

/** What comes out of pieces, a stop marked with `|`, and what is held back to the end behind `+`. */
function run(stops: readonly string[], pieces: readonly string[]): string {
  const reader = new StopTexts(stops);
  let out = '';
  for (const piece of pieces) {
    const { text, isStopped } = reader.add(piece);
    out += text;
    if (isStopped) return `${out}|`;
  }
  const held = reader.flush();
  return held === '' ? out : `${out}+${held}`;
}

describe('stop texts', () => {
  it.each([
    ['none', [], ['a', 'b'], 'ab'],
    ['in one piece', ['\n\n'], ['a\n\nb'], 'a|'],
    ['over pieces', ['<end>'], ['a<', 'en', 'd>b'], 'a|'],
    ['the first of several', ['c', 'b'], ['abc'], 'a|'],
    ['at the beginning', ['a'], ['ab'], '|'],
    ['only begun', ['<end>'], ['a<e', 'x'], 'a<ex'],
    ['begun at the end', ['<end>'], ['a<en'], 'a+<en'],
    ['begun anew within itself', ['aab'], ['aa', 'ab'], 'a|'],
  ])('%s', (_, stops, pieces, expected) => {
    expect(run(stops, pieces)).toBe(expected);
  });
});
