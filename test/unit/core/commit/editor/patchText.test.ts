import { expect, it } from 'vitest';
import { readPatchText } from '../../../../../src/core/commit/editor/patchText';

const HUNK = '@@ -1,2 +1,2 @@ f()\n same\n-old\n+new\n';

/** Files as `status path (+added -deleted)`, with what else is told. */
function read(patch: string): string[] {
  return readPatchText(patch).map(
    ({ status, path, oldPath, addedLines, deletedLines, isBinary, oldMode, newMode }) =>
      `${status} ${oldPath === undefined ? '' : `${oldPath} -> `}${path} (+${addedLines} -${deletedLines})${isBinary ? ' binary' : ''}${oldMode === newMode ? '' : ` ${oldMode} ${newMode}`}`,
  );
}

it.each<[name: string, patch: string, files: readonly string[]]>([
  [
    'a changed file',
    `diff --git a/x.ts b/x.ts\nindex 1..2 100644\n--- a/x.ts\n+++ b/x.ts\n${HUNK}`,
    ['modified x.ts (+1 -1)'],
  ],
  [
    'mnemonic prefixes',
    `diff --git c/x.ts i/x.ts\n--- c/x.ts\n+++ i/x.ts\n${HUNK}`,
    ['modified x.ts (+1 -1)'],
  ],
  ['no prefixes', `diff --git a/x.ts a/x.ts\n--- a/x.ts\n+++ a/x.ts\n${HUNK}`, ['modified a/x.ts (+1 -1)']],
  [
    'a new file',
    'diff --git a/n b/n\nnew file mode 100755\nindex 0..1\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+one\n',
    ['added n (+1 -0) 000000 100755'],
  ],
  [
    'a deleted file',
    'diff --git a/n b/n\ndeleted file mode 100644\nindex 1..0\n--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n',
    ['deleted n (+0 -1) 100644 000000'],
  ],
  [
    'a renamed file',
    'diff --git a/a b/b c\nsimilarity index 100%\nrename from a\nrename to b c\n',
    ['renamed a -> b c (+0 -0)'],
  ],
  [
    'a binary file',
    'diff --git a/x.png b/x.png\nindex 1..2 100644\nBinary files a/x.png and b/x.png differ\n',
    ['modified x.png (+0 -0) binary'],
  ],
  [
    'another mode',
    'diff --git a/x y b/x y\nold mode 100644\nnew mode 100755\n',
    ['modified x y (+0 -0) 100644 100755'],
  ],
  [
    'a quoted path',
    `diff --git "a/\\355\\225\\234.ts" "b/\\355\\225\\234.ts"\n--- "a/\\355\\225\\234.ts"\n+++ "b/\\355\\225\\234.ts"\n${HUNK}`,
    ['modified 한.ts (+1 -1)'],
  ],
  [
    'content that looks like a header',
    'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/other\n-diff --git a/y b/y\n+++ b/other\n+@@ -1 +1 @@\n',
    ['modified x (+2 -2)'],
  ],
  [
    'two files after git’s words',
    `# Do not modify\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n${HUNK}diff --git a/y b/y\n--- a/y\n+++ b/y\n${HUNK}`,
    ['modified x (+1 -1)', 'modified y (+1 -1)'],
  ],
  ['nothing', '', []],
])('reads %s', (_name, patch, files) => {
  expect(read(patch)).toEqual(files);
});
