/** Servers before a model is chosen, through the engine: what is found, what is listed, and what the log says of it. */
import { describe, expect, it } from 'vitest';
import {
  Method,
  type ModelsCheckResult,
  type ModelsFindResult,
  type ModelsOfferedResult,
  type SentListResult,
} from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../support/fakeModelServer';
import { chatCompletionsWire, completionsWire } from '../support/modelWires';
import { startAtUsualPort } from '../support/usualPort';

const json = (value: unknown): FakeAnswer => ({
  contentType: 'application/json',
  body: JSON.stringify(value),
});
const SECRET = 'sk-the-key';

/** Runs `test` with an engine that has no model connected, and a key for every origin. */
async function withEngine(test: (engine: TestEngine, asked: string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const engine = await TestEngine.start({
    getSecret: ({ origin }) => {
      asked.push(origin);
      return SECRET;
    },
  });
  try {
    await test(engine, asked);
  } finally {
    await engine.stop();
  }
}

const sent = async (engine: TestEngine): Promise<SentListResult['entries']> =>
  (await engine.connection.sendRequest<SentListResult>(Method.sentList, {})).entries;

const vllm: Script = ({ path }) => {
  if (path === '/v1/models') return json({ data: [{ id: 'qwen2.5-coder', owned_by: 'vllm' }] });
  if (path === '/v1/completions') return { body: completionsWire(['return left', ' + right;']) };
  return { body: chatCompletionsWire(['ready']) };
};

describe('the servers of this machine', () => {
  it('are found at a usual port, with no key, and each address that was asked is in the log', async () => {
    await using server = await startAtUsualPort(vllm);
    await withEngine(async (engine, askedForKey) => {
      expect(await sent(engine)).toEqual([]);
      const { servers } = await engine.connection.sendRequest<ModelsFindResult>(Method.modelsFind, {});
      expect(servers).toContainEqual({
        name: 'vLLM',
        provider: 'openai',
        baseUrl: `${server.url}/v1`,
        models: [{ name: 'qwen2.5-coder' }],
      });
      expect(askedForKey).toEqual([]);
      const entries = await sent(engine);
      expect(new Set(entries.map(({ role }) => role))).toEqual(new Set(['check']));
      const urls = entries.flatMap(({ wire }) => wire.map(({ method, url }) => `${method} ${url}`));
      expect(urls).toContain(`GET http://127.0.0.1:${server.port}/v1/models`);
      expect(urls.every((url) => url.startsWith('GET http://127.0.0.1:'))).toBe(true);
    });
  });

  it('are not asked before the person wants to know', async () => {
    await using server = await startAtUsualPort(vllm);
    await withEngine(async (engine) => {
      await engine.connection.sendRequest(Method.modelsList, {});
      await engine.inlineCompletion('file:///none.ts', { line: 0, character: 0 });
      expect(server.requests).toEqual([]);
    });
  });
});

describe('a server by its address', () => {
  it('lists its models, with the key of its origin', async () => {
    await using server = await FakeModelServer.start(vllm);
    await withEngine(async (engine, askedForKey) => {
      const params = { provider: 'openai', baseUrl: `${server.url}/v1`, name: 'Ours' };
      const { models } = await engine.connection.sendRequest<ModelsOfferedResult>(
        Method.modelsOffered,
        params,
      );
      expect(models).toEqual([{ name: 'qwen2.5-coder' }]);
      expect(askedForKey).toEqual([server.url]);
      expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
      expect(JSON.stringify(await sent(engine))).not.toContain(SECRET);
    });
  });

  it.each([
    ['a file', 'openai', 'file:///etc/passwd'],
    ['a provider without servers', 'embedded', 'http://127.0.0.1:1'],
    ['no address', 'openai', 'nothing'],
  ])('is refused when it is %s', async (_name, provider, baseUrl) => {
    await withEngine(async (engine) => {
      const asked = engine.connection.sendRequest(Method.modelsOffered, { provider, baseUrl });
      await expect(asked).rejects.toMatchObject({ data: { kind: 'noModel' } });
      expect(await sent(engine)).toEqual([]);
    });
  });

  it('is checked with a model that is not in the settings', async () => {
    await using server = await FakeModelServer.start(vllm);
    await withEngine(async (engine) => {
      const entry = { id: 'new', provider: 'openai', baseUrl: `${server.url}/v1`, model: 'qwen2.5-coder' };
      const { models } = await engine.connection.sendRequest<ModelsCheckResult>(Method.modelsCheck, {
        entry,
      });
      expect(models.map(({ checks }) => checks.map(({ state }) => state).join(' '))).toEqual([
        'ok ok ok skipped ok ok',
      ]);
      const listed = await engine.connection.sendRequest<{ models: unknown[] }>(Method.modelsList, {});
      expect(listed.models).toEqual([]);
    });
  });

  it('is not checked with an entry that says nothing', async () => {
    await withEngine(async (engine) => {
      const asked = engine.connection.sendRequest(Method.modelsCheck, { entry: { id: 'x', provider: 'y' } });
      await expect(asked).rejects.toThrow('"provider" must be one of');
    });
  });
});
