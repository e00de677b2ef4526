import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import { EngineRequestError } from '../engineClient';

/** One plain message, with a button where there is something to do. */
export async function showDraftFailure(name: string, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof EngineRequestError ? error.data?.kind : undefined;
  if (kind === 'nothingToCommit' || kind === 'mergeConflict' || kind === 'restricted') {
    void vscode.window.showInformationMessage(message);
    return;
  }
  const action = kind === undefined ? undefined : FAILURE_ACTIONS[kind];
  const choice = await vscode.window.showErrorMessage(
    `${name}: ${message}`,
    ...(action ? [action.title()] : []),
  );
  if (choice !== undefined) await action?.run();
}

interface FailureAction {
  readonly title: () => string;
  readonly run: () => Thenable<unknown>;
}

const checkAction: FailureAction = {
  title: () => vscode.l10n.t('Check Connection'),
  run: () => vscode.commands.executeCommand(CommandId.checkModels),
};

/** What can be done at once about a failure. */
const FAILURE_ACTIONS: Readonly<Partial<Record<string, FailureAction>>> = {
  unreachable: checkAction,
  modelNotFound: checkAction,
  notAModelServer: checkAction,
  noModel: {
    title: () => vscode.l10n.t('Connect a Model'),
    run: () => vscode.commands.executeCommand(CommandId.connectModel),
  },
  serverFailed: checkAction,
  stalled: checkAction,
  streamCut: checkAction,
  unauthorized: {
    title: () => vscode.l10n.t('Set API Key'),
    run: () => vscode.commands.executeCommand(CommandId.setKey),
  },
};
