/**
 * A child process with a real llama.cpp in it (node-llama-cpp), behind as much of llama-server's wire as Fairwind uses.
 * Runs as it stands on a Node that strips types: `fork('llamaHost.ts', [ENTRY_OF_NODE_LLAMA_CPP, MODEL_FILE])`.
 * It sends `{ port }` to its parent when it listens on 127.0.0.1, and ends with its parent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';

/** The part of node-llama-cpp that is used here; the package itself is not a dependency of the project. */
interface NodeLlamaCpp {
  readonly getLlama: (options: object) => Promise<{
    loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  }>;
  readonly LlamaCompletion: new (options: { contextSequence: unknown }) => LlamaCompletion;
}
interface LlamaModel {
  tokenize(text: string, specialTokens: boolean): number[];
  createContext(options: object): Promise<{ getSequence(): unknown; readonly contextSize: number }>;
}
interface GenerateOptions {
  readonly maxTokens: number;
  readonly temperature: number;
  readonly signal: AbortSignal;
  readonly stopOnAbortSignal: boolean;
  readonly customStopTriggers: readonly string[];
  readonly onTextChunk: (text: string) => void;
}
interface LlamaCompletion {
  generateCompletionWithMeta(
    prompt: number[],
    options: GenerateOptions,
  ): Promise<{ readonly metadata: { readonly stopReason: string } }>;
  generateInfillCompletionWithMeta(
    prefix: string,
    suffix: string,
    options: GenerateOptions,
  ): Promise<{ readonly metadata: { readonly stopReason: string } }>;
}

/** The fields of the three request bodies that are looked at. */
interface RequestBody {
  readonly stream?: boolean;
  readonly n_predict?: number;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly stop?: readonly string[];
  readonly input_prefix?: string;
  readonly input_suffix?: string;
  readonly prompt?: string;
  readonly messages?: readonly { readonly role: string; readonly content: string }[];
}

/** How one endpoint writes what the model says. */
interface Wire {
  readonly chunk: (text: string) => object;
  readonly end: (stopReason: 'stop' | 'length', fullText: string) => object;
  readonly doneMarker: boolean;
}

const CONTEXT_TOKENS = 16_384;
const MODEL = 'fairwind-tiny-qwen';

const [, , entry, modelPath] = process.argv;
if (entry === undefined || modelPath === undefined) throw new Error('usage: llamaHost.ts ENTRY MODEL');
const { getLlama, LlamaCompletion } = (await import(pathToFileURL(entry).href)) as NodeLlamaCpp;
const llama = await getLlama({ build: 'never', gpu: false, maxThreads: 1, logLevel: 'error' });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads: 1 });
const completion = new LlamaCompletion({ contextSequence: context.getSequence() });
/** There is one sequence, as with `llama-server -np 1`: requests wait for each other. */
let previous: Promise<unknown> = Promise.resolve();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = `${request.method} ${request.url}`;
  const wire = WIRES[route];
  if (wire !== undefined) await generate(request, response, wire);
  else if (route === 'GET /health') sendJson(response, { status: 'ok' });
  else if (route === 'GET /props') sendJson(response, PROPS);
  else if (route === 'GET /v1/models') sendJson(response, MODELS);
  else sendJson(response, { error: { code: 404, message: 'File Not Found' } }, 404);
}

const infillWire: Wire = {
  chunk: (content) => ({ index: 0, content, stop: false }),
  end: (reason, content) => ({
    index: 0,
    content,
    stop: true,
    stop_type: reason === 'stop' ? 'eos' : 'limit',
    model: MODEL,
  }),
  doneMarker: false,
};
const completionsWire: Wire = {
  chunk: (text) => ({ object: 'text_completion', choices: [{ index: 0, text, finish_reason: null }] }),
  end: (reason, text) => ({
    object: 'text_completion',
    model: MODEL,
    choices: [{ index: 0, text, finish_reason: reason }],
  }),
  doneMarker: true,
};
const chatWire: Wire = {
  chunk: (content) => ({
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
  }),
  end: (reason, content) => ({
    object: 'chat.completion',
    model: MODEL,
    choices: [{ index: 0, message: { role: 'assistant', content }, delta: {}, finish_reason: reason }],
  }),
  doneMarker: true,
};

const WIRES: Readonly<Record<string, Wire>> = {
  'POST /infill': infillWire,
  'POST /v1/completions': completionsWire,
  'POST /v1/chat/completions': chatWire,
};
const PROPS = {
  default_generation_settings: { n_ctx: CONTEXT_TOKENS },
  total_slots: 1,
  model_path: modelPath,
  build_info: 'node-llama-cpp',
};
const MODELS = { object: 'list', data: [{ id: MODEL, object: 'model', owned_by: 'llamacpp' }] };

async function generate(request: IncomingMessage, response: ServerResponse, wire: Wire): Promise<void> {
  const body = JSON.parse(await readText(request)) as RequestBody;
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  if (body.stream) response.writeHead(200, { 'content-type': 'text/event-stream' });
  const sendEvent = (data: object | '[DONE]') =>
    response.write(`data: ${data === '[DONE]' ? data : JSON.stringify(data)}\n\n`);
  let said = '';
  const options: GenerateOptions = {
    maxTokens: body.n_predict ?? body.max_tokens ?? body.max_completion_tokens ?? CONTEXT_TOKENS,
    temperature: 0,
    signal: abort.signal,
    stopOnAbortSignal: true,
    customStopTriggers: body.stop ?? [],
    onTextChunk: (text) => {
      said += text;
      if (body.stream) sendEvent(wire.chunk(text));
    },
  };
  const turn = previous.then(() => (abort.signal.aborted ? undefined : complete(body, options)));
  previous = turn.catch(() => undefined);
  const result = await turn;
  if (result === undefined || abort.signal.aborted) return;
  const reason = result.metadata.stopReason === 'maxTokens' ? 'length' : 'stop';
  if (!body.stream) {
    sendJson(response, wire.end(reason, said));
    return;
  }
  sendEvent(wire.end(reason, ''));
  if (wire.doneMarker) sendEvent('[DONE]');
  response.end();
}

function complete(body: RequestBody, options: GenerateOptions) {
  if (body.messages !== undefined) {
    const turns = body.messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`);
    const prompt = `${turns.join('')}<|im_start|>assistant\n`;
    return completion.generateCompletionWithMeta(model.tokenize(prompt, true), options);
  }
  if (body.input_prefix !== undefined)
    return completion.generateInfillCompletionWithMeta(
      body.input_prefix + (body.prompt ?? ''),
      body.input_suffix ?? '',
      options,
    );
  return completion.generateCompletionWithMeta(model.tokenize(body.prompt ?? '', true), options);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, data: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    if (!response.headersSent) sendJson(response, { error: { code: 500, message: String(error) } }, 500);
    else response.destroy();
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit(0));
