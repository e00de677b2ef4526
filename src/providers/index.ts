import { type NetworkSettings, parseNetworkSettings } from '../core/config/networkSettings';
import type { EmbeddedModels } from '../core/model/embeddedModels';
import type { FetchFile } from '../core/model/fetchFile';
import { type HostModels, parseHostModel } from '../core/model/hostModels';
import type {
  CallOptions,
  LanguageModel,
  ModelDescription,
  ModelIdentity,
  ModelSpec,
  ParameterName,
  ProviderKind,
} from '../core/model/languageModel';
import { throwIfAborted } from '../util/abort';
import type { Disposable } from '../util/disposable';
import { isLoopback } from './address';
import type { Adapter } from './answer';
import { createEmbeddedAdapter, embeddedModelName } from './embedded';
import { streamAnswer } from './answerStream';
import { anthropicHeaders, createAnthropicAdapter } from './anthropic';
import { CircuitBreaker } from './circuitBreaker';
import { Connection, type StreamType, type WireHeaders, bearerHeaders } from './connection';
import { streamFailure } from './failures';
import { createFetchFile } from './fetchFile';
import { createGeminiAdapter, geminiHeaders } from './gemini';
import { createHostAdapter } from './hostModels';
import { createLlamaCppAdapter } from './llamacpp';
import { createOllamaAdapter } from './ollama';
import { createOpenAIAdapter } from './openai';
import { DEFAULT_RETRIES, type RetryPolicies, type RetryPolicy } from './retry';
import { Transport, type TransportTimeouts } from './transport';

export interface ProvidersOptions {
  readonly timeouts?: Partial<TransportTimeouts>;
  /** How the editor reaches the network, asked for on every request; VS Code's defaults when absent. */
  readonly network?: () => NetworkSettings;
  /** The environment, which may name a proxy. The process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly retries?: RetryPolicies;
  /** The models in a process of Fairwind's own; without it such a settings entry cannot be used. */
  readonly embedded?: EmbeddedModels;
  /** The models that the editor lends; without it such a settings entry has no model. */
  readonly host?: HostModels;
}

/** Every connection to every model. */
export interface Providers extends Disposable {
  /**
   * Makes a model of a settings entry. Nothing is sent before the model is asked.
   * @param getKey The person's key for the entry, asked for on every request.
   */
  connect(spec: ModelSpec, getKey: () => Promise<string | undefined>): LanguageModel;
  /** Fetches files of embedded models; see `core/model/fetchFile`. */
  readonly fetchFile: FetchFile;
}

/**
 * Ten seconds for a connection; a minute for the first token, since a server may have to load its model; half a minute
 * between two.
 */
const DEFAULT_TIMEOUTS: TransportTimeouts = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 30_000 };

const DEFAULT_NETWORK = parseNetworkSettings({});

/** Each of two sequences takes that many tokens of memory. */
const EMBEDDED_CONTEXT_TOKENS = 8_192;

/** What the smaller models lent today can see; the editor says how much each can once it has answered. */
const HOST_CONTEXT_TOKENS = 32_768;

/** Whoever lends a model asks again by itself where that helps, and every request counts against a quota. */
const NO_RETRY: RetryPolicy = { retries: 0, firstDelayMs: 0, longestDelayMs: 0 };
const NO_RETRIES: RetryPolicies = { chat: NO_RETRY, completion: NO_RETRY };

const NO_HOST: HostModels = {
  list: () => Promise.resolve([]),
  async *send() {
    yield { type: 'end', end: { toolCalls: [], failure: { code: 'NotFound', message: '' } } };
  },
};

const SERVER_SENT = 'text/event-stream';

const WIRES: Readonly<
  Record<
    Exclude<ProviderKind, 'embedded' | 'vscode'>,
    {
      readonly streamType: StreamType;
      readonly create: (spec: ModelSpec, connection: Connection) => Adapter;
      /** Tokens the model can see when the settings do not say. */
      readonly contextTokens: number;
      /** `Authorization: Bearer` unless told. */
      readonly headers?: WireHeaders;
    }
  >
> = {
  openai: { streamType: SERVER_SENT, create: createOpenAIAdapter, contextTokens: 32_768 },
  llamacpp: { streamType: SERVER_SENT, create: createLlamaCppAdapter, contextTokens: 8_192 },
  ollama: { streamType: 'application/x-ndjson', create: createOllamaAdapter, contextTokens: 8_192 },
  anthropic: {
    streamType: SERVER_SENT,
    create: createAnthropicAdapter,
    contextTokens: 200_000,
    headers: anthropicHeaders,
  },
  gemini: {
    streamType: SERVER_SENT,
    create: createGeminiAdapter,
    contextTokens: 1_000_000,
    headers: geminiHeaders,
  },
};

/** Makes the providers. They share one transport, whose sockets are closed by `dispose`. */
export function createProviders({
  timeouts,
  network = () => DEFAULT_NETWORK,
  env = process.env,
  retries = DEFAULT_RETRIES,
  embedded,
  host = NO_HOST,
}: ProvidersOptions): Providers {
  const transport = new Transport({ timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts }, network, env });
  const breakers = createBreakers();
  const connectServer = (given: ServerSpec, getKey: () => Promise<string | undefined>): Connected => {
    const { streamType, create, contextTokens, headers = bearerHeaders } = WIRES[given.provider];
    const spec = { ...given, contextTokens: given.contextTokens ?? contextTokens };
    const identity = identify(spec);
    const connection = new Connection({ identity, transport, getKey, streamType, headers });
    return { spec, identity, adapter: create(spec, connection) };
  };
  const connectWithoutServer = (given: ModelSpec): Connected =>
    given.provider === 'vscode' ? connectHost(given, host) : connectEmbedded(given, embedded);
  return {
    connect(given, getKey) {
      const connected = isServer(given) ? connectServer(given, getKey) : connectWithoutServer(given);
      const { spec, identity, adapter } = connected;
      const breaker = breakers(breakerKey(spec.baseUrl));
      const policies = given.provider === 'vscode' ? NO_RETRIES : retries;
      const asked = { identity, adapter, breaker, retries: policies, refused: new Set<ParameterName>() };
      return {
        identity,
        contextTokens: spec.contextTokens,
        get fimWires() {
          return adapter.fimWires;
        },
        restMs: () => breaker.restMs(),
        stream: (request, call) => streamAnswer(asked, request, call),
        describe: (call) => describe(identity, adapter, call),
      };
    },
    fetchFile: createFetchFile(transport),
    dispose: () => transport.dispose(),
  };
}

type ServerSpec = ModelSpec & { readonly provider: keyof typeof WIRES };

interface Connected {
  readonly spec: ModelSpec & { readonly contextTokens: number };
  readonly identity: ModelIdentity;
  readonly adapter: Adapter;
}

function isServer(spec: ModelSpec): spec is ServerSpec {
  return spec.provider !== 'embedded' && spec.provider !== 'vscode';
}

function connectEmbedded(given: ModelSpec, models: EmbeddedModels | undefined): Connected {
  if (models === undefined) throw new Error('embedded models cannot be used here');
  const { id, provider } = given;
  const spec = { ...given, contextTokens: given.contextTokens ?? EMBEDDED_CONTEXT_TOKENS };
  const identity = { id, provider, model: embeddedModelName(given.model), host: models.host, isLocal: true };
  return { spec, identity, adapter: createEmbeddedAdapter(spec, identity, models) };
}

/** Nobody but the lender knows where such a model runs, so it counts as another machine. */
function connectHost(given: ModelSpec, host: HostModels): Connected {
  const { id, provider, model } = given;
  const spec = { ...given, contextTokens: given.contextTokens ?? HOST_CONTEXT_TOKENS };
  const vendor = parseHostModel(model)?.vendor ?? '?';
  const identity = { id, provider, model, host: `VS Code (${vendor})`, isLocal: false };
  return { spec, identity, adapter: createHostAdapter(spec, identity, host) };
}

function identify({ id, provider, model, baseUrl }: ModelSpec): ModelIdentity {
  const url = new URL(baseUrl);
  return { id, provider, model, host: url.host, isLocal: isLoopback(url) };
}

async function describe(
  model: ModelIdentity,
  adapter: Adapter,
  call: CallOptions,
): Promise<ModelDescription> {
  try {
    return await adapter.describe(call);
  } catch (error) {
    throwIfAborted(call.signal);
    throw streamFailure({ model, key: undefined }, error);
  }
}

/** What has no address has no origin either. */
function breakerKey(baseUrl: string): string {
  const { origin } = new URL(baseUrl);
  return origin === 'null' ? baseUrl : origin;
}

/** One circuit breaker for each origin. */
function createBreakers(): (origin: string) => CircuitBreaker {
  const breakers = new Map<string, CircuitBreaker>();
  return (origin) => {
    const breaker = breakers.get(origin) ?? new CircuitBreaker(() => performance.now());
    breakers.set(origin, breaker);
    return breaker;
  };
}
