import {
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FetchFile, FileResponse } from '../../core/model/fetchFile';
import { abortError, isAbortError, orAborted, throwIfAborted } from '../../util/abort';
import { DownloadError } from './downloadErrors';
import { FileHash, type HashAlgorithm } from './fileHash';
import { withFileLock } from './fileLock';

/** Connections that may break in a row without a byte in between. */
const MAX_ATTEMPTS = 5;
/** Milliseconds before the first new attempt; each further one waits twice as long. */
const FIRST_WAIT_MS = 250;
/** Bytes that are left free on the disk. */
const SPARE_BYTES = 64 * 1024 * 1024;
/** Bytes that are gathered before they are written: each write costs a turn of the thread pool. */
const WRITE_BYTES = 1024 * 1024;

export interface DownloadOptions {
  readonly fetchFile: FetchFile;
  /** The built `hashWorker`. */
  readonly hashScript: string;
  readonly url: string;
  /** Where the file is to lie. It lies there only when it is complete and verified. */
  readonly path: string;
  /** The name by which the person knows it. */
  readonly subject: string;
  readonly digest: ExpectedDigest;
  /** Bytes of the whole file, where they are known before. */
  readonly size?: number;
  readonly onProgress: (receivedBytes: number, totalBytes: number | undefined) => void;
}

/** What the bytes must hash to. */
export interface ExpectedDigest {
  readonly algorithm: HashAlgorithm;
  readonly hex: string;
}

/**
 * Downloads a file. What had come before, in this window or an earlier one, is kept and gone on with; aborting pauses.
 * @throws DownloadError, AbortError
 */
export async function download(options: DownloadOptions, signal: AbortSignal): Promise<void> {
  const done = await withFileLock(`${options.path}.lock`, async () => {
    const run = new Download(options, signal);
    try {
      await run.run();
    } finally {
      run.dispose();
    }
    return true;
  });
  if (done !== true) throw new DownloadError('busy', options.subject);
}

/** What is known of a part file: it can be gone on with only while the server's file is the same. */
interface PartState {
  readonly url: string;
  readonly etag: string;
}

class Download {
  readonly #part: string;
  readonly #state: string;
  readonly #hash: FileHash;
  #received = 0;
  #etag: string | undefined;

  constructor(
    private readonly options: DownloadOptions,
    private readonly signal: AbortSignal,
  ) {
    this.#part = `${options.path}.part`;
    this.#state = `${this.#part}.json`;
    const { hashScript, digest } = options;
    this.#hash = new FileHash(hashScript, { path: this.#part, algorithm: digest.algorithm });
  }

  dispose(): void {
    this.#hash.dispose();
  }

  async run(): Promise<void> {
    const { path } = this.options;
    try {
      await mkdir(dirname(path), { recursive: true });
      await this.#takeUpPart();
      await this.#checkSpace();
      await this.#receiveAll();
      await this.#verify();
    } catch (error) {
      throw toDownloadError(error, this.options);
    }
    await rename(this.#part, path);
    await rm(this.#state, { force: true });
  }

  async #verify(): Promise<void> {
    const { subject, digest } = this.options;
    // The hash of a large part may take seconds, in which a person can still pause.
    const { hex, bytes } = await orAborted(this.#hash.digest(), this.signal);
    if (hex === digest.hex && bytes === this.#received) return;
    await this.#drop();
    throw new DownloadError('wrongBytes', subject);
  }

  /** Goes on with a part that is there, when it is known which file of the server it is a part of. */
  async #takeUpPart(): Promise<void> {
    const state = await readState(this.#state);
    if (state?.url !== this.options.url) return this.#drop();
    this.#etag = state.etag;
    this.#received = (await stat(this.#part)).size;
    this.#hash.grown(this.#received);
  }

  async #checkSpace(): Promise<void> {
    const { size, path, subject } = this.options;
    if (size === undefined) return;
    const { bavail, bsize } = await statfs(dirname(path));
    const missing = size - this.#received + SPARE_BYTES - bavail * bsize;
    if (missing > 0) throw new DownloadError('diskFull', subject, String(missing));
  }

  async #receiveAll(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      throwIfAborted(this.signal);
      const before = this.#received;
      try {
        if (await this.#receive()) return;
      } catch (error) {
        if (isAbortError(error) || error instanceof DownloadError || DISK_ERRORS.has(codeOf(error)))
          throw error;
        if (attempt >= MAX_ATTEMPTS) throw error;
      }
      if (this.#received > before) attempt = 0;
      await wait(FIRST_WAIT_MS * 2 ** attempt, undefined, { signal: this.signal }).catch(() => {
        throw abortError();
      });
    }
  }

  /** One connection. @returns whether the file is complete */
  async #receive(): Promise<boolean> {
    const { fetchFile, url, size } = this.options;
    if (size !== undefined && this.#received === size && size > 0) return true;
    const headers =
      this.#received > 0 && this.#etag !== undefined
        ? { range: `bytes=${this.#received}-`, 'if-range': this.#etag }
        : undefined;
    const response = await fetchFile(url, { 'accept-encoding': 'identity', ...headers }, this.signal);
    const total = await this.#begin(response);
    const file = await open(this.#part, this.#received === 0 ? 'w' : 'a');
    try {
      await this.#write(file, response, total);
    } finally {
      await file.close();
    }
    return total === undefined || this.#received >= total;
  }

  /** Looks at how an answer begins. @returns the bytes of the whole file, where the server tells */
  async #begin(response: FileResponse): Promise<number | undefined> {
    const { status, headers } = response;
    const { url, subject } = this.options;
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(String(headers['content-range'] ?? ''));
    if (status === 206 && range !== null && Number(range[1]) === this.#received) return Number(range[2]);
    // The server's file is another one, or it sends whole files alone: from the beginning then.
    if (status === 416 || status === 206) {
      await this.#drop();
      throw new Error(`status ${status}`);
    }
    if (status === 404) throw new DownloadError('notFound', subject, new URL(url).host);
    // A server that is busy or failing may do better soon; a refusal stays one.
    if (status >= 500 || status === 429) throw new Error(`status ${status}`);
    if (status !== 200) throw new DownloadError('refused', new URL(url).host, String(status));
    await this.#drop();
    this.#etag = strongEtag(headers['etag']);
    if (this.#etag !== undefined)
      await writeFile(this.#state, JSON.stringify({ url, etag: this.#etag } satisfies PartState));
    const length = Number(headers['content-length'] ?? NaN);
    return Number.isInteger(length) ? length : undefined;
  }

  /** Reads on while the piece before is being written: the disk is as slow as the network where that is fast. */
  async #write(file: FileHandle, { body }: FileResponse, total: number | undefined): Promise<void> {
    let gathered: Uint8Array[] = [];
    let gatheredBytes = 0;
    let writing = Promise.resolve();
    const flush = async () => {
      const [chunks, bytes] = [gathered, gatheredBytes];
      gathered = [];
      gatheredBytes = 0;
      await writing;
      this.#received += bytes;
      const end = this.#received;
      writing = writeAll(file, chunks, bytes).then(() => this.#hash.grown(end));
      // Whoever waits for it next hears of its failure.
      writing.catch(() => undefined);
      this.options.onProgress(this.#received, total);
    };
    try {
      for await (const chunk of body) {
        gathered.push(chunk);
        gatheredBytes += chunk.length;
        if (gatheredBytes >= WRITE_BYTES) await flush();
      }
    } finally {
      // Also of a connection that broke: what came is kept.
      await flush();
      await writing;
    }
  }

  async #drop(): Promise<void> {
    this.#hash.restart();
    this.#received = 0;
    this.#etag = undefined;
    await rm(this.#part, { force: true });
    await rm(this.#state, { force: true });
  }
}

/** @throws Error ENOSPC when the disk took only a part */
async function writeAll(file: FileHandle, chunks: readonly Uint8Array[], bytes: number): Promise<void> {
  if (bytes === 0) return;
  const { bytesWritten } = await file.writev(chunks);
  if (bytesWritten < bytes) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
}

/** An entity tag that stands for these very bytes (RFC 9110, 8.8.3): only with such a one can a range be asked for. */
function strongEtag(header: FileResponse['headers'][string]): string | undefined {
  return typeof header === 'string' && header.startsWith('"') ? header : undefined;
}

async function readState(path: string): Promise<PartState | undefined> {
  try {
    const state: unknown = JSON.parse(await readFile(path, 'utf8'));
    await stat(path.replace(/\.json$/, ''));
    if (typeof state !== 'object' || state === null) return undefined;
    const { url, etag } = state as Record<string, unknown>;
    return typeof url === 'string' && typeof etag === 'string' ? { url, etag } : undefined;
  } catch {
    return undefined;
  }
}

const DISK_FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** Codes of the file system, which no new connection helps. */
const DISK_ERRORS: ReadonlySet<unknown> = new Set([
  ...DISK_FULL,
  'EACCES',
  'EPERM',
  'EROFS',
  'EIO',
  'ENOTDIR',
  'ENOENT',
]);

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function toDownloadError(error: unknown, { subject, url }: DownloadOptions): unknown {
  if (isAbortError(error) || error instanceof DownloadError) return error;
  if (DISK_FULL.has(codeOf(error))) return new DownloadError('diskFull', subject);
  const code = codeOf(error);
  if (DISK_ERRORS.has(code)) return error;
  return new DownloadError('unreachable', new URL(url).host, typeof code === 'string' ? code : String(error));
}
