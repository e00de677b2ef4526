import { FIM_TEMPLATES } from '../model/fimTemplates';
import { FIM_WIRES } from '../model/fimWire';
import { OWN_VENDOR, parseHostModel } from '../model/hostModels';
import type { ModelSpec, ProviderKind } from '../model/languageModel';
import { parseParameters } from './parameters';
import type { Parsed } from './settings';

/** The address at which each provider's server usually answers on this machine. */
export const DEFAULT_BASE_URLS: Readonly<Record<ProviderKind, string>> = {
  openai: 'https://api.openai.com/v1',
  llamacpp: 'http://127.0.0.1:8080',
  ollama: 'http://127.0.0.1:11434',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com',
  embedded: 'embedded:',
  vscode: 'vscode:',
};

/** The providers without an address, whatever an entry says. */
const WITHOUT_ADDRESS: ReadonlySet<ProviderKind> = new Set(['embedded', 'vscode']);

/** What a role's setting can say beside the id of a model. */
const RESERVED_IDS: ReadonlySet<string> = new Set(['auto', 'workspace']);

/** Reads `fairwind.models`. An entry that is not usable is left out, with a problem in words. */
export function parseModels(raw: unknown): Parsed<readonly ModelSpec[]> {
  if (!Array.isArray(raw)) return { value: [], problems: ['expected a list of models'] };
  const problems: string[] = [];
  const models: ModelSpec[] = [];
  for (const [index, entry] of raw.entries()) {
    const parsed = parseModel(entry);
    if (typeof parsed === 'string') problems.push(`entry ${index + 1}: ${parsed}`);
    else if (models.some((model) => model.id === parsed.id))
      problems.push(`entry ${index + 1}: the id "${parsed.id}" is used twice`);
    else models.push(parsed);
  }
  return { value: models, problems };
}

/** One entry, or what is wrong with it. */
function parseModel(raw: unknown): ModelSpec | string {
  if (typeof raw !== 'object' || raw === null) return 'expected an object';
  const { id, provider, baseUrl, model, fim, contextTokens, keepAlive, parameters } = raw as Record<
    string,
    unknown
  >;
  if (typeof id !== 'string' || id === '' || RESERVED_IDS.has(id)) {
    return 'needs an "id" (any text but "auto" and "workspace")';
  }
  if (!isProviderKind(provider))
    return `"provider" must be one of ${Object.keys(DEFAULT_BASE_URLS).join(', ')}`;
  const hasAddress = !WITHOUT_ADDRESS.has(provider);
  const url = !hasAddress || baseUrl === undefined ? DEFAULT_BASE_URLS[provider] : baseUrl;
  if (typeof url !== 'string' || (hasAddress && !isHttpUrl(url)))
    return '"baseUrl" must be an http or https address';
  if (model !== undefined && typeof model !== 'string') return '"model" must be a text';
  if (provider === 'embedded' && !model) return 'an embedded model needs a "model": a path or an address';
  if (provider === 'vscode' && !isLendable(model)) return LENT_MODEL_NEEDED;
  if (fim !== undefined && !isFimName(fim)) return `"fim" must be one of ${FIM_NAMES.join(', ')}`;
  if (contextTokens !== undefined && !isTokenCount(contextTokens))
    return '"contextTokens" must be a whole number from 256';
  if (keepAlive !== undefined && !isDuration(keepAlive))
    return '"keepAlive" must be a time as Ollama writes it, such as "30m", or "-1m" for always';
  const parsed = parameters === undefined ? undefined : parseParameters(parameters);
  if (typeof parsed === 'string') return parsed;
  return {
    id,
    provider,
    baseUrl: url.replace(/\/+$/, ''),
    model: model ?? '',
    ...(fim !== undefined && { fim }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(keepAlive !== undefined && { keepAlive }),
    ...(parsed !== undefined && { parameters: parsed }),
  };
}

const LENT_MODEL_NEEDED =
  'a model of VS Code needs a "model": vendor/family or vendor/id, and the vendor cannot be fairwind';

/** Fairwind's own models in VS Code would be asked through VS Code by Fairwind itself, without end. */
function isLendable(model: string | undefined): boolean {
  const vendor = parseHostModel(model ?? '')?.vendor;
  return vendor !== undefined && vendor !== OWN_VENDOR;
}

/** What `fim` can say: a template family, a wire, or that the model is not to be asked for suggestions. */
export const FIM_NAMES: readonly string[] = [
  ...FIM_TEMPLATES.map(({ family }) => family),
  ...FIM_WIRES,
  'none',
];

function isFimName(value: unknown): value is string {
  return typeof value === 'string' && FIM_NAMES.includes(value);
}

function isProviderKind(value: unknown): value is ProviderKind {
  return typeof value === 'string' && Object.hasOwn(DEFAULT_BASE_URLS, value);
}

function isTokenCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 256;
}

/** A time as Go's `ParseDuration` reads it, with the units that make sense here. */
function isDuration(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d+(\.\d+)?[smh]$/.test(value);
}

/** Whether a text is the address of a server that Fairwind can speak to. */
export function isHttpUrl(text: string): boolean {
  try {
    const { protocol } = new URL(text);
    return protocol === 'http:' || protocol === 'https:';
  } catch {
    return false;
  }
}
