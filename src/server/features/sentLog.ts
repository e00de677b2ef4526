import { Method, type SentListResult } from '../../protocol/engine';
import type { EngineContext } from '../engineContext';

/** Milliseconds between two `changed` notifications, so that a burst of requests costs one. */
const NOTIFY_INTERVAL_MS = 250;

/** Serves the log of what was sent. */
export function registerSentLog({ connection, sentLog, disposables }: EngineContext): void {
  connection.onRequest(Method.sentList, (): SentListResult => ({ entries: sentLog.entries }));
  connection.onRequest(Method.sentClear, () => {
    sentLog.clear();
    return null;
  });
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
