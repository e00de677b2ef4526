import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** A `.gitignore` beyond this is not one that a person wrote; its patterns would slow every file down. Bytes. */
const MAX_RULES_BYTES = 128 * 1024;
/** Several `**` in one pattern make its regular expression backtrack without end on deep paths. */
const MAX_DOUBLE_STARS = 3;

/** The patterns that hold from one folder downwards, linked to those of the folders above it. */
export interface IgnoreScope {
  readonly folder: string;
  readonly rules: Ignore;
  readonly above: IgnoreScope | undefined;
}

/**
 * The scope of a folder: `above`, and what the folder itself adds with its `.gitignore`. A folder that is the root of
 * a repository starts anew with that repository's `.git/info/exclude`, as in git.
 * @throws nothing: rules that cannot be read do not hold.
 */
export async function enterFolder(
  folder: string,
  above: IgnoreScope | undefined,
): Promise<IgnoreScope | undefined> {
  const [patterns, repository] = await Promise.all([
    readRules(join(folder, '.gitignore')),
    excludeFileOf(folder),
  ]);
  if (repository === undefined) return withRules(folder, patterns, above);
  return withRules(folder, patterns, withRules(folder, await readRules(repository), undefined));
}

/** The scope that holds for a folder before its own rules: that of the repository it lies in, down to its parent. */
export async function scopeAbove(folder: string): Promise<IgnoreScope | undefined> {
  const parents = parentsInRepository(folder);
  let scope: IgnoreScope | undefined;
  for (const parent of await parents) scope = await enterFolder(parent, scope);
  return scope;
}

/** Whether git would ignore a path in the scope's folder or below it, given that it does not ignore the path's parent. */
export function isIgnored(scope: IgnoreScope | undefined, path: string, isFolder: boolean): boolean {
  for (let at = scope; at !== undefined; at = at.above) {
    const relative = path.slice(at.folder.length + (at.folder.endsWith(sep) ? 0 : 1)).replaceAll(sep, '/');
    const { ignored, unignored } = at.rules.test(isFolder ? `${relative}/` : relative);
    if (unignored) return false;
    if (ignored && !inheritsFromParent(at.rules, relative)) return true;
  }
  return false;
}

/** True when rules ignore a path by its parent alone; a deeper `.gitignore` has then taken the parent back in. */
function inheritsFromParent(rules: Ignore, relative: string): boolean {
  const slash = relative.lastIndexOf('/');
  return slash > 0 && rules.ignores(relative.slice(0, slash + 1));
}

function withRules(
  folder: string,
  patterns: string,
  above: IgnoreScope | undefined,
): IgnoreScope | undefined {
  const usable = patterns
    .split(/\r?\n/)
    .filter((pattern) => pattern.split('**').length - 1 <= MAX_DOUBLE_STARS);
  if (usable.every((pattern) => pattern === '')) return above;
  // The defaults of git's core.ignoreCase.
  const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';
  return { folder, rules: ignore({ ignoreCase }).add(usable), above };
}

async function readRules(path: string): Promise<string> {
  try {
    const stats = await lstat(path);
    // Git does not follow a link here either, and reading a pipe would never end.
    if (!stats.isFile() || stats.size > MAX_RULES_BYTES) return '';
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}

/** Folders from the repository's root down to the parent of `folder`; none outside of a repository. */
async function parentsInRepository(folder: string): Promise<string[]> {
  if (await exists(join(folder, '.git'))) return [];
  const parents: string[] = [];
  for (let at = dirname(folder); ; at = dirname(at)) {
    parents.unshift(at);
    if (await exists(join(at, '.git'))) return parents;
    if (at === dirname(at)) return [];
  }
}

/** Where the repository rooted at `folder` keeps its own ignore patterns; undefined when the folder is no such root. */
async function excludeFileOf(folder: string): Promise<string | undefined> {
  const git = join(folder, '.git');
  try {
    const stats = await lstat(git);
    if (stats.isDirectory()) return join(git, 'info', 'exclude');
    if (!stats.isFile()) return undefined;
    return join(await commonGitFolder(folder, await readFile(git, 'utf8')), 'info', 'exclude');
  } catch {
    return undefined;
  }
}

/** In worktrees and submodules `.git` is a file that names the folder; a worktree's folder names the shared one. */
async function commonGitFolder(folder: string, gitFile: string): Promise<string> {
  const gitFolder = resolve(folder, gitFile.replace(/^gitdir:/, '').trim());
  try {
    return resolve(gitFolder, (await readFile(join(gitFolder, 'commondir'), 'utf8')).trim());
  } catch {
    return gitFolder;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
