import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { copyFile, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileChange } from '../core/commit/change';
import { GitFailure } from '../core/commit/gitPort';
import { throwIfAborted } from '../util/abort';
import { batches, filterOverrides } from './gitRepository';
import { gitFolderOf } from './messageFile';
import { type GitTask, runGit } from './runGit';
import * as tasks from './tasks';

/** What was staged before something was taken out of it: enough to give it back exactly. */
export interface StagedBefore {
  /** The bytes of the index. */
  readonly index: Buffer;
  /** What is staged since; when it is something else by then, nothing is given back over it. */
  readonly after: string;
}

/**
 * Takes whole files out of what is staged, by their exact paths; their changes stay in the working tree, and the rest
 * of what is staged stays as it is. Nothing is committed, no hook and no filter is run, and the index is replaced in
 * one step under git's own lock.
 * @throws GitFailure, or an AbortError; then everything is as it was
 */
export async function unstage(
  root: string,
  files: readonly FileChange[],
  signal: AbortSignal,
): Promise<StagedBefore> {
  const index = join(await gitFolderOf(root, signal), 'index');
  const work = `${index}.fairwind-${process.pid}`;
  return withLock(index, async (replace) => {
    const before = await readFile(index);
    await copyFile(index, work);
    try {
      const options = { folder: root, indexFile: work };
      const config = filterOverrides(await runGit(tasks.configNames, options, signal));
      const isBorn = await runGit(tasks.headCommit, options, signal);
      for (const paths of batches(files)) {
        const task: GitTask<void> = { args: isBorn ? RESET : FORGET, paths, parse: () => undefined };
        await runGit(task, { ...options, config }, signal);
      }
      throwIfAborted(signal);
      await replace(await readFile(work));
      return { index: before, after: await stagedDigest(root, signal) };
    } finally {
      await rm(work, { force: true });
    }
  });
}

/**
 * Gives back what was staged before.
 * @returns false, with nothing changed, when something else is staged meanwhile
 */
export async function restoreStaged(
  root: string,
  { index: before, after }: StagedBefore,
  signal: AbortSignal,
): Promise<boolean> {
  const index = join(await gitFolderOf(root, signal), 'index');
  return withLock(index, async (replace) => {
    if ((await stagedDigest(root, signal)) !== after) return false;
    await replace(before);
    return true;
  });
}

const RESET = ['reset', '--quiet', 'HEAD'];
/** On a branch without a commit there is nothing to reset to. */
const FORGET = ['rm', '--cached', '--quiet', '--force'];

/** A name for what is staged: modes, contents and paths, without the times that git notes beside them. */
async function stagedDigest(root: string, signal: AbortSignal): Promise<string> {
  const parse = (output: string) => createHash('sha256').update(output).digest('hex');
  return runGit({ args: ['ls-files', '--stage', '-z'], parse }, { folder: root }, signal);
}

/** Holds the lock that git itself takes to write an index. @throws GitFailure while somebody else holds it */
async function withLock<T>(
  index: string,
  task: (replace: (content: Buffer) => Promise<void>) => Promise<T>,
): Promise<T> {
  const lock = `${index}.lock`;
  const file = await open(lock, 'wx').catch(() => undefined);
  if (!file) throw new GitFailure('failed', `${lock} is there: git is at work in this repository.`);
  const held = await file.stat();
  await file.close();
  try {
    return await task(async (content) => {
      await writeFile(lock, content);
      await rename(lock, index);
    });
  } finally {
    // Renamed, it is gone, and a lock that is there by then is another's.
    if (isOurs(held, await stat(lock).catch(() => undefined))) await rm(lock, { force: true });
  }
}

function isOurs(held: Stats, found: Stats | undefined): boolean {
  return found !== undefined && found.ino === held.ino;
}
