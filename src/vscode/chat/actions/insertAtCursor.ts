import * as vscode from 'vscode';

/**
 * Puts `text` in place of each selection of `editor` as one undo step, and gives the editor the focus.
 * Tells the person when there is no editor or it cannot be written to.
 */
export async function insertAtCursor(editor: vscode.TextEditor | undefined, text: string): Promise<void> {
  if (!editor) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Open a file and put the cursor where the code should go, then insert it again.'),
    );
    return;
  }
  const inserted = await editor.edit(
    (edit) => {
      for (const selection of editor.selections) edit.replace(selection, text);
    },
    { undoStopBefore: true, undoStopAfter: true },
  );
  if (!inserted) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'The code could not be inserted: {0} cannot be edited. Copy the code instead.',
        vscode.workspace.asRelativePath(editor.document.uri),
      ),
    );
    return;
  }
  await vscode.window.showTextDocument(editor.document, {
    viewColumn: editor.viewColumn,
    preserveFocus: false,
  });
}
