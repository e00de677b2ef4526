/** What servers say of what a model can do beside text, each in its own words. What is not told stays unknown. */
import type { ModelCapabilities } from '../core/model/languageModel';

/** Part of a description; empty where nothing is told. */
type Described = { readonly capabilities?: ModelCapabilities };

/** Ollama's `/api/show`: a list of words. */
export function readOllamaCapabilities(words: unknown): Described {
  if (!Array.isArray(words)) return {};
  return {
    capabilities: {
      tools: words.includes('tools'),
      images: words.includes('vision'),
      reasoning: words.includes('thinking'),
    },
  };
}

/** llama.cpp's `/props`: what the chat template and the projector of the model file allow. */
export function readLlamaCppCapabilities(props: Readonly<Record<string, unknown>>): Described {
  return fromFlags({
    tools: field(props['chat_template_caps'], 'supports_tools'),
    images: field(props['modalities'], 'vision'),
  });
}

/** An entry of `/models`: OpenRouter tells all of it, llama.cpp the input, others nothing. */
export function readListedCapabilities(entry: unknown): Described {
  const parameters = field(entry, 'supported_parameters');
  const inputs = field(field(entry, 'architecture'), 'input_modalities');
  const has = (list: unknown, word: string) => (Array.isArray(list) ? list.includes(word) : undefined);
  return fromFlags({
    tools: has(parameters, 'tools'),
    images: has(inputs, 'image'),
    reasoning: has(parameters, 'reasoning'),
    structuredOutput: has(parameters, 'structured_outputs'),
  });
}

/** Anthropic's `/v1/models/{id}`. Every model of that API calls tools. */
export function readAnthropicCapabilities(capabilities: unknown): Described {
  if (typeof capabilities !== 'object' || capabilities === null) return {};
  const supports = (name: string) => field(field(capabilities, name), 'supported');
  return fromFlags({
    tools: true,
    images: supports('image_input'),
    reasoning: supports('thinking'),
    structuredOutput: supports('structured_outputs'),
  });
}

/** Gemini's `models/{id}`. */
export function readGeminiCapabilities(info: Readonly<Record<string, unknown>>): Described {
  return fromFlags({ reasoning: info['thinking'] });
}

function fromFlags(flags: Readonly<Partial<Record<keyof ModelCapabilities, unknown>>>): Described {
  const told = Object.entries(flags).filter(([, flag]) => typeof flag === 'boolean');
  return told.length === 0 ? {} : { capabilities: Object.fromEntries(told) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
