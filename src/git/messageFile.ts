import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isAbortError } from '../util/abort';
import { type GitTask, runGit } from './runGit';
import { readSmallFile } from './smallFile';
import * as tasks from './tasks';

/**
 * The root of the working tree that a commit message belongs to, from the git folder where git keeps its text: the
 * repository's own, a worktree's below `worktrees/`, a submodule's below `modules/`. What the git folder says of its
 * working tree is believed only if that one says the same, for a hostile one could name any folder.
 * @param others further folders that may be it: a separate git folder does not name its working tree
 * @throws an AbortError; undefined where there is none
 */
export async function rootOfGitFolder(
  gitFolder: string,
  others: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const wanted = await realPath(gitFolder);
  const candidates = [await worktreeOf(gitFolder), await configuredWorktree(gitFolder), ...others];
  if (basename(gitFolder) === '.git') candidates.unshift(dirname(gitFolder));
  for (const candidate of new Set(candidates)) {
    if (candidate === undefined) continue;
    const found = await runGit(tasks.locate, { folder: candidate }, signal).catch(ignoreFailure);
    if (found && (await realPath(found.gitFolder)) === wanted) return found.root;
  }
  return undefined;
}

/** The git folder of a working tree: its own, a worktree's or a submodule's. @throws GitFailure, or an AbortError */
export async function gitFolderOf(root: string, signal: AbortSignal): Promise<string> {
  return (await runGit(tasks.locate, { folder: root }, signal)).gitFolder;
}

/** What comment lines of messages begin with in a repository, `auto` included; undefined where nothing is set. */
export function commentPrefix(root: string, signal: AbortSignal): Promise<string | undefined> {
  return runGit(commentSetting, { folder: root }, signal);
}

/** The two names of one setting: the later line wins. */
const commentSetting: GitTask<string | undefined> = {
  args: ['config', '-z', '--get-regexp', '^core\\.comment(char|string)$'],
  parse: (output) =>
    output
      .split('\0')
      .flatMap((record) => /\n(.*)$/s.exec(record)?.[1] ?? [])
      .at(-1),
};

/** A worktree's git folder holds the path of the `.git` file that leads to it. */
async function worktreeOf(gitFolder: string): Promise<string | undefined> {
  const path = (await readSmallFile(join(gitFolder, 'gitdir')))?.trim();
  return path === undefined || path === '' ? undefined : dirname(resolve(gitFolder, path));
}

/** A submodule's git folder names its working tree in its configuration, relative to itself. */
async function configuredWorktree(gitFolder: string): Promise<string | undefined> {
  const config = (await readSmallFile(join(gitFolder, 'config'))) ?? '';
  const value = /^\s*worktree\s*=\s*(.+?)\s*$/m.exec(config)?.[1];
  if (value === undefined) return undefined;
  return resolve(gitFolder, value.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1'));
}

async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function ignoreFailure(error: unknown): undefined {
  if (isAbortError(error)) throw error;
  return undefined;
}
