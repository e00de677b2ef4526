import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { type RefNameProblem, refNameProblems } from '../../../../../src/core/commit/around/refName';

/** Each name with what git refuses it for; git itself is asked too. */
it.each<[name: string, problems: readonly RefNameProblem[]]>([
  ['feat/show-tides', []],
  ['한글/조류', []],
  ['a.b', []],
  ['a@b', []],
  ['fix/#12', []],
  ['', ['empty']],
  ['a b', ['character']],
  ['a~1', ['character']],
  ['a^', ['character']],
  ['a:b', ['character']],
  ['a?', ['character']],
  ['a*', ['character']],
  ['a[b', ['character']],
  ['a\\b', ['character']],
  ['a\u0007b', ['character']],
  ['a..b', ['dots']],
  ['/a', ['slashes']],
  ['a/', ['slashes']],
  ['a//b', ['slashes']],
  ['.a', ['hiddenPart']],
  ['a/.b', ['hiddenPart']],
  ['a.lock', ['lockPart']],
  ['a.lock/b', ['lockPart']],
  ['a.', ['endsWithDot']],
  ['a@{1', ['atBrace']],
  ['HEAD', ['reserved']],
  ['-a', ['dash']],
])('%j', (name, problems) => {
  expect(refNameProblems(name)).toEqual(problems);
  const { status } = spawnSync('git', ['check-ref-format', '--branch', name]);
  expect(status === 0).toBe(problems.length === 0);
});

it('does not take @, which stands for HEAD everywhere else', () => {
  expect(refNameProblems('@')).toEqual(['reserved']);
});
