import { describe, expect, it } from 'vitest';
import { brokenRules, readCommitlint } from '../../../../src/core/commit/commitlint';
import type { Literal } from '../../../../src/core/commit/literals';

const CONVENTIONAL = { extends: ['@commitlint/config-conventional'] };

describe('a commitlint configuration', () => {
  it.each<[string, Literal, string, RegExp | undefined]>([
    ['a good message', CONVENTIONAL, 'feat(parser): add search', undefined],
    ['no type', CONVENTIONAL, 'add search', /needs a type/],
    [
      'another type',
      CONVENTIONAL,
      'deps: bump vite',
      /type "deps" is not allowed; allowed are: build, chore/,
    ],
    ['a capital letter', CONVENTIONAL, 'feat: Add search', /small letter/],
    ['a period', CONVENTIONAL, 'feat: add search.', /period/],
    ['100 characters', CONVENTIONAL, `feat: ${'a'.repeat(94)}`, undefined],
    ['101 characters', CONVENTIONAL, `feat: ${'a'.repeat(95)}`, /101 characters; at most 100/],
    [
      'a long line in the body',
      CONVENTIONAL,
      `feat: add search\n\n${'a'.repeat(101)}`,
      /body is longer than 100/,
    ],
    [
      'own types',
      { ...CONVENTIONAL, rules: { 'type-enum': [2, 'always', ['add']] } },
      'feat: add search',
      /allowed are: add/,
    ],
    [
      'a rule switched off',
      { ...CONVENTIONAL, rules: { 'subject-case': [0] } },
      'feat: Add search',
      undefined,
    ],
    [
      'own scopes',
      { rules: { 'scope-enum': [2, 'always', ['api', 'ui']] } },
      'feat(db): add x',
      /scope "db"/,
    ],
    [
      'several scopes',
      { rules: { 'scope-enum': [2, 'always', ['api', 'ui']] } },
      'feat(api,ui): add x',
      undefined,
    ],
    ['a needed scope', { rules: { 'scope-empty': [2, 'never'] } }, 'feat: add x', /needs a scope/],
    ['a needed body', { rules: { 'body-empty': [1, 'never'] } }, 'feat: add x', /needs a body/],
    [
      'sentence case wanted',
      { rules: { 'subject-case': [2, 'always', 'sentence-case'] } },
      'feat: Add x',
      undefined,
    ],
    [
      'lower case wanted',
      { rules: { 'subject-case': [2, 'always', 'lower-case'] } },
      'feat: Add x',
      /small letter/,
    ],
    ['Angular', { extends: '@commitlint/config-angular' }, 'chore: bump', /type "chore"/],
  ])('%s', (_what, config, message, problem) => {
    const rules = readCommitlint(config);
    const problems = rules ? brokenRules(message, rules) : ['no rules'];
    expect(problems).toEqual(problem ? [expect.stringMatching(problem)] : []);
  });

  it.each<[string, Literal]>([
    ['nothing', undefined],
    ['a list', []],
    ['no rules', { parserPreset: 'x' }],
    ['a base that is not known', { extends: ['./local'] }],
  ])('that says %s asks nothing', (_what, config) => {
    expect(readCommitlint(config)).toBeUndefined();
  });

  it('is not confused by rules of other forms', () => {
    const rules = readCommitlint({
      rules: {
        'type-enum': 'x',
        'header-max-length': [2, 'always', 'y'],
        'scope-enum': [2, 'sometimes', ['a']],
      },
    });
    expect(rules && brokenRules('Anything at all.', rules)).toEqual([]);
  });
});
