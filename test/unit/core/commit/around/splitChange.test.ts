import { expect, it } from 'vitest';
import { splitChange } from '../../../../../src/core/commit/around/splitChange';
import type { FileChange } from '../../../../../src/core/commit/change';
import { fileChange } from '../fileChange';

const tides = fileChange(
  'src/tides.ts',
  '+export function hoursUntil(tide: Tide) {\n+  return tide.time;\n+}\n+\n+\n+',
);
const useTides = fileChange('src/view/table.ts', '+  const left = hoursUntil(next);');
const tidesTest = fileChange('test/tides.test.ts', "+it('tells the hours', () => {});");
const wind = fileChange(
  'src/wind/gusts.ts',
  '+export function strongest(gusts: number[]) {\n+  let most = 0;\n+  for (const gust of gusts) if (gust > most) most = gust;\n+  return most;\n+}\n+',
);
const readme = fileChange('README.md', '+Ask the harbour master.');
const readmeOfTides = fileChange('docs/guide.md', '+Call `hoursUntil` first.');
const ci = fileChange('.github/workflows/ci.yml', '+      - run: npm test');
const manifest = fileChange('package.json', '+    "left-pad": "1.0.0"');
const lock = fileChange('package-lock.json', '', { addedLines: 900 });

it.each<[name: string, files: readonly FileChange[], parts: readonly string[]]>([
  ['one file', [tides], ['src/tides.ts']],
  [
    'what declares, uses and tests one thing',
    [tides, useTides, tidesTest],
    ['src/tides.ts src/view/table.ts test/tides.test.ts'],
  ],
  ['two things', [tides, useTides, wind], ['src/tides.ts src/view/table.ts', 'src/wind/gusts.ts']],
  ['code and a document about something else', [tides, readme], ['src/tides.ts', 'README.md']],
  ['code and a document about it', [tides, readmeOfTides], ['src/tides.ts docs/guide.md']],
  [
    'a manifest and its lock file with the code',
    [tides, manifest, lock],
    ['src/tides.ts package.json package-lock.json'],
  ],
  [
    'a change log with the code',
    [tides, useTides, fileChange('CHANGELOG.md', '+* News')],
    ['src/tides.ts src/view/table.ts CHANGELOG.md'],
  ],
  [
    'a line of code elsewhere with the rest',
    [tides, fileChange('src/wind/gusts.ts', '-let a;\n+let b;')],
    ['src/tides.ts src/wind/gusts.ts'],
  ],
  [
    'files of one folder',
    [tides, fileChange('src/wind.ts', '+a\n'.repeat(9).trim())],
    ['src/tides.ts src/wind.ts'],
  ],
  ['a dependency and a document', [manifest, lock, readme], ['package.json package-lock.json', 'README.md']],
  [
    'a workflow beside code',
    [tides, tidesTest, ci],
    ['src/tides.ts test/tides.test.ts', '.github/workflows/ci.yml'],
  ],
  [
    'files that moved together',
    [
      fileChange('lib/a.ts', '', { status: 'renamed', oldPath: 'src/a.ts' }),
      fileChange('lib/b.ts', '', { status: 'renamed', oldPath: 'src/b.ts' }),
    ],
    ['lib/a.ts lib/b.ts'],
  ],
  [
    'what would fall into too many pieces as one',
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => fileChange(`${name}/${name}.ts`, `+let ${name};`)),
    ['a/a.ts b/b.ts c/c.ts d/d.ts e/e.ts f/f.ts'],
  ],
  [
    'a lock file that belongs to nothing as one',
    [tides, fileChange('Cargo.lock', '+x')],
    ['src/tides.ts Cargo.lock'],
  ],
])('finds %s', (_name, files, parts) => {
  expect(splitChange(files).map((part) => part.map(({ path }) => path).join(' '))).toEqual(parts);
});
