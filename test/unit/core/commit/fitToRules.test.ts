import conventional from '@commitlint/config-conventional';
import lint from '@commitlint/lint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommitlint } from '../../../../src/core/commit/commitlint';
import { fitToRules } from '../../../../src/core/commit/fitToRules';
import type { Literal } from '../../../../src/core/commit/literals';

const rulesOf = (config: Literal) => {
  const rules = readCommitlint(config);
  if (!rules) throw new Error('no rules');
  return rules;
};
/** How the configuration's own parser preset (conventional-changelog-conventionalcommits) reads a header. */
const PARSER = { headerPattern: /^(\w*)(?:\((.*)\))?!?: (.*)$/ };
const CONVENTIONAL = rulesOf({ extends: ['@commitlint/config-conventional'] });

describe('a message made to keep the rules', () => {
  it.each([
    ['feat: add search', 'feat: add search'],
    ['Add search.', 'fix: add search'],
    ['feat(ui)!: Add search', 'feat(ui)!: add search'],
    ['deps: bump vite', 'fix: bump vite'],
    ['feature: Add search', 'fix: feature: Add search'],
    [`feat: ${'word '.repeat(30)}`, `feat: ${'word '.repeat(19).trim()}`],
    ['feat: a\n- one', 'feat: a\n\n- one'],
    [
      `feat: a\n\n- ${'word '.repeat(25)}`,
      `feat: a\n\n- ${'word '.repeat(19).trim()}\n  ${'word '.repeat(6)}`.trim(),
    ],
  ])('%j', (message, fitted) => {
    expect(fitToRules(message, CONVENTIONAL, 'fix')).toBe(fitted);
  });

  it('uses the types and scopes that are allowed', () => {
    const rules = rulesOf({
      rules: {
        'type-enum': [2, 'always', ['add', 'cut']],
        'type-empty': [2, 'never'],
        'scope-enum': [2, 'always', ['api']],
        'scope-empty': [2, 'never'],
      },
    });
    expect(fitToRules('feat(db): x', rules, 'fix')).toBe('add(api): x');
    expect(fitToRules('x', rules, 'cut')).toBe('cut(api): x');
  });

  it('is accepted by commitlint itself, whatever the model wrote', async () => {
    const word = fc.constantFrom(
      'Add',
      'search',
      'feat:',
      'fix(api)!:',
      'Updated.',
      'UTF-8',
      'readTree',
      '검색',
      'x'.repeat(30),
      '(',
      ':',
    );
    const line = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 4 }), async (lines) => {
        const message = fitToRules(lines.join('\n\n'), CONVENTIONAL, 'fix');
        const { valid, errors } = await lint(message, conventional.rules, { parserOpts: PARSER });
        expect(errors).toEqual([]);
        expect(valid).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
