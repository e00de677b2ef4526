import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { throwIfAborted } from '../../util/abort';
import { buildChatMessages } from '../../core/chat/buildChatMessages';
import { ModelError } from '../../core/model/errors';
import { type ChatMessage, modelLabel } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import { type ChatTurnParams, type ChatTurnResult, Method, type TextDelta } from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import { DeltaStream } from './deltaStream';

const textProgress = new ProgressType<TextDelta>();

/** Serves the turns of a conversation: packs it into the model's window and streams the answer back. */
export function registerChat(context: EngineContext): void {
  context.connection.onRequest(Method.chatTurn, (params: ChatTurnParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => answer(context, params, signal)).catch(toResponseError),
  );
}

async function answer(
  { connection, models, status, clock }: EngineContext,
  params: ChatTurnParams,
  signal: AbortSignal,
): Promise<ChatTurnResult> {
  const model = requireModel(models.forRole('chat'));
  const { messages, truncated, fits } = buildChatMessages(params, model.contextTokens);
  if (!fits) throw new ModelError({ kind: 'contextTooLong', model: model.identity });

  const started = clock.now();
  const work = status.begin('chat', model.identity);
  const deltas = new DeltaStream((delta) => {
    void connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    const end = await streamAnswer(model, messages, deltas, signal);
    work.succeed();
    return { model: model.identity, truncated, durationMs: clock.now() - started, ...end };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  } finally {
    deltas.end();
  }
}

/** Streams one answer to the editor and returns how it ended. Reasoning alone is not an answer. */
async function streamAnswer(
  model: GatedModel,
  messages: readonly ChatMessage[],
  deltas: DeltaStream,
  signal: AbortSignal,
): Promise<Pick<ChatTurnResult, 'finishReason' | 'usage'>> {
  let hasText = false;
  let end: Pick<ChatTurnResult, 'finishReason' | 'usage'> = { finishReason: 'stop' };
  for await (const event of model.stream('chat', { kind: 'chat', messages }, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish') {
      end = { finishReason: event.reason, ...(event.usage && { usage: event.usage }) };
    } else if (event.type === 'text' || event.type === 'reasoning') {
      deltas.push(event.text, event.type === 'reasoning');
      hasText ||= event.type === 'text' && event.text.trim() !== '';
    }
  }
  if (!hasText) throw emptyAnswer(model, end.finishReason);
  return end;
}

function emptyAnswer({ identity }: GatedModel, finishReason: ChatTurnResult['finishReason']): EngineError {
  const message =
    finishReason === 'length'
      ? l10n.t(
          '{0} at {1} reached its limit before it wrote an answer. Ask for less, or raise the limit on the server.',
          modelLabel(identity),
          identity.host,
        )
      : l10n.t(
          '{0} at {1} answered with nothing. Try again, or ask in other words.',
          modelLabel(identity),
          identity.host,
        );
  return new EngineError('emptyAnswer', message, identity);
}

function requireModel(model: GatedModel | undefined): GatedModel {
  if (model) return model;
  throw new EngineError(
    'noModel',
    l10n.t(
      'No model is connected for chat. Add one in the setting fairwind.models, or correct fairwind.chat.model.',
    ),
  );
}
