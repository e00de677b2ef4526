import { type NetworkSettings, parseNetworkSettings } from '../core/config/networkSettings';
import { createChatFill } from '../core/model/chatFill';
import { ModelError, type ModelErrorKind } from '../core/model/errors';
import type {
  CallOptions,
  CompletionRequest,
  LanguageModel,
  ModelDescription,
  ModelEvent,
  ModelIdentity,
  ModelRequest,
  ModelSpec,
  ProviderKind,
} from '../core/model/languageModel';
import { throwIfAborted } from '../util/abort';
import type { Disposable } from '../util/disposable';
import { isLoopback } from './address';
import type { Adapter } from './answer';
import { CircuitBreaker } from './circuitBreaker';
import { Connection, type StreamType } from './connection';
import { streamFailure } from './failures';
import { createLlamaCppAdapter } from './llamacpp';
import { createOllamaAdapter } from './ollama';
import { createOpenAIAdapter } from './openai';
import { DEFAULT_RETRIES, type RetryPolicies, streamWithRetries } from './retry';
import { Transport, type TransportTimeouts } from './transport';

export interface ProvidersOptions {
  readonly timeouts?: Partial<TransportTimeouts>;
  /** How the editor reaches the network, asked for on every request; VS Code's defaults when absent. */
  readonly network?: () => NetworkSettings;
  /** The environment, which may name a proxy. The process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly retries?: RetryPolicies;
}

/** Every connection to every model. */
export interface Providers extends Disposable {
  /**
   * Makes a model of a settings entry. Nothing is sent before the model is asked.
   * @param getKey The person's key for the entry, asked for on every request; it goes out as `Authorization: Bearer`.
   */
  connect(spec: ModelSpec, getKey: () => Promise<string | undefined>): LanguageModel;
}

/** Ten seconds for a connection; a minute for the first token, since a server may have to load its model; half a minute between two. */
const DEFAULT_TIMEOUTS: TransportTimeouts = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 30_000 };

const DEFAULT_NETWORK = parseNetworkSettings({});

const WIRES: Readonly<
  Record<
    ProviderKind,
    {
      readonly streamType: StreamType;
      readonly create: (spec: ModelSpec, connection: Connection) => Adapter;
      /** Tokens the model can see when the settings do not say. */
      readonly contextTokens: number;
    }
  >
> = {
  openai: { streamType: 'text/event-stream', create: createOpenAIAdapter, contextTokens: 32_768 },
  llamacpp: { streamType: 'text/event-stream', create: createLlamaCppAdapter, contextTokens: 8_192 },
  ollama: { streamType: 'application/x-ndjson', create: createOllamaAdapter, contextTokens: 8_192 },
};

/** Makes the providers. They share one transport, whose sockets are closed by `dispose`. */
export function createProviders({
  timeouts,
  network = () => DEFAULT_NETWORK,
  env = process.env,
  retries = DEFAULT_RETRIES,
}: ProvidersOptions): Providers {
  const transport = new Transport({ timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts }, network, env });
  const breakers = createBreakers();
  return {
    connect(given, getKey) {
      const { streamType, create, contextTokens } = WIRES[given.provider];
      const spec = { ...given, contextTokens: given.contextTokens ?? contextTokens };
      const identity = identify(spec);
      const breaker = breakers(new URL(spec.baseUrl).origin);
      const adapter = create(spec, new Connection({ identity, transport, getKey, streamType }));
      return {
        identity,
        contextTokens: spec.contextTokens,
        get fimWires() {
          return adapter.fimWires;
        },
        restMs: () => breaker.restMs(),
        stream: (request, call) =>
          streamWithRetries(
            () => noting(breaker, streamWhileRead(identity, adapter, request, call)),
            retries[request.kind],
            call.signal,
          ),
        describe: (call) => describe(identity, adapter, call),
      };
    },
    dispose: () => transport.dispose(),
  };
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

/** Asks for a completion over the wire that the request names, or else over the adapter's first. */
function complete(
  model: ModelIdentity,
  adapter: Adapter,
  request: CompletionRequest,
  call: CallOptions,
): AsyncIterable<ModelEvent> {
  const wire = request.wire ?? adapter.fimWires[0];
  if (wire === 'chat') {
    const fill = createChatFill(request, adapter.canContinue);
    return fill.read(adapter.chat(fill.request, call));
  }
  if (wire === undefined || !adapter.complete) throw new ModelError({ kind: 'fimUnsupported', model });
  return adapter.complete(request, wire, call);
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

/** Kinds of failures with which no server answered. */
const NOT_REACHED: ReadonlySet<unknown> = new Set<ModelErrorKind>(['unreachable', 'proxyFailed']);

/** Tells the breaker how an attempt went. An aborted one says nothing. */
async function* noting(
  breaker: CircuitBreaker,
  events: AsyncIterable<ModelEvent>,
): AsyncGenerator<ModelEvent, void, undefined> {
  try {
    for await (const event of events) {
      breaker.noteAnswer();
      yield event;
    }
  } catch (error) {
    if (ModelError.is(error)) {
      if (NOT_REACHED.has(error.kind)) breaker.noteFailure();
      else breaker.noteAnswer();
    }
    throw error;
  }
}

/** Streams an answer and closes its socket as soon as nobody reads it: at its end, on a failure or an early return. */
async function* streamWhileRead(
  model: ModelIdentity,
  adapter: Adapter,
  request: ModelRequest,
  call: CallOptions,
): AsyncGenerator<ModelEvent, void, undefined> {
  const reading = new AbortController();
  const ownCall = { ...call, signal: AbortSignal.any([call.signal, reading.signal]) };
  try {
    const events =
      request.kind === 'completion'
        ? complete(model, adapter, request, ownCall)
        : adapter.chat(request, ownCall);
    for await (const event of events) {
      throwIfAborted(call.signal);
      yield event;
    }
  } catch (error) {
    // An SDK may end quietly, or with an error of its own, when its signal is aborted.
    throwIfAborted(call.signal);
    throw streamFailure({ model, key: undefined }, error);
  } finally {
    reading.abort();
  }
}
