import { describe, expect, it } from 'vitest';
import { readTemplate, withTemplate } from '../../../../src/core/commit/template';

const TEMPLATE = `# What, in the imperative
<subject>

Why:

## Testing

Reviewed-by: Ann <ann@example.org>
# Comments go
`;

function read(text: string, commentChar?: string) {
  const template = readTemplate(text, commentChar);
  if (!template) throw new Error('no template');
  return template;
}

describe('commit.template', () => {
  it('loses its comments and keeps its structure', () => {
    // A heading of Markdown is a comment to git, unless it is told otherwise.
    expect(read(TEMPLATE).text).toBe('<subject>\n\nWhy:\n\nReviewed-by: Ann <ann@example.org>');
    expect(read(TEMPLATE).comments).toBe('What, in the imperative\n# Testing\nComments go');
    expect(read('; no\n# Testing\n', ';').text).toBe('# Testing');
  });

  it('is none when it is empty', () => expect(readTemplate('\n\n')).toBeUndefined());

  it.each([
    ['Add x', 'Add x\n\nWhy:\n\nHow:\n\nReviewed-by: Ann'],
    [
      'Add x\n\nWhy: speed\n\nHow: so\n\nReviewed-by: Ann',
      'Add x\n\nWhy: speed\n\nHow: so\n\nReviewed-by: Ann',
    ],
    ['Add x\n\nHow: so', 'Add x\n\nWhy:\n\nHow: so\n\nReviewed-by: Ann'],
    ['Add x\n\nwhy: speed', 'Add x\n\nwhy: speed\n\nHow:\n\nReviewed-by: Ann'],
  ])('comes back in %j', (message, whole) => {
    expect(withTemplate(message, read('Short summary\n\nWhy:\n\nHow:\n\nReviewed-by: Ann\n'))).toBe(whole);
  });

  it('asks for nothing where it has only words to write over', () => {
    expect(withTemplate('Add x', read('<type>: <subject>\n\nA longer explanation\n'))).toBe('Add x');
  });
});
