import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileChange, SYMLINK_MODE } from '../core/commit/change';
import { decodeTexts } from './textEncoding';

/** Bytes of an untracked file whose content is read; a larger one is only named. */
const MOST_BYTES = 256 * 1024;

/** An untracked file by its name alone. */
export function untrackedFile(path: string): FileChange {
  return {
    path,
    status: 'untracked',
    oldMode: '000000',
    newMode: '100644',
    isBinary: false,
    addedLines: 0,
    deletedLines: 0,
    hunks: [],
  };
}

/**
 * An untracked file as a change that adds it. A link is never followed and a large or binary file not read. Undefined
 * when the file is gone, or is a folder with a repository of its own.
 */
export async function readUntracked(root: string, path: string): Promise<FileChange | undefined> {
  const file = untrackedFile(path);
  try {
    const stats = await lstat(join(root, path));
    if (stats.isSymbolicLink()) return { ...file, newMode: SYMLINK_MODE };
    if (!stats.isFile()) return undefined;
    const newMode = (stats.mode & 0o100) === 0 ? '100644' : '100755';
    const lines = stats.size > MOST_BYTES ? undefined : await readLines(join(root, path));
    if (!lines) return { ...file, newMode, isBinary: true };
    const hunk = { context: '', oldStart: 0, newStart: 1, lines: lines.map((line) => `+${line}`) };
    return { ...file, newMode, addedLines: lines.length, hunks: lines.length === 0 ? [] : [hunk] };
  } catch {
    return undefined;
  }
}

/** The lines of a text file; undefined when it is binary, which git too tells by a NUL byte in its beginning. */
async function readLines(path: string): Promise<string[] | undefined> {
  const content = await readFile(path);
  const wide = wideEncoding(content);
  if (wide === undefined && content.subarray(0, 8_000).includes(0)) return undefined;
  const [text = ''] =
    wide === undefined ? decodeTexts([content.toString('latin1')]) : [new TextDecoder(wide).decode(content)];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** UTF-16, told by its byte order mark: with the attribute `working-tree-encoding` git takes such a file for text. */
function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
