import * as l10n from '@vscode/l10n';
import { GitFailure } from '../../core/commit/gitPort';
import { modelLabel } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import { assertNever } from '../../util/assertNever';
import { EngineError } from '../expectedError';

/** Gives git's expected failures their words for the person, and every other error back as it is. */
export function describeGitError(error: unknown, root: string): unknown {
  return error instanceof GitFailure ? describeGitFailure(error, root) : error;
}

function describeGitFailure({ kind, detail }: GitFailure, root: string): EngineError {
  switch (kind) {
    case 'gitMissing':
      return new EngineError(
        'gitMissing',
        l10n.t('Git was not found on the PATH. Install it, then restart VS Code.'),
      );
    case 'noRepository':
      return new EngineError('noRepository', l10n.t('{0} is not the root of a git repository.', root));
    case 'unsafeOwner':
      return new EngineError(
        'gitFailed',
        l10n.t(
          'Git does not read {0}, because another user owns that folder. If you trust it, run: git config --global --add safe.directory "{0}"',
          root,
        ),
      );
    case 'unsafeConfiguration':
      return new EngineError(
        'gitFailed',
        l10n.t(
          'The configuration of {0} holds "{1}", which Fairwind cannot switch off for reading. Remove it, then try again.',
          root,
          detail,
        ),
      );
    case 'failed':
      return new EngineError('gitFailed', l10n.t('Git failed in {0}: {1}', root, detail));
    default:
      return assertNever(kind);
  }
}

/** Git is not run in Restricted Mode. */
export function restrictedError(): EngineError {
  return new EngineError(
    'restricted',
    l10n.t('Commit messages wait until you trust this workspace: in Restricted Mode git is not run.'),
  );
}

/** There is no change to describe. */
export function nothingError(repository: string, isAmend: boolean): EngineError {
  return new EngineError(
    'nothingToCommit',
    isAmend
      ? l10n.t('The last commit of {0} changes no file, so there is nothing to describe.', repository)
      : l10n.t('There is nothing to commit in {0}: no file has changed.', repository),
  );
}

/** @param paths files with conflicts, at least one */
export function conflictError(repository: string, paths: readonly string[]): EngineError {
  const named = paths.slice(0, 3).join(', ') + (paths.length > 3 ? ', …' : '');
  return new EngineError(
    'mergeConflict',
    l10n.t(
      '{0} still has conflicts in {1}. Resolve and stage them, then draft the message.',
      repository,
      named,
    ),
  );
}

/** The model answered, but not with a message. */
export function emptyAnswerError({ identity }: GatedModel): EngineError {
  return new EngineError(
    'emptyAnswer',
    l10n.t(
      '{0} at {1} answered without a commit message. Try again, or choose another model.',
      modelLabel(identity),
      identity.host,
    ),
    identity,
  );
}
