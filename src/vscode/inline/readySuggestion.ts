import * as vscode from 'vscode';
import type { CompletionReadyParams } from '../../protocol/engine';

/** Asks again for the suggestion at the cursor, if the person has not moved on since it was announced. */
export async function showReadySuggestion({ uri, version }: CompletionReadyParams): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.version !== version || document.uri.toString() !== vscode.Uri.parse(uri).toString()) return;
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
}
