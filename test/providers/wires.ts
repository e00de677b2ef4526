/** Every wire that the contract suite runs over: each adapter with each kind of request. */
import type {
  ChatRequest,
  CompletionRequest,
  LanguageModel,
  ModelEvent,
  ModelRequest,
  ModelSpec,
  ParameterName,
  ProviderKind,
  WireRequest,
} from '../../src/core/model/languageModel';
import { createProviders, type ProvidersOptions } from '../../src/providers';
import type { RetryPolicies, RetryPolicy } from '../../src/providers/retry';
import {
  anthropicWire,
  chatCompletionsWire,
  completionsWire,
  geminiWire,
  infillWire,
  ollamaChatWire,
  namedEvents,
  ollamaGenerateWire,
  type WireEnd,
} from '../support/modelWires';

export const COMPLETION: CompletionRequest = {
  kind: 'completion',
  prefix: 'function 더하기(a, b) {\n  ',
  suffix: '\n}\n',
  path: 'src/add.ts',
  languageId: 'typescript',
  extra: [{ path: 'src/other.ts', text: 'export const other = 1;\n' }],
  maxTokens: 32,
  stop: ['\n\n'],
};
export const CHAT: ChatRequest = {
  kind: 'chat',
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: '안녕 👋' },
  ],
  maxTokens: 100,
  temperature: 0.2,
};

export interface Wire {
  readonly name: string;
  readonly provider: ProviderKind;
  readonly request: ModelRequest;
  readonly path: string;
  readonly contentType: string;
  readonly write: (pieces: readonly string[], end?: WireEnd) => string;
  /** What the server says when it does not have the model (404). */
  readonly noModel: string;
  /** The header that carries the key, and what stands there before it; `authorization` with `Bearer ` unless told. */
  readonly keyHeader?: readonly [name: string, before: string];
  /** Names of headers beside those of every wire. */
  readonly headers?: readonly string[];
  /** What an error in the middle of an answer looks like; `{error}` as a record of the wire unless told. */
  readonly errorRecord?: string;
  /** Parameters of the request that the wire refuses. */
  readonly leftOut?: readonly ParameterName[];
}

const SSE = 'text/event-stream';
const NDJSON = 'application/x-ndjson';
const OPENAI_NO_MODEL =
  '{"error":{"message":"The model `m` does not exist","type":"invalid_request_error","code":"model_not_found"}}';
const OLLAMA_NO_MODEL = `{"error":"model 'm' not found"}`;

export const WIRES: readonly Wire[] = [
  {
    name: 'llama.cpp completion',
    provider: 'llamacpp',
    request: COMPLETION,
    path: '/infill',
    contentType: SSE,
    write: infillWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'llama.cpp chat',
    provider: 'llamacpp',
    request: CHAT,
    path: '/v1/chat/completions',
    contentType: SSE,
    write: chatCompletionsWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'OpenAI completion',
    provider: 'openai',
    request: COMPLETION,
    path: '/v1/completions',
    contentType: SSE,
    write: completionsWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'llama.cpp raw completion',
    provider: 'llamacpp',
    request: { ...COMPLETION, wire: 'template' },
    path: '/v1/completions',
    contentType: SSE,
    write: completionsWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'OpenAI completion with a suffix',
    provider: 'openai',
    request: { ...COMPLETION, wire: 'suffix' },
    path: '/v1/completions',
    contentType: SSE,
    write: completionsWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'Mistral completion',
    provider: 'openai',
    request: { ...COMPLETION, wire: 'fimCompletions' },
    path: '/v1/fim/completions',
    contentType: SSE,
    write: chatCompletionsWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'Ollama completion with a suffix',
    provider: 'ollama',
    request: { ...COMPLETION, wire: 'suffix' },
    path: '/api/generate',
    contentType: NDJSON,
    write: ollamaGenerateWire,
    noModel: OLLAMA_NO_MODEL,
  },
  {
    name: 'OpenAI chat',
    provider: 'openai',
    request: CHAT,
    path: '/v1/chat/completions',
    contentType: SSE,
    write: chatCompletionsWire,
    noModel: OPENAI_NO_MODEL,
  },
  {
    name: 'Ollama completion',
    provider: 'ollama',
    request: COMPLETION,
    path: '/api/generate',
    contentType: NDJSON,
    write: ollamaGenerateWire,
    noModel: OLLAMA_NO_MODEL,
  },
  {
    name: 'Ollama chat',
    provider: 'ollama',
    request: CHAT,
    path: '/api/chat',
    contentType: NDJSON,
    write: ollamaChatWire,
    noModel: OLLAMA_NO_MODEL,
  },
  {
    name: 'Anthropic chat',
    provider: 'anthropic',
    request: CHAT,
    path: '/v1/messages',
    contentType: SSE,
    write: anthropicWire,
    noModel: '{"type":"error","error":{"type":"not_found_error","message":"model: qwen2.5-coder:0.5b"}}',
    headers: ['anthropic-version'],
    errorRecord: namedEvents([{ type: 'error', error: { type: 'api_error', message: 'out of memory' } }]),
    leftOut: ['temperature'],
  },
  {
    name: 'Gemini chat',
    provider: 'gemini',
    request: CHAT,
    path: '/v1beta/models/qwen2.5-coder:0.5b:streamGenerateContent?alt=sse',
    contentType: SSE,
    write: geminiWire,
    noModel:
      '{"error":{"code":404,"message":"models/qwen2.5-coder:0.5b is not found for API version v1beta","status":"NOT_FOUND"}}',
    keyHeader: ['x-goog-api-key', ''],
  },
];

export const SHORT_TIMEOUTS = { firstByteMs: 150, idleMs: 100 };

/** For tests that count requests, or look at how one fails. */
const ONCE: RetryPolicy = { retries: 0, firstDelayMs: 0, longestDelayMs: 0 };
export const NO_RETRIES: RetryPolicies = { chat: ONCE, completion: ONCE };

export interface ModelOptions {
  readonly url: string;
  readonly key?: string;
  readonly timeouts?: ProvidersOptions['timeouts'];
  readonly spec?: Partial<ModelSpec>;
}

/** A connected model of the wire's provider. Dispose it: it holds sockets. */
export function connect(
  wire: Pick<Wire, 'provider'>,
  { url, key, timeouts, spec }: ModelOptions,
): { readonly model: LanguageModel } & Disposable {
  const providers = createProviders({ retries: NO_RETRIES, ...(timeouts && { timeouts }) });
  const model = providers.connect(
    { id: 'tested', provider: wire.provider, baseUrl: url, model: 'qwen2.5-coder:0.5b', ...spec },
    async () => key,
  );
  return { model, [Symbol.dispose]: () => providers.dispose() };
}

/** What became of one request: its events, what went over the wire, and the error if there was one. */
export interface Outcome {
  readonly events: readonly ModelEvent[];
  readonly wire: readonly WireRequest[];
  readonly error: unknown;
}

export async function ask(
  model: LanguageModel,
  request: ModelRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const events: ModelEvent[] = [];
  const wire: WireRequest[] = [];
  try {
    for await (const event of model.stream(request, { signal, onWire: (sent) => wire.push(sent) }))
      events.push(event);
    return { events, wire, error: undefined };
  } catch (error) {
    return { events, wire, error };
  }
}

export function textOf({ events }: Outcome, type: 'text' | 'reasoning' = 'text'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('');
}
