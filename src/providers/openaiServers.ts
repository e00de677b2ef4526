/**
 * What is known of the servers behind OpenAI's API, as data: how each is recognised, which FIM wires it has, and how a
 * chat there goes on with a begun answer and is told not to reason. A new service is a new row.
 */
import { findFimTemplate } from '../core/model/fim';
import type { FimWire } from '../core/model/fimWire';
import type { ModelSpec, ProviderKind } from '../core/model/languageModel';
import { openAIRoot } from './address';
import { OPENAI_PARAMETERS, type ParameterNames } from './parameters';

/** Fields of a request's body. */
type Fields = Readonly<Record<string, unknown>>;

export interface OpenAIServer {
  /** The software or service for people; absent where nobody knows. */
  readonly name?: string;
  /** Matches the host name of a service. */
  readonly hosts?: RegExp;
  /** Matches `owned_by` of its models in `/models`. */
  readonly owners?: RegExp;
  /** The provider whose own API it speaks besides, and better. */
  readonly betterProvider?: ProviderKind;
  /** Its FIM wires for a model, best first; `isFamily` says whether the model's template family is known. */
  readonly fimWires: (model: string, isFamily: boolean) => readonly FimWire[];
  /** Where its FIM and prefill are, below the origin, when that is not the API's root. */
  readonly betaPath?: string;
  /** Whether it gives token probabilities on `/completions`. */
  readonly hasLogprobs?: boolean;
  /** Fields that let a chat go on with its last message; absent where it cannot. */
  readonly prefill?: { readonly body?: Fields; readonly message?: Fields };
  /** Fields that ask for as little reasoning as possible. */
  readonly leastReasoning?: (model: string) => Fields;
  /** What its chat calls a model's parameters, where that is not what most servers call them. */
  readonly parameters?: (model: string) => ParameterNames;
}

const rawOrChat = (_model: string, isFamily: boolean): readonly FimWire[] =>
  isFamily ? ['template', 'chat'] : ['chat'];
const chatOnly = (): readonly FimWire[] => ['chat'];
const suffixOrChat = (): readonly FimWire[] => ['suffix', 'chat'];

/** Chat templates take it as a variable: Qwen3, GLM, DeepSeek and others look at it, the rest ignores it. */
const NO_THINKING: Fields = { chat_template_kwargs: { enable_thinking: false } };

export const OPENAI_SERVERS: readonly OpenAIServer[] = [
  {
    name: 'OpenAI',
    hosts: /(^|\.)openai\.(com|azure\.com)$/,
    // The last model with `suffix`, as OpenAI's API reference says of the field.
    fimWires: (model) => (/^gpt-3\.5-turbo-instruct/.test(model) ? ['suffix'] : ['chat']),
    hasLogprobs: true,
    leastReasoning: (model) => {
      if (/^gpt-5(?![.\d])/.test(model)) return { reasoning_effort: 'minimal' };
      if (/^gpt-(5\.|[6-9]|\d\d)/.test(model)) return { reasoning_effort: 'none' };
      return /^o\d/.test(model) ? { reasoning_effort: 'low' } : {};
    },
    // Newer models refuse the old name of the limit, and those that reason refuse what shapes the sampling.
    parameters: (model) =>
      /^(o\d|gpt-([5-9]|\d\d))/.test(model)
        ? { maxTokens: 'max_completion_tokens' }
        : { ...OPENAI_PARAMETERS, maxTokens: 'max_completion_tokens' },
  },
  {
    name: 'Mistral',
    hosts: /(^|\.)mistral\.ai$/,
    fimWires: (model) => (/codestral/i.test(model) ? ['fimCompletions', 'chat'] : ['chat']),
    prefill: { message: { prefix: true } },
  },
  {
    name: 'Inception',
    hosts: /(^|\.)inceptionlabs\.ai$/,
    fimWires: (model) => (/^mercury-(edit|coder)/i.test(model) ? ['fimCompletions', 'chat'] : ['chat']),
  },
  {
    name: 'DeepSeek',
    hosts: /(^|\.)deepseek\.com$/,
    fimWires: suffixOrChat,
    betaPath: '/beta',
    hasLogprobs: true,
    prefill: { message: { prefix: true } },
    leastReasoning: () => ({ thinking: { type: 'disabled' } }),
  },
  { name: 'SiliconFlow', hosts: /(^|\.)siliconflow\.(cn|com)$/, fimWires: suffixOrChat },
  { name: 'Qianfan', hosts: /(^|\.)qianfan\.baidubce\.com$/, fimWires: suffixOrChat },
  {
    name: 'OpenRouter',
    hosts: /(^|\.)openrouter\.ai$/,
    fimWires: rawOrChat,
    leastReasoning: () => ({ reasoning: { enabled: false } }),
  },
  { name: 'Hugging Face', hosts: /(^|\.)huggingface\.co$/, fimWires: chatOnly },
  { name: 'Groq', hosts: /(^|\.)groq\.com$/, fimWires: chatOnly },
  { name: 'xAI', hosts: /(^|\.)x\.ai$/, fimWires: chatOnly },
  { name: 'Google', hosts: /(^|\.)googleapis\.com$/, fimWires: chatOnly },
  { name: 'Anthropic', hosts: /(^|\.)anthropic\.com$/, fimWires: chatOnly },
  { name: 'llama.cpp', owners: /^llamacpp$/, betterProvider: 'llamacpp', fimWires: rawOrChat },
  { name: 'Ollama', owners: /^library$/, betterProvider: 'ollama', fimWires: rawOrChat },
  {
    name: 'vLLM',
    owners: /^vllm$/,
    fimWires: rawOrChat,
    hasLogprobs: true,
    prefill: { body: { continue_final_message: true, add_generation_prompt: false } },
    leastReasoning: () => NO_THINKING,
  },
  { name: 'LM Studio', owners: /^organization_owner$/, fimWires: rawOrChat },
];

/** A server that nobody knows: a raw prompt where the model's family is known, and last what most of them ignore. */
export const UNKNOWN_SERVER: OpenAIServer = {
  fimWires: (_model, isFamily) => (isFamily ? ['template', 'suffix', 'chat'] : ['chat', 'suffix']),
};

/** llama.cpp's OpenAI-compatible API as its own adapter uses it. It goes on with a last message of the assistant. */
export const LLAMACPP_CHAT: OpenAIServer = {
  name: 'llama.cpp',
  fimWires: chatOnly,
  prefill: {},
  leastReasoning: () => NO_THINKING,
};

/** The service at an address; undefined when the address says nothing. */
export function findServerByHost(baseUrl: string): OpenAIServer | undefined {
  const { hostname } = new URL(baseUrl);
  return OPENAI_SERVERS.find(({ hosts }) => hosts?.test(hostname) === true);
}

/** The software that names its models' owner like this. */
export function findServerByOwner(owner: string | undefined): OpenAIServer | undefined {
  return owner === undefined ? undefined : OPENAI_SERVERS.find(({ owners }) => owners?.test(owner) === true);
}

/** The FIM wires of a server for a settings entry, before the entry's own `fim` is looked at. */
export function wiresOf(server: OpenAIServer, spec: ModelSpec): readonly FimWire[] {
  return server.fimWires(spec.model, findFimTemplate(spec) !== undefined);
}

/** The names of a model's parameters in a server's chat. */
export function parametersOf(server: OpenAIServer, model: string): ParameterNames {
  return server.parameters?.(model) ?? OPENAI_PARAMETERS;
}

/** The root of what a service calls beta, at the same origin; the API's own root where it has none. */
export function betaRoot({ betaPath }: OpenAIServer, baseUrl: string): string {
  return betaPath === undefined ? openAIRoot(baseUrl) : new URL(betaPath, baseUrl).href;
}
