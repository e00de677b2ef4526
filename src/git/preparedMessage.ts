import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationKind, RepositoryState } from '../core/commit/gitPort';

/** Bytes of a prepared message that are read. */
const MOST_BYTES = 64 * 1024;

/** The file that says what git is in the middle of, and the file that holds the message it has prepared. */
const OPERATIONS: readonly (readonly [OperationKind, marker: string, message: string])[] = [
  ['merge', 'MERGE_HEAD', 'MERGE_MSG'],
  ['cherryPick', 'CHERRY_PICK_HEAD', 'MERGE_MSG'],
  ['revert', 'REVERT_HEAD', 'MERGE_MSG'],
  ['squash', 'SQUASH_MSG', 'SQUASH_MSG'],
];

/** What git is in the middle of, with its prepared message; undefined when nothing is. */
export async function readOperation(gitFolder: string): Promise<RepositoryState['operation']> {
  for (const [kind, marker, file] of OPERATIONS) {
    if ((await readSmallFile(join(gitFolder, marker))) === undefined) continue;
    const message = (await readSmallFile(join(gitFolder, file))) ?? '';
    return { kind, message: withoutComments(message) };
  }
  return undefined;
}

/** A regular file's text; undefined when there is none. A link is not followed: it could lead to any secret. */
async function readSmallFile(path: string): Promise<string | undefined> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

function withoutComments(message: string): string {
  return message
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim();
}
