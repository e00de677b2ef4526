import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CommitInput } from '../../core/commit/commitInput';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { allowedChanges } from '../privacy/allowedChanges';

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
  const isAllowed = async (path: string) => (await findExclusion(uriOf(path))) === undefined;
  const files = await allowedChanges(input.files, root, findExclusion);
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
