import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPLETION, ask, connect } from '../providers/wires';
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
