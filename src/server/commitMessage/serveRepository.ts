import type { CancellationToken } from 'vscode-languageserver/node';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { toResponseError } from '../expectedError';
import { describeGitError } from '../features/commitFailures';
import { repositoryRoot } from './commitWork';

/** Answers a request about one repository, whose root folder it names; git's failures become words for the person. */
// The task names the type of its parameters, as a handler of the connection does.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function serveRepository<P extends { readonly repositoryUri: string }>(
  context: Pick<EngineContext, 'connection' | 'workspace'>,
  method: string,
  task: (params: P, root: string, signal: AbortSignal) => Promise<unknown>,
): void {
  context.connection.onRequest(method, (params: P, token: CancellationToken) =>
    withAbortSignal(token, async (signal) => {
      const root = repositoryRoot(context, params.repositoryUri);
      return task(params, root, signal).catch((error: unknown) => {
        throw describeGitError(error, root);
      });
    }).catch(toResponseError),
  );
}
