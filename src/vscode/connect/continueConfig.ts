import { isHttpUrl } from '../../core/config/models';
import type { ModelRole } from '../../core/model/languageModel';
import type { ServerAddress } from '../../core/model/modelServer';
import { SERVICES } from './services';

/** A model of Continue's configuration, as Fairwind connects it. */
export interface ImportedModel extends ServerAddress {
  /** What the person called it there. */
  readonly title: string;
  readonly model: string;
  readonly roles: readonly ModelRole[];
  readonly contextTokens?: number;
  /** A key that is written there in plain text. */
  readonly key?: string;
}

export interface ContinueConfig {
  readonly models: readonly ImportedModel[];
  /** Titles of models that cannot be taken over: another task, or a provider without an address. */
  readonly leftOut: readonly string[];
}

/** Where the servers of Continue's providers are, by its own defaults. */
const ADDRESSES: Readonly<Record<string, ServerAddress>> = {
  ollama: { provider: 'ollama', baseUrl: 'http://127.0.0.1:11434' },
  'llama.cpp': { provider: 'llamacpp', baseUrl: 'http://127.0.0.1:8080' },
  llamafile: { provider: 'llamacpp', baseUrl: 'http://127.0.0.1:8080' },
  lmstudio: { provider: 'openai', baseUrl: 'http://127.0.0.1:1234/v1' },
  vllm: { provider: 'openai', baseUrl: 'http://127.0.0.1:8000/v1' },
  ...Object.fromEntries(
    SERVICES.flatMap(({ continueNames, provider, baseUrl }) =>
      continueNames.map((name) => [name, { provider, baseUrl }] as const),
    ),
  ),
};

/** What Continue's roles are here; its others (embed, rerank, edit, apply) have no counterpart. */
const ROLES: Readonly<Record<string, readonly ModelRole[]>> = {
  autocomplete: ['completion'],
  chat: ['chat', 'commit'],
};

/**
 * Reads Continue's configuration: `config.yaml` (its schema v1) or the older `config.json`, both given as the value that
 * was parsed. What is not understood is left out.
 */
export function readContinueConfig(config: unknown): ContinueConfig {
  const root = fieldsOf(config);
  const old = [root['tabAutocompleteModel']].flat().filter(isRecord);
  const entries = [
    ...listOf(root['models']),
    ...old.map((entry): Fields => ({ ...entry, roles: ['autocomplete'] })),
  ];
  const models: ImportedModel[] = [];
  const leftOut: string[] = [];
  for (const entry of entries) {
    const model = readModel(entry);
    if (typeof model === 'string') leftOut.push(model);
    else models.push(model);
  }
  return { models: mergeRoles(models), leftOut };
}

/** One model, or the title of what cannot be taken over. */
function readModel(entry: Fields): ImportedModel | string {
  const model = textOf(entry['model']) ?? '';
  const title = textOf(entry['name']) ?? textOf(entry['title']) ?? model;
  const address = readAddress(entry);
  // Without `roles` a model is for chat, as in Continue.
  const roles = (Array.isArray(entry['roles']) ? (entry['roles'] as unknown[]) : ['chat']).flatMap(
    (role) => ROLES[String(role)] ?? [],
  );
  if (address === undefined || roles.length === 0 || model === 'AUTODETECT') return title;
  const contextTokens =
    fieldsOf(entry['defaultCompletionOptions'])['contextLength'] ?? entry['contextLength'];
  const key = textOf(entry['apiKey'])?.trim();
  return {
    ...address,
    title,
    model,
    roles,
    ...(typeof contextTokens === 'number' && contextTokens >= 256 && { contextTokens }),
    // `${{ secrets.NAME }}` names a key that is kept elsewhere.
    ...(key && !key.includes('${{') && { key }),
  };
}

function readAddress(entry: Fields): ServerAddress | undefined {
  const usual = ADDRESSES[textOf(entry['provider']) ?? ''];
  const own = textOf(entry['apiBase']);
  if (own === undefined) return usual;
  if (!isHttpUrl(own)) return undefined;
  const provider = usual?.provider ?? 'openai';
  const baseUrl = own.replace(/\/+$/, '');
  // Continue's addresses of these end in the version of the API, which Fairwind adds itself.
  const isVersioned = provider === 'anthropic' || provider === 'gemini';
  return { provider, baseUrl: isVersioned ? baseUrl.replace(/\/v1(beta)?$/, '') : baseUrl };
}

/** Continue lists a model once for each role where people choose it for both. */
function mergeRoles(models: readonly ImportedModel[]): readonly ImportedModel[] {
  const merged = new Map<string, ImportedModel>();
  for (const model of models) {
    const name = `${model.baseUrl} ${model.model}`;
    const known = merged.get(name);
    merged.set(name, known ? { ...known, roles: [...new Set([...known.roles, ...model.roles])] } : model);
  }
  return [...merged.values()];
}

type Fields = Readonly<Record<string, unknown>>;

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
