/** The check of connections through the engine: what works, what fails, and what to do about it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import {
  type CheckItem,
  Method,
  type ModelsCheckParams,
  type ModelsCheckResult,
  type SentListResult,
} from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { freePort } from '../support/freePort';
import {
  chatCompletionsWire,
  completionsWire,
  infillWire,
  ollamaChatWire,
  ollamaGenerateWire,
} from '../support/modelWires';

type Answers = Readonly<Record<string, FakeAnswer>>;

interface Fixture {
  readonly engine: TestEngine;
  readonly server: FakeModelServer;
  readonly check: (params?: ModelsCheckParams) => Promise<ModelsCheckResult>;
}

const json = (value: unknown): FakeAnswer => ({
  contentType: 'application/json',
  body: JSON.stringify(value),
});
const ndjson = (body: string): FakeAnswer => ({ contentType: 'application/x-ndjson', body });
const NOT_THERE: FakeAnswer = { status: 404, contentType: 'text/plain', body: 'nothing here' };

const FILLED = ['return left', ' + right;'];
const LLAMACPP: Answers = {
  '/props': json({
    build_info: 'b1',
    model_path: '/m/coder.gguf',
    default_generation_settings: { n_ctx: 4096 },
  }),
  '/infill': { body: infillWire(FILLED) },
  '/v1/chat/completions': { body: chatCompletionsWire(['ready']) },
};
const OPENAI: Answers = {
  '/v1/models': json({ data: [{ id: 'qwen-coder', owned_by: 'vllm', max_model_len: 16_384 }] }),
  '/v1/completions': { body: completionsWire(FILLED) },
  '/v1/chat/completions': { body: chatCompletionsWire(['ready']) },
};
const OLLAMA: Answers = {
  '/api/version': json({ version: '0.12.3' }),
  '/api/show': json({ model_info: { 'general.architecture': 'q', 'q.context_length': 32_768 } }),
  '/api/generate': ndjson(ollamaGenerateWire(FILLED)),
  '/api/chat': ndjson(ollamaChatWire(['ready'])),
};

/** Runs `test` with one model, whose server answers by path. */
async function withModel(
  spec: { readonly provider: string; readonly model?: string } & Record<string, unknown>,
  answers: Answers | FakeAnswer,
  test: (fixture: Fixture) => Promise<void>,
): Promise<void> {
  const byPath = (path: string) =>
    'body' in answers || 'status' in answers ? answers : ((answers as Answers)[path] ?? NOT_THERE);
  await using server = await FakeModelServer.start(({ path }) => byPath(path));
  const engine = await TestEngine.start({
    settings: { models: [{ id: 'tested', model: 'qwen-coder', baseUrl: server.url, ...spec }] },
    secrets: { tested: 'the-key' },
  });
  try {
    const check = (params: ModelsCheckParams = {}) =>
      engine.connection.sendRequest<ModelsCheckResult>(Method.modelsCheck, params);
    await test({ engine, server, check });
  } finally {
    await engine.stop();
  }
}

const checksOf = ({ models }: ModelsCheckResult): readonly CheckItem[] => models[0]?.checks ?? [];

/** The states in order, such as `ok ok failed`. */
const states = (result: ModelsCheckResult) =>
  checksOf(result)
    .map(({ state }) => state)
    .join(' ');

function item(result: ModelsCheckResult, name: CheckItem['name']): CheckItem | undefined {
  return checksOf(result).find((check) => check.name === name);
}

describe('a connection that works', () => {
  it.each([
    ['llamacpp', LLAMACPP, ['llama.cpp b1', 'runs coder.gguf', '4096 tokens.']],
    ['openai', OPENAI, ['vLLM', 'has qwen-coder', '16384 tokens.']],
    ['ollama', OLLAMA, ['Ollama 0.12.3', 'has qwen-coder', '8192 tokens, of 32768']],
  ])('is ok in every point through %s', async (provider, answers, words) => {
    await withModel({ provider }, answers, async ({ check, server }) => {
      const result = await check();
      expect(states(result)).toBe('ok ok ok ok ok ok');
      expect(checksOf(result).map(({ name }) => name)).toEqual([
        'reachable',
        'key',
        'model',
        'context',
        'completion',
        'chat',
      ]);
      const text = checksOf(result)
        .map(({ message }) => message)
        .join('\n');
      for (const word of [...words, `127.0.0.1:${server.port}`]) expect(text).toContain(word);
      expect(result.models[0]?.roles).toEqual(['completion', 'chat', 'commit']);
      for (const name of ['completion', 'chat'] as const) {
        const { firstTokenMs = -1, durationMs = -1 } = item(result, name) ?? {};
        expect(firstTokenMs).toBeGreaterThan(0);
        expect(durationMs).toBeGreaterThanOrEqual(firstTokenMs);
      }
      expect(server.requests.every(({ headers }) => headers.authorization === 'Bearer the-key')).toBe(true);
    });
  });

  it('leaves every request in the log of what was sent', async () => {
    await withModel({ provider: 'llamacpp' }, LLAMACPP, async ({ check, engine, server }) => {
      await check();
      const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      expect(entries.map(({ role, outcome }) => [role, outcome])).toEqual([
        ['check', 'stop'],
        ['check', 'stop'],
        ['check', 'stop'],
      ]);
      const logged = entries.flatMap(({ wire }) =>
        wire.map(({ url, body }) => [new URL(url).pathname, body]),
      );
      expect(logged).toEqual(server.requests.map(({ path, body }) => [path, body]));
    });
  });

  it('is asked for nothing that the model is not used for, unless it is named', async () => {
    await withModel({ provider: 'llamacpp' }, LLAMACPP, async ({ check, engine, server }) => {
      const models = [{ id: 'tested', provider: 'llamacpp', baseUrl: server.url }];
      engine.configure({
        fairwind: { models, completion: { model: 'workspace' }, commit: { model: 'workspace' } },
      });
      const result = await check();
      expect(result.models[0]?.roles).toEqual(['chat']);
      expect(item(result, 'completion')).toMatchObject({
        state: 'skipped',
        message: 'Not used for suggestions.',
      });
      expect(server.requests.map(({ path }) => path)).not.toContain('/infill');

      expect(states(await check({ modelId: 'tested' }))).toBe('ok ok ok ok ok ok');
      expect(server.requests.map(({ path }) => path)).toContain('/infill');
    });
  });

  it('tells what is being asked', async () => {
    await withModel({ provider: 'llamacpp' }, LLAMACPP, async ({ engine, server }) => {
      const host = `127.0.0.1:${server.port}`;
      const { deltas } = await engine.stream<ModelsCheckResult>(Method.modelsCheck, {});
      expect(deltas).toEqual([
        `Asking ${host} what it runs`,
        `Asking qwen-coder at ${host} to fill in the middle`,
        `Asking qwen-coder at ${host} for a word`,
      ]);
    });
  });
});

describe('a connection that fails', () => {
  const LAST = 'Not known before the rest works.';

  it('because the server is down says so once, and asks once', async () => {
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    await withModel({ provider: 'ollama', baseUrl }, OLLAMA, async ({ check, engine }) => {
      const result = await check();
      expect(states(result)).toBe('failed skipped skipped skipped skipped skipped');
      expect(item(result, 'reachable')).toMatchObject({
        message: `qwen-coder does not answer at 127.0.0.1:${port}.`,
        fix: 'Start the server, or correct "baseUrl" in the setting fairwind.models.',
      });
      const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      expect(entries).toHaveLength(1);
    });
  });

  it.each(['llamacpp', 'openai', 'ollama'])(
    'because the key is wrong names the command (%s)',
    async (provider) => {
      const refusal: FakeAnswer = {
        status: 401,
        contentType: 'application/json',
        body: '{"error":{"message":"bad key"}}',
      };
      await withModel({ provider }, refusal, async ({ check }) => {
        const result = await check();
        expect(states(result)).toBe('ok failed skipped skipped skipped skipped');
        expect(item(result, 'key')?.message).toContain(
          'refused the key for qwen-coder. The server said: bad key',
        );
        expect(item(result, 'key')?.fix).toContain('Fairwind: Set API Key');
      });
    },
  );

  it('because the key is wrong, though the list of models is open to all', async () => {
    const refusal: FakeAnswer = { status: 401, contentType: 'application/json', body: '{}' };
    const answers = { ...OPENAI, '/v1/completions': refusal, '/v1/chat/completions': refusal };
    await withModel({ provider: 'openai' }, answers, async ({ check }) => {
      expect(states(await check())).toBe('ok failed ok ok skipped skipped');
    });
  });

  it('because Ollama lacks the model names those that it has', async () => {
    const missing: FakeAnswer = {
      status: 404,
      contentType: 'application/json',
      body: `{"error":"model 'qwen-coder' not found"}`,
    };
    const answers = {
      '/api/version': OLLAMA['/api/version'] ?? NOT_THERE,
      '/api/tags': json({ models: [{ name: 'llama3.2:latest' }] }),
      '/api/show': missing,
      '/api/generate': missing,
      '/api/chat': missing,
    };
    await withModel({ provider: 'ollama' }, answers, async ({ check }) => {
      const result = await check();
      expect(states(result)).toBe('ok skipped failed skipped skipped skipped');
      expect(item(result, 'model')?.message).toContain('does not have the model qwen-coder.');
      expect(item(result, 'model')?.message).toContain('It has llama3.2:latest.');
      expect(item(result, 'model')?.fix).toContain('Install it there');
    });
  });

  it('because the model cannot fill in the middle, and nothing else is allowed', async () => {
    const refusal: FakeAnswer = {
      status: 501,
      contentType: 'application/json',
      body: '{"error":{"code":501,"message":"Infill is not supported by this model: prefix token is missing"}}',
    };
    const spec = { provider: 'llamacpp', fim: 'infill' };
    await withModel(spec, { ...LLAMACPP, '/infill': refusal }, async ({ check }) => {
      const result = await check();
      expect(states(result)).toBe('ok ok ok ok failed ok');
      expect(item(result, 'completion')?.message).toContain('cannot fill in the middle');
      expect(item(result, 'completion')?.fix).toContain('"fim"');
    });
  });

  it('because the settings ask for no suggestions from it', async () => {
    await withModel({ provider: 'llamacpp', fim: 'none' }, LLAMACPP, async ({ check, server }) => {
      expect(states(await check())).toBe('ok ok ok ok failed ok');
      expect(server.requests.map(({ path }) => path)).toEqual(['/props', '/v1/chat/completions']);
    });
  });

  it.each([
    ['return left + right;\n}\n\nfunction next() {', 'does not see what stands after the cursor'],
    ['Here is your code:', 'talked about the code'],
    ['function add(left, right) {', 'began the code anew'],
    ['   ', 'answered with nothing'],
    ['Once upon a time', 'something else'],
  ])('because what it filled in is not code for there: %j', async (answer, words) => {
    const answers = { ...LLAMACPP, '/infill': { body: infillWire([answer]) } };
    await withModel({ provider: 'llamacpp', fim: 'infill' }, answers, async ({ check }) => {
      const result = await check();
      expect(states(result)).toBe('ok ok ok ok warning ok');
      expect(item(result, 'completion')?.message).toContain(words);
    });
  });

  it.each(['llamacpp', 'openai', 'ollama'])('because a login page answers (%s)', async (provider) => {
    const portal: FakeAnswer = { contentType: 'text/html', body: '<title>Sign in to the network</title>' };
    await withModel({ provider }, portal, async ({ check }) => {
      const result = await check();
      expect(states(result)).toBe('failed skipped skipped skipped skipped skipped');
      expect(item(result, 'reachable')?.message).toContain('The server said: Sign in to the network');
      expect(item(result, 'reachable')?.fix).toContain('login page');
      expect(item(result, 'chat')?.message).toBe(LAST);
    });
  });

  it('because its stream is cut', async () => {
    const cut = {
      ...LLAMACPP,
      '/v1/chat/completions': { body: chatCompletionsWire(['ready']), stopAt: 200 },
    };
    await withModel({ provider: 'llamacpp' }, cut, async ({ check }) => {
      expect(states(await check())).toBe('ok ok ok ok ok failed');
    });
  });
});

describe('the FIM wire', () => {
  const chatFills = { body: chatCompletionsWire(['return left + right;</fill>']) };
  const suggest = async (engine: TestEngine) => {
    const uri = 'file:///project/add.ts';
    engine.open(uri, 'typescript', 'function add(left: number, right: number) {\n  \n}\n');
    await engine.inlineCompletion(uri, { line: 1, character: 2 });
  };

  it('that works is named with those that did not, and used from then on', async () => {
    const answers = {
      ...LLAMACPP,
      '/infill': {
        status: 501,
        contentType: 'application/json',
        body: '{"error":{"code":501,"message":"Infill is not supported by this model: prefix token is missing"}}',
      },
      '/v1/completions': { body: completionsWire(['Once upon a time']) },
      '/v1/chat/completions': chatFills,
    };
    await withModel({ provider: 'llamacpp' }, answers, async ({ check, engine, server }) => {
      const result = await check();
      expect(item(result, 'completion')).toMatchObject({
        state: 'ok',
        message:
          'qwen-coder fills in the middle. Fairwind asks it through a chat with an instruction. ' +
          'Also tried: the server’s /infill (refused); a raw prompt with the tokens of its family (something else).',
      });
      const asked = server.requests.length;
      await suggest(engine);
      expect(server.requests.slice(asked).map(({ path }) => path)).toEqual(['/v1/chat/completions']);
    });
  });

  it.each([
    ['llama.cpp', LLAMACPP, 'llamacpp', '/infill', 'llama.cpp b1', '4096 tokens.'],
    ['Ollama', OLLAMA, 'ollama', '/api/generate', 'Ollama 0.12.3', '8192 tokens, of 32768'],
  ])('of %s is its own, although the settings say OpenAI', async (_name, own, provider, path, ...words) => {
    const answers = { ...OPENAI, ...own, '/v1/models': json({ data: [{ id: 'qwen-coder' }] }) };
    await withModel({ provider: 'openai' }, answers, async ({ check, engine, server }) => {
      const result = await check();
      expect(states(result)).toBe('ok ok ok ok ok ok');
      expect(result.models[0]?.model.provider).toBe(provider);
      const text = checksOf(result)
        .map(({ message }) => message)
        .join('\n');
      for (const word of words) expect(text).toContain(word);
      const asked = server.requests.length;
      await suggest(engine);
      expect(server.requests.slice(asked).map((request) => request.path)).toEqual([path]);
    });
  });

  it('is found out behind the first suggestion with nothing of the person’s, on the entry’s own server', async () => {
    const answers = { ...OPENAI, '/v1/completions': { body: completionsWire(['Once upon a time']) } };
    const chat = { ...answers, '/v1/chat/completions': chatFills };
    await withModel({ provider: 'openai' }, chat, async ({ engine, server }) => {
      await suggest(engine);
      await expect
        .poll(() => server.requests.map(({ path }) => path))
        .toEqual(['/v1/completions', '/v1/models', '/v1/completions', '/v1/chat/completions']);
      expect(server.requests[0]?.body).toContain('left: number');
      for (const { body } of server.requests.slice(1)) expect(body).not.toContain('left: number');
      const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      expect(entries.map(({ role }) => role)).toEqual(['completion', 'check', 'check', 'check']);
    });
  });
});

it('remembers the FIM wire over a restart', async () => {
  const storage = await mkdtemp(join(tmpdir(), 'fairwind-storage-'));
  try {
    const answers: Answers = {
      '/props': LLAMACPP['/props'] ?? NOT_THERE,
      '/infill': { body: infillWire(['Once upon a time']) },
      '/v1/completions': { body: completionsWire(FILLED) },
    };
    await using server = await FakeModelServer.start(({ path }) => answers[path] ?? NOT_THERE);
    const models = [{ id: 'm', provider: 'llamacpp', model: 'qwen-coder', baseUrl: server.url }];
    const start = () => TestEngine.start({ settings: { models }, storageUri: pathToFileURL(storage).href });
    const first = await start();
    await first.connection.sendRequest(Method.modelsCheck, {});
    await expect.poll(() => readdir(storage)).toContain('models.json');
    await first.stop();

    const second = await start();
    server.requests.length = 0;
    const uri = 'file:///project/add.ts';
    second.open(uri, 'typescript', 'function add(left: number, right: number) {\n  \n}\n');
    await second.inlineCompletion(uri, { line: 1, character: 2 });
    expect(server.requests[0]?.path).toBe('/v1/completions');
    await second.stop();
  } finally {
    await rm(storage, { recursive: true, force: true });
  }
});

describe('a connection that works in part', () => {
  it('says that the server does not list its models', async () => {
    const { '/v1/completions': completions, '/v1/chat/completions': chat } = OPENAI;
    const answers = {
      '/v1/completions': completions ?? NOT_THERE,
      '/v1/chat/completions': chat ?? NOT_THERE,
    };
    await withModel({ provider: 'openai' }, answers, async ({ check }) => {
      const result = await check();
      expect(states(result)).toBe('ok ok ok skipped ok ok');
      expect(item(result, 'context')?.message).toContain('does not tell. Fairwind reckons with 32768 tokens');
    });
  });

  it('says that the model answers under a name that is not listed', async () => {
    const data = Array.from({ length: 10 }, (_, index) => ({ id: `model-${index}` }));
    await withModel(
      { provider: 'openai' },
      { ...OPENAI, '/v1/models': json({ data }) },
      async ({ check }) => {
        const result = await check();
        expect(item(result, 'model')).toMatchObject({ state: 'warning' });
        expect(item(result, 'model')?.message).toMatch(/It has model-0, .*model-7 and 2 more\.$/);
      },
    );
  });

  it('says that the settings promise more context than there is', async () => {
    await withModel({ provider: 'llamacpp', contextTokens: 8_192 }, LLAMACPP, async ({ check }) => {
      const context = item(await check(), 'context');
      expect(context).toMatchObject({ state: 'warning' });
      expect(context?.message).toContain('The settings say 8192 tokens');
      expect(context?.fix).toContain('to 4096');
    });
  });

  it('says that there is little context', async () => {
    const props = json({ default_generation_settings: { n_ctx: 2047 } });
    await withModel({ provider: 'llamacpp' }, { ...LLAMACPP, '/props': props }, async ({ check }) => {
      const context = item(await check(), 'context');
      expect(context).toMatchObject({ state: 'warning', message: '2047 tokens.' });
      expect(context?.fix).toContain('larger context');
    });
  });

  it('takes reasoning, or tokens that the server keeps to itself, for an answer', async () => {
    const reasons = chatCompletionsWire([], { reasoning: ['hm'], reason: 'length' });
    const silent = chatCompletionsWire([], { reason: 'length' });
    for (const body of [reasons, silent]) {
      const answers = { ...LLAMACPP, '/v1/chat/completions': { body } };
      await withModel({ provider: 'llamacpp' }, answers, async ({ check }) => {
        expect(item(await check(), 'chat')).toMatchObject({ state: 'ok' });
      });
    }
  });
});

it('closes the socket when it is cancelled', async () => {
  const stall = {
    ...LLAMACPP,
    '/infill': { body: infillWire(FILLED), stopAt: 20, ending: 'stall' },
  } as const;
  await withModel({ provider: 'llamacpp' }, stall, async ({ engine, server }) => {
    const source = new CancellationTokenSource();
    const asked = engine.connection.sendRequest(Method.modelsCheck, {}, source.token);
    const request = await server.request(1);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    await request.closed;
    source.dispose();
  });
});

it('checks nothing where nothing is connected, and tells what is wrong with the settings', async () => {
  const engine = await TestEngine.start({ settings: { models: [{ id: 'x', provider: 'bard' }] } });
  try {
    const check = (params: ModelsCheckParams) =>
      engine.connection.sendRequest<ModelsCheckResult>(Method.modelsCheck, params);
    expect(await check({})).toEqual({
      models: [],
      problems: [expect.stringContaining('"provider" must be')],
    });
    await expect(check({ modelId: 'x' })).rejects.toMatchObject({ data: { kind: 'noModel' } });
  } finally {
    await engine.stop();
  }
});
