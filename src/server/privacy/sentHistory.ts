import { randomUUID } from 'node:crypto';
import type { RequestRole } from '../../core/model/languageModel';
import type { SentEntry, SentLog } from '../../core/privacy/sentLog';
import { DisposableStore } from '../../util/disposable';
import { type ArchivedEntry, SentArchive, type SentArchiveOptions } from './sentArchive';

export interface SentQuery {
  /** Words that must all occur in an entry, in any case: in its bodies, its addresses, its model or what it was for. */
  readonly query?: string;
  /** Entries older than the one with this id. */
  readonly before?: string;
  /** How many at most. */
  readonly limit?: number;
  readonly role?: RequestRole;
  /** Only entries for models on this machine, or only those for others. */
  readonly where?: 'local' | 'remote';
}

export interface SentPage {
  /** Oldest first. */
  readonly entries: readonly ArchivedEntry[];
  /** True when there are older ones. */
  readonly more: boolean;
}

const ENTRIES_OF_A_PAGE = 100;

export interface SentHistoryOptions extends Omit<SentArchiveOptions, 'folder' | 'engineId'> {
  readonly log: SentLog;
  /** Where entries are kept; without it there is only what this engine remembers. */
  readonly folder: string | undefined;
}

/** All that was sent from this workspace: what this engine remembers and what the archive keeps. */
export class SentHistory extends DisposableStore {
  readonly #engineId = randomUUID();
  readonly #archive: SentArchive | undefined;

  constructor(private readonly options: SentHistoryOptions) {
    super();
    const { log, folder } = options;
    this.#archive =
      folder === undefined ? undefined : new SentArchive({ ...options, folder, engineId: this.#engineId });
    this.add(log.onDidEnd((entry) => this.#archive?.add(this.#named(entry))));
  }

  /** Finds entries, the newest first, through this engine's memory and then day by day, until a page is full. */
  async search(
    { query = '', before, limit = ENTRIES_OF_A_PAGE, role, where }: SentQuery,
    signal: AbortSignal,
  ): Promise<SentPage> {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found: ArchivedEntry[] = [];
    let isBefore = before === undefined;
    for await (const entry of this.#newestFirst(signal)) {
      if (!isBefore) {
        isBefore = entry.id === before;
        continue;
      }
      if (role !== undefined && entry.role !== role) continue;
      if (where !== undefined && entry.destination.isLocal !== (where === 'local')) continue;
      if (!matches(entry, words)) continue;
      if (found.length === limit) return { entries: found.reverse(), more: true };
      found.push(entry);
    }
    return { entries: found.reverse(), more: false };
  }

  /** The entry with this id; undefined where it is no longer kept. */
  async get(id: string, signal: AbortSignal): Promise<ArchivedEntry | undefined> {
    for await (const entry of this.#newestFirst(signal)) if (entry.id === id) return entry;
    return undefined;
  }

  /** Forgets and deletes everything, what other windows on this workspace wrote included. */
  async clear(): Promise<void> {
    await this.#archive?.clear();
    this.options.log.clear();
  }

  /** Deletes what is older than it is to be kept. To be called at the start and when the setting has changed. */
  prune(): void {
    this.#archive?.prune().catch((error: unknown) => {
      this.options.logger.error('Old entries of what was sent could not be deleted', error);
    });
  }

  async *#newestFirst(signal: AbortSignal): AsyncGenerator<ArchivedEntry, void, undefined> {
    const remembered = this.options.log.entries.map((entry) => this.#named(entry));
    const seen = new Set(remembered.map(({ id }) => id));
    yield* remembered.reverse();
    for (const day of (await this.#archive?.days()) ?? []) {
      for (const entry of (await this.#archive?.entriesOf(day, signal)) ?? [])
        if (!seen.has(entry.id)) yield entry;
    }
  }

  #named(entry: SentEntry): ArchivedEntry {
    return { ...entry, id: `${this.#engineId}:${entry.number}` };
  }
}

function matches(entry: ArchivedEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { role, destination, outcome = '', wire } = entry;
  const text = [role, destination.id, destination.model, destination.host, outcome]
    .concat(wire.flatMap(({ method, url, body }) => [method, url, body, unescaped(body)]))
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** A body is JSON, in which line ends, quotes and characters beyond ASCII may be written as escapes. */
function unescaped(body: string): string {
  return body.replace(
    /\\u([0-9a-f]{4})|\\(["\\/])|\\[nrt]/gi,
    (_, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (sign ?? ' ') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
