import type * as OpenAISdk from 'openai';
import type { OpenAI } from 'openai';
import { ModelError } from '../core/model/errors';
import type { CallOptions, ChatRequest, ModelEvent } from '../core/model/languageModel';
import { type AnswerPiece, emitAnswer, finishOf, textOf, usageOf } from './answer';
import type { Connection } from './connection';
import { reportedFailure } from './failures';
import { toOpenAIFields, toOpenAIMessages } from './openaiMessages';
import { type OpenAIServer, parametersOf } from './openaiServers';
import { parameterFields } from './parameters';
import { ToolCallReader } from './toolCalls';

/** A server that speaks OpenAI's Chat Completions. */
export interface OpenAIChatServer {
  readonly connection: Connection;
  /** The API's root, usually ending in `/v1`. */
  readonly root: string;
  readonly model: string;
  /** What is known of the server. */
  readonly server: OpenAIServer;
}

/** Streams a chat answer through the official SDK, over this project's transport. */
export async function* streamOpenAIChat(
  server: OpenAIChatServer,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  yield* emitAnswer(chatPieces(server, request, call), { model: server.connection.identity });
}

async function* chatPieces(
  target: OpenAIChatServer,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<AnswerPiece, void, undefined> {
  // Loaded when first needed: it is 385 kB of code and some 15 MB of memory that completions do without.
  const sdk = await import('openai');
  const { connection, root } = target;
  const client = new sdk.OpenAI({
    baseURL: root,
    // The connection adds the real key; the SDK refuses to start without any.
    apiKey: 'none',
    maxRetries: 0,
    // The SDK prints pieces of answers that it cannot read.
    logLevel: 'off',
    fetch: withoutQuietEnd(connection, call),
  });
  const calls = new ToolCallReader();
  try {
    const chunks = await client.chat.completions.create(chatBody(target, request), { signal: call.signal });
    for await (const chunk of chunks) yield readChunk(chunk, calls, connection);
  } catch (error) {
    throw withoutSdk(sdk, error, connection);
  }
}

/** The body of a request for a chat answer. */
export function chatBody(
  { model, server }: Pick<OpenAIChatServer, 'model' | 'server'>,
  request: ChatRequest,
): OpenAI.ChatCompletionCreateParamsStreaming {
  const isContinued = request.continuesLast === true;
  const messages = toOpenAIMessages(request.messages);
  const last = messages.at(-1);
  if (isContinued && last) Object.assign(last, server.prefill?.message);
  return {
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
    ...parameterFields(request, parametersOf(server, model)),
    ...toOpenAIFields(request),
    ...(request.reasoning === 'least' && server.leastReasoning?.(model)),
    ...(isContinued && server.prefill?.body),
  };
}

/**
 * The SDK takes the end of the bytes for the end of the answer. It stops reading at `[DONE]`, so whoever reads to the
 * end of the bytes has not seen it: there the answer was cut.
 */
function withoutQuietEnd(connection: Connection, call: CallOptions): typeof fetch {
  return connection.fetchFor(call, async function* (body) {
    yield* body;
    throw new ModelError({ kind: 'streamCut', model: connection.identity });
  });
}

/** DeepSeek, llama.cpp and vLLM send `reasoning_content`, OpenRouter and Ollama `reasoning`; OpenAI neither. */
type Delta = OpenAI.ChatCompletionChunk.Choice.Delta & {
  readonly reasoning_content?: unknown;
  readonly reasoning?: unknown;
};

/** Servers leave out fields that the SDK's types promise. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | null };

function readChunk(
  chunk: Loose<OpenAI.ChatCompletionChunk>,
  calls: ToolCallReader,
  { identity }: Connection,
): AnswerPiece {
  const choice: Loose<OpenAI.ChatCompletionChunk.Choice> | undefined = chunk.choices?.[0];
  const delta = choice?.delta as Delta | undefined;
  if (choice?.finish_reason === 'content_filter')
    throw new ModelError({ kind: 'badRequest', model: identity, detail: 'content_filter' });
  for (const { index, id, function: called } of delta?.tool_calls ?? [])
    calls.add({ index, id, name: called?.name, arguments: called?.arguments });
  const finish = finishOf(choice?.finish_reason);
  return {
    text: textOf(delta?.content) ?? textOf(delta?.refusal),
    reasoning: textOf(delta?.reasoning_content) ?? textOf(delta?.reasoning),
    toolCalls: finish && calls.take(),
    finish,
    usage: usageOf(
      chunk.usage?.prompt_tokens,
      chunk.usage?.completion_tokens,
      chunk.usage?.prompt_tokens_details?.cached_tokens,
    ),
  };
}

/** The error inside the SDK's: ours when the connection threw it, else what the server reported in its stream. */
function withoutSdk(sdk: typeof OpenAISdk, error: unknown, { identity }: Connection): unknown {
  if (error instanceof sdk.APIConnectionError && ModelError.is(error.cause)) return error.cause;
  if (error instanceof sdk.APIError && error.error !== undefined)
    return reportedFailure({ model: identity, key: undefined }, error.error);
  return error;
}
