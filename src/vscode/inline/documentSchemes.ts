import type * as vscode from 'vscode';

/** Documents that the engine completes in and follows. Output, diffs and the like are left alone. */
export const DOCUMENT_SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-notebook-cell'];

/** The box for the commit message in Source Control. */
export const COMMIT_BOX = { scheme: 'vscode-scm', language: 'scminput' };

/** Whether suggestions are made in a document. */
export function isCovered(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  return scheme === COMMIT_BOX.scheme || DOCUMENT_SCHEMES.includes(scheme);
}
