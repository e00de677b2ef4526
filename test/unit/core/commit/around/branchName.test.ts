import { describe, expect, it } from 'vitest';
import {
  type BranchHabit,
  branchNames,
  measureBranches,
  readDescriptions,
} from '../../../../../src/core/commit/around/branchName';
import { fileChange } from '../fileChange';

const NONE: BranchHabit = { prefixes: [], separator: '-', hasTicket: false };
const FILES = [fileChange('src/tides.ts', '+export function hoursUntil() {}')];

it.each<[name: string, names: readonly string[], habit: Partial<BranchHabit>]>([
  ['none', ['main', 'release/1.0'], NONE],
  [
    'types before a slash',
    ['feature/show-tides', 'feature/tell-wind', 'bugfix/empty-table'],
    { prefixes: ['feature', 'bugfix'] },
  ],
  ['a person’s name', ['ada/show-tides', 'ada/tell-wind'], { prefixes: ['ada'] }],
  ['underscores', ['show_tides', 'tell_wind', 'a-b'], { separator: '_' }],
  ['one of many with a slash', ['a-b', 'b-c', 'c-d', 'x/y-z'], { prefixes: [] }],
  ['tickets', ['ABC-12-show-tides', 'ABC-13-tell'], { hasTicket: true }],
])('measures %s', (_name, names, habit) => {
  expect(measureBranches(names)).toMatchObject(habit);
});

describe('a branch is named', () => {
  it.each<[name: string, options: Partial<Parameters<typeof branchNames>[0]>, names: readonly string[]]>([
    ['by the change alone', {}, ['add-hours-until']],
    [
      'in the words of a model first',
      { descriptions: ['feat: show the hours until high water'] },
      ['show-hours-until-high-water', 'add-hours-until'],
    ],
    [
      'with the repository’s word for the type',
      { habit: { ...NONE, prefixes: ['docs', 'feature'] } },
      ['feature/add-hours-until'],
    ],
    ['with a person’s name', { habit: { ...NONE, prefixes: ['ada'] } }, ['ada/add-hours-until']],
    [
      'without what git refuses',
      { descriptions: ['..//~^: ?*[', 'Show "tides" @{now}.lock'] },
      ['show-tides-now-lock', 'add-hours-until'],
    ],
    ['as no other is', { taken: ['add-hours-until'], descriptions: ['Tell hours'] }, ['tell-hours']],
    ['with underscores', { habit: { ...NONE, separator: '_' } }, ['add_hours_until']],
    [
      'in letters of any script',
      { descriptions: ['만조까지 남은 시간 표시'] },
      ['만조까지-남은-시간-표시', 'add-hours-until'],
    ],
  ])('%s', (_name, options, names) => {
    expect(branchNames({ files: FILES, habit: NONE, descriptions: [], taken: [], ...options })).toEqual(
      names,
    );
  });
});

it('reads a model’s lines', () => {
  expect(readDescriptions('<think>no</think>1. fix: mend it\n- `show tides`\n\n"tell"')).toEqual([
    'fix: mend it',
    'show tides',
    'tell',
  ]);
});
