import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { throwIfAborted } from '../../util/abort';
import { type EditRegion, editRegion } from '../../core/inlineChat/editRegion';
import { inlineChatPrompt } from '../../core/inlineChat/inlineChatPrompt';
import { ReplacementReader } from '../../core/inlineChat/replacementReader';
import { ModelError } from '../../core/model/errors';
import type { FinishReason, TokenUsage } from '../../core/model/languageModel';
import type { GatedModel, GatedRequest } from '../../core/privacy/gate';
import { restoreSecrets } from '../../core/privacy/restoreSecrets';
import { Method, type TextDelta } from '../../protocol/engine';
import type { InlineChatParams, InlineChatResult } from '../../protocol/inlineChat';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import { chatModel, emptyAnswer } from '../chat/chatModel';
import { findSecrets } from '../findSecrets';
import { DeltaStream } from './deltaStream';

const textProgress = new ProgressType<TextDelta>();

/** Serves edits of a part of a document in the person's words. The editor shows them; nothing is changed here. */
export function registerInlineChat(context: EngineContext): void {
  context.connection.onRequest(Method.inlineChatEdit, (params: InlineChatParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => edit(context, params, signal)).catch(toResponseError),
  );
}

async function edit(
  context: EngineContext,
  params: InlineChatParams,
  signal: AbortSignal,
): Promise<InlineChatResult> {
  const { connection, status, clock, workspace } = context;
  const model = chatModel(context, params.modelId);
  const document = openDocument(context, params);
  const text = document.getText();
  const { start, end } = params.selection;
  const region = editRegion(text, { start: document.offsetAt(start), end: document.offsetAt(end) });
  const prompt = inlineChatPrompt(
    {
      text,
      region,
      path: workspace.relativePath(document.uri),
      languageId: document.languageId,
      instruction: params.instruction,
      earlier: params.earlier ?? [],
    },
    model.contextTokens,
  );
  if (!prompt) throw new ModelError({ kind: 'contextTooLong', model: model.identity });

  const started = clock.now();
  const work = status.begin('chat', model.identity);
  const deltas = new DeltaStream((delta) => {
    void connection.sendProgress(textProgress, params.partialResultToken, delta);
  });
  const range = { start: document.positionAt(region.start), end: document.positionAt(region.end) };
  try {
    const answer = await streamReplacement({
      model,
      request: { kind: 'chat', ...prompt, reasoning: 'least', files: [document.uri] },
      region,
      onText: (piece) => deltas.push(piece, false),
      signal,
    });
    work.succeed();
    const restored = await restoreSecrets(answer.text, text, findSecrets);
    if (restored === undefined) throw maskedSecret(document.uri, workspace);
    return { range, model: model.identity, durationMs: clock.now() - started, ...answer, text: restored };
  } catch (error) {
    if (ModelError.is(error)) work.fail(error);
    else work.cancel();
    throw error;
  } finally {
    deltas.end();
  }
}

function openDocument({ documents }: EngineContext, { uri, version }: InlineChatParams): TextDocument {
  const document = documents.get(uri);
  if (document?.version === version) return document;
  throw new EngineError(
    'documentChanged',
    l10n.t('The document has changed meanwhile. Ask again for the text as it is now.'),
  );
}

function maskedSecret(uri: string, { relativePath }: EngineContext['workspace']): EngineError {
  return new EngineError(
    'maskedSecret',
    l10n.t(
      'The model repeated the mark that it was shown in place of a secret, and it is not clear which secret of {0} belongs there, so nothing was changed. Select a part without secrets and ask again.',
      relativePath(uri),
    ),
  );
}

interface StreamOptions {
  readonly model: GatedModel;
  readonly request: GatedRequest;
  readonly region: EditRegion;
  readonly onText: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Streams the replacement and gives it whole. Nothing but white space is no answer, unless what stands there goes. */
async function streamReplacement({
  model,
  request,
  region,
  onText,
  signal,
}: StreamOptions): Promise<Pick<InlineChatResult, 'text' | 'finishReason' | 'usage'>> {
  const reader = new ReplacementReader(region);
  let text = '';
  let hasAnswer = false;
  let finishReason: FinishReason = 'stop';
  let usage: TokenUsage | undefined;
  const give = (piece: string) => {
    text += piece;
    onText(piece);
  };
  if (region.kind === 'newLines') give('\n');
  for await (const event of model.stream('chat', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'text') {
      hasAnswer ||= event.text.trim() !== '';
      give(reader.add(event.text));
      // What a model writes about its block is not waited for: the socket is closed.
      if (reader.isOver) break;
    } else if (event.type === 'finish') {
      ({ reason: finishReason, usage } = event);
    }
  }
  give(reader.finish());
  if (!hasAnswer || (text.trim() === '' && region.start === region.end))
    throw emptyAnswer(model, finishReason);
  return { text, finishReason, ...(usage && { usage }) };
}
