/**
 * What running a model in a process of its own costs beside node-llama-cpp in this one, how soon it is ready, how soon it
 * is gone when the engine is killed, and what a download gets beside curl. All in alternation: machines are noisy.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { type IncomingMessage, type ServerResponse, createServer, get } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensureLlama } from '../../scripts/lib/llama.mjs';
import type { LanguageModel } from '../../src/core/model/languageModel';
import { createProviders } from '../../src/providers';
import { download } from '../../src/server/embedded/download';
import { EmbeddedModels } from '../../src/server/embedded/embeddedModels';
import { systemClock, systemTimer } from '../../src/server/systemClock';
import { silentLogger } from '../../src/util/logger';
import {
  type EmbeddedFolder,
  hashScript,
  llamaScript,
  makeEmbeddedFolder,
  nativeLibraryFolder,
} from '../support/embedded';
import { TINY_MODEL_SAYS } from '../support/tinyGguf';
import { median, percentile, printTable } from './report';

const ROUNDS = 200;
const WARM_UP = 20;
const STARTS = 10;
const DOWNLOADS = 5;
const FILE_BYTES = 512 * 1024 * 1024;
/** What the processes that this file forks of itself are to do. */
const SERVE = 'serve';
const HOLD = 'hold';

const NEVER = new AbortController().signal;
const ms = (value: number) => value.toFixed(1);

async function main(): Promise<void> {
  await using folder = await makeEmbeddedFolder();
  printTable(
    'An embedded model, the tiny one of the tests (ms)',
    ['', 'p50', 'p95', 'asked for'],
    [await measureReady(folder), ...(await measureFim(folder)), await measureEnd(folder)],
  );
  printTable(
    `A download of ${FILE_BYTES / 1024 / 1024} MB from a local server (MB/s, medians)`,
    ['', 'curl', 'node:http to a file, no hash', 'SHA-256 alone', 'Fairwind', 'share of curl', 'asked for'],
    [
      await measureDownload(folder, 'as fast as it can', '/file'),
      await measureDownload(folder, 'as a line of 1 Gbit/s', '/paced'),
    ],
  );
}

async function makeModels(): Promise<EmbeddedModels> {
  const runtimeFolder = await nativeLibraryFolder();
  return new EmbeddedModels({
    host: 'here',
    script: llamaScript,
    threads: 1,
    runtimeFolder: () => Promise.resolve(runtimeFolder),
    findFile: (path) => Promise.resolve(path),
    unloadAfterMs: () => 0,
    mayReplace: () => Promise.resolve(true),
    showLoading: () => undefined,
    clock: systemClock,
    timer: systemTimer,
    logger: silentLogger,
  });
}

function connect(models: EmbeddedModels, model: string): LanguageModel {
  const entry = { id: 'tiny', provider: 'embedded', baseUrl: 'embedded:', model, fim: 'qwen' } as const;
  return createProviders({ embedded: models }).connect(entry, () => Promise.resolve(undefined));
}

async function fill(model: LanguageModel, prefix: string, suffix: string): Promise<string> {
  const request = { kind: 'completion', prefix, suffix, path: '', languageId: '', extra: [] } as const;
  let text = '';
  for await (const event of model.stream(
    { ...request, maxTokens: 32, stop: [] },
    { signal: NEVER, onWire: () => undefined },
  ))
    if (event.type === 'text') text += event.text;
  if (text !== TINY_MODEL_SAYS.fim) throw new Error(`the model said "${text}"`);
  return text;
}

/** From the first request, with no process yet, to the end of its answer. */
async function measureReady({ modelPath }: EmbeddedFolder): Promise<string[]> {
  const times: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const models = await makeModels();
    const started = performance.now();
    await fill(connect(models, modelPath), 'a', 'b');
    times.push(performance.now() - started);
    models.dispose();
  }
  return ['First use to the whole answer', ms(median(times)), ms(percentile(times, 95)), '≤ 3000'];
}

/** As much of node-llama-cpp's own API as is measured. */
interface RawCompletion {
  generateInfillCompletion(prefix: string, suffix: string, options: object): Promise<string>;
}

async function makeRaw(modelPath: string): Promise<RawCompletion> {
  const { getLlama, LlamaCompletion } = (await import(pathToFileURL(await ensureLlama()).href)) as {
    getLlama: (options: object) => Promise<{ loadModel: (options: object) => Promise<RawModel> }>;
    LlamaCompletion: new (options: object) => RawCompletion;
  };
  const llama = await getLlama({ build: 'never', gpu: false, maxThreads: 1, logLevel: 'error' });
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize: 8_192, threads: 1, batchSize: 512 });
  return new LlamaCompletion({ contextSequence: context.getSequence() });
}

interface RawModel {
  createContext(options: object): Promise<{ getSequence(): unknown }>;
}

/** One key after the other, behind 2,000 bytes of code: each is one token more of a prompt that is known. */
async function measureFim({ modelPath }: EmbeddedFolder): Promise<string[][]> {
  const raw = await makeRaw(modelPath);
  const models = await makeModels();
  const model = connect(models, modelPath);
  const code = 'const value = compute(left, right);\n'.repeat(57);
  const rawTimes: number[] = [];
  const ownTimes: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const prefix = code + 'x'.repeat(round + WARM_UP);
    const started = performance.now();
    await raw.generateInfillCompletion(prefix, '\n}\n', { maxTokens: 32, temperature: 0 });
    const between = performance.now();
    await fill(model, prefix, '\n}\n');
    const ended = performance.now();
    if (round < 0) continue;
    rawTimes.push(between - started);
    ownTimes.push(ended - between);
  }
  models.dispose();
  const overhead = (percent: number) => ms(percentile(ownTimes, percent) - percentile(rawTimes, percent));
  return [
    [
      'FIM round trip, node-llama-cpp in this process',
      ms(median(rawTimes)),
      ms(percentile(rawTimes, 95)),
      '',
    ],
    ['FIM round trip, embedded', ms(median(ownTimes)), ms(percentile(ownTimes, 95)), ''],
    ['FIM round trip, overhead', overhead(50), overhead(95), '≤ 5'],
  ];
}

/** From a SIGKILL of the process that holds the model's to the end of the latter. */
async function measureEnd({ modelPath }: EmbeddedFolder): Promise<string[]> {
  const times: number[] = [];
  for (let round = 0; round < STARTS; round++) {
    const holder = fork(process.argv[1] ?? '', [HOLD, modelPath]);
    const pid = await told(holder);
    const started = performance.now();
    holder.kill('SIGKILL');
    while (isAlive(pid)) await sleep(1);
    times.push(performance.now() - started);
  }
  return ['SIGKILL of the engine to no process left', ms(median(times)), ms(percentile(times, 95)), '≤ 5000'];
}

async function hold(modelPath: string): Promise<void> {
  const models = await makeModels();
  await fill(connect(models, modelPath), 'a', 'b');
  process.send?.(models.processId ?? 0);
}

async function measureDownload({ path }: EmbeddedFolder, name: string, route: string): Promise<string[]> {
  const server = fork(process.argv[1] ?? '', [SERVE]);
  const url = `http://127.0.0.1:${await told(server)}${route}`;
  const providers = createProviders({});
  const hex = createHash('sha256').update(fileBytes()).digest('hex');
  const target = join(path, 'file.gguf');
  const curl: number[] = [];
  const plain: number[] = [];
  const hashed: number[] = [];
  const own: number[] = [];
  for (let round = -1; round < DOWNLOADS; round++) {
    const byCurl = await timed(() => promisify(execFile)('curl', ['-s', '-o', target, url]));
    await rm(target);
    const byNode = await timed(() => fetchPlainly(url, target));
    const byHash = await timed(() => hashPlainly(target));
    await rm(target);
    const byUs = await timed(() =>
      download(
        {
          fetchFile: providers.fetchFile,
          hashScript,
          url,
          path: target,
          subject: 'file',
          digest: { algorithm: 'sha256', hex },
          size: FILE_BYTES,
          onProgress: () => undefined,
        },
        NEVER,
      ),
    );
    if ((await stat(target)).size !== FILE_BYTES) throw new Error('not the whole file');
    await rm(target);
    if (round < 0) continue;
    curl.push(byCurl);
    plain.push(byNode);
    hashed.push(byHash);
    own.push(byUs);
  }
  providers.dispose();
  server.kill();
  const rate = (times: readonly number[]) => FILE_BYTES / 1e6 / (median(times) / 1000);
  const share = `${Math.round((100 * rate(own)) / rate(curl))} %`;
  const rates = [curl, plain, hashed, own].map((times) => rate(times).toFixed(0));
  return [name, ...rates, share, '≥ 90 %'];
}

/** A floor: the same bytes into a file, with nothing looked at. */
async function fetchPlainly(url: string, target: string): Promise<void> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  await pipeline(response, createWriteStream(target, { highWaterMark: 1024 * 1024 }));
}

/** A floor: the hash of the file alone, which is still in memory. */
async function hashPlainly(path: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    hash.update(piece as Buffer);
  hash.digest();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The same in every process. */
function fileBytes(): Buffer {
  return Buffer.alloc(FILE_BYTES, createHash('sha512').update('fairwind').digest());
}

async function serve(): Promise<void> {
  const bytes = fileBytes();
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-length': bytes.length, etag: '"file"' });
    if (request.url === '/paced') void pace(response, bytes);
    else response.end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
}

/** Sends a gigabit a second, by the clock, so that a late timer is made up for. */
async function pace(response: ServerResponse, bytes: Buffer): Promise<void> {
  const started = performance.now();
  for (let sent = 0; sent < bytes.length;) {
    const due = Math.min(bytes.length, Math.ceil((performance.now() - started) * 125_000));
    if (!response.write(bytes.subarray(sent, due))) await once(response, 'drain');
    sent = due;
    await sleep(5);
  }
  response.end();
}

async function told(child: ChildProcess): Promise<number> {
  const [value] = (await once(child, 'message')) as [number];
  return value;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const [, , role, modelPath = ''] = process.argv;
if (role === SERVE) void serve();
else if (role === HOLD) void hold(modelPath);
// llama.cpp in this process would keep it alive.
else void main().then(() => process.exit());
