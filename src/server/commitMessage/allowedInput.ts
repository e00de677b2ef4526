import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileChange } from '../../core/commit/change';
import type { CommitInput } from '../../core/commit/commitInput';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';

export interface AllowedInput {
  /** What may be sent; possibly no file. */
  readonly input: CommitInput;
  /** The URIs of all files whose text is in it, for the gate. */
  readonly uris: readonly string[];
  /** The URI of a file by its path in the repository. */
  readonly uriOf: (path: string) => string;
}

/**
 * Leaves out the files that nothing may be sent of: of the change, under their old names too, and the documents and the
 * template that go with it.
 */
export async function allowedInput(
  input: CommitInput,
  root: string,
  findExclusion: FindFileExclusion,
): Promise<AllowedInput> {
  const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
  const isAllowed = async (...paths: readonly string[]) => {
    const exclusions = await Promise.all(paths.map((path) => findExclusion(uriOf(path))));
    return exclusions.every((exclusion) => exclusion === undefined);
  };
  const allowed = await Promise.all(input.files.map((file) => isAllowed(...pathsOf(file))));
  const files = input.files.filter((_, index) => allowed[index]);
  const { guidance: documents, template, ...rest } = input.conventions;
  const readable = await Promise.all(documents.map(({ path }) => isAllowed(path)));
  const guidance = documents.filter((_, index) => readable[index]);
  const usable = template?.path === undefined || (await isAllowed(template.path)) ? template : undefined;
  const beside = usable?.path === undefined ? guidance : [...guidance, { path: usable.path }];
  return {
    input: { ...input, files, conventions: { ...rest, guidance, ...(usable && { template: usable }) } },
    uris: [...files, ...beside].map(({ path }) => uriOf(path)),
    uriOf,
  };
}

function pathsOf({ path, oldPath }: FileChange): string[] {
  return oldPath === undefined ? [path] : [path, oldPath];
}
