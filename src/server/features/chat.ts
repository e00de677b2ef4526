import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { throwIfAborted } from '../../util/abort';
import { buildChatMessages } from '../../core/chat/buildChatMessages';
import { ModelError } from '../../core/model/errors';
import { modelLabel } from '../../core/model/languageModel';
import type { GatedModel, GatedRequest } from '../../core/privacy/gate';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import {
  type ChatContextItem,
  type ChatTurnParams,
  type ChatTurnResult,
  type ExcludedFile,
  Method,
  type TextDelta,
} from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { describeExclusion } from '../privacy/excludedFilesRule';
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
  { connection, models, status, clock, findExclusion }: EngineContext,
  params: ChatTurnParams,
  signal: AbortSignal,
): Promise<ChatTurnResult> {
  const model = requireModel(models.forRole('chat'));
  const { allowed, excluded } = await withoutExcludedFiles(params.context, findExclusion);
  throwIfAborted(signal);
  const { messages, truncated, fits } = buildChatMessages(
    { messages: params.messages, context: allowed },
    model.contextTokens,
  );
  if (!fits) throw new ModelError({ kind: 'contextTooLong', model: model.identity });

  const started = clock.now();
  const work = status.begin('chat', model.identity);
  const deltas = new DeltaStream((delta) => {
    void connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    const request = { kind: 'chat', messages, files: allowed.map(({ uri }) => uri) } as const;
    const end = await streamAnswer(model, request, deltas, signal);
    work.succeed();
    return { model: model.identity, truncated, durationMs: clock.now() - started, excluded, ...end };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  } finally {
    deltas.end();
  }
}

/** Leaves out what may not be sent, and says why in words. */
async function withoutExcludedFiles(
  items: readonly ChatContextItem[],
  findExclusion: FindFileExclusion,
): Promise<{ allowed: readonly ChatContextItem[]; excluded: readonly ExcludedFile[] }> {
  const exclusions = await Promise.all(items.map(({ uri }) => findExclusion(uri)));
  return {
    allowed: items.filter((_, index) => exclusions[index] === undefined),
    excluded: items.flatMap(({ uri, path }, index) => {
      const exclusion = exclusions[index];
      return exclusion ? [{ uri, reason: describeExclusion(path, exclusion) }] : [];
    }),
  };
}

/** Streams one answer to the editor and returns how it ended. Reasoning alone is not an answer. */
async function streamAnswer(
  model: GatedModel,
  request: GatedRequest,
  deltas: DeltaStream,
  signal: AbortSignal,
): Promise<Pick<ChatTurnResult, 'finishReason' | 'usage'>> {
  let hasText = false;
  let end: Pick<ChatTurnResult, 'finishReason' | 'usage'> = { finishReason: 'stop' };
  for await (const event of model.stream('chat', request, signal)) {
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
