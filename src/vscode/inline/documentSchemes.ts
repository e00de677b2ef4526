import type * as vscode from 'vscode';

/** Documents that the engine completes in and follows. Output, diff and Source Control documents are left alone. */
export const DOCUMENT_SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-notebook-cell'];

/** Whether suggestions are made in a document. */
export function isCovered(document: vscode.TextDocument): boolean {
  return DOCUMENT_SCHEMES.includes(document.uri.scheme);
}
