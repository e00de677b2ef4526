import type { ChangeSource, FileChange } from './change';
import type { CommitConventions } from './conventions';

/**
 * What drafting a commit message needs of a repository; `src/git` implements it. Every method only reads, runs nothing
 * that the repository's own configuration names, and rejects with a GitFailure, or an AbortError once `signal` is
 * aborted.
 */
export interface GitPort {
  /** Where the repository stands. The first call: it also finds out that there is no repository, or one not to be trusted. */
  state(signal: AbortSignal): Promise<RepositoryState>;
  /** The changed files with statistics, without hunks. The working tree's hold untracked files too. */
  changedFiles(source: ChangeSource, signal: AbortSignal): Promise<readonly FileChange[]>;
  /** Gives the files their hunks. Files beyond the adapter's cap come back without any. */
  readHunks(
    source: ChangeSource,
    files: readonly FileChange[],
    signal: AbortSignal,
  ): Promise<readonly FileChange[]>;
  /** The latest commit messages, newest first, merges left out. Empty on an unborn branch. */
  recentMessages(count: number, signal: AbortSignal): Promise<readonly string[]>;
  /** What files say about commit messages: commitlint's configuration, the template, sections of the documents. */
  conventions(signal: AbortSignal): Promise<CommitConventions>;
  /** The commit that HEAD names; undefined on an unborn branch. */
  lastCommit(signal: AbortSignal): Promise<LastCommit | undefined>;
}

export interface LastCommit {
  /** Its object name in full. */
  readonly id: string;
  readonly message: string;
}

export interface RepositoryState {
  /** The name of the root folder, for people. */
  readonly name: string;
  /** The branch that is checked out; absent when HEAD is detached. */
  readonly branch?: string;
  /** Files with unresolved conflicts. */
  readonly conflicts: readonly string[];
  /** What git is in the middle of, with the message it has prepared for it (comments removed). */
  readonly operation?: { readonly kind: OperationKind; readonly message: string };
}

/** `rebase`: also `git am`, which applies patches from mail. */
export type OperationKind = 'merge' | 'cherryPick' | 'revert' | 'rebase' | 'squash';

export type GitFailureKind =
  /** There is no git program on the PATH. */
  | 'gitMissing'
  /** The folder is not the root of a repository's working tree. */
  | 'noRepository'
  /** Git refuses the folder because another user owns it ("dubious ownership"). */
  | 'unsafeOwner'
  /** The repository's configuration holds something that cannot be switched off for reading. */
  | 'unsafeConfiguration'
  | 'failed';

/** An expected failure of git. Its words for people are made in `server/features/commit`. */
export class GitFailure extends Error {
  constructor(
    readonly kind: GitFailureKind,
    /** Git's own words, or a path; never file content. */
    readonly detail: string,
  ) {
    super(`${kind}: ${detail}`);
    this.name = 'GitFailure';
  }
}
