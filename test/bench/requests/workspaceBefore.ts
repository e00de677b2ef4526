/** The workspace model as it stands before a commit is typed: it has read the repository at the commit's parent. */
import { spawnSync } from 'node:child_process';
import { createWorkspaceModel, type WorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import { documentId, languageIdOfPath } from '../../../src/server/workspaceIndex/documentId';
import { MAX_MEMORY_BYTES } from '../ngram/repositoryModel';
import { isIndexed, LARGEST_FILE } from '../ngram/corpus';

const MOST_BYTES = 1_000_000_000;
/** Lines on which the model calibrates itself, as the engine has it do after indexing. */
const TRIALS = 300;

/**
 * Learns the files of the parent of a commit. None of them knows what the commit writes.
 * @param uriOf the URI under which a file of the repository is open in the editor
 */
export function learnWorkspaceBefore(
  repository: string,
  commit: string,
  uriOf: (path: string) => string,
): WorkspaceModel {
  const model = createWorkspaceModel({ maxMemoryBytes: MAX_MEMORY_BYTES });
  for (const [path, text] of readTree(repository, `${commit}^`))
    model.setDocument(documentId(uriOf(path)), text, languageIdOfPath(path));
  model.indexSlice(Infinity);
  model.calibrate(TRIALS);
  return model;
}

/** The files of a commit that the workspace model reads, with their texts. */
function readTree(repository: string, commit: string): [string, string][] {
  const paths = git(repository, ['ls-tree', '-r', '-z', '--name-only', commit])
    .toString()
    .split('\0')
    .filter(isIndexed);
  const input = paths.map((path) => `${commit}:${path}\n`).join('');
  const output = git(repository, ['cat-file', '--batch'], input);
  const files: [string, string][] = [];
  let at = 0;
  for (const path of paths) {
    const headerEnd = output.indexOf(10, at);
    const [, kind, size = '0'] = output.toString('utf8', at, headerEnd).split(' ');
    at = headerEnd + 1;
    if (kind !== 'blob') continue;
    const text = output.toString('utf8', at, at + Number(size));
    at += Number(size) + 1;
    if (text.length <= LARGEST_FILE && !text.includes('\0')) files.push([path, text]);
  }
  return files;
}

function git(repository: string, args: readonly string[], input = ''): Buffer {
  const { stdout, status, stderr } = spawnSync('git', ['-C', repository, ...args], {
    input,
    maxBuffer: MOST_BYTES,
  });
  if (status !== 0) throw new Error(`git could not read ${repository}: ${stderr.toString()}`);
  return stdout;
}
