import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../../src/core/commit/change';
import { plainDraft } from '../../../../src/core/commit/plainDraft';
import { DEFAULT_STYLE, measureStyle } from '../../../../src/core/commit/style';
import { fileChange } from './fileChange';

interface Case {
  readonly name: string;
  readonly files: readonly FileChange[];
  readonly subject: string;
}

/** Every rule, in the default style. */
const CASES: readonly Case[] = [
  {
    name: 'a script made executable',
    files: [fileChange('bin/run.sh', '', { newMode: '100755' })],
    subject: 'Make run.sh executable',
  },
  {
    name: 'only white space',
    files: [fileChange('src/a.ts', '-if(x){\n+if (x) {')],
    subject: 'Reformat a.ts',
  },
  {
    name: 'only comments',
    files: [fileChange('src/a.go', ' func f() {\n-\t// old\n+\t// new\n+')],
    subject: 'Update comments in a.go',
  },
  {
    name: 'a directive, which is no comment',
    files: [fileChange('src/a.c', '-#include <a.h>\n+#include <b.h>')],
    subject: 'Update a.c',
  },
  {
    name: 'a workflow beside a lock file',
    files: [fileChange('.github/workflows/ci.yml', '-a\n+b'), fileChange('yarn.lock', '')],
    subject: 'Update ci.yml and yarn.lock',
  },
  {
    name: 'a submodule',
    files: [fileChange('lib/core', '', { oldMode: '160000', newMode: '160000' })],
    subject: 'Update submodule lib/core',
  },
  {
    name: 'a rename in its folder',
    files: [fileChange('src/new.ts', '', { status: 'renamed', oldPath: 'src/old.ts' })],
    subject: 'Rename old.ts to new.ts',
  },
  {
    name: 'files moved to one folder',
    files: ['a', 'b', 'c', 'd'].map((name) =>
      fileChange(`src/core/${name}.ts`, '', { status: 'renamed', oldPath: `src/${name}.ts` }),
    ),
    subject: 'Move a.ts, b.ts, c.ts and 1 more to src/core/',
  },
  {
    name: 'files moved to several folders',
    files: ['a', 'b'].map((name) =>
      fileChange(`src/${name}/index.ts`, '', { status: 'renamed', oldPath: `lib/${name}/index.ts` }),
    ),
    subject: 'Move index.ts',
  },
  {
    name: 'files renamed each in its own way',
    files: ['a', 'b'].map((name) =>
      fileChange(`src/${name}Rule.ts`, '', { status: 'renamed', oldPath: `src/${name}.ts` }),
    ),
    subject: 'Rename aRule.ts and bRule.ts',
  },
  {
    name: 'many files changed alike',
    files: Array.from({ length: 12 }, (_, index) => fileChange(`src/part/style${index}.css`, '-a\n+b')),
    subject: 'Update 12 files in part',
  },
  {
    name: 'many files removed',
    files: Array.from({ length: 9 }, (_, index) =>
      fileChange(`src/old/f${index}.ts`, '', { status: 'deleted' }),
    ),
    subject: 'Remove 9 files in old',
  },
  {
    name: 'one dependency bumped, with its lock file',
    files: [
      fileChange('package.json', '-    "vitest": "^4.1.0",\n+    "vitest": "^4.1.12",'),
      fileChange('package-lock.json', ''),
    ],
    subject: 'Bump vitest to 4.1.12',
  },
  {
    name: 'a dependency added',
    files: [fileChange('Cargo.toml', '+serde = { version = "1.0", features = ["derive"] }')],
    subject: 'Add serde',
  },
  {
    name: 'several dependencies updated',
    files: [
      fileChange(
        'go.mod',
        '-\tgolang.org/x/net v0.1.0\n-\tgolang.org/x/sys v0.1.0\n+\tgolang.org/x/net v0.2.0\n+\tgolang.org/x/sys v0.2.0',
      ),
    ],
    subject: 'Update golang.org/x/net and golang.org/x/sys',
  },
  {
    name: 'a release',
    files: [fileChange('package.json', '-  "version": "1.2.3",\n+  "version": "1.3.0",')],
    subject: 'Bump version to 1.3.0',
  },
  {
    name: 'a release with its change log and version file',
    files: [
      fileChange('src/pkg/__version__.py', '-__version__ = "1.2.3"\n+__version__ = "1.3.0"'),
      fileChange('HISTORY.md', '+## 1.3.0'),
    ],
    subject: 'Bump version to 1.3.0',
  },
  {
    name: 'the package manager',
    files: [
      fileChange('package.json', '-  "packageManager": "pnpm@11.1.0",\n+  "packageManager": "pnpm@11.2.0",'),
    ],
    subject: 'Bump pnpm to 11.2.0',
  },
  {
    name: 'an action of a workflow, pinned',
    files: [
      fileChange(
        '.github/workflows/ci.yml',
        `-      - uses: actions/checkout@${'a'.repeat(40)} # v4.0.0\n+      - uses: actions/checkout@${'b'.repeat(40)} # v5.0.0`,
      ),
    ],
    subject: 'Bump actions/checkout to 5.0.0',
  },
  {
    name: 'a test helper',
    files: [fileChange('tests/conftest.py', '+x = 1')],
    subject: 'Update conftest.py',
  },
  {
    name: 'a new document that another links to',
    files: [fileChange('AI_POLICY.md', '+x', { status: 'added' }), fileChange('CONTRIBUTING.md', '+y')],
    subject: 'Add AI_POLICY',
  },
  {
    name: 'new files with many small additions elsewhere',
    files: [
      fileChange('src/search.ts', '+x', { status: 'added' }),
      fileChange('src/index.ts', '+x', { status: 'added' }),
      fileChange('src/a.ts', '+function one() {\n+function two() {\n+function three() {'),
    ],
    subject: 'Add search and index',
  },
  {
    name: 'a dependency with a table of its own',
    files: [fileChange('Cargo.toml', ' [dependencies.jemalloc]\n-version = "0.6.0"\n+version = "0.7.0"')],
    subject: 'Bump jemalloc to 0.7.0',
  },
  { name: 'only a lock file', files: [fileChange('yarn.lock', '')], subject: 'Update yarn.lock' },
  {
    name: 'a manifest’s scripts, which are no dependency',
    files: [fileChange('package.json', '+    "lint": "eslint .",')],
    subject: 'Update package.json',
  },
  {
    name: 'new tests',
    files: [fileChange('test/unit/parser.test.ts', '+it("x", () => {})', { status: 'added' })],
    subject: 'Add tests for parser',
  },
  {
    name: 'changed tests',
    files: [fileChange('tests/test_parser.py', '-    assert a\n+    assert b')],
    subject: 'Update test_parser.py',
  },
  {
    name: 'a new section of a document',
    files: [fileChange('README.md', ' text\n+## Installation\n+Run it.')],
    subject: 'Document Installation',
  },
  { name: 'an edited document', files: [fileChange('README.md', '-a\n+b')], subject: 'Update README' },
  { name: 'a workflow', files: [fileChange('.github/workflows/ci.yml', '-a\n+b')], subject: 'Update ci.yml' },
  {
    name: 'a new file with its test',
    files: [
      fileChange('src/parser.ts', '+export function parse() {', { status: 'added' }),
      fileChange('test/parser.test.ts', '+x', { status: 'added' }),
    ],
    subject: 'Add parser',
  },
  {
    name: 'a file removed',
    files: [fileChange('src/legacy.ts', '-x', { status: 'deleted' }), fileChange('README.md', '-legacy')],
    subject: 'Remove legacy',
  },
  {
    name: 'a function renamed where it is used too',
    files: [
      fileChange('src/a.ts', '-export function load(x: string) {\n+export function read(x: string) {'),
      fileChange('src/b.ts', '@@ function main() {\n-  load(x);\n+  read(x);'),
    ],
    subject: 'Rename load to read',
  },
  {
    name: 'functions moved between files',
    files: [
      fileChange('src/a.ts', '-function one(a: string) {\n-  return a;\n-}'),
      fileChange('src/b.ts', '+export function one(a: string) {\n+  return a;\n+}'),
    ],
    subject: 'Move one to b',
  },
  {
    name: 'functions added',
    files: [fileChange('src/a.ts', '+function one() {\n+}\n+function two() {\n+}')],
    subject: 'Add one and two',
  },
  {
    name: 'a class removed',
    files: [fileChange('src/a.py', '-class Old:\n-    pass')],
    subject: 'Remove Old',
  },
  {
    name: 'the body of a function changed',
    files: [fileChange('src/a.go', '@@ func (s *Server) Handle() error {\n-\treturn nil\n+\treturn err')],
    subject: 'Update Handle',
  },
  {
    name: 'lines that declare nothing',
    files: [fileChange('src/a.css', '-a\n+b'), fileChange('src/b.css', '-a\n+b')],
    subject: 'Update a.css and b.css',
  },
  {
    name: 'a name too long for a subject',
    files: [fileChange(`src/${'long'.repeat(30)}.css`, '-a\n+b')],
    subject: 'Update 1 file in src',
  },
  {
    name: 'a new untracked binary',
    files: [fileChange('logo.png', '', { status: 'untracked', isBinary: true })],
    subject: 'Add logo.png',
  },
];

describe('plainDraft', () => {
  for (const { name, files, subject } of CASES) {
    it(`says of ${name}: ${subject}`, () => {
      expect(plainDraft({ files, style: DEFAULT_STYLE, notes: '' })).toBe(subject);
    });
  }

  const added = [fileChange('src/api/search.ts', '+export function find() {\n+}')];
  const STYLES: readonly (readonly [history: readonly string[], message: string])[] = [
    [['feat(api): x', 'fix(ui): y', 'feat(api): z'], 'feat(api): add find'],
    [['feat: x', 'fix: y'], 'feat: add find'],
    [['chore: X', 'chore: Y', 'fix: Z'], 'feat: Add find'],
    [['Added x.', 'Fixed y.'], 'Added find.'],
    [['adds x', 'fixes y'], 'adds find'],
    [['net/http: add x', 'api: fix y'], 'api: add find'],
    [[':sparkles: Add x', ':bug: Fix y'], ':sparkles: Add find'],
    [['✨ Add x', '🐛 Fix y'], '✨ Add find'],
    [['[web] Add x', '[web] Fix y'], '[api] Add find'],
    [['[FIX] web: mend x', '[IMP] web: speed y up'], '[IMP] add find'],
    [['[ABC-1] Add x', '[ABC-2] Fix y'], '[ABC-77] Add find'],
    [['검색 추가', '오타 수정'], 'find 추가'],
    [['検索を追加', 'ボタンを修正'], 'find を追加'],
    [['添加搜索', '修复按钮'], '添加 find'],
    [['Добавить поиск'], 'Добавить find'],
  ];
  for (const [history, message] of STYLES) {
    it(`writes like "${history[0] ?? ''}"`, () => {
      const style = measureStyle(history);
      expect(plainDraft({ files: added, style, notes: '', branch: 'feature/ABC-77-search' })).toBe(message);
    });
  }

  const bump = [fileChange('package.json', '-  "a": "1.0.0",\n+  "a": "2.0.0",')];
  for (const [history, message] of [
    [['chore(deps): bump x', 'fix: y', 'feat: z'], 'chore(deps): bump a to 2.0.0'],
    [['build: bump x', 'fix: y'], 'build: bump a to 2.0.0'],
    [['deps: bump x', 'ignore: fix y', 'walk: add z'], 'deps: bump a to 2.0.0'],
    [['ignore: fix y', 'walk: add z'], 'bump a to 2.0.0'],
  ] as const) {
    it(`writes of dependencies like "${history[0]}"`, () => {
      expect(plainDraft({ files: bump, style: measureStyle(history), notes: '' })).toBe(message);
    });
  }

  it('prefixes a file in a folder that says nothing by its own name', () => {
    const style = measureStyle(['net/http: add x', 'api: fix y']);
    expect(plainDraft({ files: [fileChange('src/parser.css', '-a\n+b')], style, notes: '' })).toBe(
      'parser: update parser.css',
    );
  });

  it('keeps the person’s words, in the repository’s form', () => {
    const style = measureStyle(['feat(api): x', 'fix(api): y']);
    expect(plainDraft({ files: added, style, notes: 'let people search\n\nSee the forum.' })).toBe(
      'feat(api): let people search\n\nSee the forum.',
    );
    expect(plainDraft({ files: added, style, notes: 'fix: search' })).toBe('fix: search');
  });

  it('lists what happened file by file where the log has bodies', () => {
    const style = measureStyle(['Add x\n\nBecause.', 'Fix y\n\nSo.']);
    const files = [...added, fileChange('src/b.css', '-a\n+b')];
    expect(plainDraft({ files, style, notes: '' })).toBe(
      'Add find\n\n- src/api/search.ts: add find\n- src/b.css',
    );
  });
});
