import * as vscode from 'vscode';
import { readMessageDocument } from '../../core/commit/editor/messageDocument';
import { isCompletionEnabled } from '../../core/config/settings';
import { currentSettings } from '../hostSettings';
import type { Snooze } from '../inline/snooze';
import { isMessage } from './messageTarget';

/**
 * VS Code asks for suggestions once something is typed. In a commit message that git has just opened there is nothing
 * yet, and the draft is most wanted then: so it is asked for when such an editor comes to the front, unless the person
 * has turned suggestions off or snoozes them.
 */
export function showDraftInEmptyMessages(snooze: Snooze): vscode.Disposable {
  const offered = new WeakSet<vscode.TextDocument>();
  const offer = (editor: vscode.TextEditor | undefined) => {
    if (!editor || !isMessage(editor.document) || offered.has(editor.document)) return;
    if (
      !vscode.workspace.isTrusted ||
      readMessageDocument(editor.document.getText()).subjectLine !== undefined
    )
      return;
    if (snooze.isActive || !isWanted(editor.document)) return;
    offered.add(editor.document);
    void vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  };
  offer(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(offer);
}

function isWanted(document: vscode.TextDocument): boolean {
  const { languageId } = document;
  const editor = vscode.workspace.getConfiguration('editor', document);
  return (
    editor.get<boolean>('inlineSuggest.enabled') !== false &&
    isCompletionEnabled(currentSettings(), languageId)
  );
}
