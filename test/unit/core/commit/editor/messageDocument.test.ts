import { describe, expect, it } from 'vitest';
import {
  messageOf,
  readMessageDocument,
  readPlainMessage,
} from '../../../../../src/core/commit/editor/messageDocument';

const CUT = '# ------------------------ >8 ------------------------';
const VERBOSE = `
# Please enter the commit message for your changes. Lines starting
# with '#' will be ignored, and an empty message aborts the commit.
#
# Changes to be committed:
#\tmodified:   a.ts
#
${CUT}
# Do not modify or remove the line above.
# Everything below it will be ignored.
diff --git a/a.ts b/a.ts
--- a/a.ts
+++ b/a.ts
@@ -1 +1 @@
-x
+# ------------------------ >8 ------------------------
`;

describe('readMessageDocument', () => {
  it('finds the empty message, git’s text and the change below the scissors', () => {
    const document = readMessageDocument(VERBOSE);
    expect(document).toMatchObject({ commentPrefix: '#', subjectLine: undefined, templateLine: 1 });
    expect(document.lines).toHaveLength(7);
    expect(document.patch).toMatch(/^# Do not modify[^]*\+# -+ >8 -+\n$/);
  });

  it.each<[name: string, text: string, configured: string | undefined, prefix: string, message: string]>([
    ['a subject and a body', 'Add a\n\nMore.\n\n# git\n', undefined, '#', 'Add a\n\nMore.'],
    [
      'another comment character, as the scissors say',
      `Fix #3\n; git\n${CUT.replace('#', ';')}\n`,
      '#',
      ';',
      'Fix #3',
    ],
    ['a comment string', 'Fix #3\n// git\n', '//', '//', 'Fix #3'],
    [
      'what git chose by itself',
      '# is in the text\n; git says\n;\n; more\n',
      'auto',
      ';',
      '# is in the text',
    ],
    ['lines that end with CR and LF', 'Add a\r\n\r\nB\r\n# git\r\n', undefined, '#', 'Add a\n\nB'],
    ['comments within the message', 'Add a\n# not this\nB\n# git\n', undefined, '#', 'Add a\nB'],
    ['empty lines before it', '\n\nAdd a\n', undefined, '#', 'Add a'],
    ['nothing at all', '', undefined, '#', ''],
    [
      'something like scissors',
      'Use scissors ------------------------ >8 ------------------------\n',
      undefined,
      '#',
      'Use scissors ------------------------ >8 ------------------------',
    ],
  ])('reads %s', (_name, text, configured, prefix, message) => {
    const document = readMessageDocument(text, configured);
    expect(document.commentPrefix).toBe(prefix);
    expect(messageOf(document)).toBe(message);
  });

  it('leaves out what stays in the working tree (`git commit -v -v`)', () => {
    const rest = `diff --git a/a b/a\n# --------------------------------------------------\n# Changes not staged for commit:\ndiff --git i/b w/b\n`;
    expect(readMessageDocument(`\n${CUT}\n${rest}`).patch).toBe('diff --git a/a b/a\n');
  });

  it('knows no comments in a box', () => {
    expect(messageOf(readPlainMessage('# 1 is\n\n# 2'))).toBe('# 1 is\n\n# 2');
  });
});
