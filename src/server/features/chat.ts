import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { throwIfAborted } from '../../util/abort';
import { buildChatMessages } from '../../core/chat/buildChatMessages';
import { ModelError } from '../../core/model/errors';
import { modelLabel } from '../../core/model/languageModel';
import type { GatedModel, GatedRequest } from '../../core/privacy/gate';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import type { ChatContextItem, ChatTurnParams, ChatTurnResult } from '../../protocol/chat';
import { type ExcludedFile, Method, type TextDelta } from '../../protocol/engine';
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
  const question = params.messages.at(-1);
  const items = (question?.role === 'user' && question.context) || [];
  const { allowed, excluded } = await withoutExcludedFiles(items, findExclusion);
  throwIfAborted(signal);
  const { messages, truncated, fits } = buildChatMessages(
    { messages: params.messages.map(({ role, content }) => ({ role, content })), context: allowed },
    model.contextTokens,
  );
  if (!fits) throw new ModelError({ kind: 'contextTooLong', model: model.identity });

  const started = clock.now();
  const work = status.begin('chat', model.identity);
  const deltas = new DeltaStream((delta) => {
    void connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  try {
    const request = { kind: 'chat', messages, files: allowed.flatMap(({ files }) => files) } as const;
    const end = await streamAnswer(model, request, deltas, signal);
    work.succeed();
    const omitted = truncated ? [sayTruncated(model)] : [];
    const durationMs = clock.now() - started;
    return { model: model.identity, omitted, durationMs, excluded, followUps: [], ...end };
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
  const excluded = await Promise.all(items.map((item) => exclusionsOf(item, findExclusion)));
  return {
    allowed: items.filter((_, index) => excluded[index]?.length === 0),
    excluded: excluded.flat(),
  };
}

async function exclusionsOf(
  { files, label }: ChatContextItem,
  findExclusion: FindFileExclusion,
): Promise<ExcludedFile[]> {
  const found = await Promise.all(files.map(async (uri) => ({ uri, exclusion: await findExclusion(uri) })));
  return found.flatMap(({ uri, exclusion }) =>
    exclusion ? [{ uri, reason: describeExclusion(label, exclusion) }] : [],
  );
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

function sayTruncated({ identity }: GatedModel): string {
  return l10n.t(
    'Older parts of the conversation or of the context were left out: they did not fit the window of {0}.',
    modelLabel(identity),
  );
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
