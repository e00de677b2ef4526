import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { throwIfAborted } from '../util/abort';
import { type ChangeSource, type FileChange, isSubmodule } from '../core/commit/change';
import type { FilePatch } from '../core/commit/diffParser';
import { fileKind, isSummarisedKind } from '../core/commit/fileKind';
import { GitFailure, type GitPort, type RepositoryState } from '../core/commit/gitPort';
import { readConventions } from './commitConfiguration';
import { readOperation } from './preparedMessage';
import { type GitTask, runGit } from './runGit';
import * as tasks from './tasks';
import { readUntracked, untrackedFile } from './untracked';

/** Lines of all files whose hunks are read, and how many of them one file may be; the rest is told by statistics. */
const MOST_LINES = 100_000;
const MOST_LINES_OF_A_FILE = 5_000;
/** Bytes of the list of changed files that are read. */
export const MOST_LIST_BYTES = 16 * 1024 * 1024;
/** UTF-16 units of paths in one command line; Windows allows 32,767 for all of it. */
const MOST_ARGUMENT_LENGTH = 20_000;
/** Untracked files that are read; a folder that somebody forgot to ignore can hold any number. The rest is named. */
const MOST_UNTRACKED = 1_000;

export interface RepositoryOptions {
  /** An index in place of the repository's own, as an absolute path. */
  readonly indexFile?: string;
}

/** Reads the repository whose working tree has `root` as its root folder (an absolute path). */
export function openRepository(root: string, { indexFile }: RepositoryOptions = {}): GitPort {
  const own = { folder: root, ...(indexFile !== undefined && { indexFile }) };
  const run = <T>(task: GitTask<T>, signal: AbortSignal) => runGit(task, own, signal);
  const runDiff = async <T>(task: GitTask<T>, signal: AbortSignal) => {
    const config = filterOverrides(await run(tasks.configNames, signal));
    return runGit(task, { ...own, config, maxBytes: MOST_LIST_BYTES }, signal);
  };
  return {
    state: (signal) => readState(root, run, signal),
    async changedFiles(source, signal) {
      const from = await diffSource(source, run, signal);
      const tracked = await runDiff(tasks.changedFiles(from), signal).catch((error: unknown) => {
        if (isObjectMissing(error)) return runDiff(tasks.changedNames(from), signal);
        throw error;
      });
      if (source !== 'workingTree') return tracked;
      const paths = await run(tasks.untrackedPaths, signal);
      const untracked = await Promise.all(
        paths.map((path, index) =>
          index < MOST_UNTRACKED ? readUntracked(root, path) : Promise.resolve(untrackedFile(path)),
        ),
      );
      throwIfAborted(signal);
      return [...tracked.filter(isRealChange), ...untracked.filter((file) => file !== undefined)];
    },
    async readHunks(source, files, signal) {
      const from = await diffSource(source, run, signal);
      return withHunks(files, (paths) =>
        runDiff(tasks.patch(from, paths), signal).catch((error: unknown) => {
          if (isObjectMissing(error)) return [];
          throw error;
        }),
      );
    },
    async conventions(signal) {
      const [template, commentChar] = await Promise.all([
        run(tasks.commitTemplate, signal),
        run(tasks.commentChar, signal),
      ]);
      const conventions = await readConventions({ root, commentChar, ...(template && { template }) });
      throwIfAborted(signal);
      return conventions;
    },
    async lastCommit(signal) {
      const id = await run(tasks.lastCommitId, signal);
      return id === undefined ? undefined : { id, message: await run(tasks.lastMessage, signal) };
    },
    async recentMessages(count, signal) {
      return (await run(tasks.headCommit, signal)) ? run(tasks.recentMessages(count), signal) : [];
    },
  };
}

/** Gives files their hunks, in as many calls of git as their paths need. */
export async function withHunks(
  files: readonly FileChange[],
  readPatch: (paths: readonly string[]) => Promise<readonly FilePatch[]>,
): Promise<readonly FileChange[]> {
  const hunks = new Map<string, FileChange['hunks']>();
  for (const paths of batches(worthReading(files)))
    for (const file of await readPatch(paths)) hunks.set(file.path, file.hunks);
  return files.map((file) => ({ ...file, hunks: hunks.get(file.path) ?? file.hunks }));
}

/** What changed between two commits or trees, by their object names. @throws GitFailure, or an AbortError */
export async function readRange(
  root: string,
  range: { readonly since: string; readonly until: string },
  signal: AbortSignal,
): Promise<readonly FileChange[]> {
  const config = filterOverrides(await runGit(tasks.configNames, { folder: root }, signal));
  const options = { folder: root, config, maxBytes: MOST_LIST_BYTES };
  const files = await runGit(tasks.changedFiles(range), options, signal);
  return withHunks(files, (paths) => runGit(tasks.patch(range, paths), options, signal));
}

/**
 * A partial clone does not have every old file, and nothing is fetched for a message, since the repository's own
 * configuration says from where and how. The names are there all the same.
 */
function isObjectMissing(error: unknown): boolean {
  return (
    error instanceof GitFailure &&
    error.kind === 'failed' &&
    /lazy fetching disabled|promisor|unable to read [0-9a-f]{7}/.test(error.detail)
  );
}

/** What a diff for `source` compares. Amending a first commit replaces all there is. */
async function diffSource(source: ChangeSource, run: Run, signal: AbortSignal): Promise<tasks.DiffSource> {
  if (source !== 'amend') return source;
  const parent = await run(tasks.parentOfLastCommit, signal);
  return { since: parent ?? tasks.emptyTree((await run(tasks.lastCommitId, signal)) ?? '') };
}

type Run = <T>(task: GitTask<T>, signal: AbortSignal) => Promise<T>;

export async function readState(root: string, run: Run, signal: AbortSignal): Promise<RepositoryState> {
  const { root: found, gitFolder } = await run(tasks.locate, signal);
  // A parent's repository is another one, and `core.worktree` can point anywhere on the disk.
  if ((await realpath(found)) !== (await realpath(root))) throw new GitFailure('noRepository', root);
  const [branch, conflicts, operation] = await Promise.all([
    run(tasks.currentBranch, signal),
    run(tasks.conflictedPaths, signal),
    readOperation(gitFolder),
  ]);
  return {
    name: basename(root),
    conflicts,
    ...(branch !== undefined && { branch }),
    ...(operation && { operation }),
  };
}

/**
 * Settings that switch every clean filter off: `git diff` of the working tree runs them over changed files. The
 * repository's attributes outrank ours, so the filters themselves are made empty.
 * @throws GitFailure for a name that cannot be written as `key=value`: with it the filter would stay.
 */
export function filterOverrides(configNames: readonly string[]): string[] {
  const drivers = new Set<string>();
  for (const name of configNames) {
    const driver = /^filter\.(.*)\.[^.]*$/s.exec(name)?.[1];
    if (driver === undefined) continue;
    if (/[=\n]/.test(driver)) throw new GitFailure('unsafeConfiguration', `filter.${driver}`);
    drivers.add(driver);
  }
  return [...drivers].flatMap((driver) => [
    `filter.${driver}.clean=`,
    `filter.${driver}.process=`,
    `filter.${driver}.required=false`,
  ]);
}

/** Without writing the index git lists files that only have another time stamp; they have no lines. */
function isRealChange(file: FileChange): boolean {
  return (
    file.status !== 'modified' ||
    file.isBinary ||
    isSubmodule(file) ||
    file.addedLines + file.deletedLines > 0 ||
    file.oldMode !== file.newMode
  );
}

/**
 * The files whose lines can say something, smallest first until the cap of lines is reached. Of a very large file the
 * first lines are kept, so it counts for those alone.
 */
function worthReading(files: readonly FileChange[]): readonly FileChange[] {
  const size = (file: FileChange) => file.addedLines + file.deletedLines;
  const readable = files
    .filter((file) => file.status !== 'untracked' && !file.isBinary && !isSubmodule(file))
    .filter((file) => size(file) > 0 && !isSummarisedKind(fileKind(file.path)))
    .sort((a, b) => size(a) - size(b));
  let lines = 0;
  return readable.filter((file) => (lines += Math.min(MOST_LINES_OF_A_FILE, size(file))) <= MOST_LINES);
}

/** Paths in groups that fit a command line. */
export function* batches(files: readonly FileChange[]): Generator<string[]> {
  let paths: string[] = [];
  let length = 0;
  for (const file of files) {
    const own = file.oldPath === undefined ? [file.path] : [file.oldPath, file.path];
    length += own.reduce((sum, path) => sum + path.length + 1, 0);
    if (length > MOST_ARGUMENT_LENGTH && paths.length > 0) {
      yield paths;
      paths = [];
      length = 0;
    }
    paths.push(...own);
  }
  if (paths.length > 0) yield paths;
}
