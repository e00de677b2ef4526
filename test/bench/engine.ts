/**
 * What the engine costs: start, memory, and what it adds to a completion.
 * Every figure stands beside its floor, measured in the same run in alternation, because machines are noisy.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import {
  InlineCompletionTriggerKind,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-languageserver-protocol/node';
import { median, percentile, printTable } from './report';

const STARTS = 15;
const KEYSTROKES = 400;
const WARM_UP = 100;
const LINES = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'fairwind-bench-'));
const enginePath = resolve('dist/server.js');

async function main(): Promise<void> {
  const bare = buildBareServer();
  printTable(
    'Start and memory',
    ['', 'engine', 'bare server', 'ratio', 'asked for'],
    await measureStart(bare),
  );
  printTable(
    `One keystroke in a ${LINES.toLocaleString('en')}-line file, zero-delay server, didChange to answer (ms)`,
    ['', 'p50', 'p95', 'p99'],
    await measureCompletion(),
  );
}

/** The floor: a language server with nothing in it but incremental documents and an empty completion handler. */
function buildBareServer(): string {
  const outfile = join(folder, 'bare.js');
  buildSync({
    stdin: {
      contents: `
        import { createConnection, TextDocuments } from 'vscode-languageserver/node';
        import { TextDocument } from 'vscode-languageserver-textdocument';
        const connection = createConnection();
        connection.onInitialize(() => ({ capabilities: { textDocumentSync: 2, inlineCompletionProvider: true } }));
        connection.languages.inlineCompletion.on(() => []);
        new TextDocuments(TextDocument).listen(connection);
        connection.listen();`,
      resolveDir: resolve('.'),
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  return outfile;
}

interface Client {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly startMs: number;
}

async function start(serverPath: string, initializationOptions: object = {}): Promise<Client> {
  const started = performance.now();
  const child = spawn(process.execPath, [serverPath, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions,
  });
  const startMs = performance.now() - started;
  await connection.sendNotification('initialized', {});
  return { connection, process: child, startMs };
}

async function stop({ connection, process: child }: Client): Promise<void> {
  const exited = new Promise((done) => child.once('exit', done));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await exited;
  connection.dispose();
}

async function measureStart(bare: string): Promise<string[][]> {
  const times: { engine: number[]; bare: number[] } = { engine: [], bare: [] };
  const memory: { engine: number[]; bare: number[] } = { engine: [], bare: [] };
  for (let i = 0; i < STARTS; i++) {
    for (const [name, path] of [
      ['engine', enginePath],
      ['bare', bare],
    ] as const) {
      const client = await start(path);
      times[name].push(client.startMs);
      if (i < 5) {
        await new Promise((done) => setTimeout(done, 1_500));
        memory[name].push(residentMegabytes(client.process.pid));
      }
      await stop(client);
    }
  }
  const row = (label: string, values: { engine: number[]; bare: number[] }, unit: string, asked: string) => {
    const engine = median(values.engine);
    const floor = median(values.bare);
    return [
      label,
      `${engine.toFixed(0)} ${unit}`,
      `${floor.toFixed(0)} ${unit}`,
      (engine / floor).toFixed(2),
      asked,
    ];
  };
  return [
    row('spawn to initialize reply (median)', times, 'ms', '≤ 1.5 × bare'),
    row('resident memory after 1.5 s', memory, 'MB', '≤ 90 MB'),
    ['.vsix', vsixSize(), '', '', '≤ 2 MB'],
  ];
}

function residentMegabytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

function vsixSize(): string {
  try {
    return `${(statSync('dist/fairwind.vsix').size / 1e6).toFixed(2)} MB`;
  } catch {
    return 'not packed: run npm run package';
  }
}

/** Times the bare HTTP request and the whole engine in alternation and reports both and their difference. */
async function measureCompletion(): Promise<string[][]> {
  const server = fork(process.argv[1] ?? '', ['model-server']);
  const port = await new Promise<number>((done) =>
    server.once('message', (message) => done(Number(message))),
  );
  const client = await start(enginePath, {
    settings: {
      models: [{ id: 'zero', provider: 'llamacpp', baseUrl: `http://127.0.0.1:${port}` }],
      // The workspace model would answer first, and nothing of the way to the connected model would be measured.
      completion: { workspaceFirst: false },
    },
  });
  const agent = new http.Agent({ keepAlive: true });
  const bare: number[] = [];
  const whole: number[] = [];
  const document = new TypedDocument(client.connection);
  for (let i = 0; i < KEYSTROKES + WARM_UP; i++) {
    const bareMs = await time(() => post(agent, port));
    const wholeMs = await time(() => document.keystroke());
    await new Promise((done) => setTimeout(done, 5));
    if (i < WARM_UP) continue;
    bare.push(bareMs);
    whole.push(wholeMs);
  }
  agent.destroy();
  await stop(client);
  server.kill();
  const added = whole.map((value, index) => value - (bare[index] ?? 0));
  const row = (label: string, values: number[]) => [
    label,
    ...[50, 95, 99].map((p) => percentile(values, p).toFixed(2)),
  ];
  return [
    row('bare http.request, keep-alive', bare),
    row('through the engine', whole),
    row('added by the engine (asked for: p50 ≤ 2, p99 ≤ 5)', added),
  ];
}

/** A long document that is typed into, one character a keystroke, each on a line of its own so that nothing is cached. */
class TypedDocument {
  readonly #uri = 'file:///bench/long.ts';
  #version = 1;

  constructor(private readonly connection: MessageConnection) {
    const text = Array.from(
      { length: LINES },
      (_, line) => `  const value${line} = compute(${line}, 'text');`,
    ).join('\n');
    void connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.#uri, languageId: 'typescript', version: this.#version, text },
    });
  }

  async keystroke(): Promise<void> {
    const line = 2_000 + this.#version * 7;
    const position = { line, character: 0 };
    const typed = `const added${this.#version} = `;
    this.#version++;
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.#uri, version: this.#version },
      contentChanges: [{ range: { start: position, end: position }, text: `${typed}\n` }],
    });
    const answer = await this.connection.sendRequest<{ items?: unknown[] } | unknown[]>(
      'textDocument/inlineCompletion',
      {
        textDocument: { uri: this.#uri },
        position: { line, character: typed.length },
        context: { triggerKind: InlineCompletionTriggerKind.Automatic },
      },
    );
    const items = Array.isArray(answer) ? answer : (answer.items ?? []);
    if (items.length === 0) throw new Error('The engine suggested nothing; the figure would be empty.');
  }
}

async function time(task: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}

const REQUEST_BODY = JSON.stringify({
  input_prefix: 'x'.repeat(4_000),
  input_suffix: 'y'.repeat(1_000),
  stream: true,
});
const ANSWER = [
  'data: {"content":"compute(1, \'text\');","stop":false}\n\n',
  'data: {"content":"","stop":true,"stop_type":"eos","tokens_predicted":6,"tokens_evaluated":900}\n\n',
].join('');

function post(agent: http.Agent, port: number): Promise<void> {
  return new Promise((resolvePost, reject) => {
    const request = http.request(
      { agent, port, host: '127.0.0.1', path: '/infill', method: 'POST' },
      (response) => {
        response.on('data', () => {});
        response.on('end', () => resolvePost());
      },
    );
    request.on('error', reject);
    request.end(REQUEST_BODY);
  });
}

/** The zero-delay model server, in a process of its own so that it does not share the bench's event loop. */
function serve(): void {
  const server = http.createServer((request, response) => {
    request.on('data', () => {});
    request.on('end', () => {
      if (request.url === '/infill')
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(ANSWER);
      else response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
}

if (process.argv[2] === 'model-server') serve();
else void main().finally(() => rmSync(folder, { recursive: true, force: true }));
