import { appendFile, mkdir, open, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type UsageCell, type UsageRow, UsageSum, monthOf, parseUsageRow } from '../../core/usage/usageCells';
import type { Logger } from '../../util/logger';

const FILE_NAME = /^(\d{4}-\d{2})\.jsonl$/;

export interface UsageStoreOptions {
  /** Where the files are, the same for all windows; without it only this engine's own requests are known. */
  readonly folder: string | undefined;
  readonly logger: Logger;
}

/** What is known of a month's file. */
interface MonthFile {
  sum: UsageSum;
  /** Bytes that have been added up: whole lines. */
  read: number;
}

/**
 * Keeps a row for each request in a file for each month. Every row is appended by one write of one line, which systems
 * do not mix with another window's (POSIX `O_APPEND`, Windows `FILE_APPEND_DATA`); a line that is none is passed over.
 */
export class UsageStore {
  readonly #months = new Map<string, MonthFile>();
  readonly #beyond = new Map<string, number>();
  #work: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: UsageStoreOptions) {}

  /** Writes a row behind what is being written. A disk that is full is told to the log, not to the feature. */
  add(row: UsageRow): void {
    const { folder, logger } = this.options;
    if (folder === undefined) this.#file(monthOf(row.day)).sum.add(row);
    else
      this.#next(() => append(folder, row)).catch((error: unknown) => {
        logger.error('What a request used could not be written down', error);
      });
  }

  /** The sums of a month (`2026-11`), of all windows. Only what was added since the last call is read. */
  async month(month: string): Promise<readonly UsageCell[]> {
    const { folder } = this.options;
    if (folder !== undefined) await this.#next(() => this.#readOn(join(folder, `${month}.jsonl`), month));
    return this.#file(month).sum.cells;
  }

  /** The months that there is something of, newest first. */
  async months(): Promise<readonly string[]> {
    const { folder } = this.options;
    if (folder === undefined) return [...this.#months.keys()].sort().reverse();
    const names = await this.#next(() => readdir(folder).catch(() => []));
    return names
      .flatMap((name) => FILE_NAME.exec(name)?.[1] ?? [])
      .sort()
      .reverse();
  }

  /** The limit beyond which the person said to go on in a month, in any window; 0 when they have not. */
  async goesOnBeyond(month: string): Promise<number> {
    const { folder } = this.options;
    if (folder === undefined) return this.#beyond.get(month) ?? 0;
    const limit = Number(await readFile(consentPath(folder, month), 'utf8').catch(() => '0'));
    return Number.isFinite(limit) ? limit : 0;
  }

  async goOnBeyond(month: string, limit: number): Promise<void> {
    const { folder } = this.options;
    if (folder === undefined) {
      this.#beyond.set(month, limit);
      return;
    }
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(consentPath(folder, month), String(limit), { mode: 0o600 });
  }

  /** Runs one thing after the other, whatever became of the one before. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => {});
    return result;
  }

  #file(month: string): MonthFile {
    const file = this.#months.get(month) ?? { sum: new UsageSum(), read: 0 };
    this.#months.set(month, file);
    return file;
  }

  async #readOn(path: string, month: string): Promise<void> {
    const file = this.#file(month);
    const bytes = await readFrom(path, file.read);
    if (!bytes) {
      // It is shorter than what was read, or gone: somebody deleted it.
      this.#months.delete(month);
      return;
    }
    // Another window may be writing the last line.
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
    file.read += whole.length;
    for (const line of whole.toString('utf8').split('\n')) {
      const row = parseLine(line);
      if (row) file.sum.add(row);
    }
  }
}

/** Where it is kept that the person goes on beyond the limit of a month. */
function consentPath(folder: string, month: string): string {
  return join(folder, `${month}.beyond`);
}

async function append(folder: string, row: UsageRow): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendFile(join(folder, `${monthOf(row.day)}.jsonl`), `${JSON.stringify(row)}\n`, { mode: 0o600 });
}

/** A file from a byte on; undefined where the file is not that long, or not there. */
async function readFrom(path: string, start: number): Promise<Buffer | undefined> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    if (size < start) return undefined;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function parseLine(line: string): UsageRow | undefined {
  try {
    return parseUsageRow(JSON.parse(line));
  } catch {
    return undefined;
  }
}
