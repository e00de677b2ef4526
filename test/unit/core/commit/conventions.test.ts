import { describe, expect, it } from 'vitest';
import { readGuidance } from '../../../../src/core/commit/conventions';

const PART = { path: 'CONTRIBUTING.md', isWhole: false };
const WHOLE = { path: '.github/git-commit-instructions.md', isWhole: true };

const GUIDE = `# Contributing

Be kind.

## Commit messages

Use the imperative.

### Scopes

* api

\`\`\`
# no heading
\`\`\`

## Pull requests

Small ones.
`;

describe('what a document says about commit messages', () => {
  it('is the section with its subsections', () => {
    expect(readGuidance(GUIDE, PART)).toBe(
      '## Commit messages\n\nUse the imperative.\n\n### Scopes\n\n* api\n\n```\n# no heading\n```',
    );
  });

  it.each<[name: string, text: string, told: string]>([
    [
      'several sections',
      '# Committing\na\n# Else\nb\n# Commit style\nc\n',
      '# Committing\na\n\n# Commit style\nc',
    ],
    ['underlined headings', 'Commits\n-------\n\na\n\nElse\n----\nb\n', 'Commits\n-------\n\na'],
    ['Korean', '## 커밋 메시지\n명령형\n## 기타\n', '## 커밋 메시지\n명령형'],
    ['CRLF and comments', '## Commits\r\na<!-- hidden -->\r\n', '## Commits\na'],
    ['no such section', '# Committers\nAnn\n# Setup\ngit commit\n', ''],
    ['an empty file', '', ''],
  ])('%s', (_name, text, told) => expect(readGuidance(text, PART)).toBe(told));

  it('is all of a file that is about nothing else, without front matter', () => {
    expect(readGuidance('---\napplyTo: "**"\n---\nUse the imperative.\n', WHOLE)).toBe('Use the imperative.');
  });

  it('is bounded, cut at a line', () => {
    const told = readGuidance('A line of rules.\n'.repeat(1_000), WHOLE);
    expect(told.length).toBeLessThanOrEqual(2_400);
    expect(told.endsWith('A line of rules.')).toBe(true);
  });
});
