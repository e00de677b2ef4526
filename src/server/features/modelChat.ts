import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import type { ToolCall } from '../../core/model/chatMessages';
import { ModelError } from '../../core/model/errors';
import type { GatedModel } from '../../core/privacy/gate';
import { Method, type ModelsChatParams, type ModelsChatResult, type TextDelta } from '../../protocol/engine';
import { throwIfAborted } from '../../util/abort';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { toResponseError } from '../expectedError';
import { DeltaStream } from './deltaStream';
import { findModel } from './modelCheck';

const textProgress = new ProgressType<TextDelta>();

/** Serves connected models to other parts of the editor, which bring their own conversation. */
export function registerModelChat(context: EngineContext): void {
  context.connection.onRequest(Method.modelsChat, (params: ModelsChatParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => answer(context, params, signal)).catch(toResponseError),
  );
}

async function answer(
  { connection, models, status }: EngineContext,
  params: ModelsChatParams,
  signal: AbortSignal,
): Promise<ModelsChatResult> {
  const model = findModel(models.all, params.modelId);
  const work = status.begin('chat', model.identity);
  const deltas = new DeltaStream((delta) => {
    void connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    const result = await streamAnswer(model, params, deltas, signal);
    work.succeed();
    return result;
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  } finally {
    deltas.end();
  }
}

async function streamAnswer(
  model: GatedModel,
  { messages, tools, mustCallTool }: ModelsChatParams,
  deltas: DeltaStream,
  signal: AbortSignal,
): Promise<ModelsChatResult> {
  const request = {
    kind: 'chat',
    messages,
    ...(tools !== undefined && { tools }),
    ...(mustCallTool === true && { mustCallTool }),
    // Whoever asks does not say which files its text is from.
    files: [],
  } as const;
  const toolCalls: ToolCall[] = [];
  for await (const event of model.stream('chat', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'text') deltas.push(event.text, false);
    else if (event.type === 'toolCall') toolCalls.push(event.call);
    else if (event.type === 'finish')
      return { toolCalls, finishReason: event.reason, ...(event.usage && { usage: event.usage }) };
  }
  throw new ModelError({ kind: 'streamCut', model: model.identity });
}
