import * as vscode from 'vscode';
import type { ChatCommandName } from '../../../protocol/chat';
import { rangeItem, showRange } from '../activeContext';
import type { Chat } from '../chat';
import type { AddedContext } from '../context/contextBasket';
import { problemLine } from '../context/problemsContext';

/** What a question from the editor is about. */
export interface EditorPlace {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  /** The problems that were clicked. */
  readonly diagnostics?: readonly vscode.Diagnostic[];
}

/** Lines around a problem that the question is asked with: what the message is about is seldom on its line alone. */
const LINES_AROUND = 10;

/**
 * Asks a slash command about a place in the editor: the selection, or the lines around a problem. The question goes into
 * the conversation that is shown, or into a new one while an answer is being written there.
 */
export async function askAbout(chat: Chat, command: ChatCommandName, place?: EditorPlace): Promise<void> {
  const about = place ?? placeOfEditor();
  if (!about) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Select code in an editor first.'));
    return;
  }
  await chat.restore();
  if (chat.controller.isBusy) chat.controller.startNew();
  await chat.view.show({ type: 'focus' });
  await chat.basket.add([await placeContext(about)]);
  const problems = (about.diagnostics ?? []).map((diagnostic) => problemLine(about.uri, diagnostic));
  await chat.controller.send([`/${command}`, ...problems].join(' '));
}

/** The selection of the active editor, else the line of its cursor. */
function placeOfEditor(): EditorPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  return {
    uri: document.uri,
    range: selection.isEmpty ? document.lineAt(selection.active).range : selection,
  };
}

async function placeContext({ uri, range, diagnostics = [] }: EditorPlace): Promise<AddedContext> {
  const document = await vscode.workspace.openTextDocument(uri);
  const around =
    diagnostics.length === 0
      ? range
      : new vscode.Range(
          Math.max(0, range.start.line - LINES_AROUND),
          0,
          range.end.line + LINES_AROUND,
          Number.MAX_SAFE_INTEGER,
        );
  const item = rangeItem('selection', document, around);
  return {
    key: `selection:${uri.toString()}:${item.startLine ?? 0}:${item.endLine ?? 0}`,
    item,
    open: () => showRange(uri, item),
  };
}
