/** Downloads of models over the real transport, from a local server that does what goes wrong with downloads. */
import { createHash, randomBytes } from 'node:crypto';
import { access, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProviders } from '../../../src/providers';
import { DownloadError } from '../../../src/server/embedded/downloadErrors';
import {
  type EmbeddedStorage,
  embeddedStorage,
  findModelFile,
} from '../../../src/server/embedded/embeddedStorage';
import { downloadModel, removeModel } from '../../../src/server/embedded/modelDownloads';
import { hashScript, makeEmbeddedFolder } from '../../support/embedded';
import { HubServer } from '../../support/hubServer';

/** More than is written at a time, so that a connection can break between two writes and within one. */
const FILE = randomBytes(3_000_000);
const NEVER = new AbortController().signal;

const providers = createProviders({});
let folder: Awaited<ReturnType<typeof makeEmbeddedFolder>>;
let storage: EmbeddedStorage;
let hub: HubServer;

beforeEach(async () => {
  folder = await makeEmbeddedFolder();
  storage = embeddedStorage(folder.path);
  hub = await HubServer.start('owner/coder-GGUF', 'coder-q8_0.gguf', FILE);
});
afterEach(async () => {
  await hub[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const get = (signal = NEVER, onProgress: (bytes: number) => void = () => {}) =>
  downloadModel(
    hub.address,
    {
      sources: { fetchFile: providers.fetchFile, hashScript, hub: hub.url, registry: hub.url },
      storage,
      onProgress: ({ receivedBytes }) => onProgress(receivedBytes),
    },
    signal,
  );

const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing',
    (error: unknown) => (error instanceof DownloadError ? error.kind : String(error)),
  );

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const digestOf = async (path: string) => sha256(await readFile(path));

/** A promise that is resolved from outside. */
function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}

const found = () => findModelFile(hub.address, storage);

describe('a download', () => {
  it('follows the hub to its storage, and verifies what comes', async () => {
    const received: number[] = [];
    const { path, ...told } = await get(NEVER, (bytes) => received.push(bytes));
    expect(await digestOf(path)).toBe(sha256(FILE));
    expect(told).toEqual({ sha256: hub.sha256, sizeBytes: FILE.length });
    expect(received.at(-1)).toBe(FILE.length);
    expect(await found()).toBe(path);
    expect((await readdir(storage.modelsFolder)).sort()).toEqual([
      'digests.json',
      'owner--coder-GGUF--coder-q8_0.gguf',
    ]);
  });

  it('finds a file by its quantisation', async () => {
    const address = `hf:${hub.repository}:Q8_0`;
    const sources = { fetchFile: providers.fetchFile, hashScript, hub: hub.url, registry: hub.url };
    const { path } = await downloadModel(address, { sources, storage, onProgress: () => {} }, NEVER);
    expect(await digestOf(path)).toBe(sha256(FILE));
  });

  it('goes on where a connection broke, again and again', async () => {
    hub.faults = { cutAfter: [1_200_000, 500_000, 700_000] };
    const { path } = await get();
    expect(await digestOf(path)).toBe(sha256(FILE));
    const [first, ...others] = hub.requests;
    expect(first?.range).toBeUndefined();
    expect(others.length).toBeGreaterThan(0);
    expect(others.every(({ range }) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
  });

  it('begins anew where the server cannot send the rest', async () => {
    hub.faults = { cutAfter: [1_200_000], withoutEtag: true };
    const { path } = await get();
    expect(await digestOf(path)).toBe(sha256(FILE));
    expect(hub.requests.map(({ range }) => range)).toEqual([undefined, undefined]);
  });

  it('pauses when it is cancelled, and goes on in a later session', async () => {
    const held = deferred();
    hub.faults = { hold: held.promise };
    const pause = new AbortController();
    const paused = get(pause.signal, (bytes) => bytes >= 1_000_000 && pause.abort());
    await expect(paused).rejects.toMatchObject({ name: 'AbortError' });
    held.resolve();
    hub.faults = {};
    expect(await found()).toBeUndefined();
    await get();
    expect(await digestOf((await found())!)).toBe(sha256(FILE));
    expect(hub.requests.at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('never puts two files together when the file changed in between', async () => {
    hub.faults = { cutAfter: [1_200_000, 0, 0, 0, 0, 0, 0, 0] };
    const other = randomBytes(FILE.length);
    const pause = new AbortController();
    await expect(get(pause.signal, () => pause.abort())).rejects.toMatchObject({ name: 'AbortError' });
    hub.faults = {};
    hub.replace(other);
    const { path } = await get();
    expect(await digestOf(path)).toBe(sha256(other));
  });

  it('deletes what has the wrong bytes, and loads nothing of it', async () => {
    hub.faults = { wrongBytes: randomBytes(FILE.length) };
    expect(await failure(get())).toBe('wrongBytes');
    expect(await found()).toBeUndefined();
    expect(await readdir(storage.modelsFolder)).toEqual([]);
  });

  it('holds a file to what it was when it was first downloaded, until it is removed', async () => {
    const { path } = await get();
    await rm(path);
    hub.replace(randomBytes(10));
    expect(await failure(get())).toBe('changed');
    await removeModel(hub.address, storage);
    expect((await get()).sizeBytes).toBe(10);
  });

  it('gives up when the server is gone, and keeps what came', async () => {
    hub.faults = { cutAfter: [1_200_000] };
    const received: number[] = [];
    const running = failure(get(NEVER, (bytes) => received.push(bytes)));
    await expect.poll(() => received.length).toBeGreaterThan(0);
    await hub[Symbol.asyncDispose]();
    expect(await running).toBe('unreachable');
    expect(await readdir(storage.modelsFolder)).toContain('owner--coder-GGUF--coder-q8_0.gguf.part');
  }, 30_000);

  it('says that the hub does not have the file', async () => {
    const sources = { fetchFile: providers.fetchFile, hashScript, hub: hub.url, registry: hub.url };
    const download = (model: string) =>
      downloadModel(model, { sources, storage, onProgress: () => {} }, NEVER);
    expect(await failure(download('hf:owner/coder-GGUF:other.gguf'))).toBe('notFound');
    expect(await failure(download('hf:owner/other:Q8_0'))).toBe('notFound');
    expect(await failure(download('hf:../etc:passwd'))).toBe('badAddress');
  });

  it('never fetches from another machine without https', async () => {
    const fetched = providers.fetchFile('http://example.com/file', {}, NEVER);
    await expect(fetched).rejects.toThrow('no https address');
  });

  it('says before it begins that the disk has no room', async () => {
    hub.replace(FILE);
    const huge = { fetchFile: hugeFile(), hashScript, hub: hub.url, registry: hub.url };
    const running = downloadModel(hub.address, { sources: huge, storage, onProgress: () => {} }, NEVER);
    expect(await failure(running)).toBe('diskFull');
    expect(hub.requests).toEqual([]);
  });
});

/** The hub, but with a list that tells of more bytes than any disk has. */
function hugeFile(): typeof providers.fetchFile {
  return async (url, headers, signal) => {
    const response = await providers.fetchFile(url, headers, signal);
    if (!url.includes('/api/')) return response;
    const lfs = { oid: createHash('sha256').digest('hex'), size: 1e15 };
    const body = JSON.stringify([{ path: hub.fileName, lfs }]);
    return {
      ...response,
      body: (async function* () {
        yield Buffer.from(body);
      })(),
    };
  };
}

describe('two windows', () => {
  it('do not download the same file at once', async () => {
    const held = deferred();
    hub.faults = { hold: held.promise };
    const first = get();
    await expect.poll(() => hub.requests.length).toBe(1);
    expect(await failure(get())).toBe('busy');
    held.resolve();
    expect((await first).sizeBytes).toBe(FILE.length);
  });

  it('take over from one that crashed', async () => {
    const lock = join(storage.modelsFolder, 'owner--coder-GGUF--coder-q8_0.gguf.lock');
    await get();
    await removeModel(hub.address, storage);
    await writeFile(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect((await get()).sizeBytes).toBe(FILE.length);
    await expect(access(lock)).rejects.toThrow();
  });
});
