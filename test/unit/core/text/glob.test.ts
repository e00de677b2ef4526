import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../../src/core/text/glob';

describe('matchesGlob', () => {
  it.each<[string, string, boolean]>([
    ['**/*.ts', 'a.ts', true],
    ['**/*.ts', 'src/deep/a.ts', true],
    ['**/*.ts', 'a.tsx', false],
    ['*.ts', 'src/a.ts', true],
    ['/*.ts', 'src/a.ts', false],
    ['/*.ts', 'a.ts', true],
    ['src/**', 'src/a/b.c', true],
    ['src/**', 'lib/src.c', false],
    ['src/*/test.{ts,tsx}', 'src/x/test.tsx', true],
    ['src/*/test.{ts,tsx}', 'src/x/y/test.ts', false],
    ['**/[a-c]?.md', 'docs/bz.md', true],
    ['**/[!a-c]?.md', 'docs/bz.md', false],
    ['**', 'anything/at.all', true],
    ['', 'a', false],
    ['**/테스트*.ts', 'src/테스트1.ts', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  it('takes no time for patterns that would have a regular expression try for ever', () => {
    expect(matchesGlob(`${'**/'.repeat(100)}x`, `${'a/'.repeat(200)}b`)).toBe(false);
    expect(matchesGlob('*a'.repeat(200), 'a'.repeat(400))).toBe(true);
    expect(matchesGlob('{a,b}'.repeat(40), 'a'.repeat(40))).toBe(false);
  });
});
