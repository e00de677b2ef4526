import type { Dirent, Stats } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { throwIfAborted } from '../../util/abort';
import { type IgnoreScope, enterFolder, isIgnored, scopeAbove } from './gitIgnore';
import { type SkipReason, isSkippedFolder, skipReasonOfName } from './skipReason';
import { type FileStamp, MAX_FILE_BYTES, isMissing } from './textFile';

/** A file that may hold source text, as far as its name, size and the ignore rules tell. */
export interface FoundFile extends FileStamp {
  readonly path: string;
}

export interface WalkOptions {
  /** Paths of the workspace folders. One that lies in another is walked once, as itself. */
  readonly roots: readonly string[];
  /** Told of every file and folder that is left out. */
  readonly onSkip: (reason: SkipReason) => void;
  readonly limits?: WalkLimits;
}

/** What bounds the cost of a walk, whatever the tree looks like. */
export interface WalkLimits {
  /** Files and folders looked at, those included that are left out. */
  readonly entries: number;
  /** Files found. */
  readonly files: number;
  /** Folders below a workspace folder. */
  readonly depth: number;
}

const DEFAULT_LIMITS: WalkLimits = { entries: 200_000, files: 20_000, depth: 50 };

interface Folder {
  readonly path: string;
  readonly depth: number;
  readonly scope: IgnoreScope | undefined;
}

/**
 * Finds the files of a workspace, those nearest to its folders first, so that a limit cuts off the deepest.
 * Symbolic links are never followed: what they lead to in the workspace is found where it lies, and what is outside is
 * not the workspace's. One folder is open at a time. Folders and files that cannot be read are told to `onSkip`.
 */
export async function* walkWorkspace(
  options: WalkOptions,
  signal: AbortSignal,
): AsyncGenerator<FoundFile, void, undefined> {
  const { roots, onSkip, limits = DEFAULT_LIMITS } = options;
  const folders: Folder[] = [];
  for (const path of new Set(roots)) folders.push({ path, depth: 0, scope: await scopeAbove(path) });
  yield* walkFolders(folders, { roots, onSkip, limits }, signal);
}

/**
 * Finds what is at a path that has just changed: the file itself, or all files of a folder.
 * Finds nothing where a walk would not have come by.
 */
export async function* walkPath(
  path: string,
  options: WalkOptions,
  signal: AbortSignal,
): AsyncGenerator<FoundFile, void, undefined> {
  const { roots, onSkip, limits = DEFAULT_LIMITS } = options;
  const root = longestRoot(path, roots);
  if (root === undefined || !(await isReachedWithoutLinks(root, path))) return;
  const parent = await enterParents(root, path);
  throwIfAborted(signal);
  if (parent === undefined) return;
  const stats = await lstat(path).catch(() => undefined);
  throwIfAborted(signal);
  if (stats === undefined) return;
  const kind = kindOf(stats);
  if (kind === undefined || skipReason({ name: basename(path), path, kind }, parent.scope) !== undefined)
    return;
  const { mtimeMs, size } = stats;
  if (kind === 'folder') yield* walkFolders([{ ...parent, path }], { roots, onSkip, limits }, signal);
  else if (size <= MAX_FILE_BYTES) yield { path, mtimeMs, size };
}

async function* walkFolders(
  start: readonly Folder[],
  options: Required<WalkOptions>,
  signal: AbortSignal,
): AsyncGenerator<FoundFile, void, undefined> {
  const left = { entries: options.limits.entries, files: options.limits.files };
  let level = start;
  while (level.length > 0) {
    const below: Folder[] = [];
    for (const folder of level) {
      for await (const found of walkFolder(folder, { ...options, left, below }, signal)) {
        if (--left.files < 0) break;
        yield found;
      }
      if (left.entries < 0 || left.files < 0) {
        options.onSkip('walk cut short at the file limit');
        return;
      }
    }
    level = below;
  }
}

interface FolderWalk extends Required<WalkOptions> {
  /** What the limits leave; below zero once they are passed. */
  readonly left: { entries: number };
  /** Where the folders in this one are added. */
  readonly below: Folder[];
}

/** Finds the files of one folder. */
async function* walkFolder(
  folder: Folder,
  { roots, onSkip, limits, left, below }: FolderWalk,
  signal: AbortSignal,
): AsyncGenerator<FoundFile, void, undefined> {
  const scope = await enterFolder(folder.path, folder.scope);
  for await (const entry of readFolder(folder.path, onSkip)) {
    throwIfAborted(signal);
    if (--left.entries < 0) return;
    const path = join(folder.path, entry.name);
    const kind = kindOf(entry);
    if (kind === undefined || (kind === 'folder' && roots.includes(path))) continue;
    const reason = skipReason({ name: entry.name, path, kind }, scope);
    if (reason !== undefined) onSkip(reason);
    else if (kind === 'file') yield* statFile(path, onSkip);
    else if (folder.depth >= limits.depth) onSkip('nested too deep');
    else below.push({ path, depth: folder.depth + 1, scope });
  }
}

/** The entries of a folder; none when it cannot be read or vanishes meanwhile. */
async function* readFolder(
  path: string,
  onSkip: (reason: SkipReason) => void,
): AsyncGenerator<Dirent, void, undefined> {
  try {
    yield* await opendir(path, { bufferSize: 128 });
  } catch (error) {
    onSkip(isMissing(error) ? 'vanished' : 'not readable');
  }
}

type EntryKind = 'file' | 'folder' | 'link';

/** Undefined for pipes, sockets and devices. */
function kindOf(entry: Dirent | Stats): EntryKind | undefined {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : undefined;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly kind: EntryKind;
}

function skipReason({ name, path, kind }: Entry, scope: IgnoreScope | undefined): SkipReason | undefined {
  if (kind === 'link') return 'symbolic link';
  // In worktrees and submodules `.git` is a file.
  if (isSkippedFolder(name)) return 'dependency or tool folder';
  if (isIgnored(scope, path, kind === 'folder')) return 'ignored by .gitignore';
  return kind === 'file' ? skipReasonOfName(name) : undefined;
}

/** The file, unless it is too large or gone. */
async function* statFile(
  path: string,
  onSkip: (reason: SkipReason) => void,
): AsyncGenerator<FoundFile, void, undefined> {
  try {
    const { mtimeMs, size } = await lstat(path);
    if (size <= MAX_FILE_BYTES) yield { path, mtimeMs, size };
    else onSkip('too large');
  } catch (error) {
    onSkip(isMissing(error) ? 'vanished' : 'not readable');
  }
}

/** The parent folder of a path as a walk from the root would enter it; undefined when it would not. */
async function enterParents(root: string, path: string): Promise<Folder | undefined> {
  let folder = { path: root, depth: 0, scope: await scopeAbove(root) };
  for (const name of relative(root, path).split(sep)) {
    const scope = await enterFolder(folder.path, folder.scope);
    const child = join(folder.path, name);
    if (child === path) return { path: folder.path, depth: folder.depth + 1, scope };
    if (skipReason({ name, path: child, kind: 'folder' }, scope) !== undefined) return undefined;
    folder = { path: child, depth: folder.depth + 1, scope };
  }
  return undefined;
}

function longestRoot(path: string, roots: readonly string[]): string | undefined {
  return roots
    .filter((root) => path.startsWith(root.endsWith(sep) ? root : root + sep))
    .reduce<string | undefined>(
      (longest, root) => (root.length > (longest?.length ?? 0) ? root : longest),
      undefined,
    );
}

async function isReachedWithoutLinks(root: string, path: string): Promise<boolean> {
  try {
    return (await realpath(path)) === join(await realpath(root), relative(root, path));
  } catch {
    return false;
  }
}
