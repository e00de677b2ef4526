import type {
  CallOptions,
  ChatRequest,
  CompletionRequest,
  ModelDescription,
  ModelEvent,
  ModelSpec,
} from '../core/model/languageModel';
import { ModelError } from '../core/model/errors';
import { findFimTemplate, renderFimPrompt } from '../core/model/fim';
import { type FimWire, allowedFimWires } from '../core/model/fimWire';
import { renderRawPrompt } from '../core/model/rawPrompt';
import { defuseMarkers } from '../core/model/specialTokens';
import { joinUrl, withoutV1 } from './address';
import {
  type Adapter,
  type AnswerPiece,
  type OwnFimWire,
  emitAnswer,
  finishOf,
  parseRecord,
  sumLogprobs,
  textOf,
  tokenCount,
  usageOf,
} from './answer';
import { readOllamaCapabilities } from './capabilities';
import type { Connection } from './connection';
import type { FailureContext } from './failures';
import { readLines } from './lines';
import { readOllamaCalls, toOllamaFields, toOllamaMessages } from './ollamaMessages';
import { OLLAMA_PARAMETERS, parameterFields } from './parameters';

/** Ollama's own API. */
export function createOllamaAdapter(given: ModelSpec, connection: Connection): Adapter {
  const spec = { ...given, baseUrl: withoutV1(given.baseUrl) };
  const wires: readonly FimWire[] = findFimTemplate(spec)
    ? ['template', 'suffix', 'chat']
    : ['suffix', 'chat'];
  return {
    fimWires: allowedFimWires(spec.fim, wires),
    // Ollama goes on with a last message of the assistant.
    canContinue: true,
    parameters: () => OLLAMA_PARAMETERS,
    chat: (request, call) => chat(spec, connection, request, call),
    complete: (request, wire, call) => generate({ spec, connection, wire }, request, call),
    describe: (call) => describe(spec, connection, call),
  };
}

async function* chat(
  spec: ModelSpec,
  connection: Connection,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  yield* emitAnswer(chatPieces(spec, connection, request, call), { model: connection.identity });
}

/** Streams a chat answer through the official SDK, over this project's transport. */
async function* chatPieces(
  spec: ModelSpec,
  connection: Connection,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<AnswerPiece, void, undefined> {
  const { Ollama } = await import('ollama');
  const client = new Ollama({
    host: spec.baseUrl,
    fetch: connection.fetchFor(call, (body, context) => checkedLines(body, context)),
  });
  const records = await client.chat({
    model: spec.model,
    messages: toOllamaMessages(request.messages),
    ...toOllamaFields(request),
    stream: true,
    ...(request.reasoning === 'least' && { think: false }),
    ...keepAlive(spec),
    options: { ...windowOption(spec), ...parameterFields(request, OLLAMA_PARAMETERS) },
  });
  let calls = 0;
  for await (const record of records) {
    const message = record.message as OllamaMessage | undefined;
    const toolCalls = readOllamaCalls(message?.tool_calls, calls);
    calls += toolCalls.length;
    const reasoning = textOf(message?.thinking);
    yield { ...readEnd(record), text: textOf(message?.content), reasoning, toolCalls };
  }
}

/** What a server may send, whatever the SDK's types promise. */
interface OllamaMessage {
  readonly content?: unknown;
  readonly thinking?: unknown;
  readonly tool_calls?: unknown;
}

/** The SDK prints lines that it cannot read, and goes on; here they end the answer before it sees them. */
async function* checkedLines(
  body: AsyncIterable<Uint8Array>,
  context: FailureContext,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const line of readLines(body)) {
    parseRecord(line, context);
    yield Buffer.from(`${line}\n`);
  }
}

interface GenerateTarget {
  readonly spec: ModelSpec;
  readonly connection: Connection;
  readonly wire: OwnFimWire;
}

/**
 * `/api/generate`: a raw FIM prompt, since only that can hold other files; or prefix and suffix apart, which Ollama puts
 * into the model's own template or refuses.
 */
async function* generate(
  { spec, connection, wire }: GenerateTarget,
  request: CompletionRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const isFamilyPrompt = wire === 'template' && !request.rawPrompt;
  const template = isFamilyPrompt ? findFimTemplate(spec) : undefined;
  const raw = request.rawPrompt
    ? renderRawPrompt(request.rawPrompt)
    : template && renderFimPrompt(template, request);
  if (raw === undefined && wire !== 'suffix')
    throw new ModelError({ kind: 'fimUnsupported', model: connection.identity });
  const body = JSON.stringify({
    model: spec.model,
    ...(raw !== undefined
      ? { prompt: raw, raw: true }
      : { prompt: defuseMarkers(request.prefix), suffix: defuseMarkers(request.suffix) }),
    stream: true,
    ...(request.leastProbability !== undefined && { logprobs: true }),
    ...keepAlive(spec),
    options: {
      ...windowOption(spec),
      num_predict: request.maxTokens,
      temperature: request.temperature ?? 0,
      ...parameterFields(request, { topP: 'top_p', seed: 'seed' }),
      stop: [...request.stop, ...(template?.stops ?? [])],
    },
  });
  const answer = await connection.post(joinUrl(spec.baseUrl, '/api/generate'), body, call);
  yield* emitAnswer(generatePieces(answer.body, answer.context), answer.context);
}

async function* generatePieces(
  body: AsyncIterable<Uint8Array>,
  context: FailureContext,
): AsyncGenerator<AnswerPiece, void, undefined> {
  for await (const line of readLines(body)) {
    const record = parseRecord(line, context);
    yield { ...readEnd(record), text: textOf(record['response']), logprob: sumLogprobs(record['logprobs']) };
  }
}

/**
 * The window, the same for every request: Ollama cuts prompts to a small default without a word, and loads the model
 * anew when the number changes.
 */
function windowOption({ contextTokens }: ModelSpec): { num_ctx?: number } {
  return contextTokens === undefined ? {} : { num_ctx: contextTokens };
}

/** Each request sets anew how long the model stays loaded; without it Ollama's own setting counts. */
function keepAlive({ keepAlive: time }: ModelSpec): { keep_alive?: string } {
  return time === undefined ? {} : { keep_alive: time };
}

/** The last record has `done: true`; one without that is not the end, whatever else it says. */
function readEnd(record: {
  readonly done?: unknown;
  readonly done_reason?: unknown;
  readonly prompt_eval_count?: unknown;
  readonly eval_count?: unknown;
}): AnswerPiece {
  if (record.done !== true) return {};
  return {
    finish: finishOf(record.done_reason) ?? 'stop',
    usage: usageOf(record.prompt_eval_count, record.eval_count),
  };
}

/** `/api/version` and `/api/show`; `/api/tags` says what there is instead of a model that is missing. */
async function describe(
  spec: ModelSpec,
  connection: Connection,
  call: CallOptions,
): Promise<ModelDescription> {
  const { version } = await connection.json(joinUrl(spec.baseUrl, '/api/version'), call);
  const server = typeof version === 'string' ? `Ollama ${version}` : 'Ollama';
  try {
    const shown = await connection.json(joinUrl(spec.baseUrl, '/api/show'), call, { model: spec.model });
    return {
      server,
      hasModel: true,
      ...contextOf(spec, shown['model_info']),
      ...readOllamaCapabilities(shown['capabilities']),
    };
  } catch (error) {
    if (!ModelError.is(error) || error.kind !== 'modelNotFound') throw error;
  }
  const { models } = await connection.json(joinUrl(spec.baseUrl, '/api/tags'), call);
  return { server, hasModel: false, models: namesOf(models) };
}

/** The window is the one that each request asks for, up to what the model was made for. */
function contextOf(
  spec: ModelSpec,
  info: unknown,
): Pick<ModelDescription, 'contextTokens' | 'trainedContextTokens'> {
  if (typeof info !== 'object' || info === null) return {};
  const fields = info as Record<string, unknown>;
  const trained = tokenCount(fields[`${textOf(fields['general.architecture']) ?? ''}.context_length`]);
  if (trained === undefined) return {};
  return {
    contextTokens: Math.min(trained, spec.contextTokens ?? trained),
    trainedContextTokens: trained,
  };
}

function namesOf(models: unknown): readonly string[] {
  if (!Array.isArray(models)) return [];
  return models
    .map((model: { readonly name?: unknown } | null) => textOf(model?.name))
    .filter((name) => name !== undefined);
}
