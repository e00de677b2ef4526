import { type FilePatch, PatchParser } from '../core/commit/diffParser';
import { fileKind, isSummarisedKind } from '../core/commit/fileKind';
import type { OutputReader } from './runGit';
import { decodeTexts, decodeUtf8 } from './textEncoding';

/** UTF-16 units of the hunks that are kept of a whole patch, and of one of its files at least and at most. */
const MOST_OF_ALL = 2 * 1024 * 1024;
const LEAST_OF_FILE = 4 * 1024;
const MOST_OF_FILE = 256 * 1024;

/**
 * Reads a patch as git prints it, so that no more of it is in memory than what is kept.
 * @param fileCount files in the patch, among which the room is shared
 */
export function patchReader(fileCount: number): OutputReader<readonly FilePatch[]> {
  const parser = new PatchParser({
    mostOfFile: Math.max(LEAST_OF_FILE, Math.min(MOST_OF_FILE, Math.floor(MOST_OF_ALL / fileCount))),
    mostOfAll: MOST_OF_ALL,
    // Git is not asked for them; should it print one all the same, its lines are not kept.
    isLeftOut: (path) => isSummarisedKind(fileKind(path)),
    decodePath: decodeUtf8,
    decodeTexts,
  });
  return {
    // One unit for each byte: what encoding a file has can be told only when all of it is there.
    push: (chunk) => parser.push(chunk.toString('latin1')),
    isFull: () => false,
    end: () => parser.end(),
  };
}
