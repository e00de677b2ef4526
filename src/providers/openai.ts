import type {
  CallOptions,
  CompletionRequest,
  ModelDescription,
  ModelEvent,
  ModelSpec,
  ProviderKind,
} from '../core/model/languageModel';
import { ModelError } from '../core/model/errors';
import { findFimTemplate, renderFimPrompt } from '../core/model/fim';
import { openAIRoot } from './address';
import {
  type Adapter,
  type AnswerPiece,
  emitAnswer,
  finishOf,
  parseRecord,
  textOf,
  tokenCount,
  usageOf,
} from './answer';
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
    describe: (call) => describe(spec, connection, call),
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

/** One entry of `/models`. OpenAI has `id` and `owned_by`; the fields for the context are other servers' own. */
interface ListedModel {
  readonly id?: unknown;
  readonly owned_by?: unknown;
  /** vLLM. */
  readonly max_model_len?: unknown;
  /** OpenRouter. */
  readonly context_length?: unknown;
  /** Groq. */
  readonly context_window?: unknown;
  /** Mistral. */
  readonly max_context_length?: unknown;
  /** llama.cpp. */
  readonly meta?: { readonly n_ctx?: unknown } | null;
}

/** What `owned_by` tells of the software behind the address. */
const SERVERS: Readonly<Record<string, { readonly server: string; readonly betterProvider?: ProviderKind }>> =
  {
    llamacpp: { server: 'llama.cpp', betterProvider: 'llamacpp' },
    library: { server: 'Ollama', betterProvider: 'ollama' },
    vllm: { server: 'vLLM' },
  };

/** `/models`: the list that every OpenAI-compatible server has. */
async function describe(
  spec: ModelSpec,
  connection: Connection,
  call: CallOptions,
): Promise<ModelDescription> {
  const { data } = await connection.json(new URL(`${openAIRoot(spec.baseUrl)}/models`), call);
  if (!Array.isArray(data)) return {};
  const listed = data.flatMap((entry: ListedModel | null) => {
    const id = textOf(entry?.id);
    return id === undefined ? [] : [{ ...entry, id }];
  });
  const own = listed.find(({ id }) => id === spec.model);
  const contextTokens = own && contextOf(own);
  return {
    ...SERVERS[textOf((own ?? listed[0])?.owned_by) ?? ''],
    hasModel: own !== undefined,
    models: listed.map(({ id }) => id),
    ...(contextTokens !== undefined && { contextTokens }),
  };
}

function contextOf(model: ListedModel): number | undefined {
  return (
    tokenCount(model.max_model_len) ??
    tokenCount(model.meta?.n_ctx) ??
    tokenCount(model.context_length) ??
    tokenCount(model.context_window) ??
    tokenCount(model.max_context_length)
  );
}
