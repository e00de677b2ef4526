import type { CancellationToken } from 'vscode-languageserver/node';
import {
  type SentEntryData,
  type SentGetParams,
  type SentGetResult,
  type SentListParams,
  type SentListResult,
  Method,
} from '../../protocol/engine';
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
    const search = async (signal: AbortSignal): Promise<SentListResult> => {
      const page = await sentHistory.search(params ?? {}, signal);
      return params?.withoutBodies === true ? { ...page, entries: page.entries.map(withoutBodies) } : page;
    };
    return withAbortSignal(token, search).catch(toResponseError);
  });
  connection.onRequest(Method.sentGet, ({ id }: SentGetParams, token: CancellationToken) => {
    const find = async (signal: AbortSignal): Promise<SentGetResult> => ({
      entry: (await sentHistory.get(id, signal)) ?? null,
    });
    return withAbortSignal(token, find).catch(toResponseError);
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

function withoutBodies(entry: SentEntryData): SentEntryData {
  return { ...entry, wire: entry.wire.map((request) => ({ ...request, body: '' })) };
}
