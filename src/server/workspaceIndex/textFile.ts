import { type FileHandle, constants, open } from 'node:fs/promises';
import { splitLines } from '../../core/ngram/documents';
import type { SkipReason } from './skipReason';

/** Files beyond this are not source text that a person works on. Bytes. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** A NUL byte this near the start makes a file binary; git looks at as many bytes. */
const SNIFFED_BYTES = 8_000;
/** Lines of minified code are longer on average; single long ones the model leaves out itself. UTF-16 units. */
const MAX_MEAN_LINE_UNITS = 300;

/** What tells that a file has not changed since it was read. */
export interface FileStamp {
  /** Milliseconds since 1970, with fractions where the file system has them. */
  readonly mtimeMs: number;
  /** Bytes. */
  readonly size: number;
}

export interface TextFile extends FileStamp {
  readonly text: string;
}

/**
 * Reads a file of source text: UTF-8, or UTF-16 with a byte order mark.
 * Never follows a link, and never waits on a pipe that was put in a file's place.
 * Returns the reason when the file is no such text, cannot be read, or is gone.
 */
export async function readTextFile(path: string): Promise<TextFile | { readonly skipped: SkipReason }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    const { mtimeMs, size } = stats;
    if (!stats.isFile()) return { skipped: 'not readable' };
    if (size > MAX_FILE_BYTES) return { skipped: 'too large' };
    const text = decodeText(await readBytes(handle, size));
    if (text === undefined) return { skipped: 'binary' };
    return hasLongLines(text) ? { skipped: 'lines too long' } : { text, mtimeMs, size };
  } catch (error) {
    return { skipped: isMissing(error) ? 'vanished' : 'not readable' };
  } finally {
    await handle?.close();
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Reads at most `size` bytes: a file that grows meanwhile is cut there, and its changed stamp has it read again. */
async function readBytes(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** Text from bytes, without its byte order mark; undefined for what is not text. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
      return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff)
      return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    if (bytes.subarray(0, SNIFFED_BYTES).includes(0)) return undefined;
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether lines are so long on average as only a program writes them. */
export function hasLongLines(text: string): boolean {
  return text.length > splitLines(text).length * MAX_MEAN_LINE_UNITS;
}
