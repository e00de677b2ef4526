import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileChange } from '../../core/commit/change';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';

export interface AllowedFiles {
  /** The files that may be sent. */
  readonly files: readonly FileChange[];
  /** Their URIs, for the gate. */
  readonly uris: readonly string[];
}

/** Leaves out the files of a change that nothing may be sent of, under their old names too. */
export async function allowedFiles(
  files: readonly FileChange[],
  root: string,
  findExclusion: FindFileExclusion,
): Promise<AllowedFiles> {
  const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
  const isAllowed = async ({ path, oldPath }: FileChange) => {
    const names = [path, ...(oldPath === undefined ? [] : [oldPath])];
    const exclusions = await Promise.all(names.map((each) => findExclusion(uriOf(each))));
    return exclusions.every((exclusion) => exclusion === undefined);
  };
  const allowed = await Promise.all(files.map(isAllowed));
  const kept = files.filter((_, index) => allowed[index]);
  return { files: kept, uris: kept.map(({ path }) => uriOf(path)) };
}
