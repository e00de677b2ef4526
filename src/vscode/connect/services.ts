import type { ProviderKind } from '../../core/model/languageModel';

/** A service that is reached with a key. */
export interface Service {
  readonly name: string;
  readonly provider: ProviderKind;
  readonly baseUrl: string;
  /** The page where a key is made. */
  readonly keyPage: string;
  /** Continue's name of the provider, where it is another. */
  readonly continueNames: readonly string[];
}

/** The services that are offered by name. Any other with OpenAI's API is reached by its address. */
export const SERVICES: readonly Service[] = [
  {
    name: 'OpenAI',
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyPage: 'https://platform.openai.com/api-keys',
    continueNames: ['openai'],
  },
  {
    name: 'Anthropic',
    provider: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    keyPage: 'https://console.anthropic.com/settings/keys',
    continueNames: ['anthropic'],
  },
  {
    name: 'Gemini',
    provider: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com',
    keyPage: 'https://aistudio.google.com/apikey',
    continueNames: ['gemini'],
  },
  {
    name: 'Mistral',
    provider: 'openai',
    baseUrl: 'https://api.mistral.ai/v1',
    keyPage: 'https://console.mistral.ai/api-keys',
    continueNames: ['mistral'],
  },
  {
    name: 'DeepSeek',
    provider: 'openai',
    baseUrl: 'https://api.deepseek.com/v1',
    keyPage: 'https://platform.deepseek.com/api_keys',
    continueNames: ['deepseek'],
  },
  {
    name: 'OpenRouter',
    provider: 'openai',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyPage: 'https://openrouter.ai/settings/keys',
    continueNames: ['openrouter'],
  },
  {
    name: 'Hugging Face',
    provider: 'openai',
    baseUrl: 'https://router.huggingface.co/v1',
    keyPage: 'https://huggingface.co/settings/tokens',
    continueNames: ['huggingface-inference-api'],
  },
  {
    name: 'Groq',
    provider: 'openai',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyPage: 'https://console.groq.com/keys',
    continueNames: ['groq'],
  },
  {
    name: 'xAI',
    provider: 'openai',
    baseUrl: 'https://api.x.ai/v1',
    keyPage: 'https://console.x.ai',
    continueNames: ['xAI'],
  },
];
