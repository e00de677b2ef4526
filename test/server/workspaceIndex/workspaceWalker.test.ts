import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SkipReason } from '../../../src/server/workspaceIndex/skipReason';
import {
  type FoundFile,
  type WalkLimits,
  walkPath,
  walkWorkspace,
} from '../../../src/server/workspaceIndex/workspaceWalker';
import { folderWith, writeFiles } from './support';

const { signal } = new AbortController();

describe('walking a workspace', () => {
  it('finds source files and tells why the rest is left out', async () => {
    const folder = folderWith({
      'src/a.ts': 'a',
      Makefile: 'all:',
      '한국어/파일 🙂.py': 'a',
      'node_modules/x/index.js': 'a',
      'x/.venv/lib/a.py': 'a',
      '.git/config': 'a',
      'logo.PNG': 'a',
      'app.log': 'a',
      'package-lock.json': '{}',
      'jquery.min.js': 'a',
      '.env': 'KEY=1',
      '.env.local': 'KEY=1',
      'server.pem': 'a',
      'big.ts': 'x'.repeat(1024 * 1024 + 1),
      '.gitignore': 'out/',
      'out/a.ts': 'a',
    });
    expect(await walk([folder])).toEqual({
      found: ['.gitignore', 'Makefile', 'src/a.ts', '한국어/파일 🙂.py'],
      skipped: {
        'dependency or tool folder': 3,
        binary: 1,
        data: 1,
        generated: 2,
        'may hold secrets': 3,
        'too large': 1,
        'ignored by .gitignore': 1,
      },
    });
  });

  it('finds the files nearest to the workspace folder first', async () => {
    const folder = folderWith({ 'a/b/c/deep.ts': '', 'a/b/middle.ts': '', 'top.ts': '', 'a/upper.ts': '' });
    const order: string[] = [];
    for await (const { path } of walkWorkspace({ roots: [folder], onSkip() {} }, signal)) {
      order.push(relative(folder, path));
    }
    expect(order).toEqual(
      ['top.ts', 'a/upper.ts', 'a/b/middle.ts', 'a/b/c/deep.ts'].map((name) => join(name)),
    );
  });

  it.skipIf(process.platform === 'win32')(
    'follows no link: neither in a loop nor out of the workspace',
    async () => {
      const outside = folderWith({ 'secret.ts': 'a' });
      const folder = folderWith({ 'x/a.ts': 'a' });
      symlinkSync(folder, join(folder, 'x/loop'));
      symlinkSync(outside, join(folder, 'outside'));
      symlinkSync(join(outside, 'secret.ts'), join(folder, 'secret.ts'));
      symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.ts'));
      expect(await walk([folder])).toEqual({ found: ['x/a.ts'], skipped: { 'symbolic link': 4 } });
    },
  );

  it.skipIf(process.platform === 'win32')('walks a workspace folder that is itself a link', async () => {
    const folder = folderWith({ 'real/a.ts': 'a' });
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect((await walk([join(folder, 'link')])).found).toEqual(['a.ts']);
  });

  it('walks a workspace folder inside another once, even when the outer one ignores it', async () => {
    const folder = folderWith({ '.gitignore': 'inner/\n', 'a.ts': 'a', 'inner/b.ts': 'b' });
    const inner = join(folder, 'inner');
    expect((await walk([folder, inner, inner])).found).toEqual(['.gitignore', 'a.ts', 'inner/b.ts']);
    writeFiles(folder, { '.gitignore': '' });
    expect((await walk([folder, inner])).found).toEqual(['.gitignore', 'a.ts', 'inner/b.ts']);
  });

  it.each<[string, Partial<WalkLimits>, number, SkipReason]>([
    ['files', { files: 5 }, 5, 'walk cut short at the file limit'],
    ['entries', { entries: 7 }, 6, 'walk cut short at the file limit'],
    ['depth', { depth: 0 }, 10, 'nested too deep'],
  ])('stops at the limit of %s and says so', async (_, limits, count, reason) => {
    const names = Array.from({ length: 10 }, (__, index) => [`a${index}.ts`, `b/${index}.ts`]).flat();
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, ''])));
    const { found, skipped } = await walk([folder], { entries: 100, files: 100, depth: 10, ...limits });
    // Whether the folder is among the first entries is the file system's choice.
    expect([count, count + 1]).toContain(found.length);
    expect(skipped).toEqual({ [reason]: 1 });
  });

  it('goes on when a folder vanishes under it', async () => {
    const folder = folderWith({ 'a.ts': '', 'x/b.ts': '', 'y/c.ts': '' });
    const skipped: SkipReason[] = [];
    const found: string[] = [];
    for await (const { path } of walkWorkspace(
      { roots: [folder], onSkip: (why) => skipped.push(why) },
      signal,
    )) {
      found.push(relative(folder, path));
      rmSync(join(folder, 'x'), { recursive: true, force: true });
    }
    expect(found).toEqual(['a.ts', join('y/c.ts')]);
    expect(skipped).toEqual(['vanished']);
  });

  it('finds nothing in a workspace folder that does not exist', async () => {
    const folder = folderWith({});
    expect(await walk([join(folder, 'gone')])).toEqual({ found: [], skipped: { vanished: 1 } });
  });

  it('stops in the middle when it is aborted', async () => {
    const folder = folderWith({ 'a.ts': '', 'b.ts': '', 'c/d.ts': '' });
    const controller = new AbortController();
    const found: FoundFile[] = [];
    const walking = (async () => {
      for await (const file of walkWorkspace({ roots: [folder], onSkip() {} }, controller.signal)) {
        found.push(file);
        controller.abort();
      }
    })();
    await expect(walking).rejects.toMatchObject({ name: 'AbortError' });
    expect(found).toHaveLength(1);
  });
});

describe('what is at a path that has changed', () => {
  const folderOf = () =>
    folderWith({
      '.gitignore': 'out/\n*.gen.ts\n',
      'x/.gitignore': 'y/\n',
      'a.ts': 'a',
      'a.gen.ts': 'a',
      'out/b.ts': 'b',
      'x/c.ts': 'c',
      'x/y/d.ts': 'd',
      'x/z/e.ts': 'e',
      'node_modules/f.js': 'f',
    });

  it.each<[string, string[]]>([
    ['a.ts', ['a.ts']],
    ['a.gen.ts', []],
    ['out', []],
    ['out/b.ts', []],
    ['x', ['x/.gitignore', 'x/c.ts', 'x/z/e.ts']],
    ['x/y/d.ts', []],
    ['x/z/e.ts', ['x/z/e.ts']],
    ['node_modules/f.js', []],
    ['gone.ts', []],
    ['../outside.ts', []],
  ])('%s', async (path, expected) => {
    const folder = folderOf();
    expect(await at(folder, join(folder, path))).toEqual(expected.map((name) => join(name)));
  });

  it.skipIf(process.platform === 'win32')('finds nothing behind a link', async () => {
    const outside = folderWith({ 'secret.ts': 'a' });
    const folder = folderOf();
    symlinkSync(outside, join(folder, 'link'));
    symlinkSync(join(folder, 'a.ts'), join(folder, 'link.ts'));
    expect(await at(folder, join(folder, 'link/secret.ts'))).toEqual([]);
    expect(await at(folder, join(folder, 'link'))).toEqual([]);
    expect(await at(folder, join(folder, 'link.ts'))).toEqual([]);
  });

  it('is not taken in by a folder whose name begins like the workspace’s', async () => {
    const parent = folderWith({ 'work/a.ts': '', 'work-evil/b.ts': '' });
    expect(await at(join(parent, 'work'), join(parent, 'work-evil/b.ts'))).toEqual([]);
  });

  it('leaves out a file that is too large', async () => {
    const folder = folderOf();
    writeFiles(folder, { 'big.ts': 'x'.repeat(1024 * 1024 + 1) });
    mkdirSync(join(folder, 'empty'));
    expect(await at(folder, join(folder, 'big.ts'))).toEqual([]);
    expect(await at(folder, join(folder, 'empty'))).toEqual([]);
  });
});

async function walk(roots: readonly string[], limits?: WalkLimits) {
  const skipped: Partial<Record<SkipReason, number>> = {};
  const found: string[] = [];
  const onSkip = (reason: SkipReason) => (skipped[reason] = (skipped[reason] ?? 0) + 1);
  for await (const { path } of walkWorkspace({ roots, onSkip, ...(limits && { limits }) }, signal)) {
    found.push(relative(roots[0] ?? '', path).replaceAll('\\', '/'));
  }
  return { found: found.sort(), skipped };
}

async function at(root: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of walkPath(path, { roots: [root], onSkip() {} }, signal)) {
    found.push(relative(root, file.path));
  }
  return found.sort();
}
