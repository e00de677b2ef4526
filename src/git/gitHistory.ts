import type { FileChange } from '../core/commit/change';
import { GitFailure } from '../core/commit/gitPort';
import { MOST_LIST_BYTES, readState, withHunks } from './gitRepository';
import { type GitTask, runGit } from './runGit';
import * as tasks from './tasks';

/** Reads the commits of a repository; every method runs nothing that the repository's configuration names. */
export interface GitHistory {
  /** The latest commits, newest first; none on an unborn branch. */
  recentCommits(count: number, signal: AbortSignal): Promise<readonly tasks.CommitSummary[]>;
  /**
   * A commit by its id in hexadecimal digits, and what it changes against its first parent, without hunks.
   * @throws GitFailure
   */
  commit(id: string, signal: AbortSignal): Promise<CommitChange>;
  /** Gives files of a commit their hunks. */
  readHunks(
    commit: CommitChange,
    files: readonly FileChange[],
    signal: AbortSignal,
  ): Promise<readonly FileChange[]>;
}

export interface CommitChange {
  readonly details: tasks.CommitDetails;
  readonly files: readonly FileChange[];
}

/** Opens the repository whose working tree has `root` as its root folder (an absolute path). */
export function openHistory(root: string): GitHistory {
  const run = <T>(task: GitTask<T>, signal: AbortSignal) =>
    runGit(task, { folder: root, maxBytes: MOST_LIST_BYTES }, signal);
  return {
    async recentCommits(count, signal) {
      await readState(root, run, signal);
      return (await run(tasks.headCommit, signal)) ? run(tasks.recentCommits(count), signal) : [];
    },
    async commit(id, signal) {
      await readState(root, run, signal);
      const details = OBJECT_ID.test(id) ? await run(tasks.oneCommit(id), signal) : undefined;
      if (!details) throw new GitFailure('failed', `no commit ${id.slice(0, 64)}`);
      return { details, files: await run(tasks.changedFiles(pairOf(details)), signal) };
    },
    readHunks: ({ details }, files, signal) =>
      withHunks(files, (paths) => run(tasks.patch(pairOf(details), paths), signal)),
  };
}

const OBJECT_ID = /^[0-9a-f]{4,64}$/;

function pairOf({ id, parent }: tasks.CommitDetails): tasks.DiffSource {
  return { since: parent ?? tasks.emptyTree(id), until: id };
}
