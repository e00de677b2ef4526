import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { isProtectedFile } from '../../core/apply/protectedFiles';

/** A file that a block is for. */
export interface Target {
  readonly uri: vscode.Uri;
  /** Relative to its workspace folder. */
  readonly path: string;
  /** Where the file really is, with links followed, where that is elsewhere than its path says. */
  readonly resolvedPath: string | undefined;
  readonly isNew: boolean;
  /** A change of it is asked for each time; see `core/apply/protectedFiles`. */
  readonly isProtected: boolean;
}

/** Why there is no such file, in words. */
export interface NoTarget {
  readonly problem: string;
}

/** The file that a path of a model's means: in the workspace, links followed, and never outside of it. */
export async function resolveTarget(written: string): Promise<Target | NoTarget> {
  const path = written
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    return {
      problem: vscode.l10n.t('No folder is open, so there is no file {0}. Open a folder first.', written),
    };
  // A drive's letter is no scheme; everything else with a colon near its beginning may be one.
  if (/^[a-z][a-z0-9+.-]+:/i.test(path) || path === '' || path.includes('\0')) return outside(written);
  for (const folder of folders) {
    const found = await findIn(folder, path, folders.length > 1);
    if (found) return found;
  }
  const byName = isAbsolute(path) || path.split('/').includes('..') ? [] : await findByEnd(path);
  const [only] = byName;
  if (only && byName.length === 1) return describeTarget(only, false);
  if (byName.length > 1)
    return {
      problem: vscode.l10n.t(
        'There are several files {0}. Open the one that is meant, and apply the code to it.',
        path,
      ),
    };
  const [first] = folders;
  if (!first || isAbsolute(path)) return outside(written);
  return describeTarget(vscode.Uri.joinPath(first.uri, path), true);
}

/** The file of a document that is open. */
export function targetOfDocument(document: vscode.TextDocument): Promise<Target | NoTarget> {
  if (document.uri.scheme === 'file') return describeTarget(document.uri, false);
  const path = vscode.workspace.asRelativePath(document.uri);
  return Promise.resolve({
    uri: document.uri,
    path,
    resolvedPath: undefined,
    isNew: false,
    isProtected: isProtectedFile(path),
  });
}

/** Looks at a target again: what it means may have changed since it was shown. */
export async function recheckTarget(target: Target): Promise<Target | NoTarget> {
  return target.uri.scheme === 'file' ? describeTarget(target.uri, target.isNew) : target;
}

async function findIn(
  folder: vscode.WorkspaceFolder,
  path: string,
  hasSeveral: boolean,
): Promise<Target | NoTarget | undefined> {
  const names =
    hasSeveral && path.startsWith(`${folder.name}/`) ? [path.slice(folder.name.length + 1), path] : [path];
  for (const name of names) {
    const uri = isAbsolute(name) ? folder.uri.with({ path: name }) : vscode.Uri.joinPath(folder.uri, name);
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) !== 0) return await describeTarget(uri, false);
    } catch {
      // Not there: another folder or another name may have it.
    }
  }
  return undefined;
}

const MOST_FOUND = 3;

async function findByEnd(path: string): Promise<readonly vscode.Uri[]> {
  const escaped = path.replace(/[[\]{}*?]/g, '[$&]');
  return vscode.workspace.findFiles(`**/${escaped}`, '**/node_modules/**', MOST_FOUND);
}

/** Follows links, and refuses what is not inside of a workspace folder then. */
async function describeTarget(uri: vscode.Uri, isNew: boolean): Promise<Target | NoTarget> {
  const path = vscode.workspace.asRelativePath(uri, false);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return outside(uri.fsPath);
  if (uri.scheme !== 'file')
    return { uri, path, resolvedPath: undefined, isNew, isProtected: isProtectedFile(path) };
  const root = await realpath(folder.uri.fsPath);
  const real = await realPathOf(uri.fsPath);
  if (real === undefined || !isInside(root, real)) return outside(uri.fsPath);
  const inFolder = relative(root, real).split(sep).join('/');
  const isLink = inFolder !== relative(folder.uri.fsPath, uri.fsPath).split(sep).join('/');
  return {
    uri,
    path,
    resolvedPath: isLink ? real : undefined,
    isNew,
    isProtected: isProtectedFile(inFolder) || isProtectedFile(path),
  };
}

/** The path with all links followed; of a file that is not there yet, the folder's that it will be in. */
async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    const folder = dirname(path);
    // A link that leads nowhere is there all the same, and would be followed when it is written to.
    if (folder === path || (await isLinkToNothing(path))) return undefined;
    const real = await realPathOf(folder);
    return real === undefined ? undefined : join(real, basename(path));
  }
}

async function isLinkToNothing(path: string): Promise<boolean> {
  const { lstat } = await import('node:fs/promises');
  try {
    await lstat(path);
  } catch {
    return false;
  }
  return stat(path).then(
    () => false,
    () => true,
  );
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith(`..${sep}`) && way !== '..' && !isAbsolute(way);
}

function outside(path: string): NoTarget {
  return {
    problem: vscode.l10n.t('{0} is not in this workspace, so nothing is written there.', path),
  };
}
