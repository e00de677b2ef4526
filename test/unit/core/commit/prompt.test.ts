import { describe, expect, it } from 'vitest';
import { commitPrompt } from '../../../../src/core/commit/prompt';
import { measureStyle } from '../../../../src/core/commit/style';

/** The two messages as one text. */
function prompt(
  recent: readonly string[],
  extra: { notes?: string; prepared?: string; branch?: string } = {},
): string {
  return commitPrompt({
    change: 'Files changed (1):\nmodified a.ts (+1 -1)\n',
    source: 'staged',
    style: measureStyle(recent),
    recent,
    repository: 'demo',
    notes: '',
    ...extra,
  })
    .map(({ role, content }) => `[${role}]\n${content}`)
    .join('\n');
}

describe('commitPrompt', () => {
  it('asks for what the log does: types, scopes, mood and case', () => {
    const text = prompt(['feat(api): add x', 'fix(api): drop y\n\nIt leaked.', 'docs: say z']);
    expect(text).toContain('Use Conventional Commits');
    expect(text).toContain('Types in use: feat, fix, docs. Scopes in use: api.');
    expect(text).toContain('in the imperative ("add", not "added" or "adds"), starting with a small letter');
    expect(text).toContain('- fix(api): drop y\n');
    expect(text).not.toContain('It leaked.');
  });

  it('asks for a body only where bodies are the habit', () => {
    expect(prompt(['Add x'])).toContain('Write only the subject line');
    expect(prompt(['Add x\n\nBecause.'])).toContain('leave one empty line');
  });

  it('asks for the language of the log', () => {
    expect(prompt(['검색 추가'])).toContain('Write in Korean.');
  });

  it('gives the change, the branch, the author’s notes and what git has noted', () => {
    const text = prompt([], {
      branch: 'main',
      notes: ' faster ',
      prepared: 'Squashed commit of the following',
    });
    expect(text).toContain('Repository: demo, branch main');
    expect(text).toContain('The staged change:\n<change>\nFiles changed (1):');
    expect(text).toContain('keep what they say and their wording where you can:\nfaster\n');
    expect(text).toContain('What git has noted for this commit:\nSquashed commit of the following');
  });

  it('leaves out what there is none of', () => {
    const text = prompt([]);
    for (const heading of ['Latest subjects', 'notes;', 'git has noted', 'branch'])
      expect(text).not.toContain(heading);
  });
});
