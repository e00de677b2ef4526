import { describe, expect, it } from 'vitest';
import { formOnly } from '../../../../src/core/commit/formatting';
import { fileChange } from './fileChange';

interface FormCase {
  readonly name: string;
  readonly path?: string;
  readonly hunk: string;
  readonly form?: 'reformatted' | 'importsReordered';
}

const CASES: readonly FormCase[] = [
  { name: 'a list that was wrapped', hunk: '-f(a, b);\n+f(\n+  a,\n+  b,\n+);', form: 'reformatted' },
  { name: 'a list that was joined', hunk: '-f(\n-  a,\n-  b,\n-);\n+f(a, b);', form: 'reformatted' },
  { name: 'other quotes and no semicolons', hunk: '-f(\'a\');\n+f("a")', form: 'reformatted' },
  { name: 'other quotes in C', path: 'a.c', hunk: '-f(\'a\');\n+f("a");' },
  { name: 'a semicolon in C', path: 'a.c', hunk: '-f()\n+f();' },
  { name: 'a carriage return at each end', hunk: '-a\r\n-b\r\n+a\n+b', form: 'reformatted' },
  { name: 'white space in a string', hunk: '-f("a b");\n+f("a  b");' },
  { name: 'words that were joined', hunk: '-else if (a)\n+elseif (a)' },
  { name: 'an argument that was added', hunk: '-f(a);\n+f(a, b);' },
  { name: 'a line that was added', hunk: ' a\n+b' },
  { name: 'an empty line that was added', hunk: ' a\n+', form: 'reformatted' },
  {
    name: 'prose that was wrapped',
    path: 'a.md',
    hunk: "-It's one two\n+It's one\n+two",
    form: 'reformatted',
  },
  { name: 'a block of code that was indented', hunk: '-a();\n-b();\n+  a();\n+  b();', form: 'reformatted' },
  { name: 'one line of Python that left its block', path: 'a.py', hunk: ' x\n-    a()\n+a()' },
  { name: 'a line of Python beside its old level', path: 'a.py', hunk: '     x\n-    a()\n+        a()' },
  {
    name: 'Python with other indentation at every level',
    path: 'a.py',
    hunk: '-  if a:\n-    b()\n+    if a:\n+        b()',
    form: 'reformatted',
  },
  {
    name: 'Python with tabs in place of spaces',
    path: 'a.py',
    hunk: '-    a()\n+\ta()',
    form: 'reformatted',
  },
  { name: 'wrapped Python', path: 'a.py', hunk: '-f(a, b)\n+f(\n+    a,\n+    b,\n+)', form: 'reformatted' },
  { name: 'a moved key of YAML', path: 'a.yml', hunk: '-  a: 1\n+    a: 1' },
  {
    name: 'imports in another order',
    hunk: "-import b from 'b';\n import a from 'a';\n+import b from 'b';",
    form: 'importsReordered',
  },
  {
    name: 'names of one import in another order',
    hunk: "-import { b, a } from 'x';\n+import { a, b } from 'x';",
    form: 'importsReordered',
  },
  { name: 'an import of something else', hunk: "-import { a } from 'x';\n+import { b } from 'x';" },
  {
    name: 'imports of Go',
    path: 'a.go',
    hunk: ' import (\n-\t"os"\n \t"io"\n+\t"os"',
    form: 'importsReordered',
  },
  { name: 'statements in another order', hunk: '-b();\n a();\n+b();' },
];

describe('formOnly', () => {
  it('is not held up by lines that are made to', () => {
    for (const line of [`${' '.repeat(4_000)}€`, 'let = '.repeat(600), `import ${' '.repeat(4_000)}€`]) {
      const [hunk] = fileChange('a.ts', `-${line}\n+import ${line}\n+${line}x`).hunks;
      expect(hunk && formOnly('a.ts', hunk)).toBeUndefined();
    }
  });

  for (const { name, path = 'src/a.ts', hunk, form } of CASES) {
    it(form ? `takes ${name} for form` : `sees a change in ${name}`, () => {
      const [read] = fileChange(path, hunk).hunks;
      expect(read && formOnly(path, read)).toBe(form);
    });
  }
});
