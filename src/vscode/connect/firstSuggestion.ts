import * as vscode from 'vscode';

/** Opens a scratch file with a function that has no body yet, and asks the connected model for it. */
export async function showFirstSuggestion(model: string, host: string): Promise<void> {
  const lines = [
    vscode.l10n.t('{0} on {1} suggests the grey text below.', model, host),
    vscode.l10n.t('Tab accepts it. Close this file without saving.'),
  ];
  // Names of models are the server's text: they must not end the comment.
  const comments = lines.map((line) => `// ${line.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}\n`);
  const document = await vscode.workspace.openTextDocument({
    language: 'typescript',
    content: `${comments.join('')}function add(left: number, right: number): number {\n  \n}\n`,
  });
  const cursor = new vscode.Position(3, 2);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(cursor, cursor) });
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
}
