import { throwIfAborted } from '../../util/abort';
import type { ChangeSource, FileChange } from './change';
import { withRules } from './commitlint';
import type { CommitConventions } from './conventions';
import type { GitPort, RepositoryState } from './gitPort';
import { type CommitStyle, measureStyle } from './style';

/** Messages of the log that the style is measured from. */
const MESSAGES_MEASURED = 60;

/** All that a commit message is made from. */
export interface CommitInput {
  readonly state: RepositoryState;
  readonly source: ChangeSource;
  /** At least one file, with hunks. */
  readonly files: readonly FileChange[];
  /** The latest messages, newest first. */
  readonly recent: readonly string[];
  readonly style: CommitStyle;
  readonly conventions: CommitConventions;
  /** The message of the commit that is to be amended; only with the source `amend`. */
  readonly amended?: string;
}

export type CommitReading =
  | { readonly kind: 'change'; readonly input: CommitInput }
  /** Git is in the middle of a merge, cherry-pick or revert and has written the message itself. */
  | { readonly kind: 'prepared'; readonly message: string; readonly state: RepositoryState }
  | { readonly kind: 'conflicts'; readonly state: RepositoryState }
  | { readonly kind: 'nothingToCommit'; readonly state: RepositoryState };

/**
 * Reads what a commit would contain: what is staged, or everything in the working tree when nothing is.
 * @throws GitFailure, or an AbortError.
 */
export async function readCommitInput(git: GitPort, signal: AbortSignal): Promise<CommitReading> {
  const state = await git.state(signal);
  throwIfAborted(signal);
  if (state.conflicts.length > 0) return { kind: 'conflicts', state };
  const { operation } = state;
  if (operation && operation.kind !== 'squash' && operation.message !== '')
    return { kind: 'prepared', message: operation.message, state };

  const staged = await git.changedFiles('staged', signal);
  throwIfAborted(signal);
  const source: ChangeSource = staged.length > 0 ? 'staged' : 'workingTree';
  const listed = staged.length > 0 ? staged : await git.changedFiles('workingTree', signal);
  throwIfAborted(signal);
  if (listed.length === 0) return { kind: 'nothingToCommit', state };
  return { kind: 'change', input: await readInput(git, { state, source, listed }, signal) };
}

/**
 * Reads what the last commit would contain if it were amended now: all of it, with what is staged.
 * @throws GitFailure, or an AbortError.
 */
export async function readAmendInput(git: GitPort, signal: AbortSignal): Promise<CommitReading> {
  const state = await git.state(signal);
  throwIfAborted(signal);
  if (state.conflicts.length > 0) return { kind: 'conflicts', state };
  const last = await git.lastCommit(signal);
  throwIfAborted(signal);
  const listed = last ? await git.changedFiles('amend', signal) : [];
  throwIfAborted(signal);
  if (!last || listed.length === 0) return { kind: 'nothingToCommit', state };
  const input = await readInput(git, { state, source: 'amend', listed }, signal);
  // The message that is to be replaced is no example of how messages are written here.
  const recent = input.recent[0] === last.message ? input.recent.slice(1) : input.recent;
  const style = withRules(measureStyle(recent), input.conventions.rules);
  return { kind: 'change', input: { ...input, recent, style, amended: last.message } };
}

interface ListedChange {
  readonly state: RepositoryState;
  readonly source: ChangeSource;
  readonly listed: readonly FileChange[];
}

async function readInput(
  git: GitPort,
  { state, source, listed }: ListedChange,
  signal: AbortSignal,
): Promise<CommitInput> {
  const [recent, conventions, files] = await Promise.all([
    git.recentMessages(MESSAGES_MEASURED, signal),
    git.conventions(signal),
    git.readHunks(source, listed, signal),
  ]);
  throwIfAborted(signal);
  const style = withRules(measureStyle(recent), conventions.rules);
  return { state, source, files, recent, style, conventions };
}
