import { allowedFimWires } from '../core/model/fimWire';
import { ModelError } from '../core/model/errors';
import type {
  CallOptions,
  CompletionRequest,
  ModelDescription,
  ModelEvent,
  ModelSpec,
} from '../core/model/languageModel';
import { throwIfAborted } from '../util/abort';
import { joinUrl, openAIRoot, withoutV1 } from './address';
import { type Adapter, type OwnFimWire, textOf, tokenCount } from './answer';
import { readListedCapabilities } from './capabilities';
import { streamCompletions } from './completions';
import type { Connection } from './connection';
import { streamOpenAIChat } from './openaiChat';
import {
  type OpenAIServer,
  UNKNOWN_SERVER,
  betaRoot,
  findServerByHost,
  findServerByOwner,
  wiresOf,
  parametersOf,
} from './openaiServers';

/**
 * Any OpenAI-compatible server. Which one it is follows from its host, or from what it says of its models once it is
 * asked; until then an unknown one is treated as such.
 */
export function createOpenAIAdapter(spec: ModelSpec, connection: Connection): Adapter {
  const service = findServerByHost(spec.baseUrl);
  let server = service ?? UNKNOWN_SERVER;
  const root = openAIRoot(spec.baseUrl);
  return {
    get fimWires() {
      return allowedFimWires(spec.fim, wiresOf(server, spec));
    },
    get canContinue() {
      return server.prefill !== undefined;
    },
    parameters: () => parametersOf(server, spec.model),
    chat: (request, call) => {
      const chatRoot = request.continuesLast === true ? betaRoot(server, spec.baseUrl) : root;
      return streamOpenAIChat({ connection, root: chatRoot, model: spec.model, server }, request, call);
    },
    complete: (request, wire, call) => complete({ spec, connection, server, wire }, request, call),
    async describe(call) {
      const { owner, ...listed } = await readModels(spec, connection, call);
      const found = service ?? findServerByOwner(owner) ?? (await recognise(spec, connection, call));
      server = found ?? server;
      return { ...nameOf(found), ...listed };
    },
  };
}

interface CompleteTarget {
  readonly spec: ModelSpec;
  readonly connection: Connection;
  readonly server: OpenAIServer;
  readonly wire: OwnFimWire;
}

function complete(
  { spec, connection, server, wire }: CompleteTarget,
  request: CompletionRequest,
  call: CallOptions,
): AsyncIterable<ModelEvent> {
  if (wire === 'infill') throw new ModelError({ kind: 'fimUnsupported', model: connection.identity });
  const root = wire === 'suffix' ? betaRoot(server, spec.baseUrl) : openAIRoot(spec.baseUrl);
  const knowsLogprobs = server.hasLogprobs === true;
  return streamCompletions({ spec, connection, root, wire, knowsLogprobs }, request, call);
}

function nameOf(server: OpenAIServer | undefined): Pick<ModelDescription, 'server' | 'betterProvider'> {
  return {
    ...(server?.name !== undefined && { server: server.name }),
    ...(server?.betterProvider !== undefined && { betterProvider: server.betterProvider }),
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

interface Listed extends Pick<ModelDescription, 'hasModel' | 'models' | 'contextTokens' | 'capabilities'> {
  /** Who owns the models, in the server's words. */
  readonly owner?: string;
}

/** `/models`: the list that every OpenAI-compatible server has. */
async function readModels(spec: ModelSpec, connection: Connection, call: CallOptions): Promise<Listed> {
  const { data } = await connection.json(new URL(`${openAIRoot(spec.baseUrl)}/models`), call);
  if (!Array.isArray(data)) return {};
  const listed = data.flatMap((entry: ListedModel | null) => {
    const id = textOf(entry?.id);
    return id === undefined ? [] : [{ ...entry, id }];
  });
  const own = listed.find(({ id }) => id === spec.model);
  const contextTokens = own && contextOf(own);
  const owner = textOf((own ?? listed[0])?.owned_by);
  return {
    hasModel: own !== undefined,
    models: listed.map(({ id }) => id),
    ...(contextTokens !== undefined && { contextTokens }),
    ...readListedCapabilities(own),
    ...(owner !== undefined && { owner }),
  };
}

/** What only one kind of server has, for those whose list of models does not give them away. */
const SIGNS = [
  { path: '/props', field: 'default_generation_settings', owner: 'llamacpp' },
  { path: '/api/version', field: 'version', owner: 'library' },
] as const;

async function recognise(
  spec: ModelSpec,
  connection: Connection,
  call: CallOptions,
): Promise<OpenAIServer | undefined> {
  for (const { path, field, owner } of SIGNS) {
    try {
      const answer = await connection.json(joinUrl(withoutV1(spec.baseUrl), path), call);
      if (field in answer) return findServerByOwner(owner);
    } catch (error) {
      // Whatever it says instead, it is not this kind of server.
      throwIfAborted(call.signal);
      if (!ModelError.is(error)) throw error;
    }
  }
  return undefined;
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
