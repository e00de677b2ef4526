import { type Connection, ProgressType } from 'vscode-languageserver/node';
import type { HostAnswerEvent, HostModels, HostRequest } from '../core/model/hostModels';
import { type LmListResult, type LmSendResult, Method, type TextDelta } from '../protocol/engine';
import { abortError, throwIfAborted } from '../util/abort';
import { AsyncQueue } from '../util/asyncQueue';
import { withCancellationToken } from './cancellation';

/** Milliseconds for which an answer may rest, and for which a completion may wait for its first text. */
const STALL_MS = 60_000;

const textProgress = new ProgressType<TextDelta>();

/** The models that the editor at the other end of the connection lends. */
export function createHostModels(connection: Connection): HostModels {
  let nextToken = 1;
  return {
    list: (signal) =>
      withCancellationToken(signal, async (token) => {
        const { models } = await connection.sendRequest<LmListResult>(Method.lmList, {}, token);
        throwIfAborted(signal);
        return models;
      }),
    send: (request, signal) => send(connection, request, { token: `lm-${nextToken++}`, signal }),
  };
}

async function* send(
  connection: Connection,
  request: HostRequest,
  { token: partialResultToken, signal }: { readonly token: string; readonly signal: AbortSignal },
): AsyncGenerator<HostAnswerEvent, void, undefined> {
  throwIfAborted(signal);
  const events = new AsyncQueue<HostAnswerEvent>();
  const abort = () => events.fail(abortError());
  signal.addEventListener('abort', abort);
  const listener = connection.onProgress(textProgress, partialResultToken, ({ text }) =>
    events.push({ type: 'text', text }),
  );
  withCancellationToken(signal, (token) =>
    connection.sendRequest<LmSendResult>(Method.lmSend, { ...request, partialResultToken }, token),
  ).then(
    (end) => events.push({ type: 'end', end }),
    (error: unknown) => events.fail(error),
  );
  try {
    // Before the first text VS Code may be asking the person, who can take their time and can stop.
    let limitMs = request.isAsked ? Infinity : STALL_MS;
    for (;;) {
      const event = (await events.next(limitMs)) ?? STALLED;
      yield event;
      if (event.type === 'end') return;
      limitMs = STALL_MS;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    listener.dispose();
  }
}

const STALLED: HostAnswerEvent = {
  type: 'end',
  end: { toolCalls: [], failure: { code: 'Stalled', message: '' } },
};
