import { DEFAULT_BASE_URLS } from '../../core/config/models';
import type { ServerAddress } from '../../core/model/modelServer';

/** An entry as it is written to `fairwind.models`. */
export interface ModelEntry {
  readonly id: string;
  readonly provider: ServerAddress['provider'];
  readonly baseUrl: string;
  readonly model: string;
  readonly contextTokens?: number;
}

/** An entry with whatever fields its provider needs. */
export type NamedEntry = Pick<ModelEntry, 'id' | 'provider' | 'model'>;

/** An entry of the settings as it is, whatever the person wrote. */
type RawEntry = Readonly<Record<string, unknown>>;

const RESERVED_IDS: ReadonlySet<string> = new Set(['auto', 'workspace']);

/**
 * Makes the entry for a model; `name` is what people call it where its own name is empty. A model that is connected already keeps its id, so that it is replaced; a new one gets
 * the model's own name, with its host where another model has that name.
 */
export function makeEntry(
  { provider, baseUrl }: ServerAddress,
  { model, name = model }: { readonly model: string; readonly name?: string },
  existing: readonly unknown[],
): ModelEntry {
  const entries = existing.filter(isRecord);
  const same = entries.find((entry) => addressOf(entry) === `${withoutSlash(baseUrl)} ${model}`);
  if (typeof same?.['id'] === 'string') return { id: same['id'], provider, baseUrl, model };
  const { host } = new URL(baseUrl);
  const short = (name === '' ? host : name).split('/').at(-1) ?? name;
  const candidates = [short, `${short} @ ${host}`];
  const isFree = (id: string) =>
    id !== '' && !RESERVED_IDS.has(id) && entries.every((entry) => entry['id'] !== id);
  let id = candidates.find(isFree);
  for (let number = 2; id === undefined; number++) {
    const candidate = `${short} ${number}`;
    if (isFree(candidate)) id = candidate;
  }
  return { id, provider, baseUrl, model };
}

/**
 * The list with an entry in it: in place of the one with the same id, whose other fields stay as the person set them;
 * else behind all others. What is no entry at all is kept, too.
 */
export function putEntry(existing: readonly unknown[], entry: NamedEntry): readonly unknown[] {
  const isSame = (other: unknown) => isRecord(other) && other['id'] === entry.id;
  return existing.some(isSame)
    ? existing.map((other) => (isSame(other) && isRecord(other) ? { ...other, ...entry } : other))
    : [...existing, entry];
}

function addressOf({ provider, baseUrl, model }: RawEntry): string {
  const usual = (DEFAULT_BASE_URLS as Readonly<Record<string, string>>)[String(provider)];
  const address = typeof baseUrl === 'string' ? baseUrl : (usual ?? '');
  return `${withoutSlash(address)} ${typeof model === 'string' ? model : ''}`;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

function isRecord(value: unknown): value is RawEntry {
  return typeof value === 'object' && value !== null;
}
