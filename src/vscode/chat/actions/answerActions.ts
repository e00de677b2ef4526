import * as vscode from 'vscode';
import type { CodeBlockData } from '../../../protocol/webview';
import { findInWorkspace } from './workspacePath';

/** Opens a file of the workspace at a line counted from 1. What is not in the workspace is not opened. */
export async function openWorkspaceFile(path: string, line?: number): Promise<void> {
  const uri = await findInWorkspace(path);
  try {
    if (!uri) throw new Error('outside');
    const position = new vscode.Position((line ?? 1) - 1, 0);
    await vscode.window.showTextDocument(
      uri,
      line === undefined ? {} : { selection: new vscode.Range(position, position) },
    );
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('There is no file {0} in this workspace.', path));
  }
}

/** Opens a web page in the browser, which VS Code asks about with the whole address unless the person trusts the host. */
export async function openLink(url: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/**
 * Makes a new file of a block: at the path that the answer names, once the person has confirmed or changed it, else
 * untitled. A file that exists is opened with a word, never overwritten.
 */
export async function makeNewFile({ text, language, path }: CodeBlockData): Promise<void> {
  const proposed = path === undefined ? undefined : await findInWorkspace(path);
  if (!proposed) return openUntitled(text, language);
  const chosen = await vscode.window.showInputBox({
    title: vscode.l10n.t('Where shall the new file be?'),
    prompt: vscode.l10n.t('A path in the workspace. Leave it empty for an untitled file.'),
    value: vscode.workspace.asRelativePath(proposed),
    validateInput: async (value) =>
      value.trim() === '' || (await findInWorkspace(value))
        ? undefined
        : vscode.l10n.t('This is not a path in the workspace.'),
  });
  if (chosen === undefined) return;
  const uri = chosen.trim() === '' ? undefined : await findInWorkspace(chosen);
  if (!uri) return openUntitled(text, language);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents: new TextEncoder().encode(text) });
  if (await vscode.workspace.applyEdit(edit)) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  void vscode.window.showWarningMessage(
    vscode.l10n.t('{0} exists already and was left as it is. Apply the code to change it.', chosen),
  );
}

async function openUntitled(content: string, language: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const id = language.toLowerCase();
  const document = await vscode.workspace.openTextDocument({
    content,
    ...(known.includes(id) && { language: id }),
  });
  await vscode.window.showTextDocument(document);
}
