import { opendir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { withoutInvisibleCharacters } from '../../core/text/invisibleCharacters';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { documentIdOfPath } from '../workspaceIndex/documentId';
import { isMissing, readTextFile } from '../workspaceIndex/textFile';

/** A file that was read, or why nothing of it was. */
export type OwnedFile =
  | { readonly uri: string; readonly path: string; readonly text: string }
  | { readonly refused: 'missing' | 'outside' | 'excluded' | 'unreadable' };

/** UTF-16 units of one file; the rest is left out at a line end. */
const LONGEST_TEXT = 32_000;

/**
 * Reads a small text file that a workspace or the person has for Fairwind. Its links are resolved, and what lies outside
 * of `folder` is refused: a repository could otherwise have any file of the machine read. Excluded files are not read.
 * Characters that nobody sees are taken out, since instructions can hide in them ("rules file backdoor").
 * @param folder the workspace folder, or the person's own, as a path
 */
export async function readOwnedFile(
  path: string,
  folder: string,
  findExclusion: FindFileExclusion,
): Promise<OwnedFile> {
  const uri = documentIdOfPath(path);
  let target: string;
  try {
    target = await realpath(path);
    if (!isInside(await realpath(folder), target)) return { refused: 'outside' };
  } catch (error) {
    return { refused: isMissing(error) ? 'missing' : 'unreadable' };
  }
  if (await findExclusion(uri)) return { refused: 'excluded' };
  const file = await readTextFile(target);
  if ('skipped' in file) return { refused: file.skipped === 'vanished' ? 'missing' : 'unreadable' };
  return { uri, path, text: withoutInvisibleCharacters(file.text.replace(/\r\n?/g, '\n')) };
}

/** Cuts a text at a line end so that it has at most `length` UTF-16 units; tells whether it did. */
export function cutText(
  text: string,
  length = LONGEST_TEXT,
): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= length) return { text, isCut: false };
  const end = text.lastIndexOf('\n', length);
  return { text: text.slice(0, end > 0 ? end : length).replace(/[\uD800-\uDBFF]$/, ''), isCut: true };
}

/** Whether a path is in a folder or is the folder itself. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** Folders below the given one that are looked into, and files that are found. */
const DEEPEST = 3;
const MOST_FILES = 100;

/** The files below a folder whose names end so, in their order by path; none where there is no such folder. */
export async function findFiles(folder: string, ending: string): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (at: string, depth: number): Promise<void> => {
    try {
      for await (const entry of await opendir(at)) {
        if (found.length >= MOST_FILES) return;
        const path = join(at, entry.name);
        if (entry.isDirectory() && depth < DEEPEST) await look(path, depth + 1);
        else if (!entry.isDirectory() && entry.name.endsWith(ending)) found.push(path);
      }
    } catch {
      // No such folder, or one that cannot be read: there is nothing of it.
    }
  };
  await look(folder, 0);
  return found.sort();
}
