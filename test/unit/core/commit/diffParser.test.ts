import { describe, expect, it } from 'vitest';
import { type FilePatch, parsePatch, unquotePath } from '../../../../src/core/commit/diffParser';

interface Case {
  readonly name: string;
  readonly patch: string;
  readonly files: readonly FilePatch[];
}

const CASES: readonly Case[] = [
  { name: 'nothing', patch: '', files: [] },
  {
    name: 'two hunks with their contexts',
    patch: `diff --git a/x.ts b/x.ts
index 1..2 100644
--- a/x.ts
+++ b/x.ts
@@ -1,2 +1,2 @@
-a
+b
 c
@@ -9 +9,2 @@ function f() {
 d
+e
`,
    files: [
      {
        path: 'x.ts',
        hunks: [
          { context: '', oldStart: 1, newStart: 1, lines: ['-a', '+b', ' c'] },
          { context: 'function f() {', oldStart: 9, newStart: 9, lines: [' d', '+e'] },
        ],
      },
    ],
  },
  {
    name: 'content that looks like headers',
    patch: `diff --git a/q.sql b/q.sql
--- a/q.sql
+++ b/q.sql
@@ -1,2 +1,2 @@
--- old
+++ new
 diff --git a/x b/x
`,
    files: [
      {
        path: 'q.sql',
        hunks: [
          { context: '', oldStart: 1, newStart: 1, lines: ['--- old', '+++ new', ' diff --git a/x b/x'] },
        ],
      },
    ],
  },
  {
    name: 'a path with spaces, which git ends by a tab',
    patch: `diff --git a/my file.txt b/my file.txt
--- a/my file.txt\t
+++ b/my file.txt\t
@@ -0,0 +1 @@
+x
\\ No newline at end of file
`,
    files: [{ path: 'my file.txt', hunks: [{ context: '', oldStart: 0, newStart: 1, lines: ['+x'] }] }],
  },
  {
    name: 'a quoted path',
    patch: `diff --git "a/\\345\\214\\227\\t.txt" "b/\\345\\214\\227\\t.txt"
--- "a/\\345\\214\\227\\t.txt"
+++ "b/\\345\\214\\227\\t.txt"
@@ -1 +1 @@
-a
+b
`,
    files: [{ path: '北\t.txt', hunks: [{ context: '', oldStart: 1, newStart: 1, lines: ['-a', '+b'] }] }],
  },
  {
    name: 'a mode change, a pure rename and a binary between others',
    patch: `diff --git a/run me.sh b/run me.sh
old mode 100644
new mode 100755
diff --git a/old b/new name
similarity index 100%
rename from old
rename to new name
diff --git a/x.png b/x.png
index 1..2 100644
Binary files a/x.png and b/x.png differ
`,
    files: [
      { path: 'run me.sh', hunks: [] },
      { path: 'new name', hunks: [] },
      { path: 'x.png', hunks: [] },
    ],
  },
  {
    name: 'a deleted file',
    patch: `diff --git a/gone b/gone
deleted file mode 100644
--- a/gone
+++ /dev/null
@@ -1,2 +0,0 @@
-a
-b
`,
    files: [{ path: 'gone', hunks: [{ context: '', oldStart: 1, newStart: 0, lines: ['-a', '-b'] }] }],
  },
  {
    name: 'an empty context line without its mark',
    patch: `diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,2 +1,3 @@
+a

 c
`,
    files: [{ path: 'x', hunks: [{ context: '', oldStart: 1, newStart: 1, lines: ['+a', ' ', ' c'] }] }],
  },
  {
    name: 'a carriage return, which stays',
    patch: `diff --git a/x b/x
--- a/x
+++ b/x
@@ -1 +1 @@
-a\r
+b\r
`,
    files: [{ path: 'x', hunks: [{ context: '', oldStart: 1, newStart: 1, lines: ['-a\r', '+b\r'] }] }],
  },
  {
    name: 'a hunk that is cut off, which is left out',
    patch: `diff --git a/x b/x
--- a/x
+++ b/x
@@ -1 +1 @@
-a
+b
@@ -5,3 +5,3 @@
 c
-d`,
    files: [{ path: 'x', hunks: [{ context: '', oldStart: 1, newStart: 1, lines: ['-a', '+b'] }] }],
  },
];

describe('parsePatch', () => {
  for (const { name, patch, files } of CASES) {
    it(`reads ${name}`, () => expect(parsePatch(patch)).toEqual(files));
  }
});

describe('unquotePath', () => {
  for (const [quoted, path] of [
    ['plain', 'plain'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['"line\\nbreak"', 'line\nbreak'],
    ['"100%\\303\\251"', '100%é'],
    // Not UTF-8: the quoted form is still a name that people and git understand.
    ['"\\377"', '"\\377"'],
  ] as const) {
    it(`${quoted} is ${JSON.stringify(path)}`, () => expect(unquotePath(quoted)).toBe(path));
  }
});
