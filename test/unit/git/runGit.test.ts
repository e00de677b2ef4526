import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parsePatch } from '../../../src/core/commit/diffParser';
import { findGit } from '../../../src/git/findGit';
import { runGit } from '../../../src/git/runGit';
import { createRepository } from '../../support/gitRepository';

const { signal } = new AbortController();
const version = { args: ['--version'], parse: (output: string) => output };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairwind-run-git-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that poses as git. */
function plantGit(inFolder: string, script: string): void {
  mkdirSync(inFolder, { recursive: true });
  writeFileSync(join(inFolder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(inFolder, 'git'), 0o755);
}

it('finds git by absolute entries of the PATH alone, in their order', () => {
  plantGit(join(folder, 'a b'), 'true');
  plantGit(join(folder, 'second'), 'true');
  mkdirSync(join(folder, 'empty/git'), { recursive: true });
  const search = ['.', 'relative', '', join(folder, 'empty'), join(folder, 'a b'), join(folder, 'second')];
  expect(findGit(search.join(delimiter))).toBe(join(folder, 'a b', 'git'));
  expect(findGit(['.', ''].join(delimiter))).toBeUndefined();
});

it('runs git from a folder with a space in its name', async () => {
  plantGit(join(folder, 'a b'), 'echo planted');
  vi.stubEnv('PATH', join(folder, 'a b'));
  expect(await runGit(version, { folder }, signal)).toBe('planted\n');
});

it('says when there is no git', async () => {
  vi.stubEnv('PATH', folder);
  await expect(runGit(version, { folder }, signal)).rejects.toMatchObject({ kind: 'gitMissing' });
});

it('tells an unsafe owner apart', async () => {
  plantGit(folder, `echo "fatal: detected dubious ownership in repository at '/x'" >&2; exit 128`);
  vi.stubEnv('PATH', folder);
  await expect(runGit(version, { folder }, signal)).rejects.toMatchObject({ kind: 'unsafeOwner' });
});

it('ends the git process when it is cancelled', async () => {
  plantGit(folder, `echo $$ > '${join(folder, 'pid')}'; exec /bin/sleep 600`);
  vi.stubEnv('PATH', folder);
  const controller = new AbortController();
  const run = runGit(version, { folder }, controller.signal);
  const pid = await vi.waitFor(() =>
    Number(readFileSync(join(folder, 'pid'), 'utf8').trim() || expect.fail()),
  );
  controller.abort();
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('stops git at the cap and keeps the hunks that came whole', async () => {
  const repository = createRepository();
  try {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) repository.write(name, `${name} line\n`.repeat(20_000));
    repository.git('add', '--all');
    const task = { args: ['diff', '--cached', '--src-prefix=a/', '--dst-prefix=b/'], parse: parsePatch };
    const files = await runGit(task, { folder: repository.root, maxBytes: 400_000 }, signal);
    expect(files.map((file) => [file.path, file.hunks.length])).toEqual([
      ['a.txt', 1],
      ['b.txt', 0],
    ]);
  } finally {
    repository.dispose();
  }
});
