import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelEvent } from '../../src/core/model/languageModel';
import { CHAT, COMPLETION, ask, connect } from '../providers/wires';
import { startLlamaServer, type LlamaServer } from '../support/llamaServer';
import { TINY_MODEL_SAYS } from '../support/tinyGguf';

let server: LlamaServer;
beforeAll(async () => {
  server = await startLlamaServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The events of a streamed answer, `[DONE]` included. */
async function stream(path: string, body: object): Promise<string[]> {
  const response = await fetch(server.baseUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, temperature: 0, stream: true }),
  });
  const text = await response.text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
}

const prefix = 'function add(left, right) {\n  ';
const suffix = '\n}\n';

describe('the real llama.cpp with the tiny model', () => {
  it('fills in the middle over /infill and ends with stop, without [DONE]', async () => {
    const events = await stream('/infill', { input_prefix: prefix, input_suffix: suffix, n_predict: 32 });
    const chunks = events.map((event) => JSON.parse(event) as { content: string; stop: boolean });
    expect(chunks.map(({ content }) => content).join('')).toBe(TINY_MODEL_SAYS.fim);
    expect(chunks.map(({ stop }) => stop)).toEqual([...chunks.slice(1).map(() => false), true]);
    expect(chunks.length).toBeGreaterThan(2);
  });

  it('fills in the middle over /v1/completions with the tokens in the prompt', async () => {
    const prompt = `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`;
    const events = await stream('/v1/completions', { prompt, max_tokens: 32 });
    expect(events.pop()).toBe('[DONE]');
    const chunks = events.map((event) => JSON.parse(event) as { choices: { text: string }[] });
    expect(chunks.map(({ choices }) => choices[0]?.text).join('')).toBe(TINY_MODEL_SAYS.fim);
  });

  // node-llama-cpp, which stands in for llama-server elsewhere, does not tell them.
  it.skipIf(process.env['FAIRWIND_LLAMA_SERVER'] === undefined)(
    'tells the probability of each token while it streams, for our adapter to read',
    async () => {
      using connected = connect({ provider: 'llamacpp' }, { url: server.baseUrl, spec: { model: 'qwen' } });
      for (const wire of ['infill', 'template'] as const) {
        const { events, error } = await ask(connected.model, { ...COMPLETION, wire, leastProbability: 0.5 });
        expect(error).toBeUndefined();
        const pieces = events.filter((event) => event.type === 'text');
        expect(pieces.map(({ text }) => text).join('')).toBe(TINY_MODEL_SAYS.fim);
        expect(pieces.length).toBeGreaterThan(2);
        for (const { logprob = NaN } of pieces) expect(logprob).toBeLessThanOrEqual(0);
      }
    },
  );

  it('answers a chat', async () => {
    const events = await stream('/v1/chat/completions', { messages: [{ role: 'user', content: 'Hi.\n' }] });
    expect(events.pop()).toBe('[DONE]');
    const chunks = events.map(
      (event) => JSON.parse(event) as { choices: { delta: { content?: string | null } }[] },
    );
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(TINY_MODEL_SAYS.chat);
  });

  it('stops at the token limit', async () => {
    const events = await stream('/v1/chat/completions', {
      messages: [{ role: 'user', content: 'Hi.' }],
      max_tokens: 2,
    });
    expect(events.some((event) => event.includes('"finish_reason":"length"'))).toBe(true);
  });
});

describe('our adapter over the real llama.cpp', () => {
  const connected = () => connect({ provider: 'llamacpp' }, { url: server.baseUrl, spec: { model: 'qwen' } });
  const textOf = (events: readonly ModelEvent[]) =>
    events.flatMap((event) => (event.type === 'text' ? event.text : [])).join('');

  it('chats, and counts the tokens', async () => {
    using own = connected();
    const { events, error } = await ask(own.model, { ...CHAT, temperature: 0 });
    expect(error).toBeUndefined();
    expect(textOf(events)).toBe(TINY_MODEL_SAYS.chat);
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  it('ends an answer that is cancelled, and gets the next one', async () => {
    using own = connected();
    const cancelled = new AbortController();
    const reading = async () => {
      const options = { signal: cancelled.signal, onWire: () => undefined };
      for await (const event of own.model.stream({ ...CHAT, temperature: 0 }, options))
        if (event.type === 'text') cancelled.abort();
    };
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
    const { events } = await ask(own.model, { ...COMPLETION, wire: 'infill' });
    expect(textOf(events)).toBe(TINY_MODEL_SAYS.fim);
  });

  // What stands in for llama-server elsewhere holds no answer to one.
  it.skipIf(process.env['FAIRWIND_LLAMA_SERVER'] === undefined)(
    'answers in the shape of a schema',
    async () => {
      using own = connected();
      const answerSchema = {
        type: 'object',
        properties: { isKind: { type: 'boolean' } },
        required: ['isKind'],
        additionalProperties: false,
      };
      const shaped = await ask(own.model, { ...CHAT, temperature: 0, answerSchema });
      expect(shaped.error).toBeUndefined();
      expect(Object.keys(JSON.parse(textOf(shaped.events)) as object)).toEqual(['isKind']);
    },
  );
});
