/** What each adapter writes to its server, and what only one of the wires has. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FakeModelServer, type FakeAnswer } from '../support/fakeModelServer';
import type { ModelSpec } from '../../src/core/model/languageModel';
import { chatCompletionsWire, ollamaChatWire } from '../support/modelWires';
import { CHAT, COMPLETION, WIRES, ask, connect, textOf, type Outcome, type Wire } from './wires';

const NDJSON = 'application/x-ndjson';

function wireNamed(name: string): Wire {
  const wire = WIRES.find((candidate) => candidate.name === name);
  if (!wire) throw new Error(`no wire ${name}`);
  return wire;
}

/** Asks once and gives back what the server got, as JSON, and what came of it. */
async function exchange(
  wire: Wire,
  { answer, spec }: { answer?: FakeAnswer; spec?: Partial<ModelSpec> } = {},
): Promise<{ readonly sent: unknown; readonly outcome: Outcome }> {
  await using server = await FakeModelServer.start({
    contentType: wire.contentType,
    body: wire.write(['x']),
    ...answer,
  });
  using connected = connect(wire, { url: server.url, ...(spec && { spec }) });
  const outcome = await ask(connected.model, wire.request);
  return { sent: JSON.parse(server.requests[0]?.body ?? 'null'), outcome };
}

const QWEN_STOPS = [
  '<|endoftext|>',
  '<|fim_pad|>',
  '<|repo_name|>',
  '<|file_sep|>',
  '<|im_start|>',
  '<|im_end|>',
];
const QWEN_PROMPT =
  '<|repo_name|>workspace\n<|file_sep|>src/other.ts\nexport const other = 1;\n\n<|file_sep|>src/add.ts\n' +
  `<|fim_prefix|>${COMPLETION.prefix}<|fim_suffix|>${COMPLETION.suffix}<|fim_middle|>`;

describe('a request', () => {
  it.each([
    [
      'llama.cpp completion',
      {
        model: 'qwen2.5-coder:0.5b',
        input_prefix: COMPLETION.prefix,
        input_suffix: COMPLETION.suffix,
        input_extra: [{ filename: 'src/other.ts', text: 'export const other = 1;\n' }],
        n_predict: 32,
        stop: ['\n\n'],
        temperature: 0,
        cache_prompt: true,
        response_fields: ['content', 'stop', 'stop_type', 'tokens_evaluated', 'tokens_predicted'],
        stream: true,
      },
    ],
    [
      'OpenAI completion',
      {
        model: 'qwen2.5-coder:0.5b',
        prompt: QWEN_PROMPT,
        max_tokens: 32,
        temperature: 0,
        stop: ['\n\n', ...QWEN_STOPS],
        stream: true,
        stream_options: { include_usage: true },
      },
    ],
    [
      'Ollama completion',
      {
        model: 'qwen2.5-coder:0.5b',
        prompt: QWEN_PROMPT,
        raw: true,
        stream: true,
        options: { num_ctx: 8192, num_predict: 32, temperature: 0, stop: ['\n\n', ...QWEN_STOPS] },
      },
    ],
    [
      'OpenAI chat',
      {
        model: 'qwen2.5-coder:0.5b',
        messages: CHAT.messages,
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 100,
        temperature: 0.2,
      },
    ],
    [
      'Ollama chat',
      {
        model: 'qwen2.5-coder:0.5b',
        messages: CHAT.messages,
        stream: true,
        options: { num_ctx: 8192, num_predict: 100, temperature: 0.2 },
      },
    ],
  ])('of %s', async (name, expected) => {
    expect((await exchange(wireNamed(name))).sent).toEqual(expected);
  });

  it.each([
    [2112, []],
    [2113, [{ filename: 'src/other.ts', text: 'export const other = 1;\n' }]],
  ])(
    'of llama.cpp completion holds other files where the server would use them (%i tokens)',
    async (contextTokens, input_extra) => {
      const { sent } = await exchange(wireNamed('llama.cpp completion'), { spec: { contextTokens } });
      expect(sent).toMatchObject({ input_extra });
    },
  );

  it.each(['Ollama completion', 'Ollama chat'])(
    'of %s says how long the model stays loaded',
    async (name) => {
      const { sent } = await exchange(wireNamed(name), { spec: { keepAlive: '30m' } });
      expect(sent).toMatchObject({ keep_alive: '30m' });
    },
  );

  it('of Ollama completion leaves the template to Ollama for a family that is not known', async () => {
    const { sent } = await exchange(wireNamed('Ollama completion'), {
      spec: { model: 'somebody/coder', contextTokens: 4096 },
    });
    expect(sent).toMatchObject({
      prompt: COMPLETION.prefix,
      suffix: COMPLETION.suffix,
      options: { num_ctx: 4096 },
    });
    expect(sent).not.toHaveProperty('raw');
  });

  it.each([
    [
      'OpenAI completion with a suffix',
      { prompt: COMPLETION.prefix, suffix: COMPLETION.suffix, stop: ['\n\n'] },
    ],
    ['Mistral completion', { prompt: COMPLETION.prefix, suffix: COMPLETION.suffix, stop: ['\n\n'] }],
    ['Ollama completion with a suffix', { prompt: COMPLETION.prefix, suffix: COMPLETION.suffix }],
    ['llama.cpp raw completion', { prompt: QWEN_PROMPT, stop: ['\n\n', ...QWEN_STOPS] }],
  ])('of %s has the prompt where that wire has it', async (name, expected) => {
    const { sent } = await exchange(wireNamed(name));
    expect(sent).toMatchObject(expected);
    expect(sent).not.toHaveProperty('raw');
    if (name === 'Mistral completion') expect(sent).not.toHaveProperty('stream_options');
  });

  it('of Mistral completion holds other files in its prefix for a model that sees them there', async () => {
    const { sent } = await exchange(wireNamed('Mistral completion'), { spec: { model: 'codestral-latest' } });
    expect(sent).toMatchObject({
      prompt: `+++++ src/other.ts\nexport const other = 1;\n\n\n+++++ src/add.ts\n${COMPLETION.prefix}`,
    });
  });

  it('of a completion is a chat for a model of no known family, whose answer ends at its tag', async () => {
    const chat = wireNamed('OpenAI chat');
    const { sent, outcome } = await exchange(
      { ...chat, request: COMPLETION },
      {
        spec: { model: 'gpt-6-mini' },
        // The server would go on: that is not waited for.
        answer: {
          body: chat.write(['Sure: <fi', 'll>return a', ' + b;</fill>', 'x']),
          stopAt: 700,
          ending: 'stall',
        },
      },
    );
    expect(outcome.error).toBeUndefined();
    expect(textOf(outcome)).toBe('return a + b;');
    expect(outcome.events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    expect(sent).toMatchObject({
      model: 'gpt-6-mini',
      messages: [{ role: 'system' }, { role: 'user' }],
      max_tokens: 48,
      temperature: 0,
      stop: ['\n\n', '</fill>'],
    });
  });

  it('of a completion in a chat begins the answer where the server goes on with it', async () => {
    const wire = wireNamed('llama.cpp chat');
    const request = { ...COMPLETION, prefix: 'let a =\n  f(', wire: 'chat' as const };
    const { sent, outcome } = await exchange(
      { ...wire, request },
      { answer: { body: wire.write(['1);</fill>']) } },
    );
    expect(textOf(outcome)).toBe('1);');
    expect(sent).toMatchObject({
      messages: [{ role: 'system' }, { role: 'user' }, { role: 'assistant', content: '<fill>  f(' }],
      chat_template_kwargs: { enable_thinking: false },
    });
  });

  it('of a completion is not made where the settings say none', async () => {
    const { sent, outcome } = await exchange(wireNamed('OpenAI completion'), { spec: { fim: 'none' } });
    expect(outcome.error).toMatchObject({ kind: 'fimUnsupported' });
    expect(sent).toBeNull();
  });
});

describe('token probabilities', () => {
  const unsure = { ...COMPLETION, leastProbability: 0.7 };
  const logprobs = ({ events }: Outcome) =>
    events.flatMap((event) => (event.type === 'text' ? [event.logprob] : []));

  it.each([
    ['llama.cpp completion', { n_probs: 1 }],
    ['llama.cpp raw completion', { logprobs: 1 }],
    ['Ollama completion', { logprobs: true }],
  ])('are asked of %s where they are of use, and only there', async (name, fields) => {
    const wire = wireNamed(name);
    const { sent } = await exchange({
      ...wire,
      request: { ...wire.request, ...unsure },
    });
    expect(sent).toMatchObject(fields);
    const [field] = Object.keys(fields);
    expect((await exchange(wire)).sent).not.toHaveProperty(field ?? '');
  });

  it.each(['OpenAI completion', 'Mistral completion'])(
    'are not asked of %s, which may not know the field',
    async (name) => {
      const wire = wireNamed(name);
      const { sent } = await exchange({
        ...wire,
        request: { ...wire.request, ...unsure },
      });
      expect(sent).not.toHaveProperty('logprobs');
    },
  );

  it.each([
    ['llama.cpp completion', 'llamacpp-infill-probabilities.sse', [0, 0, 0, 0]],
    [
      'llama.cpp raw completion',
      'llamacpp-completions-probabilities.sse',
      Array(6).fill(-1.5737184286117554),
    ],
  ])('come with each piece of %s, as llama-server writes them', async (name, file, expected) => {
    const body = await readFile(join(import.meta.dirname, 'fixtures', file), 'utf8');
    const { outcome } = await exchange(wireNamed(name), { answer: { body, pieceBytes: 11 } });
    expect(outcome.error).toBeUndefined();
    expect(logprobs(outcome)).toEqual(expected);
  });

  it.each([
    [
      'OpenAI’s legacy lists',
      'OpenAI completion',
      'data: {"choices":[{"text":"ab","logprobs":{"tokens":["a","b"],"token_logprobs":[-0.5,-0.25]},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    ],
    [
      'Ollama’s records',
      'Ollama completion',
      '{"response":"ab","logprobs":[{"token":"a","logprob":-0.5},{"token":"b","logprob":-0.25}],"done":false}\n{"response":"","done":true,"done_reason":"stop"}\n',
    ],
    [
      'a character whose bytes are two tokens',
      'llama.cpp completion',
      'data: {"content":"","stop":false,"completion_probabilities":[{"logprob":-0.5}]}\n\n' +
        'data: {"content":"값","stop":false,"completion_probabilities":[{"logprob":-0.25}]}\n\n' +
        'data: {"content":"","stop":true,"stop_type":"eos"}\n\n',
    ],
  ])('are those of all the tokens of a piece: %s', async (_, name, body) => {
    const { outcome } = await exchange(wireNamed(name), { answer: { body } });
    expect(outcome.error).toBeUndefined();
    expect(logprobs(outcome)).toEqual([-0.75]);
  });
});

it('says that an Ollama model cannot fill in the middle', async () => {
  const { outcome } = await exchange(wireNamed('Ollama completion'), {
    spec: { model: 'llama3.2' },
    answer: {
      status: 400,
      contentType: 'application/json',
      body: '{"error":"registry.ollama.ai/library/llama3.2:latest does not support insert"}',
    },
  });
  expect(outcome.error).toMatchObject({
    kind: 'fimUnsupported',
    detail: 'registry.ollama.ai/library/llama3.2:latest does not support insert',
  });
});

it.each([
  ['OpenAI chat', chatCompletionsWire(['answer'], { reasoning: ['let me ', 'think'] })],
  [
    'OpenAI chat',
    chatCompletionsWire(['answer'], { reasoning: ['let me ', 'think'] }).replaceAll(
      'reasoning_content',
      'reasoning',
    ),
  ],
  ['Ollama chat', ollamaChatWire(['answer'], { reasoning: ['let me ', 'think'] })],
])('keeps reasoning apart from the text of %s', async (name, body) => {
  const { outcome } = await exchange(wireNamed(name), { answer: { body } });
  expect(textOf(outcome, 'reasoning')).toBe('let me think');
  expect(textOf(outcome)).toBe('answer');
});

it('does not take an answer for whole that a content filter ended', async () => {
  const body = chatCompletionsWire(['half']).replace(
    '"finish_reason":"stop"',
    '"finish_reason":"content_filter"',
  );
  const { outcome } = await exchange(wireNamed('OpenAI chat'), { answer: { body } });
  expect(outcome.error).toMatchObject({ kind: 'badRequest', detail: 'content_filter' });
});

/** Ollama's records are those of its API reference; the rest was recorded from llama-server 0.7.0. */
describe('a recorded answer', () => {
  it.each([
    [
      'llama.cpp completion',
      'llamacpp-infill.sse',
      'return left + right;',
      { promptTokens: 56, answerTokens: 5 },
    ],
    [
      'OpenAI completion',
      'llamacpp-completions.sse',
      'return left + right;',
      { promptTokens: 35, answerTokens: 5 },
    ],
    [
      'llama.cpp chat',
      'llamacpp-chat.sse',
      'Hello from the tiny test model.',
      { promptTokens: 21, answerTokens: 7, cachedPromptTokens: 20 },
    ],
    [
      'OpenAI chat',
      'llamacpp-chat.sse',
      'Hello from the tiny test model.',
      { promptTokens: 21, answerTokens: 7, cachedPromptTokens: 20 },
    ],
    ['Ollama completion', 'ollama-generate.ndjson', ' return a + b;', { promptTokens: 38, answerTokens: 6 }],
    ['Ollama chat', 'ollama-chat.ndjson', 'Hello! How can I help?', { promptTokens: 26, answerTokens: 8 }],
  ] as const)('of %s', async (name, file, text, usage) => {
    const body = await readFile(join(import.meta.dirname, 'fixtures', file), 'utf8');
    const contentType = file.endsWith('.sse') ? 'text/event-stream' : NDJSON;
    const { outcome } = await exchange(wireNamed(name), { answer: { body, contentType, pieceBytes: 7 } });
    expect(outcome.error).toBeUndefined();
    expect(textOf(outcome)).toBe(text);
    expect(outcome.events.at(-1)).toEqual({
      type: 'finish',
      reason: 'stop',
      usage,
    });
  });
});
