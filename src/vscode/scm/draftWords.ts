import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { CommitDraftResult } from '../../protocol/commit';

/** One line about how a draft came about. */
export function describeDraft(
  name: string,
  { writtenBy, source, model, filesExcluded }: CommitDraftResult,
): string {
  if (writtenBy === 'git') return vscode.l10n.t('{0}: git’s own message for what is in progress', name);
  const what = describeSource(source);
  const words = model
    ? vscode.l10n.t('{0}: drafted by {1} ({2})', name, modelLabel(model), what)
    : vscode.l10n.t('{0}: drafted without a model ({1})', name, what);
  return filesExcluded === 0
    ? words
    : vscode.l10n.t('{0}; nothing was sent of {1} excluded files', words, filesExcluded);
}

function describeSource(source: CommitDraftResult['source']): string {
  switch (source) {
    case 'staged':
      return vscode.l10n.t('staged changes');
    case 'workingTree':
      return vscode.l10n.t('all changes, nothing is staged');
    case 'amend':
      return vscode.l10n.t('the last commit and staged changes');
  }
}
