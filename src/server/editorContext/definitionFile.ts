import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { languageIdOfPath, pathOfUri } from '../workspaceIndex/documentId';
import { skipReasonOfName } from '../workspaceIndex/skipReason';
import { readTextFile } from '../workspaceIndex/textFile';
import { walkPath } from '../workspaceIndex/workspaceWalker';
import { isLibraryFile } from './libraryFiles';

export interface DefinitionFileRules {
  /** Paths of the workspace folders. */
  readonly roots: () => readonly string[];
  readonly findExclusion: FindFileExclusion;
  /** Whether files in a language may be sent. */
  readonly isEnabled: (languageId: string) => boolean;
}

/** No definition is looked for in what a folder in a file's place holds. */
const ONE_FILE = { entries: 1, files: 1, depth: 0 };

/**
 * Reads a closed file in which a language server found a definition. It must be one that a walk through the workspace
 * finds, or belong to a library, with its links resolved; any other file of the person's computer is not looked into.
 * Returns undefined for those, for what is excluded, and for what is no source text.
 */
export async function readDefinitionFile(
  uri: string,
  { roots, findExclusion, isEnabled }: DefinitionFileRules,
  signal: AbortSignal,
): Promise<string | undefined> {
  const path = pathOfUri(uri);
  if (path === undefined || !isEnabled(languageIdOfPath(path)) || (await findExclusion(uri)))
    return undefined;
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined || skipReasonOfName(basename(target)) !== undefined) return undefined;
  if (!isLibraryFile(target) && !(await isInWorkspace(target, roots(), signal))) return undefined;
  const file = await readTextFile(target);
  return 'skipped' in file ? undefined : file.text;
}

async function isInWorkspace(path: string, roots: readonly string[], signal: AbortSignal): Promise<boolean> {
  for await (const found of walkPath(path, { roots, onSkip() {}, limits: ONE_FILE }, signal)) {
    if (found.path === path) return true;
  }
  return false;
}
