import { appendFile, mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SentEntry } from '../../core/privacy/sentLog';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import type { TimeSlices } from '../workspaceIndex/timeSlices';

/** Bytes that all files together may have; then the oldest days go. */
const MOST_BYTES = 512 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
/** The day (UTC) and the engine that wrote the file: two windows never write to the same. */
const FILE_NAME = /^(\d{4}-\d{2}-\d{2})\.[\w-]+\.jsonl$/;

/** An entry of the log with a name that no other entry of any engine has. */
export interface ArchivedEntry extends SentEntry {
  readonly id: string;
}

export interface SentArchiveOptions {
  /** Where the files are; private to this user and workspace. */
  readonly folder: string;
  /** Unique among engines. */
  readonly engineId: string;
  /** Days for which entries are kept; 0 keeps none. */
  readonly keepDays: () => number;
  readonly slices: TimeSlices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Keeps what was sent in files on this machine, one for each day and engine, an entry in JSON on each line. A line that
 * was cut by a crash, or that somebody else wrote, is passed over.
 */
export class SentArchive {
  #writing: Promise<void> = Promise.resolve();
  #day = '';

  constructor(private readonly options: SentArchiveOptions) {}

  /** Writes an entry behind what is being written. A disk that is full is told to the log, not to the feature. */
  add(entry: ArchivedEntry): void {
    if (this.options.keepDays() === 0) return;
    this.#writing = this.#writing
      .then(() => this.#write(entry))
      .catch((error: unknown) => {
        this.options.logger.error('What was sent could not be written to the archive', error);
      });
  }

  /** The days that there is something of, newest first. */
  async days(): Promise<readonly string[]> {
    await this.#writing;
    const days = (await this.#files()).map(({ day }) => day);
    return [...new Set(days)].sort().reverse();
  }

  /** The entries of one day, of every window on this workspace, newest first. */
  async entriesOf(day: string, signal: AbortSignal): Promise<readonly ArchivedEntry[]> {
    const entries: ArchivedEntry[] = [];
    for (const file of (await this.#files()).filter((candidate) => candidate.day === day)) {
      const text = await readFile(file.path, 'utf8').catch(() => '');
      for (const line of text.split('\n')) {
        await this.options.slices.breathe(signal);
        const entry = parseEntry(line);
        if (entry) entries.push(entry);
      }
    }
    return entries.sort((a, b) => b.sentAt - a.sentAt || b.number - a.number);
  }

  /** Deletes everything, what other windows wrote included. */
  async clear(): Promise<void> {
    await this.#writing;
    for (const { path } of await this.#files()) await rm(path, { force: true });
  }

  /** Deletes what is older than it is to be kept, or more than there is room for. */
  async prune(): Promise<void> {
    await this.#writing;
    const oldest = dayOf(this.options.clock.wallTime() - this.options.keepDays() * DAY_MS);
    let bytes = 0;
    for (const { day, path } of (await this.#files()).sort((a, b) => (a.day < b.day ? 1 : -1))) {
      bytes += (await stat(path).catch(() => undefined))?.size ?? 0;
      const isKept = this.options.keepDays() > 0 && day > oldest && bytes <= MOST_BYTES;
      if (!isKept) await rm(path, { force: true });
    }
  }

  async #write(entry: ArchivedEntry): Promise<void> {
    const { folder, engineId } = this.options;
    const day = dayOf(entry.sentAt);
    if (day !== this.#day) {
      this.#day = day;
      // For this user only: requests hold source text.
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    await appendFile(join(folder, `${day}.${engineId}.jsonl`), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  async #files(): Promise<{ readonly day: string; readonly path: string }[]> {
    const names = await readdir(this.options.folder).catch(() => []);
    return names.flatMap((name) => {
      const day = FILE_NAME.exec(name)?.[1];
      return day === undefined ? [] : [{ day, path: join(this.options.folder, name) }];
    });
  }
}

function dayOf(wallTime: number): string {
  return new Date(wallTime).toISOString().slice(0, 10);
}

function parseEntry(line: string): ArchivedEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is ArchivedEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, number, role, destination, sentAt, wire } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof number === 'number' &&
    typeof role === 'string' &&
    typeof destination === 'object' &&
    destination !== null &&
    typeof sentAt === 'number' &&
    Array.isArray(wire) &&
    wire.every(isWireRequest)
  );
}

function isWireRequest(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { method, url, body } = value as Record<string, unknown>;
  return [method, url, body].every((field) => typeof field === 'string');
}
