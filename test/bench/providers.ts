/**
 * What the adapters add to their servers: time to the first token beside raw HTTP, and time from an abort to the closed
 * socket. Every figure stands beside its floor, measured in the same run in alternation, because machines are noisy.
 */
import { type ChildProcess, fork } from 'node:child_process';
import http from 'node:http';
import { createProviders } from '../../src/providers';
import { WIRES, type Wire } from '../providers/wires';
import { median, percentile, printTable } from './report';

const ROUNDS = 300;
const WARM_UP = 50;
const ABORTS = 100;
const SERVER_ARGUMENT = 'serve';
const PIECES = ['first', ' second'];

/** What the server tells: its port, and when a socket of a stalled answer was closed (monotonic nanoseconds, as text). */
type Told = { readonly port: number } | { readonly closedAt: string };

async function main(): Promise<void> {
  const server = fork(process.argv[1] ?? '', [SERVER_ARGUMENT]);
  try {
    const { port } = await told(server, 'port');
    const firstTokens: string[][] = [];
    const aborts: string[][] = [];
    for (const [index, wire] of WIRES.entries()) {
      firstTokens.push(await measureFirstToken(wire, `http://127.0.0.1:${port}/${index}`));
      aborts.push(await measureAbort(wire, `http://127.0.0.1:${port}/${index}/stalls`, server));
    }
    printTable(
      `Time to the first token, ${ROUNDS} requests in alternation with raw HTTP (ms)`,
      ['', 'raw p50', 'adapter p50', 'overhead p50', 'raw p95', 'adapter p95', 'asked for'],
      firstTokens,
    );
    printTable(
      `From an abort in an answer to the closed socket, seen by the server, ${ABORTS} times (ms)`,
      ['', 'raw p50', 'raw p95', 'adapter p50', 'adapter p95', 'asked for'],
      aborts,
    );
  } finally {
    server.kill();
  }
}

async function measureFirstToken(wire: Wire, baseUrl: string): Promise<string[]> {
  const agent = new http.Agent({ keepAlive: true });
  const providers = createProviders({});
  const model = connect(providers, wire, baseUrl);
  const { url = '', body = '' } = (await firstToken(model, wire)).sent ?? {};
  const raw: number[] = [];
  const adapter: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const floor = await rawFirstByte(agent, url, body);
    const { ms } = await firstToken(model, wire);
    if (round < 0) continue;
    raw.push(floor);
    adapter.push(ms);
  }
  agent.destroy();
  providers.dispose();
  const overhead = median(adapter) - median(raw);
  const figures = [median(raw), median(adapter), overhead, percentile(raw, 95), percentile(adapter, 95)];
  return [wire.name, ...figures.map((figure) => figure.toFixed(2)), '≤ 2 overhead'];
}

type Providers = ReturnType<typeof createProviders>;
type Model = ReturnType<Providers['connect']>;

function connect(providers: Providers, { provider }: Wire, baseUrl: string): Model {
  return providers.connect({ id: 'bench', provider, baseUrl, model: 'qwen2.5-coder:0.5b' }, () =>
    Promise.resolve('sk-key'),
  );
}

/** Milliseconds to the first text, and what was sent. The rest of the answer is read, so that the socket is kept. */
async function firstToken(model: Model, { request }: Wire) {
  const started = performance.now();
  let ms = Number.NaN;
  let sent: { readonly url: string; readonly body: string } | undefined;
  const call = { signal: new AbortController().signal, onWire: (wire: typeof sent) => (sent = wire) };
  for await (const event of model.stream(request, call))
    if (event.type === 'text' && Number.isNaN(ms)) ms = performance.now() - started;
  return { ms, sent };
}

function rawFirstByte(agent: http.Agent, url: string, body: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      let ms = Number.NaN;
      response.on('data', () => {
        if (Number.isNaN(ms)) ms = performance.now() - started;
      });
      response.on('end', () => resolve(ms));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function measureAbort(wire: Wire, baseUrl: string, server: ChildProcess): Promise<string[]> {
  const providers = createProviders({});
  const model = connect(providers, wire, baseUrl);
  const raw: number[] = [];
  const adapter: number[] = [];
  const time = async (abort: () => Promise<bigint>): Promise<number> => {
    const closed = told(server, 'closedAt');
    const abortedAt = await abort();
    return Number(BigInt((await closed).closedAt) - abortedAt) / 1e6;
  };
  for (let round = 0; round < ABORTS; round++) {
    raw.push(await time(() => abortRaw(baseUrl)));
    adapter.push(await time(() => abortModel(model, wire)));
  }
  providers.dispose();
  const figures = [median(raw), percentile(raw, 95), median(adapter), percentile(adapter, 95)];
  return [wire.name, ...figures.map((figure) => figure.toFixed(2)), '≤ 10'];
}

/** Asks, aborts at the first text, and says when (monotonic nanoseconds). */
async function abortModel(model: Model, { request }: Wire): Promise<bigint> {
  const controller = new AbortController();
  let abortedAt = 0n;
  const call = { signal: controller.signal, onWire: () => undefined };
  try {
    for await (const event of model.stream(request, call)) {
      if (event.type !== 'text') continue;
      abortedAt = process.hrtime.bigint();
      controller.abort();
    }
  } catch {
    // The abort.
  }
  return abortedAt;
}

/** The floor: Node's own request, destroyed at its first byte. */
function abortRaw(url: string): Promise<bigint> {
  return new Promise((resolve) => {
    const request = http.request(url, { method: 'POST' }, (response) => {
      response.on('error', () => undefined);
      response.once('data', () => {
        const abortedAt = process.hrtime.bigint();
        request.destroy();
        resolve(abortedAt);
      });
    });
    request.on('error', () => undefined);
    request.end('{}');
  });
}

/** The next message of the server that tells `key`. */
function told<K extends 'port' | 'closedAt'>(
  server: ChildProcess,
  key: K,
): Promise<Extract<Told, Record<K, unknown>>> {
  return new Promise((resolve) => {
    const listen = (message: Told) => {
      if (!(key in message)) return;
      server.off('message', listen);
      resolve(message as Extract<Told, Record<K, unknown>>);
    };
    server.on('message', listen);
  });
}

/** A server in a process of its own: `/N/…` answers as the wire N does, `/N/stalls/…` stops after the first text. */
function serve(): void {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      const [, index = '', mode] = (request.url ?? '').split('/');
      const wire = WIRES[Number(index)];
      if (!wire) throw new Error(`no wire ${index}`);
      const body = wire.write(PIECES);
      response.writeHead(200, { 'content-type': wire.contentType });
      if (mode !== 'stalls') {
        response.end(body);
        return;
      }
      const second = body.indexOf(PIECES[1] ?? '');
      response.write(body.slice(0, body.lastIndexOf('\n', second) + 1));
      response.on('close', () => process.send?.({ closedAt: String(process.hrtime.bigint()) }));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object') process.send?.({ port: address?.port });
  });
}

if (process.argv[2] === SERVER_ARGUMENT) serve();
else void main();
