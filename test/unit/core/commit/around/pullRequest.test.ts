import { expect, it } from 'vitest';
import {
  fillTemplate,
  plainPullRequest,
  readPullRequest,
} from '../../../../../src/core/commit/around/pullRequest';

it.each<[name: string, template: string, filled: string]>([
  ['no template', '', 'Text'],
  [
    'headings',
    '<!-- say what -->\n## What\n\n<!-- here -->\n\n## Checks\n- [ ] tests\n',
    '## What\n\nText\n\n## Checks\n- [ ] tests',
  ],
  ['no heading', '- [ ] tests', 'Text\n\n- [ ] tests'],
  ['comments alone', '<!-- a\nb -->', 'Text'],
])('fills in %s', (_name, template, filled) => {
  expect(fillTemplate(template, 'Text')).toBe(filled);
});

it.each<[name: string, commits: readonly string[], branch: string, title: string, body: string]>([
  ['one commit', ['Show tides\n\nWith the hour.'], 'x', 'Show tides', 'With the hour.'],
  [
    'several commits',
    ['Show tides', 'Test tides\n\nAll'],
    'feat/show-tides_now',
    'Show tides now',
    '* Show tides\n* Test tides',
  ],
])('tells %s without a model', (_name, commits, branch, title, body) => {
  expect(plainPullRequest({ commits, template: '' }, branch)).toEqual({ title, body });
});

it.each<[name: string, answer: string, text: object | undefined]>([
  ['title and body', 'Show tides\n\n## What\nAll', { title: 'Show tides', body: '## What\nAll' }],
  ['a heading as the title', '# Show tides\n\nAll', { title: 'Show tides', body: 'All' }],
  ['a title alone', 'Title: Show tides', { title: 'Show tides', body: '' }],
  ['nothing', '<think>hm</think>', undefined],
])('reads %s', (_name, answer, text) => {
  expect(readPullRequest(answer)).toEqual(text);
});
