import { type FilePatch, type PatchOptions, PatchParser } from '../core/commit/diffParser';
import type { OutputReader } from './runGit';
import { decodeTexts, decodeUtf8 } from './textEncoding';

/** UTF-16 units of the hunks that are kept of one file, and of one patch. */
const MOST_OF_FILE = 256 * 1024;
const MOST_OF_ALL = 8 * 1024 * 1024;

/** Reads a patch as git prints it, so that no more of it is in memory than what is kept. */
export function patchReader(
  options: Pick<PatchOptions, 'mostOfAll' | 'mostOfFile'> = {},
): OutputReader<readonly FilePatch[]> {
  const parser = new PatchParser({
    mostOfFile: MOST_OF_FILE,
    mostOfAll: MOST_OF_ALL,
    decodePath: decodeUtf8,
    decodeTexts,
    ...options,
  });
  return {
    // One unit for each byte: what encoding a file has can be told only when all of it is there.
    push: (chunk) => parser.push(chunk.toString('latin1')),
    isFull: () => false,
    end: () => parser.end(),
  };
}
