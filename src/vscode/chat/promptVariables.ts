import * as vscode from 'vscode';

/** The variables of prompt files that the editor alone knows, by VS Code's own names for them. */
export function promptVariables(editor: vscode.TextEditor | undefined): Readonly<Record<string, string>> {
  const folder =
    (editor && vscode.workspace.getWorkspaceFolder(editor.document.uri)) ??
    vscode.workspace.workspaceFolders?.[0];
  const ofFolder: Readonly<Record<string, string>> = folder
    ? { workspaceFolder: folder.uri.fsPath, workspaceFolderBasename: folder.name }
    : {};
  if (!editor) return ofFolder;
  const { document, selection } = editor;
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const base = path.slice(path.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  const selected = document.getText(selection);
  return {
    ...ofFolder,
    file: path,
    relativeFile: path,
    fileBasename: base,
    fileBasenameNoExtension: dot > 0 ? base.slice(0, dot) : base,
    fileDirname: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
    lineNumber: String(selection.active.line + 1),
    selection: selected,
    selectedText: selected,
  };
}
