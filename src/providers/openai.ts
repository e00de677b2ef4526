import type { CallOptions, CompletionRequest, ModelEvent, ModelSpec } from '../core/model/languageModel';
import { ModelError } from '../core/model/errors';
import { findFimTemplate, renderFimPrompt } from '../core/model/fim';
import { openAIRoot } from './address';
import { type Adapter, type AnswerPiece, emitAnswer, finishOf, parseRecord, textOf, usageOf } from './answer';
import type { Answer, Connection } from './connection';
import { readEvents } from './eventStream';
import { streamOpenAIChat } from './openaiChat';

/**
 * Any OpenAI-compatible server. Completion is `/completions` with a raw FIM prompt, since most of these servers refuse
 * or ignore the `suffix` field. It goes without the SDK, which would cost every keystroke its time.
 */
export function createOpenAIAdapter(spec: ModelSpec, connection: Connection): Adapter {
  const root = openAIRoot(spec.baseUrl);
  return {
    chat: (request, call) => streamOpenAIChat({ connection, root, model: spec.model }, request, call),
    complete: (request, call) => complete(spec, connection, request, call),
  };
}

async function* complete(
  spec: ModelSpec,
  connection: Connection,
  request: CompletionRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const template = findFimTemplate(spec);
  if (!template) throw new ModelError({ kind: 'fimUnsupported', model: connection.identity });
  const body = JSON.stringify({
    model: spec.model,
    prompt: renderFimPrompt(template, request),
    max_tokens: request.maxTokens,
    temperature: 0,
    stop: [...request.stop, ...template.stops],
    stream: true,
    stream_options: { include_usage: true },
  });
  const answer = await connection.post(new URL(`${openAIRoot(spec.baseUrl)}/completions`), body, call);
  yield* emitAnswer(completionPieces(answer), answer.context);
}

async function* completionPieces({ body, context }: Answer): AsyncGenerator<AnswerPiece, void, undefined> {
  let isDone = false;
  for await (const data of readEvents(body)) {
    if (data === '[DONE]') isDone = true;
    else yield readChunk(parseRecord(data, context));
  }
  if (!isDone) throw new ModelError({ kind: 'streamCut', model: context.model });
}

interface CompletionChunk {
  readonly choices?: readonly { readonly text?: unknown; readonly finish_reason?: unknown }[];
  readonly usage?: { readonly prompt_tokens?: unknown; readonly completion_tokens?: unknown } | null;
}

function readChunk({ choices, usage }: CompletionChunk): AnswerPiece {
  return {
    text: textOf(choices?.[0]?.text),
    finish: finishOf(choices?.[0]?.finish_reason),
    usage: usageOf(usage?.prompt_tokens, usage?.completion_tokens),
  };
}
