import { join } from 'node:path';
import type { OperationKind, RepositoryState } from '../core/commit/gitPort';
import { readSmallFile } from './smallFile';

/** The file that says what git is in the middle of, and the file that holds the message it has prepared. */
const OPERATIONS: readonly (readonly [OperationKind, marker: string, message: string])[] = [
  ['merge', 'MERGE_HEAD', 'MERGE_MSG'],
  ['cherryPick', 'CHERRY_PICK_HEAD', 'MERGE_MSG'],
  ['revert', 'REVERT_HEAD', 'MERGE_MSG'],
  ['rebase', 'REBASE_HEAD', 'MERGE_MSG'],
  ['rebase', 'rebase-apply/applying', 'rebase-apply/final-commit'],
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

function withoutComments(message: string): string {
  return message
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim();
}
