import { throwIfAborted } from '../../util/abort';
import type { ChangeSource, FileChange } from './change';
import { type CommitRules, withRules } from './commitlint';
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
  /** What the repository's commitlint configuration asks; absent where it has none. */
  readonly rules?: CommitRules;
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

  const [staged, recent, rules] = await Promise.all([
    git.changedFiles('staged', signal),
    git.recentMessages(MESSAGES_MEASURED, signal),
    git.commitRules(signal),
  ]);
  throwIfAborted(signal);
  const source: ChangeSource = staged.length > 0 ? 'staged' : 'workingTree';
  const listed = staged.length > 0 ? staged : await git.changedFiles('workingTree', signal);
  throwIfAborted(signal);
  if (listed.length === 0) return { kind: 'nothingToCommit', state };
  const files = await git.readHunks(source, listed, signal);
  throwIfAborted(signal);
  const style = withRules(measureStyle(recent), rules);
  return { kind: 'change', input: { state, source, files, recent, style, ...(rules && { rules }) } };
}
