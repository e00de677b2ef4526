import { describe, expect, it } from 'vitest';
import { chipName, shortCount } from '../../../src/webview/chipWords';

describe('shortCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.0k'],
    [1250, '1.3k'],
    [9949, '9.9k'],
    [9950, '10k'],
    [128_000, '128k'],
  ])('writes %i as %s', (tokens, text) => {
    expect(shortCount(tokens)).toBe(text);
  });
});

describe('chipName', () => {
  it.each([
    { kind: 'file', label: 'src/deep/app.ts', name: 'app.ts' },
    { kind: 'folder', label: 'src/deep/', name: 'src/deep/' },
    { kind: 'commit', label: 'fix: a/b', name: 'fix: a/b' },
    { kind: 'search', label: 'src/ or lib/', name: 'src/ or lib/' },
  ] as const)('shortens $label', ({ name, ...chip }) => {
    expect(chipName(chip)).toBe(name);
  });
});
