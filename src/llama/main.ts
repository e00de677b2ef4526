/**
 * The process that runs llama.cpp, since a bad model file can abort whatever process loads it. The engine forks it with
 * the folder of the native library and the number of threads as arguments; it ends with the engine.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Llama } from 'node-llama-cpp';
import type { LlamaCommand, LlamaEvent, LlamaModelFile, LlamaRequest } from '../core/model/llamaMessages';
import { isAbortError } from '../util/abort';
import { LoadedModel, RequestFailure } from './loadedModel';
import { llamaComplaint, loadLlama } from './llamaRuntime';

/** Milliseconds that are waited for llama.cpp's own words about a file. */
const COMPLAINT_MS = 100;

const [, , folder = '', threads = '1'] = process.argv;
const running = new Map<number, AbortController>();
let llama: Promise<Llama> | undefined;
let model: Promise<LoadedModel> | undefined;

function send(event: LlamaEvent): void {
  if (process.connected) process.send?.(event);
}

function receive(command: LlamaCommand): void {
  if (command.type === 'load') void load(command.file);
  else if (command.type === 'ask') void answer(command.id, command.request);
  else running.get(command.id)?.abort();
}

/** A process loads one model in its life: another model gets a new process, which gives all memory back. */
async function load(file: LlamaModelFile): Promise<void> {
  llama ??= loadLlama(folder, Number(threads));
  model = llama.then((loaded) => LoadedModel.load(loaded, file));
  try {
    send({ type: 'loaded', info: (await model).info });
  } catch (error) {
    // llama.cpp's words come from its own threads, and may be on their way still.
    await sleep(COMPLAINT_MS);
    send({ type: 'loadFailed', detail: [messageOf(error), llamaComplaint()].filter(Boolean).join(': ') });
  }
}

async function answer(id: number, request: LlamaRequest): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    if (model === undefined) throw new Error('no model is loaded');
    const onText = (text: string, logprob: number | undefined) =>
      send({ type: 'text', id, text, ...(logprob !== undefined && { logprob }) });
    const { reason, usage } = await (await model).answer(request, onText, abort.signal);
    send({ type: 'finish', id, reason, usage });
  } catch (error) {
    // The engine does not wait for the end of what it cancelled.
    if (isAbortError(error)) return;
    const failure = error instanceof RequestFailure ? error.failure : 'failed';
    send({ type: 'failed', id, failure, detail: messageOf(error) });
  } finally {
    running.delete(id);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.on('message', receive);
// At once, also in the middle of an answer: nothing here is worth keeping.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
