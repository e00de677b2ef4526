import { describe, expect, it } from 'vitest';
import { type FilePatch, PatchParser, parsePatch, unquotePath } from '../../../../src/core/commit/diffParser';

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

const MANY = Array.from({ length: 3 }, (_, file) => {
  const lines = Array.from({ length: 40 }, (_line, line) => `+line ${line} of ${file}`).join('\n');
  return `diff --git a/f${file} b/f${file}\n--- a/f${file}\n+++ b/f${file}\n@@ -0,0 +1,40 @@\n${lines}\n@@ -9 +49,1 @@ ctx\n-x\n+y\n`;
}).join('');

describe('PatchParser', () => {
  it('reads the same whatever the pieces are', () => {
    const whole = parsePatch(MANY + CASES.map(({ patch }) => patch).join(''));
    for (const size of [1, 2, 7, 64, 1_000]) {
      const parser = new PatchParser();
      const text = MANY + CASES.map(({ patch }) => patch).join('');
      for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
      expect(parser.end()).toEqual(whole);
    }
  });

  it('keeps the first lines of a hunk that goes over the cap of its file, marked', () => {
    const parser = new PatchParser({ mostOfFile: 100 });
    parser.push(MANY);
    const files = parser.end();
    expect(files.map(({ hunks }) => hunks.map(({ lines, isPartial }) => [lines.length, isPartial]))).toEqual(
      Array(3).fill([[7, true]]),
    );
  });

  it('keeps no more than the cap of all', () => {
    const parser = new PatchParser({ mostOfAll: 700 });
    parser.push(MANY);
    expect(parser.end().map(({ hunks }) => hunks.map(({ lines }) => lines.length))).toEqual([
      [40, 2],
      [11],
      [],
    ]);
  });

  it('names files whose lines are left out', () => {
    const parser = new PatchParser({ isLeftOut: (path) => path === 'f1' });
    parser.push(MANY);
    expect(parser.end().map(({ path, hunks }) => [path, hunks.length])).toEqual([
      ['f0', 2],
      ['f1', 0],
      ['f2', 2],
    ]);
  });

  it('keeps the beginning of a line without an end', () => {
    const parser = new PatchParser();
    parser.push('diff --git a/x.js b/x.js\n--- a/x.js\n+++ b/x.js\n@@ -0,0 +1,2 @@\n+');
    for (let piece = 0; piece < 100; piece++) parser.push('x'.repeat(1_000));
    parser.push('\n+short\n');
    expect(parser.end()[0]?.hunks[0]?.lines.map((line) => line.length)).toEqual([4_000, 6]);
  });

  it('decodes the path, and the texts of a file together', () => {
    const texts: (readonly string[])[] = [];
    const parser = new PatchParser({
      decodePath: (bytes) => bytes.replace('f0', 'first'),
      decodeTexts(bytes) {
        texts.push(bytes);
        return bytes.map((text) => text.toUpperCase());
      },
    });
    parser.push(MANY);
    const [first] = parser.end();
    expect(first?.path).toBe('first');
    expect(first?.hunks[1]).toMatchObject({ context: 'CTX', lines: ['-X', '+Y'] });
    expect(texts).toHaveLength(3);
  });
});
