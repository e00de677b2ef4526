import { realpath } from 'node:fs/promises';
import { isAbsolute, posix, relative, sep } from 'node:path';
import * as vscode from 'vscode';

/**
 * A file that a model or a page names, if it is in the workspace: a path relative to one of its folders, with or without
 * that folder's name in front, or an absolute one in it. Links that lead out of it count as outside. Undefined where
 * there is no such place; the file itself need not exist.
 */
export async function findInWorkspace(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = folders.flatMap((folder) => pathsIn(folder, path));
  let possible: vscode.Uri | undefined;
  for (const { folder, uri } of candidates) {
    if (!(await isInside(folder.uri, uri))) continue;
    possible ??= uri;
    if (await exists(uri)) return uri;
  }
  return possible;
}

function pathsIn(
  folder: vscode.WorkspaceFolder,
  path: string,
): { readonly folder: vscode.WorkspaceFolder; readonly uri: vscode.Uri }[] {
  const clean = posix.normalize(
    path
      .trim()
      .replaceAll('\\', '/')
      .replace(/^file:\/\//, ''),
  );
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  const parts = clean.startsWith(root) ? [clean.slice(root.length)] : isAbsolute(clean) ? [] : [clean];
  const named = clean.startsWith(`${folder.name}/`) ? [clean.slice(folder.name.length + 1)] : [];
  return [...parts, ...named]
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !part.startsWith('../'))
    .map((part) => ({ folder, uri: vscode.Uri.joinPath(folder.uri, part) }));
}

/** Compares what the links of the nearest existing folder lead to: a link in the workspace may lead out of it. */
async function isInside(folder: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
  if (folder.scheme !== 'file') return true;
  const root = await realpath(folder.fsPath).catch(() => folder.fsPath);
  for (let place = uri; ; place = vscode.Uri.joinPath(place, '..')) {
    const real = await realpath(place.fsPath).catch(() => undefined);
    if (real !== undefined) {
      const way = relative(root, real);
      return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
    }
    if (vscode.Uri.joinPath(place, '..').path === place.path) return false;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
