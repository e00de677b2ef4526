/** What a chat can be beside text, over every wire: tools, images, a given shape, reasoning, parameters. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatMessage, ImageInput, ToolDefinition } from '../../src/core/model/chatMessages';
import type { ChatRequest, ModelSpec } from '../../src/core/model/languageModel';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { anthropicWire, geminiWire } from '../support/modelWires';
import { CHAT, WIRES, ask, connect, textOf, type Outcome, type Wire } from './wires';

function wireNamed(name: string): Wire {
  const wire = WIRES.find((candidate) => candidate.name === name);
  if (!wire) throw new Error(`no wire ${name}`);
  return wire;
}

interface Exchange {
  readonly request?: Partial<ChatRequest>;
  readonly answer?: FakeAnswer;
  readonly spec?: Partial<ModelSpec>;
}

async function exchange(
  name: string,
  { request, answer, spec }: Exchange,
): Promise<{ readonly sent: Record<string, unknown>; readonly outcome: Outcome }> {
  const wire = wireNamed(name);
  await using server = await FakeModelServer.start({
    contentType: wire.contentType,
    body: wire.write(['x']),
    ...answer,
  });
  using connected = connect(wire, { url: server.url, ...(spec && { spec }) });
  const outcome = await ask(connected.model, { ...CHAT, ...request });
  return { sent: JSON.parse(server.requests[0]?.body ?? '{}') as Record<string, unknown>, outcome };
}

const WEATHER: ToolDefinition = {
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const RED_DOT: ImageInput = { mediaType: 'image/png', data: 'iVBORw0KGgo=' };

/** A loop with a tool, as it stands when the model is asked again. */
const LOOP: readonly ChatMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'What is this?', images: [RED_DOT] },
  {
    role: 'assistant',
    content: '',
    reasoning: [
      { text: 'I look.', signature: 'sig-1' },
      { text: '', signature: 'opaque', isRedacted: true },
    ],
    toolCalls: [
      { id: 'a', name: 'get_weather', arguments: '{"city":"서울"}', signature: 'thought-1' },
      { id: 'b', name: 'get_time', arguments: 'not JSON' },
    ],
  },
  { role: 'tool', callId: 'a', name: 'get_weather', content: 'rain' },
  { role: 'tool', callId: 'b', name: 'get_time', content: 'noon' },
];

/** The shapes are those of the providers' API references. */
describe('an answer that thinks, speaks and calls tools', () => {
  const signed = {
    type: 'reasoningEnd',
    block: {
      text: 'I need the weather.',
      signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds',
    },
  };
  const redacted = {
    type: 'reasoningEnd',
    block: {
      text: '',
      signature: 'EmwKAhgBEgy3va3pzix/LafPsn4aDFIT2Xlxh0L5L8rLVyIwxtE3rAFBa8cr3qpP',
      isRedacted: true,
    },
  };
  const cases: readonly {
    readonly name: string;
    readonly file: string;
    readonly ids: readonly [string, string];
    readonly json: string;
    readonly cached?: number;
    readonly signature?: string;
    readonly blocks?: readonly object[];
  }[] = [
    {
      name: 'OpenAI chat',
      file: 'openai-tools.sse',
      ids: ['call_DdmO9pD3xa9XTPNJ32zg2hcA', 'call_2'],
      json: '{"city": "서울"}',
      cached: 300,
    },
    { name: 'Ollama chat', file: 'ollama-tools.ndjson', ids: ['call_0', 'call_1'], json: '{"city":"서울"}' },
    {
      name: 'Anthropic chat',
      file: 'anthropic-tools.sse',
      ids: ['toolu_01T1x1fJ34qAmk2tNTrN7Up6', 'toolu_02'],
      json: '{"city": "서울"}',
      cached: 300,
      blocks: [signed, redacted],
    },
    {
      name: 'Gemini chat',
      file: 'gemini-tools.sse',
      ids: ['call_0', 'ijz2t1'],
      json: '{"city":"서울"}',
      cached: 300,
      signature: 'CiQBcsjafH8Lw1rQ',
    },
  ];
  it.each(cases)('of $name', async ({ name, file, ids, json, cached, signature, blocks = [] }) => {
    const body = await readFile(join(import.meta.dirname, 'fixtures', file), 'utf8');
    for (const pieceBytes of [1, 7, 10_000]) {
      const { outcome } = await exchange(name, {
        request: { tools: [WEATHER] },
        answer: { body, pieceBytes },
      });
      expect(outcome.error).toBeUndefined();
      expect(textOf(outcome, 'reasoning')).toBe('I need the weather.');
      expect(textOf(outcome)).toBe("Okay, let's check 서울:");
      expect(outcome.events.filter(({ type }) => type === 'reasoningEnd')).toEqual(blocks);
      expect(outcome.events.filter(({ type }) => type === 'toolCall')).toEqual([
        {
          type: 'toolCall',
          call: {
            id: ids[0],
            name: 'get_weather',
            arguments: json,
            ...(signature !== undefined && { signature }),
          },
        },
        { type: 'toolCall', call: { id: ids[1], name: 'get_time', arguments: '{}' } },
      ]);
      expect(outcome.events.at(-1)).toMatchObject({
        type: 'finish',
        reason: 'stop',
        usage: {
          promptTokens: 472,
          answerTokens: 89,
          ...(cached !== undefined && { cachedPromptTokens: cached }),
        },
      });
    }
  });
});

/** Fields that have nothing to do with what is asked. */
const EVERY_REQUEST: ReadonlySet<string> = new Set(['model', 'stream', 'stream_options']);

describe('a request', () => {
  const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
  const parameters = { temperature: 0.5, topP: 0.9, maxTokens: 50, seed: 7, stop: ['END'] };
  const cases: readonly [string, object][] = [
    [
      'OpenAI chat',
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          {
            role: 'user',
            content: [
              { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
              { type: 'text', text: 'What is this?' },
            ],
          },
          {
            role: 'assistant',
            content: null,
            tool_calls: [
              {
                id: 'a',
                type: 'function',
                function: { name: 'get_weather', arguments: '{"city":"서울"}' },
              },
              { id: 'b', type: 'function', function: { name: 'get_time', arguments: 'not JSON' } },
            ],
          },
          { role: 'tool', tool_call_id: 'a', content: 'rain' },
          { role: 'tool', tool_call_id: 'b', content: 'noon' },
        ],
        tools: [{ type: 'function', function: WEATHER }],
        response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
        temperature: 0.5,
        top_p: 0.9,
        max_tokens: 50,
        seed: 7,
        stop: ['END'],
      },
    ],
    [
      'Ollama chat',
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'What is this?', images: ['iVBORw0KGgo='] },
          {
            role: 'assistant',
            content: '',
            tool_calls: [
              { function: { name: 'get_weather', arguments: { city: '서울' } } },
              { function: { name: 'get_time', arguments: {} } },
            ],
          },
          { role: 'tool', content: 'rain', tool_name: 'get_weather' },
          { role: 'tool', content: 'noon', tool_name: 'get_time' },
        ],
        tools: [{ type: 'function', function: WEATHER }],
        format: schema,
        options: {
          num_ctx: 8192,
          temperature: 0.5,
          top_p: 0.9,
          num_predict: 50,
          seed: 7,
          stop: ['END'],
        },
      },
    ],
    [
      'Anthropic chat',
      {
        system: 'Be brief.',
        messages: [
          {
            role: 'user',
            content: [
              {
                type: 'image',
                source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
              },
              { type: 'text', text: 'What is this?' },
            ],
          },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'I look.', signature: 'sig-1' },
              { type: 'redacted_thinking', data: 'opaque' },
              { type: 'tool_use', id: 'a', name: 'get_weather', input: { city: '서울' } },
              { type: 'tool_use', id: 'b', name: 'get_time', input: {} },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'a', content: 'rain' },
              { type: 'tool_result', tool_use_id: 'b', content: 'noon' },
            ],
          },
        ],
        tools: [{ name: WEATHER.name, description: WEATHER.description, input_schema: WEATHER.parameters }],
        output_config: { format: { type: 'json_schema', schema } },
        max_tokens: 50,
        stop_sequences: ['END'],
        cache_control: { type: 'ephemeral' },
      },
    ],
    [
      'Gemini chat',
      {
        systemInstruction: { role: 'user', parts: [{ text: 'Be brief.' }] },
        contents: [
          {
            role: 'user',
            parts: [
              { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } },
              { text: 'What is this?' },
            ],
          },
          {
            role: 'model',
            parts: [
              {
                functionCall: { id: 'a', name: 'get_weather', args: { city: '서울' } },
                thoughtSignature: 'thought-1',
              },
              { functionCall: { id: 'b', name: 'get_time', args: {} } },
            ],
          },
          {
            role: 'user',
            parts: [
              { functionResponse: { id: 'a', name: 'get_weather', response: { output: 'rain' } } },
              { functionResponse: { id: 'b', name: 'get_time', response: { output: 'noon' } } },
            ],
          },
        ],
        tools: [
          {
            functionDeclarations: [
              {
                name: WEATHER.name,
                description: WEATHER.description,
                parametersJsonSchema: WEATHER.parameters,
              },
            ],
          },
        ],
        generationConfig: {
          temperature: 0.5,
          topP: 0.9,
          maxOutputTokens: 50,
          seed: 7,
          stopSequences: ['END'],
          responseMimeType: 'application/json',
          responseJsonSchema: schema,
        },
      },
    ],
  ];
  it.each(cases)('of %s holds all of it', async (name, expected) => {
    const { sent, outcome } = await exchange(name, {
      request: { messages: LOOP, tools: [WEATHER], answerSchema: schema, ...parameters },
    });
    expect(outcome.error).toBeUndefined();
    const told = Object.entries(sent).filter(([field]) => !EVERY_REQUEST.has(field));
    expect(Object.fromEntries(told)).toEqual(expected);
  });
});

describe('an answer that must call a tool', () => {
  it.each([
    ['OpenAI chat', { tool_choice: 'required' }],
    ['Anthropic chat', { tool_choice: { type: 'any' } }],
    ['Gemini chat', { toolConfig: { functionCallingConfig: { mode: 'ANY' } } }],
  ])('is asked for in the words of %s', async (name, expected) => {
    const { sent } = await exchange(name, { request: { tools: [WEATHER], mustCallTool: true } });
    expect(sent).toMatchObject(expected);
    const { sent: free } = await exchange(name, { request: { tools: [WEATHER] } });
    expect(free).not.toMatchObject(expected);
  });
});

describe('Anthropic', () => {
  it('asks for as little reasoning as the wire can be told, and for no cache where nothing goes on', async () => {
    const { sent } = await exchange('Anthropic chat', { request: { reasoning: 'least', maxTokens: 9 } });
    expect(sent).toEqual({
      model: 'qwen2.5-coder:0.5b',
      system: 'Be brief.',
      messages: [{ role: 'user', content: [{ type: 'text', text: '안녕 👋' }] }],
      max_tokens: 9,
      thinking: { type: 'disabled' },
      stream: true,
    });
  });

  it('takes a refusal for an error', async () => {
    const body = anthropicWire(['half']).replace('end_turn', 'refusal');
    const { outcome } = await exchange('Anthropic chat', { answer: { body } });
    expect(outcome.error).toMatchObject({ kind: 'badRequest', detail: 'refusal' });
  });

  it.each([
    ['overloaded_error', 'serverFailed', 529],
    ['rate_limit_error', 'rateLimited', 429],
    ['authentication_error', 'unauthorized', 401],
    ['something_new', 'serverFailed', undefined],
  ])('tells %s in the middle of an answer', async (type, kind, status) => {
    const error = `event: error\ndata: {"type":"error","error":{"type":"${type}","message":"Overloaded"}}\n\n`;
    const body = anthropicWire(['half']).replace(/event: content_block_stop[^]*/, error);
    const { outcome } = await exchange('Anthropic chat', { answer: { body } });
    expect(outcome.error).toMatchObject({ kind, status, detail: 'Overloaded' });
  });
});

describe('Gemini', () => {
  it.each([
    ['gemini-3.8-flash', undefined, { includeThoughts: true }],
    ['gemini-3.8-flash', 'least', { thinkingLevel: 'MINIMAL' }],
    ['gemini-3.8-pro', 'least', { thinkingLevel: 'LOW' }],
    ['gemini-2.5-flash', 'least', { thinkingBudget: 0 }],
    ['gemini-2.5-pro', 'least', { thinkingBudget: 128 }],
    ['gemini-2.0-flash', 'least', undefined],
    ['gemma-4-27b-it', undefined, undefined],
  ] as const)('asks %s for reasoning (%s)', async (model, reasoning, expected) => {
    const { sent } = await exchange('Gemini chat', {
      request: reasoning === undefined ? {} : { reasoning },
      spec: { model },
    });
    const { thinkingConfig } = sent['generationConfig'] as { readonly thinkingConfig?: unknown };
    expect(thinkingConfig).toEqual(expected);
  });

  it.each(['SAFETY', 'RECITATION', 'MALFORMED_FUNCTION_CALL'])('takes %s for an error', async (reason) => {
    const body = geminiWire(['half']).replace('STOP', reason);
    const { outcome } = await exchange('Gemini chat', { answer: { body } });
    expect(outcome.error).toMatchObject({ kind: 'badRequest', detail: reason });
  });

  it('takes a blocked prompt for an error', async () => {
    const body = 'data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}\n\n';
    const { outcome } = await exchange('Gemini chat', { answer: { body } });
    expect(outcome.error).toMatchObject({ kind: 'badRequest', detail: 'PROHIBITED_CONTENT' });
  });

  it('tells a wrong key, which it answers with 400', async () => {
    const { outcome } = await exchange('Gemini chat', {
      answer: {
        status: 400,
        contentType: 'application/json',
        body: '{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}',
      },
    });
    expect(outcome.error).toMatchObject({ kind: 'unauthorized' });
  });
});

describe('a parameter that is refused', () => {
  const refusal = (words: string): FakeAnswer => ({
    status: 400,
    contentType: 'application/json',
    body: JSON.stringify({ error: { message: words, type: 'invalid_request_error' } }),
  });
  it.each([
    ['OpenAI chat', "Unsupported value: 'temperature' does not support 0.5 with this model."],
    ['OpenAI chat', "Unsupported parameter: 'top_p' is not supported with this model."],
    ['Gemini chat', 'Penalty or temperature is not supported for this model.'],
    ['Anthropic chat', '`stop_sequences` is not supported with this model.'],
  ])('by a model of %s is left out, said, and remembered (%s)', async (name, words) => {
    const wire = wireNamed(name);
    await using server = await FakeModelServer.start((_, number) =>
      number === 0 ? refusal(words) : { contentType: wire.contentType, body: wire.write(['x']) },
    );
    using connected = connect(wire, { url: server.url });
    const request = { ...CHAT, temperature: 0.5, topP: 0.9, stop: ['END'] };
    const [, refused = ''] = /(temperature|top_p|stop_sequences)/.exec(words) ?? [];
    for (let times = 0; times < 2; times++) {
      const { events, error } = await ask(connected.model, request);
      expect(error).toBeUndefined();
      const parameter = { temperature: 'temperature', top_p: 'topP', stop_sequences: 'stop' }[refused];
      expect(events.at(-1)).toMatchObject({ leftOut: expect.arrayContaining([parameter]) as unknown });
    }
    expect(server.requests.map(({ body }) => body.includes(`"${refused}"`))).toEqual([true, false, false]);
  });

  it('is not looked for in other refusals', async () => {
    const wire = wireNamed('OpenAI chat');
    await using server = await FakeModelServer.start(refusal('temperature must be at most 2'));
    using connected = connect(wire, { url: server.url });
    expect((await ask(connected.model, CHAT)).error).toMatchObject({ kind: 'badRequest' });
    expect(server.requests).toHaveLength(1);
  });
});
