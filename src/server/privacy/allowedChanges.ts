import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileChange } from '../../core/commit/change';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';

/** The changed files of a repository of which something may be sent, under their old names too. */
export async function allowedChanges(
  files: readonly FileChange[],
  root: string,
  findExclusion: FindFileExclusion,
): Promise<readonly FileChange[]> {
  const isAllowed = async ({ path, oldPath = path }: FileChange) => {
    const uris = [path, oldPath].map((each) => pathToFileURL(join(root, each)).href);
    const exclusions = await Promise.all(uris.map((uri) => findExclusion(uri)));
    return exclusions.every((exclusion) => exclusion === undefined);
  };
  const allowed = await Promise.all(files.map(isAllowed));
  return files.filter((_, index) => allowed[index]);
}
