import { describe, expect, it } from 'vitest';
import { readCommitlint } from '../../../../src/core/commit/commitlint';
import { draftByRules } from '../../../../src/core/commit/ruleDraft';
import { readTemplate } from '../../../../src/core/commit/template';
import { type DraftSetup, commitInput, requestOf } from './draftFixture';

const RULES = readCommitlint({ extends: ['@commitlint/config-conventional'] });
const TEMPLATE = readTemplate('Why:\n');
const BODY = '- src/parser.ts: add readTree';

describe('a draft without a model', () => {
  it.each<[name: string, setup: DraftSetup, message: string]>([
    ['says what changed', {}, 'Add readTree'],
    ['keeps the author’s words', { notes: 'Read trees lazily' }, 'Read trees lazily'],
    [
      'takes no template for words',
      { notes: 'Why:', conventions: { ...(TEMPLATE && { template: TEMPLATE }) } },
      'Add readTree\n\nWhy:',
    ],
    ['keeps commitlint’s rules', { conventions: { ...(RULES && { rules: RULES }) } }, 'feat: add readTree'],
    [
      'has the branch’s ticket',
      { recent: ['Do a b (ABC-1)', 'Do b c (ABC-2)'], branch: 'ABC-42' },
      'Add readTree (ABC-42)',
    ],
    ['has a body where one is asked for', { wish: 'withBody' }, `Add readTree\n\n${BODY}`],
    [
      'has none where a short one is asked for',
      { wish: 'shorter', recent: ['Do a\n\nBody.'] },
      'Add readTree',
    ],
    ['is another where the usual one was seen', { others: ['Add readTree'] }, `Add readTree\n\n${BODY}`],
    [
      'is the usual one where all were seen',
      { others: ['Add readTree', `Add readTree\n\n${BODY}`] },
      'Add readTree',
    ],
  ])('%s', (_name, setup, message) => {
    expect(draftByRules(commitInput(setup), requestOf(setup))).toBe(message);
  });
});
