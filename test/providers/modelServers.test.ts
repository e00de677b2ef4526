/** Servers before a model is chosen: what answers at an address, what it lists, and Ollama's library. */
import { describe, expect, it } from 'vitest';
import { parseNetworkSettings } from '../../src/core/config/networkSettings';
import { ModelError } from '../../src/core/model/errors';
import type { CallOptions, WireRequest } from '../../src/core/model/languageModel';
import type { ModelServers, ServerProvider } from '../../src/core/model/modelServer';
import { createModelServers } from '../../src/providers/modelServers';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { freePort } from '../support/freePort';

type Answers = Readonly<Record<string, FakeAnswer>>;

const NOT_THERE: FakeAnswer = { status: 404, contentType: 'text/html', body: '<h1>Not here</h1>' };
const json = (value: unknown): FakeAnswer => ({
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

const network = parseNetworkSettings({});

/** Runs `test` beside a server that answers by path, without the query. */
async function withServer(
  answers: Answers,
  test: (fixture: { server: FakeModelServer; servers: ModelServers }) => Promise<void>,
): Promise<void> {
  await using server = await FakeModelServer.start(
    ({ path }) => answers[new URL(path, 'http://any').pathname] ?? NOT_THERE,
  );
  const servers = createModelServers({ network: () => network, env: {} });
  try {
    await test({ server, servers });
  } finally {
    servers.dispose();
  }
}

function call(wire: WireRequest[] = [], signal = new AbortController().signal): CallOptions {
  return { signal, onWire: (request) => wire.push(request) };
}

async function readAll<T>(values: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const value of values) read.push(value);
  return read;
}

describe('what answers on this machine', () => {
  const owned = (owner: string, entry: object = {}) =>
    json({ object: 'list', data: [{ id: 'qwen-coder', owned_by: owner, ...entry }] });

  it.each<[name: string, isOllamas: boolean, answers: Answers, found: object, paths: string[]]>([
    [
      'Ollama, at its own port',
      true,
      {
        '/api/version': json({ version: '0.12.3' }),
        '/api/tags': json({ models: [{ name: 'qwen2.5-coder:1.5b', size: 986_000_000 }] }),
      },
      {
        name: 'Ollama 0.12.3',
        provider: 'ollama',
        models: [{ name: 'qwen2.5-coder:1.5b', sizeBytes: 986_000_000 }],
      },
      ['/api/version', '/api/tags'],
    ],
    [
      'Ollama without a model',
      true,
      { '/api/version': json({ version: '0.12.3' }), '/api/tags': json({ models: null }) },
      { name: 'Ollama 0.12.3', provider: 'ollama', models: [] },
      ['/api/version', '/api/tags'],
    ],
    [
      'Ollama at another port',
      false,
      {
        '/v1/models': owned('library'),
        '/api/version': json({ version: '0.12.3' }),
        '/api/tags': json({ models: [{ name: 'qwen-coder' }] }),
      },
      { name: 'Ollama 0.12.3', provider: 'ollama', models: [{ name: 'qwen-coder' }] },
      ['/v1/models', '/api/version', '/api/tags'],
    ],
    [
      'llama.cpp',
      false,
      {
        '/v1/models': owned('llamacpp', { meta: { n_ctx_train: 32_768, size: 1_640_000_000 } }),
        '/props': json({ build_info: 'b6000', model_path: '/models/coder.gguf' }),
      },
      {
        name: 'llama.cpp b6000',
        provider: 'llamacpp',
        models: [{ name: 'qwen-coder', sizeBytes: 1_640_000_000, contextTokens: 32_768 }],
      },
      ['/v1/models', '/props'],
    ],
    [
      'a llamafile',
      false,
      { '/v1/models': owned('llamacpp'), '/props': json({ model_path: '/home/me/coder.llamafile' }) },
      { name: 'llamafile', provider: 'llamacpp', models: [{ name: 'qwen-coder' }] },
      ['/v1/models', '/props'],
    ],
    [
      'LM Studio',
      false,
      { '/v1/models': owned('organization_owner') },
      { name: 'LM Studio', provider: 'openai', models: [{ name: 'qwen-coder' }] },
      ['/v1/models'],
    ],
    [
      'vLLM',
      false,
      { '/v1/models': owned('vllm', { max_model_len: 16_384 }) },
      { name: 'vLLM', provider: 'openai', models: [{ name: 'qwen-coder', contextTokens: 16_384 }] },
      ['/v1/models'],
    ],
  ])('is recognised: %s', async (_name, isOllamas, answers, found, paths) => {
    await withServer(answers, async ({ server, servers }) => {
      const [question] = servers.local([{ baseUrl: server.url, isOllamas }]);
      const wire: WireRequest[] = [];
      const result = await question?.ask(call(wire));
      const path = (found as { provider: string }).provider === 'openai' ? '/v1' : '';
      expect(result).toEqual({ ...found, baseUrl: `${server.url}${path}` });
      expect(server.requests.map((request) => request.path)).toEqual(paths);
      // Nothing of the person's: no body, no key, and each request is shown.
      expect(server.requests.every(({ method, body }) => method === 'GET' && body === '')).toBe(true);
      expect(server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
      expect(wire.map(({ url }) => new URL(url).pathname)).toEqual(paths);
    });
  });

  it.each<[name: string, answer: FakeAnswer]>([
    ['a list of models of an unknown owner', owned('somebody')],
    ['JSON of something else', json({ hello: 'world' })],
  ])('is not taken for a model server: %s', async (_name, answer) => {
    await withServer({ '/v1/models': answer }, async ({ server, servers }) => {
      const [question] = servers.local([{ baseUrl: server.url }]);
      expect(await question?.ask(call())).toBeUndefined();
      expect(server.requests).toHaveLength(1);
    });
  });

  it.each<[name: string, answer: FakeAnswer]>([
    ['a web server', { contentType: 'text/html', body: '<h1>My page</h1>' }],
    ['a server that redirects', { status: 302, headers: { location: 'http://example.com/' }, body: '' }],
    ['a server that wants a key', { status: 401, contentType: 'application/json', body: '{}' }],
  ])('is asked once and left alone: %s', async (_name, answer) => {
    await withServer({ '/v1/models': answer }, async ({ server, servers }) => {
      const [question] = servers.local([{ baseUrl: server.url }]);
      await expect(question?.ask(call())).rejects.toThrow(ModelError);
      expect(server.requests).toHaveLength(1);
    });
  });

  it('is nobody where nobody listens', async () => {
    const servers = createModelServers({ network: () => network, env: {} });
    const [question] = servers.local([{ baseUrl: `http://127.0.0.1:${await freePort()}` }]);
    await expect(question?.ask(call())).rejects.toMatchObject({ kind: 'unreachable' });
    servers.dispose();
  });

  it('is given up when it stays silent', async () => {
    await withServer(
      { '/v1/models': { ...json({}), stopAt: 1, ending: 'stall' } },
      async ({ server, servers }) => {
        const [question] = servers.local([{ baseUrl: server.url }]);
        await expect(question?.ask(call())).rejects.toMatchObject({ kind: 'stalled' });
      },
    );
  });

  it('is asked directly, whatever proxy there is', async () => {
    await withServer({ '/v1/models': owned('vllm') }, async ({ server }) => {
      const proxied = parseNetworkSettings({ 'http.proxy': `http://127.0.0.1:${await freePort()}` });
      const servers = createModelServers({ network: () => proxied, env: {} });
      const [question] = servers.local([{ baseUrl: server.url }]);
      expect((await question?.ask(call()))?.name).toBe('vLLM');
      servers.dispose();
    });
  });
});

describe('the list of models', () => {
  it.each<[ServerProvider, path: string, FakeAnswer, models: object[], key: readonly [string, string]]>([
    [
      'openai',
      '/v1/models',
      json({ data: [{ id: 'gpt-6-mini' }, { id: 7 }, null, { id: 'far', context_length: 128_000 }] }),
      [{ name: 'gpt-6-mini' }, { name: 'far', contextTokens: 128_000 }],
      ['authorization', 'Bearer the-key'],
    ],
    [
      'anthropic',
      '/v1/models',
      json({ data: [{ id: 'claude-sonnet-5-5', max_input_tokens: 200_000 }] }),
      [{ name: 'claude-sonnet-5-5', contextTokens: 200_000 }],
      ['authorization', 'Bearer the-key'],
    ],
    [
      'gemini',
      '/v1beta/models',
      json({
        models: [
          {
            name: 'models/gemini-3.8-flash',
            inputTokenLimit: 1_000_000,
            supportedGenerationMethods: ['generateContent'],
          },
          { name: 'models/embedding-1', supportedGenerationMethods: ['embedContent'] },
        ],
      }),
      [{ name: 'gemini-3.8-flash', contextTokens: 1_000_000 }],
      ['x-goog-api-key', 'the-key'],
    ],
    [
      'ollama',
      '/api/tags',
      json({ models: [{ name: 'llama3.2:3b', size: 2_000_000_000 }] }),
      [{ name: 'llama3.2:3b', sizeBytes: 2_000_000_000 }],
      ['authorization', 'Bearer the-key'],
    ],
  ])(
    'of %s is read, with the key where it belongs',
    async (provider, path, answer, models, [header, key]) => {
      await withServer({ [path]: answer }, async ({ server, servers }) => {
        const at = servers.at({ provider, baseUrl: server.url }, () => Promise.resolve('the-key'));
        expect(await at.list(call())).toEqual(models);
        expect(server.requests[0]?.headers[header]).toBe(key);
      });
    },
  );

  it('fails with the server’s name when the key is refused', async () => {
    const refusal: FakeAnswer = { status: 401, contentType: 'application/json', body: '{}' };
    await withServer({ '/v1/models': refusal }, async ({ server, servers }) => {
      const address = { provider: 'openai', baseUrl: server.url, name: 'OpenAI' } as const;
      const at = servers.at(address, () => Promise.resolve('wrong'));
      await expect(at.list(call())).rejects.toMatchObject({ kind: 'unauthorized', model: { id: 'OpenAI' } });
    });
  });
});

describe('Ollama’s library', () => {
  const lines = (...records: object[]): FakeAnswer => ({
    contentType: 'application/x-ndjson',
    body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  });
  const ollama = (servers: ModelServers, server: FakeModelServer) =>
    servers.at({ provider: 'ollama', baseUrl: server.url }, () => Promise.resolve(undefined));

  it('downloads a model and tells how far it is', async () => {
    const answer = lines(
      { status: 'pulling manifest' },
      { status: 'pulling abc', digest: 'abc', total: 200, completed: 50 },
      { status: 'success' },
    );
    await withServer({ '/api/pull': answer }, async ({ server, servers }) => {
      const told = [];
      for await (const progress of ollama(servers, server).pull('qwen', call())) told.push(progress);
      expect(told).toEqual([
        { status: 'pulling manifest' },
        { status: 'pulling abc', completedBytes: 50, totalBytes: 200 },
        { status: 'success' },
      ]);
      expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ model: 'qwen', stream: true });
    });
  });

  it.each<[name: string, answer: FakeAnswer, kind: string]>([
    ['that ends without success', lines({ status: 'pulling abc' }), 'streamCut'],
    [
      'of a model that is not there',
      lines({ error: 'pull model manifest: file does not exist' }),
      'serverFailed',
    ],
  ])('fails a download %s', async (_name, answer, kind) => {
    await withServer({ '/api/pull': answer }, async ({ server, servers }) => {
      const pulled = ollama(servers, server).pull('qwen', call());
      await expect(readAll(pulled)).rejects.toMatchObject({ kind });
    });
  });

  it('stops a download by closing the socket', async () => {
    const stalling = { ...lines({ status: 'pulling', total: 200, completed: 50 }), ending: 'stall' } as const;
    await withServer({ '/api/pull': stalling }, async ({ server, servers }) => {
      const controller = new AbortController();
      const pulled = ollama(servers, server).pull('qwen', call([], controller.signal));
      expect(await pulled.next()).toMatchObject({ value: { completedBytes: 50 } });
      controller.abort();
      await expect(pulled.next()).rejects.toMatchObject({ name: 'AbortError' });
      await server.requests[0]?.closed;
    });
  });

  it('deletes a model, whose answer is empty', async () => {
    await withServer(
      { '/api/delete': { contentType: 'text/plain', body: '' } },
      async ({ server, servers }) => {
        await ollama(servers, server).delete('qwen', call());
        const [request] = server.requests;
        expect([request?.method, request?.body]).toEqual(['DELETE', '{"model":"qwen"}']);
      },
    );
  });
});
