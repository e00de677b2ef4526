import * as vscode from 'vscode';
import { readMessageDocument } from '../../core/commit/editor/messageDocument';
import { isMessage } from './messageTarget';

/**
 * VS Code asks for suggestions once something is typed. In a commit message that git has just opened there is nothing
 * yet, and the draft is most wanted then: so it is asked for when such an editor comes to the front.
 */
export function showDraftInEmptyMessages(): vscode.Disposable {
  const offered = new WeakSet<vscode.TextDocument>();
  const offer = (editor: vscode.TextEditor | undefined) => {
    if (!editor || !isMessage(editor.document) || offered.has(editor.document)) return;
    if (
      !vscode.workspace.isTrusted ||
      readMessageDocument(editor.document.getText()).subjectLine !== undefined
    )
      return;
    offered.add(editor.document);
    void vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  };
  offer(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(offer);
}
