import type * as AnthropicSdk from '@anthropic-ai/sdk';
import type { Anthropic } from '@anthropic-ai/sdk';
import { ModelError } from '../core/model/errors';
import type {
  CallOptions,
  ChatRequest,
  ModelDescription,
  ModelEvent,
  ModelSpec,
} from '../core/model/languageModel';
import { joinUrl, withoutV1 } from './address';
import { type Adapter, emitAnswer, textOf, tokenCount } from './answer';
import { ANTHROPIC_PARAMETERS, toAnthropicBody } from './anthropicMessages';
import { AnthropicReader } from './anthropicReader';
import { readAnthropicCapabilities } from './capabilities';
import type { Connection } from './connection';
import { reportedFailure } from './failures';

/** The version of the Messages API that the SDK's types describe. It refuses what shapes the sampling. */
const API_VERSION = '2026-10-21';

/** Anthropic's Messages API, which llama.cpp, Ollama and gateways serve too. Chat only: it has no FIM. */
export function createAnthropicAdapter(given: ModelSpec, connection: Connection): Adapter {
  const spec = { ...given, baseUrl: withoutV1(given.baseUrl) };
  return {
    fimWires: given.fim === 'none' ? [] : ['chat'],
    // Newer models refuse an answer that is begun for them.
    canContinue: false,
    parameters: () => ANTHROPIC_PARAMETERS,
    chat: (request, call) => chat(spec, connection, request, call),
    describe: (call) => describe(spec, connection, call),
  };
}

/** Headers of every request. */
export function anthropicHeaders(key: string | undefined): Record<string, string> {
  return {
    'anthropic-version': API_VERSION,
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
}

async function* chat(
  spec: ModelSpec,
  connection: Connection,
  request: ChatRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const { identity } = connection;
  yield* emitAnswer(chatPieces(spec, connection, request, call), { model: identity });
}

/** Streams a chat answer through the official SDK, over this project's transport. */
async function* chatPieces(spec: ModelSpec, connection: Connection, request: ChatRequest, call: CallOptions) {
  const sdk = await import('@anthropic-ai/sdk');
  const client = new sdk.Anthropic({
    baseURL: spec.baseUrl,
    // The connection adds the real key; with none given the SDK would look for credentials on the machine.
    apiKey: 'none',
    maxRetries: 0,
    // The SDK prints pieces of answers that it cannot read.
    logLevel: 'off',
    fetch: connection.fetchFor(call, (body) => passOn(body)),
  });
  const reader = new AnthropicReader(connection.identity);
  try {
    const body = toAnthropicBody(spec.model, request);
    for await (const event of await client.messages.create(body, { signal: call.signal }))
      yield reader.read(event);
  } catch (error) {
    throw withoutSdk(sdk, error, connection);
  }
}

/** Nothing is to be checked on the way: a cut answer lacks its last event, and other nonsense fails in the SDK. */
async function* passOn(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield* body;
}

/** The status that goes with an error in the middle of an answer, which names only its type. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** The error inside the SDK's: ours when the connection threw it, else what the server reported in its stream. */
function withoutSdk(sdk: typeof AnthropicSdk, error: unknown, { identity }: Connection): unknown {
  if (error instanceof sdk.APIConnectionError && ModelError.is(error.cause)) return error.cause;
  if (!(error instanceof sdk.APIError)) return error;
  const { error: reported } = (error.error ?? {}) as { readonly error?: Partial<Anthropic.ErrorObject> };
  const code = STATUS_OF_TYPE[reported?.type ?? ''];
  const message = textOf(reported?.message) ?? 'error';
  return reportedFailure(
    { model: identity, key: undefined },
    { ...(code !== undefined && { code }), message },
  );
}

/** `/v1/models/{id}`; the list says what there is instead of a model that is missing. */
async function describe(
  spec: ModelSpec,
  connection: Connection,
  call: CallOptions,
): Promise<ModelDescription> {
  const server = new URL(spec.baseUrl).hostname.endsWith('anthropic.com') ? { server: 'Anthropic' } : {};
  try {
    const path = `/v1/models/${encodeURIComponent(spec.model)}`;
    const info = await connection.json(joinUrl(spec.baseUrl, path), call);
    const contextTokens = tokenCount(info['max_input_tokens']);
    return {
      ...server,
      hasModel: true,
      ...(contextTokens !== undefined && { contextTokens }),
      ...readAnthropicCapabilities(info['capabilities']),
    };
  } catch (error) {
    if (!ModelError.is(error) || error.kind !== 'modelNotFound') throw error;
  }
  const { data } = await connection.json(joinUrl(spec.baseUrl, '/v1/models'), call);
  const models = Array.isArray(data) ? data.map((model: { readonly id?: unknown } | null) => model?.id) : [];
  return { ...server, hasModel: false, models: models.filter((id) => typeof id === 'string') };
}
