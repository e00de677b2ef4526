import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import type { FileChange } from '../../../src/core/commit/change';
import { parsePatch } from '../../../src/core/commit/diffParser';
import { parseChangedFiles } from '../../../src/git/tasks';

export interface RealCommit {
  readonly files: readonly FileChange[];
  /** The whole diff as git prints it. */
  readonly patch: string;
  readonly id: string;
}

/** Runs git in a repository, without its configuration having a say. */
export function git(repository: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** What a repository is called: its folder, or the one above where that is only called `repo` or `.git`. */
export function nameOf(repository: string): string {
  const own = basename(repository);
  return own === 'repo' || own === '.git' ? basename(dirname(repository)) : own;
}

/** Commits with one parent, spread evenly over the history. */
export function readCommitIds(repository: string, count: number): string[] {
  const all = git(repository, 'log', '--no-merges', '--min-parents=1', '--format=%H')
    .split('\n')
    .filter(Boolean);
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0).slice(0, count);
}

export function readCommits(repository: string, count: number): RealCommit[] {
  return readCommitIds(repository, count).flatMap((commit) => readCommit(repository, commit));
}

function readCommit(repository: string, commit: string): RealCommit[] {
  const range = [
    `${commit}^`,
    commit,
    '--no-ext-diff',
    '--no-textconv',
    '--no-color',
    '--find-renames',
    '--find-copies',
  ];
  try {
    const patch = git(
      repository,
      'diff',
      ...range,
      '--patch',
      '--unified=3',
      '--src-prefix=a/',
      '--dst-prefix=b/',
    );
    const hunks = new Map(parsePatch(patch).map((file) => [file.path, file.hunks]));
    const files = parseChangedFiles(git(repository, 'diff', ...range, '--raw', '--numstat', '-z'));
    if (files.length === 0) return [];
    return [
      { id: commit, patch, files: files.map((file) => ({ ...file, hunks: hunks.get(file.path) ?? [] })) },
    ];
  } catch {
    // A shallow clone does not have every parent.
    return [];
  }
}
