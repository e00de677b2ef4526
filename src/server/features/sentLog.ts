import type { CancellationToken } from 'vscode-languageserver/node';
import { Method, type SentListParams, type SentListResult } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { toResponseError } from '../expectedError';

/** Milliseconds between two `changed` notifications, so that a burst of requests costs one. */
const NOTIFY_INTERVAL_MS = 250;

/** JSON-RPC hands over no parameters where the editor sent none. */
type SentListArguments = [CancellationToken] | [SentListParams | null, CancellationToken];

/** Serves the log of what was sent. */
export function registerSentLog({ connection, sentLog, sentHistory, disposables }: EngineContext): void {
  connection.onRequest(Method.sentList, (...given: SentListArguments) => {
    const [params, token] = given.length === 1 ? [null, given[0]] : given;
    const search = (signal: AbortSignal): Promise<SentListResult> => sentHistory.search(params ?? {}, signal);
    return withAbortSignal(token, search).catch(toResponseError);
  });
  connection.onRequest(Method.sentClear, () => sentHistory.clear().then(() => null));
  let pending: NodeJS.Timeout | undefined;
  disposables.add(
    sentLog.onDidChange(() => {
      pending ??= setTimeout(() => {
        pending = undefined;
        void connection.sendNotification(Method.sentChanged);
      }, NOTIFY_INTERVAL_MS);
    }),
  );
  disposables.add({ dispose: () => clearTimeout(pending) });
}
