import { describe, expect, it } from 'vitest';
import {
  type CommitStyle,
  DEFAULT_STYLE,
  isMadeByTool,
  isTrailer,
  languageOf,
  measureStyle,
  parseSubject,
} from '../../../../src/core/commit/style';

interface Case {
  readonly name: string;
  readonly messages: readonly string[];
  readonly style: Partial<CommitStyle>;
}

const CASES: readonly Case[] = [
  { name: 'no history', messages: [], style: DEFAULT_STYLE },
  {
    name: 'Conventional Commits with scopes',
    messages: [
      'feat(api): add search',
      'fix(api): handle empty query',
      'docs: explain search',
      'feat(ui): show results',
    ],
    style: {
      form: 'conventional',
      leads: ['feat', 'fix', 'docs'],
      scopes: ['api', 'ui'],
      scopeShare: 0.75,
      isCapitalised: false,
      mood: 'imperative',
    },
  },
  {
    name: 'git’s own advice, with bodies',
    messages: ['Add the parser\n\nIt reads diffs.', 'Remove dead code\n\nNobody called it.', 'Fix typo'],
    style: { form: 'plain', isCapitalised: true, mood: 'imperative', bodyShare: 2 / 3 },
  },
  {
    name: 'the past tense with a period',
    messages: ['Added a button.', 'Fixed the layout.', 'Removed jQuery.'],
    style: { form: 'plain', mood: 'past', endsWithPeriod: true },
  },
  {
    name: 'the third person',
    messages: ['Adds a button', 'Fixes layout', 'Removes jQuery'],
    style: { mood: 'third' },
  },
  {
    name: 'Go’s package prefixes',
    messages: ['net/http: add a test', 'cmd/go: fix vet', 'net/http: close body', 'runtime: use less'],
    style: { form: 'prefix', leads: ['net/http', 'cmd/go', 'runtime'], isCapitalised: false },
  },
  {
    name: 'prefixes by part among `docs:` and releases',
    messages: ['ignore: fix x', 'docs: say y', 'ignore-0.4.27', 'deps: bump z', 'walk: add w', 'Tidy up'],
    style: { form: 'prefix', leads: ['ignore', 'docs', 'deps', 'walk'] },
  },
  {
    name: 'tickets in brackets',
    messages: ['[ABC-12] Add a field', '[ABC-13] Drop a table', '[ABC-14] Rename it'],
    style: { form: 'tag', leads: ['ABC-12', 'ABC-13', 'ABC-14'], usesTickets: true, isCapitalised: true },
  },
  {
    name: 'gitmoji codes',
    messages: [':sparkles: Add a thing', ':bug: Fix it', ':sparkles: Add more'],
    style: { form: 'gitmoji', leads: [':sparkles:', ':bug:'] },
  },
  {
    name: 'gitmoji',
    messages: ['✨ Add a thing', '♻️ Tidy up'],
    style: { form: 'gitmoji', leads: ['✨', '♻️'] },
  },
  {
    name: 'Korean',
    messages: ['로그인 버튼 추가', '오타 수정', 'README 수정'],
    style: { language: 'ko', form: 'plain' },
  },
  { name: 'Japanese', messages: ['ボタンを追加', '設定を変更'], style: { language: 'ja' } },
  { name: 'Chinese', messages: ['添加按钮', '修复布局'], style: { language: 'zh' } },
  {
    name: 'a mixture, which is no habit',
    messages: ['feat: a', 'Add b', 'x: c', '[d] e', 'Fix f', ':bug: g'],
    style: { form: 'plain' },
  },
  {
    name: 'what tools write, which does not count',
    messages: ["Merge branch 'x'", 'Revert "feat: a"', 'v1.2.3', 'feat: add a', 'fix: b'],
    style: { form: 'conventional', leads: ['feat', 'fix'] },
  },
  {
    name: 'trailers, which are no body',
    messages: ['Add a\n\nSigned-off-by: A <a@b.c>', 'Add b\n\nCo-authored-by: B <b@b.c>'],
    style: { bodyShare: 0 },
  },
  {
    name: 'what bots write, which does not count either',
    messages: [
      'Bump lodash from 1.0.0 to 2.0.0',
      'build(deps): bump the actions group across 1 directory with 2 updates',
      '⬆️ Bump eslint from 1 to 2',
      'chore(deps): update dependency vite to v9',
      '[pre-commit.ci] pre-commit autoupdate',
      '📝 Update release notes',
      'fixup! Add b',
      'squash! Add b',
      'amend! Add b',
      'Merge remote-tracking branch x',
      'Add b\n\nWhy.',
    ],
    style: { form: 'plain', leads: [], bodyShare: 1 },
  },
  {
    name: 'Japanese of Han letters alone among other Japanese',
    messages: ['設定変更', '依存関係更新', '設定を変更'],
    style: { language: 'ja' },
  },
  {
    name: 'the lengths in use, without numbers of pull requests',
    messages: [`${'a'.repeat(40)} (#1234)`, 'b'.repeat(20), 'c'.repeat(40)],
    style: { subjectLimit: 50, lengthBand: { from: 16, to: 50 } },
  },
  { name: 'short subjects', messages: ['Add a', 'Add b'], style: { subjectLimit: 50 } },
  {
    name: 'long subjects',
    messages: [`Add ${'a'.repeat(90)}`],
    style: { subjectLimit: 72, usualLength: 94 },
  },
];

describe('measureStyle', () => {
  for (const { name, messages, style } of CASES) {
    it(`knows ${name}`, () => expect(measureStyle(messages)).toMatchObject(style));
  }
});

describe('isMadeByTool', () => {
  it('is not held up by a subject that is made to', () => {
    expect(isMadeByTool('! '.repeat(50_000))).toBe(false);
    expect(isMadeByTool('a: '.repeat(50_000))).toBe(false);
    expect(isMadeByTool(`update ${'a '.repeat(50_000)}`)).toBe(false);
  });
});

describe('parseSubject', () => {
  for (const [subject, form, lead, description] of [
    ['feat(core)!: add x', 'conventional', 'feat', 'add x'],
    ['unknown(core): add x', 'plain', undefined, 'unknown(core): add x'],
    ['mm/slab: fix leak', 'prefix', 'mm/slab', 'fix leak'],
    ['Add a class Foo::Bar', 'plain', undefined, 'Add a class Foo::Bar'],
    ['Just words', 'plain', undefined, 'Just words'],
  ] as const) {
    it(`reads "${subject}"`, () => {
      const parsed = parseSubject(subject);
      expect([parsed.form, parsed.lead, parsed.description]).toEqual([form, lead, description]);
    });
  }
});

describe('languageOf and isTrailer', () => {
  it('tells languages by script', () => {
    expect(['Add x', 'Привет', '追加する', '添加', 'API 추가'].map(languageOf)).toEqual([
      'en',
      'ru',
      'ja',
      'zh',
      'ko',
    ]);
  });
  it('takes only known trailers for trailers', () => {
    expect(isTrailer('Co-Authored-By: x <y@z>')).toBe(true);
    expect(isTrailer('Note: this is prose')).toBe(false);
  });
});
