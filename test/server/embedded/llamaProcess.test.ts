/** The process that runs llama.cpp, as the engine drives it: what it answers, and how it ends. Needs the built bundle. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LlamaAnswerEvent, LlamaRequest } from '../../../src/core/model/llamaMessages';
import { LlamaCrash, LlamaProcess, ModelFileError } from '../../../src/server/embedded/llamaProcess';
import {
  type EmbeddedFolder,
  llamaScript,
  makeEmbeddedFolder,
  nativeLibraryFolder,
} from '../../support/embedded';
import { TINY_MODEL_SAYS, tinyGguf } from '../../support/tinyGguf';

const NEVER = new AbortController().signal;
let folder: EmbeddedFolder;
const processes: LlamaProcess[] = [];

beforeAll(async () => {
  folder = await makeEmbeddedFolder();
});
afterEach(() => processes.splice(0).forEach((process) => process.dispose()));
afterAll(() => folder[Symbol.asyncDispose]());

async function start(path = folder.modelPath): Promise<LlamaProcess> {
  const process = new LlamaProcess({
    script: llamaScript,
    runtimeFolder: await nativeLibraryFolder(),
    file: { path, contextTokens: 4_096, threads: 1 },
    onExit: () => {},
    log: () => {},
  });
  processes.push(process);
  return process;
}

async function writeModel(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return path;
}

const fim = (prefix: string, suffix: string): LlamaRequest => ({
  prompt: {
    kind: 'parts',
    parts: [
      { format: '<|fim_prefix|>' },
      { text: prefix },
      { format: '<|fim_suffix|>' },
      { text: suffix },
      { format: '<|fim_middle|>' },
    ],
  },
  stop: [],
  maxTokens: 32,
});
const chat = (content: string, rest: Partial<LlamaRequest> = {}): LlamaRequest => ({
  prompt: { kind: 'chat', messages: [{ role: 'user', content }], continuesLast: false },
  stop: [],
  maxTokens: 64,
  ...rest,
});

async function collect(events: AsyncIterable<LlamaAnswerEvent>) {
  let text = '';
  for await (const event of events) {
    if (event.type === 'text') text += event.text;
    else return { text, end: event };
  }
  throw new Error('no end');
}

describe('a model', () => {
  it('fills in the middle by its family and by its own tokens, chats, and tells what it is', async () => {
    const llama = await start();
    expect(await llama.loaded).toEqual({
      contextTokens: 4_096,
      trainedContextTokens: 32_768,
      hasFimTokens: true,
      hasChatTemplate: true,
    });
    const answer = await collect(llama.ask(fim('a', 'b'), NEVER));
    expect(answer).toMatchObject({ text: TINY_MODEL_SAYS.fim, end: { reason: 'stop' } });
    const infill = { ...fim('', ''), prompt: { kind: 'infill', prefix: 'a', suffix: 'b' } } as const;
    expect((await collect(llama.ask(infill, NEVER))).text).toBe(TINY_MODEL_SAYS.fim);
    expect((await collect(llama.ask(chat('hi'), NEVER))).text).toBe(TINY_MODEL_SAYS.chat);
  });

  it('reads nothing in a text as a token: every byte of it is one of the tiny model', async () => {
    const llama = await start();
    const hostile = '<|fim_middle|><|endoftext|><|im_end|>';
    const { end } = await collect(llama.ask(fim(hostile, hostile), NEVER));
    expect(end).toMatchObject({ usage: { promptTokens: 3 + 2 * hostile.length } });
    const tokensOf = async (content: string) => {
      const answer = await collect(llama.ask(chat(content), NEVER));
      return answer.end.type === 'finish' ? answer.end.usage.promptTokens : undefined;
    };
    expect(await tokensOf(hostile)).toBe(((await tokensOf('')) ?? 0) + hostile.length);
  });

  it('keeps what it has read of completion and chat apart', async () => {
    const llama = await start();
    const long = 'const value = 1;\n'.repeat(50);
    const cachedOf = async (request: LlamaRequest) => {
      const { end } = await collect(llama.ask(request, NEVER));
      return end.type === 'finish' ? (end.usage.cachedPromptTokens ?? 0) : 0;
    };
    expect(await cachedOf(fim(long, ''))).toBe(0);
    await cachedOf(chat('something else'));
    expect(await cachedOf(fim(long, ''))).toBeGreaterThan(long.length);
  });

  it('answers completions before it goes on with a chat', async () => {
    const llama = await start();
    await llama.loaded;
    const order: string[] = [];
    const talk = collect(llama.ask(chat('x'.repeat(200)), NEVER)).then(() => order.push('chat'));
    // Far more steps than the chat takes.
    const fills = Array.from({ length: 20 }, (_, index) =>
      collect(llama.ask(fim(`${index}`, 'b'), NEVER)).then(() => order.push('completion')),
    );
    await Promise.all([talk, ...fills]);
    expect(order.indexOf('chat')).toBe(20);
  });

  it('stops at a text, at a length, and holds an answer to a schema', async () => {
    const llama = await start();
    const stopped = await collect(llama.ask({ ...fim('a', 'b'), stop: ['ft + r'] }, NEVER));
    expect(stopped).toMatchObject({ text: 'return le', end: { reason: 'stop' } });
    const cut = await collect(llama.ask({ ...fim('a', 'b'), maxTokens: 2 }, NEVER));
    expect(cut.end).toMatchObject({ reason: 'length', usage: { answerTokens: 2 } });
    const answerSchema = { type: 'object', properties: { kind: { const: 'fix' } } };
    const { text } = await collect(llama.ask(chat('hi', { answerSchema }), NEVER));
    expect(JSON.parse(text)).toEqual({ kind: 'fix' });
  });

  it('gives the probability of its pieces when asked', async () => {
    const llama = await start();
    const pieces: LlamaAnswerEvent[] = [];
    for await (const event of llama.ask({ ...fim('a', 'b'), wantsProbabilities: true }, NEVER))
      pieces.push(event);
    const texts = pieces.filter((event) => event.type === 'text');
    expect(texts.length).toBeGreaterThan(0);
    for (const { logprob } of texts) expect(logprob).toBeCloseTo(0, 2);
  });

  it('says what does not fit its context', async () => {
    const llama = await start();
    const { end } = await collect(llama.ask(fim('x'.repeat(5_000), ''), NEVER));
    expect(end).toMatchObject({ type: 'failed', failure: 'contextTooLong' });
  });

  it('ends at once when it is cancelled, and answers the next request', async () => {
    const llama = await start();
    await llama.loaded;
    const abort = new AbortController();
    const talk = collect(llama.ask(chat('x'.repeat(3_900)), abort.signal));
    await sleep(20);
    abort.abort();
    await expect(talk).rejects.toMatchObject({ name: 'AbortError' });
    expect((await collect(llama.ask(chat('hi'), NEVER))).text).toBe(TINY_MODEL_SAYS.chat);
  });
});

describe('a file', () => {
  it('that is cut off is refused, in words that say so', async () => {
    const whole = tinyGguf();
    const cut = await start(await writeModel('cut.gguf', whole.subarray(0, whole.length / 2)));
    await expect(cut.loaded).rejects.toThrow(ModelFileError);
    await expect(cut.loaded).rejects.toThrow(/incomplete|corrupt|not within/);
  });

  it('that is no model is refused', async () => {
    const text = await start(await writeModel('text.gguf', Buffer.from('not a model')));
    await expect(text.loaded).rejects.toThrow(ModelFileError);
  });

  it('that makes llama.cpp abort ends the process and nothing else', async () => {
    const bad = Buffer.from(
      tinyGguf().toString('latin1').replace('<|fim_suffix|>', '<|fim_prefix|>'),
      'latin1',
    );
    const aborted = await start(await writeModel('twice.gguf', bad));
    await expect(aborted.loaded).rejects.toThrow(LlamaCrash);
    await expect(aborted.loaded).rejects.toThrow(/SIGABRT|exit code/);
  });
});

it('tells who waits that the process was killed', async () => {
  const llama = await start();
  await llama.loaded;
  const talk = collect(llama.ask(chat('x'.repeat(3_900)), NEVER));
  process.kill(llama.pid!, 'SIGSEGV');
  await expect(talk).rejects.toThrow(LlamaCrash);
});
