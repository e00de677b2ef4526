import type { OfferedModel, ServerProvider } from '../core/model/modelServer';
import { joinUrl, openAIRoot, withoutV1 } from './address';
import { textOf, tokenCount } from './answer';

/** Where a server's API lists its models, and how. */
interface ModelList {
  readonly url: (baseUrl: string) => URL;
  /** The field that holds the list. */
  readonly field: string;
  /** Reads one entry; undefined when it is no model that answers in text. */
  readonly read: (entry: Fields) => OfferedModel | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const openAIList: ModelList = {
  url: (baseUrl) => joinUrl(openAIRoot(baseUrl), '/models'),
  field: 'data',
  read: (entry) =>
    offered(textOf(entry['id']), {
      // llama.cpp tells both in `meta`; vLLM and OpenRouter have a field of their own for the window.
      sizeBytes: fieldsOf(entry['meta'])['size'],
      contextTokens:
        entry['max_model_len'] ?? entry['context_length'] ?? fieldsOf(entry['meta'])['n_ctx_train'],
    }),
};

/** By provider, as each API's own reference says. */
const MODEL_LISTS: Readonly<Record<ServerProvider, ModelList>> = {
  openai: openAIList,
  llamacpp: { ...openAIList, url: (baseUrl) => joinUrl(withoutV1(baseUrl), '/v1/models') },
  ollama: {
    url: (baseUrl) => joinUrl(withoutV1(baseUrl), '/api/tags'),
    field: 'models',
    read: (entry) => offered(textOf(entry['name']), { sizeBytes: entry['size'] }),
  },
  anthropic: {
    url: (baseUrl) => withQuery(joinUrl(baseUrl, '/v1/models'), 'limit', '1000'),
    field: 'data',
    read: (entry) => offered(textOf(entry['id']), { contextTokens: entry['max_input_tokens'] }),
  },
  gemini: {
    url: (baseUrl) => withQuery(joinUrl(baseUrl, '/v1beta/models'), 'pageSize', '1000'),
    field: 'models',
    read: (entry) => {
      const methods = entry['supportedGenerationMethods'];
      if (Array.isArray(methods) && !methods.includes('generateContent')) return undefined;
      const name = textOf(entry['name'])?.replace(/^models\//, '');
      return offered(name, { contextTokens: entry['inputTokenLimit'] });
    },
  },
};

/** The address of the list of a server's models. */
export function modelListUrl(provider: ServerProvider, baseUrl: string): URL {
  return MODEL_LISTS[provider].url(baseUrl);
}

/** The models of a list, in its order; what is not understood is left out. */
export function readModelList(provider: ServerProvider, answer: Fields): OfferedModel[] {
  const { field, read } = MODEL_LISTS[provider];
  const entries = answer[field];
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown) => read(fieldsOf(entry))).filter((model) => model !== undefined);
}

function offered(
  name: string | undefined,
  told: { readonly sizeBytes?: unknown; readonly contextTokens?: unknown },
): OfferedModel | undefined {
  if (name === undefined || name === '') return undefined;
  // Bytes come as a whole number above zero, too.
  const sizeBytes = tokenCount(told.sizeBytes);
  const contextTokens = tokenCount(told.contextTokens);
  return {
    name,
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(contextTokens !== undefined && { contextTokens }),
  };
}

function withQuery(url: URL, name: string, value: string): URL {
  url.searchParams.set(name, value);
  return url;
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
