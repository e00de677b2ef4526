import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import type { ChatTurnParams, ChatTurnResult } from '../../protocol/chat';
import { Method, type TextDelta } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import { createImageSight } from '../chat/imageSight';
import { SummaryRest } from '../chat/summaryRest';
import { type TurnServices, runTurn } from '../chat/turn';
import type { EngineContext } from '../engineContext';
import { toResponseError } from '../expectedError';
import { DeltaStream } from './deltaStream';

const textProgress = new ProgressType<TextDelta>();

/** Serves the turns of a conversation. */
export function registerChat(context: EngineContext): void {
  const imageSight = createImageSight();
  const summaryRest = new SummaryRest(context.clock);
  context.connection.onRequest(Method.chatTurn, (params: ChatTurnParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => answer({ context, imageSight, summaryRest }, params, signal)).catch(
      toResponseError,
    ),
  );
}

async function answer(
  services: Omit<TurnServices, 'onText'>,
  params: ChatTurnParams,
  signal: AbortSignal,
): Promise<ChatTurnResult> {
  const deltas = new DeltaStream((delta) => {
    void services.context.connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    const onText = (text: string, isReasoning: boolean) => deltas.push(text, isReasoning);
    return await runTurn({ ...services, onText }, params, signal);
  } finally {
    deltas.end();
  }
}
