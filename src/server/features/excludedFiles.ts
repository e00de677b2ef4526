import {
  type ExcludedFile,
  type FilesExcludedParams,
  type FilesExcludedResult,
  Method,
} from '../../protocol/engine';
import type { EngineContext } from '../engineContext';
import { describeExclusion } from '../privacy/excludedFilesRule';

/** Tells the editor which files nothing may be sent of, so that it can show so before the person sends something. */
export function registerExcludedFiles({ connection, findExclusion, workspace }: EngineContext): void {
  const explain = async (uri: string): Promise<ExcludedFile[]> => {
    const exclusion = await findExclusion(uri);
    return exclusion ? [{ uri, reason: describeExclusion(workspace.relativePath(uri), exclusion) }] : [];
  };
  connection.onRequest(
    Method.filesExcluded,
    async ({ uris }: FilesExcludedParams): Promise<FilesExcludedResult> => ({
      excluded: (await Promise.all(uris.map(explain))).flat(),
    }),
  );
}
