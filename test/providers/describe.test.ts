/** What each adapter reads out of a server's words about itself. llama.cpp's are recorded (build b11669). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  LanguageModel,
  ModelDescription,
  ModelSpec,
  WireRequest,
} from '../../src/core/model/languageModel';
import { FakeModelServer, type FakeAnswer } from '../support/fakeModelServer';
import { SHORT_TIMEOUTS, connect, type ModelOptions } from './wires';

const JSON_TYPE = 'application/json; charset=utf-8';

function recorded(name: string): string {
  return readFileSync(join(__dirname, 'fixtures', name), 'utf8');
}

const json = (value: unknown): FakeAnswer => ({ contentType: JSON_TYPE, body: JSON.stringify(value) });

const PROPS = recorded('llamacpp-props.json');
const props: FakeAnswer = { contentType: JSON_TYPE, body: PROPS };

/** As in Ollama's documentation of `/api/show`, shortened. */
const SHOWN = {
  template: '{{- if .Suffix }}<|fim_prefix|>{{ .Prompt }}<|fim_suffix|>{{ .Suffix }}<|fim_middle|>{{ end }}',
  details: { family: 'qwen2', parameter_size: '1.5B' },
  model_info: { 'general.architecture': 'qwen2', 'qwen2.context_length': 32_768 },
  capabilities: ['completion', 'tools', 'insert'],
};

interface Described {
  readonly description?: ModelDescription;
  readonly error?: unknown;
  readonly wire: readonly WireRequest[];
  readonly server: FakeModelServer;
}

async function ask(
  model: LanguageModel,
  signal = new AbortController().signal,
): Promise<Omit<Described, 'server'>> {
  const wire: WireRequest[] = [];
  try {
    return { description: await model.describe({ signal, onWire: (sent) => wire.push(sent) }), wire };
  } catch (error) {
    return { error, wire };
  }
}

/** Asks a server that answers by path. */
async function describeAt(
  provider: ModelSpec['provider'],
  answers: Readonly<Record<string, FakeAnswer>>,
  options: Partial<ModelOptions> = {},
): Promise<Described> {
  await using server = await FakeModelServer.start(
    ({ path }) => answers[path] ?? { status: 404, contentType: 'text/plain', body: 'nothing here' },
  );
  using connected = connect({ provider }, { url: server.url, ...options });
  return { ...(await ask(connected.model)), server };
}

describe('llama.cpp', () => {
  it('tells its build, its model without the folders, and the context of a slot', async () => {
    const body = PROPS.replace('"model_path":"', '"model_path":"/srv/models/');
    const { description, wire } = await describeAt('llamacpp', { '/props': { ...props, body } });
    expect(description).toEqual({
      server: 'llama.cpp b11669-Debian',
      hasModel: true,
      models: ['tiny.gguf'],
      contextTokens: 4096,
      capabilities: { tools: false, images: false },
    });
    expect(wire).toMatchObject([{ method: 'GET', body: '' }]);
  });

  it('tells only what it knows: an older server, or one with several models', async () => {
    expect((await describeAt('llamacpp', { '/props': json({ total_slots: 1 }) })).description).toEqual({
      server: 'llama.cpp',
    });
  });

  it('is asked beside the /v1 that people copy into its address', async () => {
    await using server = await FakeModelServer.start(({ path }) =>
      path === '/props' ? props : { status: 404 },
    );
    using connected = connect({ provider: 'llamacpp' }, { url: `${server.url}/v1` });
    expect((await ask(connected.model)).description).toMatchObject({ contextTokens: 4096 });
  });
});

describe('Ollama', () => {
  const version = json({ version: '0.12.3' });

  it.each([
    ['what requests ask for', {}, 8_192],
    ['what the settings say', { contextTokens: 16_384 }, 16_384],
    ['no more than the model was made for', { contextTokens: 65_536 }, 32_768],
  ])('gives the model the context that is %s', async (_what, spec, contextTokens) => {
    const { description, server } = await describeAt(
      'ollama',
      { '/api/version': version, '/api/show': json(SHOWN) },
      { spec },
    );
    expect(description).toEqual({
      server: 'Ollama 0.12.3',
      hasModel: true,
      contextTokens,
      trainedContextTokens: 32_768,
      capabilities: { tools: true, images: false, reasoning: false },
    });
    expect(server.requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['GET', '/api/version', ''],
      ['POST', '/api/show', '{"model":"qwen2.5-coder:0.5b"}'],
    ]);
  });

  it('names the models that it has when it lacks the one of the settings', async () => {
    const { description } = await describeAt('ollama', {
      '/api/version': version,
      '/api/show': { status: 404, contentType: JSON_TYPE, body: `{"error":"model 'x' not found"}` },
      '/api/tags': json({ models: [{ name: 'llama3.2:latest' }, { name: 'qwen3:4b' }, null, {}] }),
    });
    expect(description).toEqual({
      server: 'Ollama 0.12.3',
      hasModel: false,
      models: ['llama3.2:latest', 'qwen3:4b'],
    });
  });

  it('tells no context for a model that has none', async () => {
    const { description } = await describeAt('ollama', {
      '/api/version': version,
      '/api/show': json({ model_info: { 'general.architecture': 'bert' } }),
    });
    expect(description).toEqual({ server: 'Ollama 0.12.3', hasModel: true });
  });
});

describe('an OpenAI-compatible server', () => {
  const listing = (...data: unknown[]) => ({ '/v1/models': json({ object: 'list', data }) });
  const own = 'qwen2.5-coder:0.5b';

  it.each([
    ['vLLM', { owned_by: 'vllm', max_model_len: 16_384 }, { server: 'vLLM', contextTokens: 16_384 }],
    [
      'OpenRouter',
      {
        context_length: 131_072,
        supported_parameters: ['tools', 'reasoning', 'seed'],
        architecture: { input_modalities: ['text', 'image'] },
      },
      {
        contextTokens: 131_072,
        capabilities: { tools: true, images: true, reasoning: true, structuredOutput: false },
      },
    ],
    ['Groq', { owned_by: 'Groq', context_window: 8_192 }, { contextTokens: 8_192 }],
    ['Mistral', { owned_by: 'mistralai', max_context_length: 32_768 }, { contextTokens: 32_768 }],
    ['OpenAI', { object: 'model', created: 1, owned_by: 'openai' }, {}],
    ['Ollama', { owned_by: 'library' }, { server: 'Ollama', betterProvider: 'ollama' }],
    ['a context of nothing', { context_length: 0 }, {}],
  ])('tells what %s tells', async (_name, fields, expected) => {
    const { description } = await describeAt('openai', listing({ id: own, ...fields }));
    expect(description).toEqual({ hasModel: true, models: [own], ...expected });
  });

  it('is recognised as llama.cpp', async () => {
    const models = { contentType: JSON_TYPE, body: recorded('llamacpp-models.json') };
    const spec = { model: 'tiny.gguf' };
    expect((await describeAt('openai', { '/v1/models': models }, { spec })).description).toEqual({
      server: 'llama.cpp',
      betterProvider: 'llamacpp',
      hasModel: true,
      models: ['tiny.gguf'],
      contextTokens: 4096,
      capabilities: { images: false },
    });
  });

  it('says when it does not list the model', async () => {
    const { description } = await describeAt(
      'openai',
      listing({ id: 'other', context_length: 5 }, null, {}, 'x'),
    );
    expect(description).toEqual({ hasModel: false, models: ['other'] });
  });

  it('says nothing when its list is none', async () => {
    expect((await describeAt('openai', { '/v1/models': json({ data: 'soon' }) })).description).toEqual({});
  });
});

/** The shapes are those of the API references. */
describe('Anthropic', () => {
  const path = '/v1/models/qwen2.5-coder%3A0.5b';

  it('tells the context and what the model can do', async () => {
    const info = {
      type: 'model',
      id: 'claude',
      max_input_tokens: 200_000,
      capabilities: { image_input: { supported: true }, thinking: { supported: false }, citations: null },
    };
    const { description, server } = await describeAt('anthropic', { [path]: json(info) });
    expect(description).toEqual({
      hasModel: true,
      contextTokens: 200_000,
      capabilities: { tools: true, images: true, reasoning: false },
    });
    expect(server.requests[0]?.headers['anthropic-version']).toBe('2026-10-21');
  });

  it('names the models that it has when it lacks the one of the settings', async () => {
    const error = { type: 'not_found_error', message: 'model: qwen2.5-coder:0.5b' };
    const { description } = await describeAt('anthropic', {
      [path]: { status: 404, ...json({ type: 'error', error }) },
      '/v1/models': json({ data: [{ id: 'claude-sonnet-5-5' }, null, { id: 5 }] }),
    });
    expect(description).toEqual({ hasModel: false, models: ['claude-sonnet-5-5'] });
  });
});

describe('Gemini', () => {
  const path = '/v1beta/models/qwen2.5-coder%3A0.5b';

  it('tells the context, and whether the model reasons', async () => {
    const info = { name: 'models/gemini', inputTokenLimit: 1_048_576, thinking: true };
    const { description } = await describeAt('gemini', { [path]: json(info) });
    expect(description).toEqual({
      hasModel: true,
      contextTokens: 1_048_576,
      capabilities: { reasoning: true },
    });
  });

  it('names the models that it has when it lacks the one of the settings', async () => {
    const error = { code: 404, message: 'Model is not found: models/m for api version v1beta' };
    const { description } = await describeAt('gemini', {
      [path]: { status: 404, ...json({ error }) },
      '/v1beta/models': json({ models: [{ name: 'models/gemini-3.8-flash' }, null, {}] }),
    });
    expect(description).toEqual({ hasModel: false, models: ['gemini-3.8-flash'] });
  });
});

describe('every adapter', () => {
  const FIRST = {
    llamacpp: '/props',
    ollama: '/api/version',
    openai: '/v1/models',
    anthropic: '/v1/models/qwen2.5-coder%3A0.5b',
    gemini: '/v1beta/models/qwen2.5-coder%3A0.5b',
  } as const;
  const providers = Object.entries(FIRST) as [ModelSpec['provider'], string][];

  describe.each(providers)('%s', (provider, path) => {
    const failing = async (answer: FakeAnswer, options?: Partial<ModelOptions>) =>
      (await describeAt(provider, { [path]: answer }, options)).error;

    it('sends the key, and keeps it out of what is logged', async () => {
      const { server, wire } = await describeAt(provider, { [path]: json({}) }, { key: 'secret-key' });
      const { headers } = await server.request();
      expect(headers.authorization ?? headers['x-goog-api-key']).toMatch(/^(Bearer )?secret-key$/);
      expect(wire.length).toBeGreaterThan(0);
      expect(JSON.stringify(wire)).not.toContain('secret-key');
    });

    it.each([
      ['a refused key', { status: 401, contentType: JSON_TYPE, body: '{"error":"no"}' }, 'unauthorized'],
      ['a login page', { contentType: 'text/html', body: '<title>Sign in</title>' }, 'notAModelServer'],
      ['another server', { status: 404, contentType: 'text/plain', body: '' }, 'notAModelServer'],
      ['a server that loads', { status: 503, contentType: JSON_TYPE, body: '{}' }, 'serverFailed'],
      ['half an answer', { contentType: JSON_TYPE, body: PROPS, stopAt: 30 }, 'streamCut'],
      ['a reset', { contentType: JSON_TYPE, body: PROPS, stopAt: 30, ending: 'reset' }, 'streamCut'],
      ['no end', { contentType: JSON_TYPE, body: '\n'.repeat(9 * 1024 * 1024) }, 'notAModelServer'],
    ] as const)('fails for %s', async (_what, answer, kind) => {
      expect(await failing(answer)).toMatchObject({ name: 'ModelError', kind });
    });

    it('fails when the server stays silent', async () => {
      const answer: FakeAnswer = { contentType: JSON_TYPE, body: PROPS, stopAt: 30, ending: 'stall' };
      expect(await failing(answer, { timeouts: SHORT_TIMEOUTS })).toMatchObject({ kind: 'stalled' });
    });

    it('closes the socket when it is cancelled', async () => {
      await using server = await FakeModelServer.start({
        contentType: JSON_TYPE,
        body: PROPS,
        stopAt: 30,
        ending: 'stall',
      });
      using connected = connect({ provider }, { url: server.url });
      const controller = new AbortController();
      const asked = ask(connected.model, controller.signal);
      const request = await server.request();
      controller.abort();
      expect((await asked).error).toMatchObject({ name: 'AbortError' });
      await request.closed;
    });
  });
});
