import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkWorkspace } from '../../../src/server/workspaceIndex/workspaceWalker';
import { folderWith, writeFiles } from './support';

interface Case {
  readonly name: string;
  readonly rules: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly found: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a pattern without a slash holds at every level',
    rules: { '.gitignore': '*.tmp.ts\nbuild/\n' },
    files: ['a.ts', 'a.tmp.ts', 'x/b.tmp.ts', 'build/c.ts', 'x/build/d.ts', 'x/builds/e.ts'],
    found: ['a.ts', 'x/builds/e.ts'],
  },
  {
    name: 'a pattern with a slash holds from its folder only',
    rules: { '.gitignore': '/top.ts\nlib/gen\n' },
    files: ['top.ts', 'x/top.ts', 'lib/gen/a.ts', 'x/lib/gen/b.ts'],
    found: ['x/top.ts', 'x/lib/gen/b.ts'],
  },
  {
    name: 'a nested file adds to those above it',
    rules: { '.gitignore': 'a.ts\n', 'x/.gitignore': 'b.ts\n' },
    files: ['a.ts', 'b.ts', 'x/a.ts', 'x/b.ts', 'x/y/b.ts', 'x/c.ts'],
    found: ['b.ts', 'x/c.ts'],
  },
  {
    name: 'a negation takes a file back in, and the last match counts',
    rules: { '.gitignore': '*.ts\n!keep.ts\n', 'x/.gitignore': 'keep.ts\n', 'x/y/.gitignore': '!*.ts\n' },
    files: ['a.ts', 'keep.ts', 'x/keep.ts', 'x/y/keep.ts', 'x/y/a.ts'],
    found: ['keep.ts', 'x/y/a.ts', 'x/y/keep.ts'],
  },
  {
    name: 'nothing in an ignored folder can be taken back in',
    rules: { '.gitignore': 'out/\n!out/keep.ts\n' },
    files: ['out/keep.ts', 'out/a.ts', 'a.ts'],
    found: ['a.ts'],
  },
  {
    name: 'a deeper file takes a whole folder back in',
    rules: { '.gitignore': 'out/\n', 'x/.gitignore': '!out/\n' },
    files: ['out/a.ts', 'x/out/a.ts', 'x/out/y/b.ts'],
    found: ['x/out/a.ts', 'x/out/y/b.ts'],
  },
  {
    name: 'double stars, character classes, comments and escapes',
    rules: { '.gitignore': '# comment\n**/gen/*.ts\nv[0-9].ts\n\\#odd.ts\nend\\ \n/doc/**/old\n' },
    files: [
      'gen/a.ts',
      'x/gen/b.ts',
      'x/gen/y/c.ts',
      'v1.ts',
      'va.ts',
      '#odd.ts',
      'doc/old/a.ts',
      'doc/q/old/b.ts',
    ],
    found: ['va.ts', 'x/gen/y/c.ts'],
  },
  {
    name: 'carriage returns at the line ends',
    rules: { '.gitignore': 'a.ts\r\nout/\r\n' },
    files: ['a.ts', 'b.ts', 'out/c.ts'],
    found: ['b.ts'],
  },
  {
    name: 'the repository’s own exclude file, which weighs less than .gitignore',
    rules: { '.git/info/exclude': 'a.ts\nb.ts\n', '.gitignore': '!b.ts\n' },
    files: ['a.ts', 'b.ts', 'x/a.ts'],
    found: ['b.ts'],
  },
  {
    name: 'names in Korean and with emoji',
    rules: { '.gitignore': '무시*.ts\n🙈/\n' },
    files: ['무시함.ts', '한국어/파일.ts', '🙈/a.ts', '🙂/b.ts'],
    found: ['🙂/b.ts', '한국어/파일.ts'],
  },
];

describe('ignore rules', () => {
  it.each(cases)('$name', async ({ rules, files, found }) => {
    const folder = repositoryWith(rules, files);
    const listed = listedByGit(folder);
    expect(listed, 'what git says').toEqual([...found].sort());
    expect(await filesFound(folder)).toEqual(listed);
  });

  it('holds those of the repository’s root in a workspace folder below it', async () => {
    const folder = repositoryWith({ '.gitignore': '*.tmp.ts\n/x/gen/\n' }, [
      'x/a.ts',
      'x/a.tmp.ts',
      'x/gen/b.ts',
    ]);
    expect(await filesFound(join(folder, 'x'))).toEqual(['a.ts']);
  });

  it('holds none of a folder above that is no repository', async () => {
    const folder = folderWith({ '.gitignore': '*.ts\n', 'x/a.ts': 'a' });
    expect(await filesFound(join(folder, 'x'))).toEqual(['a.ts']);
  });

  it('holds the shared exclude file in a worktree', async () => {
    const folder = repositoryWith({ '.git/info/exclude': 'a.ts\n' }, []);
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'first');
    const worktree = join(folderWith({}), 'tree');
    git(folder, 'worktree', 'add', '--quiet', worktree);
    writeFiles(worktree, { 'a.ts': 'a', 'b.ts': 'b' });
    expect(await filesFound(worktree)).toEqual(['b.ts']);
  });

  it('starts anew in a repository inside another', async () => {
    const folder = repositoryWith({ '.gitignore': 'a.ts\n' }, ['a.ts', 'inner/a.ts', 'inner/b.ts']);
    git(join(folder, 'inner'), 'init', '--quiet');
    writeFileSync(join(folder, 'inner/.git/info/exclude'), 'b.ts\n');
    expect(await filesFound(folder)).toEqual(['inner/a.ts']);
  });

  it('drops a pattern that would take for ever to match', async () => {
    const deep = `${'a/'.repeat(40)}a.ts`;
    const folder = folderWith({ '.gitignore': `${'**/a/'.repeat(12)}b\nc.ts\n`, [deep]: 'a', 'c.ts': 'c' });
    expect(await filesFound(folder)).toEqual([deep]);
  });

  it('does not read a .gitignore that is a folder or far too large', async () => {
    const folder = folderWith({
      'x/a.ts': 'a',
      'y/a.ts': 'a',
      'y/.gitignore': `${'b.ts\n'.repeat(40_000)}a.ts\n`,
    });
    mkdirSync(join(folder, 'x/.gitignore'));
    expect(await filesFound(folder)).toEqual(['x/a.ts', 'y/a.ts']);
  });
});

function repositoryWith(rules: Readonly<Record<string, string>>, files: readonly string[]): string {
  const folder = folderWith(Object.fromEntries(files.map((name) => [name, 'text\n'])));
  git(folder, 'init', '--quiet');
  writeFiles(folder, rules);
  return folder;
}

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'core.excludesFile='];
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' });
}

function listedByGit(folder: string): string[] {
  return git(folder, 'ls-files', '-z', '--others', '--exclude-standard')
    .split('\0')
    .filter((name) => name !== '' && !name.endsWith('.gitignore'))
    .sort();
}

async function filesFound(folder: string): Promise<string[]> {
  const found: string[] = [];
  const { signal } = new AbortController();
  for await (const { path } of walkWorkspace({ roots: [folder], onSkip() {} }, signal)) {
    found.push(relative(folder, path).replaceAll('\\', '/'));
  }
  return found.filter((name) => !name.endsWith('.gitignore')).sort();
}
