import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DEFAULT_BASE_URLS } from '../core/config/models';
import { FIM_WIRES, type FimWire } from '../core/model/fimWire';
import type { ModelSpec, ProviderKind } from '../core/model/languageModel';
import type { Logger } from '../util/logger';

/** What was found out about a settings entry's model, which holds until a check finds something else. */
export interface RememberedModel {
  /** The provider whose own API the server speaks; absent where the settings name the right one. */
  readonly provider?: ProviderKind | undefined;
  /** The FIM wire that does best. */
  readonly wire?: FimWire | undefined;
}

/** Remembers what servers are and can do, over restarts where there is a file. */
export interface ModelMemory {
  readonly get: (spec: ModelSpec) => RememberedModel | undefined;
  /** Adds to what is known of an entry. */
  readonly set: (spec: ModelSpec, found: RememberedModel) => void;
  /** Reads the file. Until then, and where it cannot be read, nothing is known. */
  readonly load: () => Promise<void>;
}

/** Entries that the file keeps; the ones found out last stay. */
const MAX_ENTRIES = 100;

/** @param path the file; without it what was found out is forgotten with the engine */
export function createModelMemory(path: string | undefined, logger: Logger): ModelMemory {
  const known = new Map<string, RememberedModel>();
  let saving = Promise.resolve();
  const save = async (): Promise<void> => {
    if (path === undefined) return;
    try {
      await writeWhole(path, JSON.stringify([...known].slice(-MAX_ENTRIES)));
    } catch (error) {
      logger.error('What was found out about the models could not be saved', error);
    }
  };
  return {
    get: (spec) => known.get(keyOf(spec)),
    set(spec, found) {
      const key = keyOf(spec);
      const all = { ...known.get(key), ...found };
      known.delete(key);
      known.set(key, all);
      saving = saving.then(save);
    },
    async load() {
      for (const [key, found] of await readEntries(path)) if (!known.has(key)) known.set(key, found);
    },
  };
}

/** What was found out holds for this server, this model, and what the settings say of it. */
function keyOf({ provider, baseUrl, model, fim = '' }: ModelSpec): string {
  return JSON.stringify([provider, baseUrl, model, fim]);
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The usable entries of the file; none when there is no file, or one that this version cannot read. */
async function readEntries(path: string | undefined): Promise<[string, RememberedModel][]> {
  if (path === undefined) return [];
  try {
    const entries: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Array.isArray(entries) ? entries.flatMap(readEntry) : [];
  } catch {
    return [];
  }
}

function readEntry(entry: unknown): [string, RememberedModel][] {
  if (!Array.isArray(entry)) return [];
  const [key, found] = entry as unknown[];
  if (typeof key !== 'string' || typeof found !== 'object' || found === null) return [];
  const { provider, wire } = found as Record<string, unknown>;
  const isProvider = typeof provider === 'string' && Object.hasOwn(DEFAULT_BASE_URLS, provider);
  const known = FIM_WIRES.find((candidate) => candidate === wire);
  return [
    [key, { ...(isProvider && { provider: provider as ProviderKind }), ...(known && { wire: known }) }],
  ];
}
