import { type NetworkSettings, parseNetworkSettings } from '../core/config/networkSettings';
import type { EmbeddedModels } from '../core/model/embeddedModels';
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
import { createGeminiAdapter, geminiHeaders } from './gemini';
import { createLlamaCppAdapter } from './llamacpp';
import { createOllamaAdapter } from './ollama';
import { createOpenAIAdapter } from './openai';
import { DEFAULT_RETRIES, type RetryPolicies } from './retry';
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
}

/** Every connection to every model. */
export interface Providers extends Disposable {
  /**
   * Makes a model of a settings entry. Nothing is sent before the model is asked.
   * @param getKey The person's key for the entry, asked for on every request.
   */
  connect(spec: ModelSpec, getKey: () => Promise<string | undefined>): LanguageModel;
}

/**
 * Ten seconds for a connection; a minute for the first token, since a server may have to load its model; half a minute
 * between two.
 */
const DEFAULT_TIMEOUTS: TransportTimeouts = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 30_000 };

const DEFAULT_NETWORK = parseNetworkSettings({});

/** Each of two sequences takes that many tokens of memory. */
const EMBEDDED_CONTEXT_TOKENS = 8_192;

const SERVER_SENT = 'text/event-stream';

const WIRES: Readonly<
  Record<
    Exclude<ProviderKind, 'embedded'>,
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
  return {
    connect(given, getKey) {
      const { spec, identity, adapter } = isServer(given)
        ? connectServer(given, getKey)
        : connectEmbedded(given, embedded);
      const breaker = breakers(new URL(spec.baseUrl).origin);
      const asked = { identity, adapter, breaker, retries, refused: new Set<ParameterName>() };
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
  return spec.provider !== 'embedded';
}

function connectEmbedded(given: ModelSpec, models: EmbeddedModels | undefined): Connected {
  if (models === undefined) throw new Error('embedded models cannot be used here');
  const { id, provider } = given;
  const spec = { ...given, contextTokens: given.contextTokens ?? EMBEDDED_CONTEXT_TOKENS };
  const identity = { id, provider, model: embeddedModelName(given.model), host: models.host, isLocal: true };
  return { spec, identity, adapter: createEmbeddedAdapter(spec, identity, models) };
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

/** One circuit breaker for each origin. */
function createBreakers(): (origin: string) => CircuitBreaker {
  const breakers = new Map<string, CircuitBreaker>();
  return (origin) => {
    const breaker = breakers.get(origin) ?? new CircuitBreaker(() => performance.now());
    breakers.set(origin, breaker);
    return breaker;
  };
}
