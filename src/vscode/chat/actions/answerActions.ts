import * as vscode from 'vscode';
import type { CodeBlockData } from '../../../protocol/webview';
import { resolveTarget } from '../../apply/resolveTarget';

/** Opens a file of the workspace at a line counted from 1. What is not in the workspace is not opened. */
export async function openWorkspaceFile(path: string, line?: number): Promise<void> {
  const target = await resolveTarget(path);
  if ('problem' in target || target.isNew) {
    const words =
      'problem' in target ? target.problem : vscode.l10n.t('There is no file {0} in this workspace.', path);
    void vscode.window.showWarningMessage(words);
    return;
  }
  const position = new vscode.Position((line ?? 1) - 1, 0);
  const options = line === undefined ? {} : { selection: new vscode.Range(position, position) };
  await vscode.commands.executeCommand('vscode.open', target.uri, options);
}

/** Opens a web page in the browser, which VS Code asks about with the whole address unless the person trusts the host. */
export async function openLink(url: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/**
 * Makes a new file of a block: at the path that the answer names, once the person has confirmed or changed it, else
 * untitled. A file that exists is never overwritten.
 */
export async function makeNewFile({ text, language, path }: CodeBlockData): Promise<void> {
  const proposed = path === undefined ? undefined : await resolveTarget(path);
  if (!proposed || 'problem' in proposed) return openUntitled(text, language);
  const chosen = await vscode.window.showInputBox({
    title: vscode.l10n.t('Where shall the new file be?'),
    prompt: vscode.l10n.t('A path in the workspace. Leave it empty for an untitled file.'),
    value: proposed.path,
    validateInput: problemOf,
  });
  if (chosen === undefined) return;
  if (chosen.trim() === '') return openUntitled(text, language);
  const target = await resolveTarget(chosen);
  if ('problem' in target) return;
  const edit = new vscode.WorkspaceEdit();
  const contents = new TextEncoder().encode(text);
  edit.createFile(target.uri, { overwrite: false, ignoreIfExists: false, contents });
  if (target.isNew && (await vscode.workspace.applyEdit(edit))) {
    await vscode.window.showTextDocument(target.uri);
    return;
  }
  void vscode.window.showWarningMessage(existsAlready(chosen));
}

async function problemOf(path: string): Promise<string | undefined> {
  if (path.trim() === '') return undefined;
  const target = await resolveTarget(path);
  if ('problem' in target) return target.problem;
  return target.isNew ? undefined : existsAlready(path);
}

function existsAlready(path: string): string {
  return vscode.l10n.t('{0} exists already and was left as it is. Apply the code to change it.', path);
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
