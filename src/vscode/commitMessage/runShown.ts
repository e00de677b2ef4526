import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import { EngineRequestError } from '../engineClient';

/**
 * Runs a request of the engine with a notification that shows it and can cancel it. Undefined when it was cancelled, or
 * failed and the person was told.
 */
export async function runShown<T>(
  title: string,
  task: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    return await vscode.window.withProgress(options, (_, token) => task(token));
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    if (!(error instanceof EngineRequestError)) throw error;
    void showFailure(error);
    return undefined;
  }
}

/** The engine's own words, with a button where no model is connected. */
export async function showFailure(error: EngineRequestError): Promise<void> {
  const connect = vscode.l10n.t('Connect a Model');
  const buttons = error.data?.kind === 'noModel' ? [connect] : [];
  const choice = await vscode.window.showWarningMessage(error.message, ...buttons);
  if (choice === connect) await vscode.commands.executeCommand(CommandId.connectModel);
}
