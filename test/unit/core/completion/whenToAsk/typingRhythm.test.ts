import { describe, expect, it } from 'vitest';
import { TypingRhythm, stopAfter } from '../../../../../src/core/completion/whenToAsk/typingRhythm';

describe('stopAfter', () => {
  it.each([
    ['', 'a', 'insideWord'],
    ['', '_', 'insideWord'],
    ['', '한', 'insideWord'],
    ['ㅎ', '하', 'insideWord'],
    ['', ' ', 'afterWord'],
    ['', ',', 'afterWord'],
    ['', ')', 'afterWord'],
    [')', ')', 'afterWord'],
    ['', '(', 'opening'],
    ['', '()', 'opening'],
    ['', '""', 'opening'],
    ['', '.', 'opening'],
    ['', '\n    ', 'opening'],
    ['', '\r\n', 'opening'],
    ['', '\n  \n}', 'opening'],
    ['a', '', 'correcting'],
    ['', 'console', 'block'],
    ['co', 'console', 'block'],
    ['', 'if (x) {\n}', 'block'],
    ['', '', 'block'],
  ] as const)('%j -> %j: %s', (removed, inserted, stop) => {
    expect(stopAfter({ removed, inserted })).toBe(stop);
  });
});

describe('TypingRhythm', () => {
  const type = (rhythm: TypingRhythm, times: number, gap: number) => {
    const from = rhythm.current?.at ?? 0;
    for (let key = 1; key <= times; key++) rhythm.edited({ removed: '', inserted: 'a' }, from + key * gap);
  };

  it('takes someone for a usual typist until it knows better', () => {
    const rhythm = new TypingRhythm();
    expect(rhythm.current).toBeUndefined();
    expect(Math.max(...rhythm.gapsAt('insideWord'))).toBeLessThan(Math.max(...rhythm.gapsAt('opening')));
  });

  it('remembers the last gaps at each stop', () => {
    const rhythm = new TypingRhythm();
    type(rhythm, 50, 70);
    expect(rhythm.gapsAt('insideWord')).toEqual(Array.from({ length: 40 }, () => 70));
    expect(rhythm.gapsAt('opening')).toEqual(new TypingRhythm().gapsAt('opening'));
    type(rhythm, 10, 300);
    expect(rhythm.gapsAt('insideWord').filter((gap) => gap === 300)).toHaveLength(10);
  });

  it('counts a gap for the stop at its beginning', () => {
    const rhythm = new TypingRhythm();
    rhythm.edited({ removed: '', inserted: '(' }, 0);
    rhythm.edited({ removed: '', inserted: 'a' }, 1_234);
    expect(rhythm.gapsAt('opening')).toContain(1_234);
    expect(rhythm.gapsAt('insideWord')).not.toContain(1_234);
  });
});
