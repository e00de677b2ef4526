/** The engine over stdio, as an editor without VS Code sees it: inline completion and what goes with it. */
import { pathToFileURL } from 'node:url';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import {
  type CompletionWhyResult,
  Method,
  type ModelsListResult,
  type SentListResult,
} from '../../src/protocol/engine';
import { type EngineOptions, type InlineCompletions, TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../support/fakeModelServer';
import { completionsWire, infillWire, ollamaGenerateWire } from '../support/modelWires';

const URI = 'file:///project/src/add.ts';
const TEXT = 'export function add(left: number, right: number) {\n  \n}\n';
const CURSOR = { line: 1, character: 2 };
const RANGE = { start: CURSOR, end: CURSOR };

interface Fixture {
  readonly server: FakeModelServer;
  readonly engine: TestEngine;
}

const connectTo = (url: string, rest: object = {}) => ({
  id: 'coder',
  provider: 'llamacpp',
  baseUrl: url,
  model: 'tiny',
  contextTokens: 8_192,
  ...rest,
});

/** A model whose way to be asked the settings name: then nothing is sent but what the person caused. */
const NOTHING_TO_LEARN = { fim: 'infill' };

/** Runs `test` with an engine whose only model answers by `script`, and one open document. */
async function withEngine(
  script: Script | FakeAnswer,
  test: (fixture: Fixture) => Promise<void>,
  { model = {}, ...options }: EngineOptions & { readonly model?: object } = {},
): Promise<void> {
  await using server = await FakeModelServer.start(script);
  const engine = await TestEngine.start({
    folders: ['file:///project'],
    settings: { models: [connectTo(server.url, model)], completion: { workspaceFirst: false } },
    ...options,
  });
  try {
    engine.open(URI, 'typescript', TEXT);
    await test({ server, engine });
  } finally {
    await engine.stop();
  }
}

function texts(answer: InlineCompletions | null): string[] {
  return (
    Array.isArray(answer) ? answer : ((answer as { items?: { insertText: string }[] } | null)?.items ?? [])
  ).map((item: { insertText: string }) => item.insertText);
}

const why = (engine: TestEngine) =>
  engine.connection.sendRequest<CompletionWhyResult>(Method.completionWhy, {});

describe('a suggestion', () => {
  it.each([
    ['llamacpp', '/infill', infillWire(['return left', ' + right;']), undefined],
    ['openai', '/v1/completions', completionsWire(['return left', ' + right;']), undefined],
    ['ollama', '/api/generate', ollamaGenerateWire(['return left', ' + right;']), 'application/x-ndjson'],
  ])('comes through %s', async (provider, path, body, contentType) => {
    const answer: FakeAnswer = { body, ...(contentType !== undefined && { contentType }) };
    const script: Script = (request) =>
      request.path === path
        ? answer
        : { status: 200, contentType: 'application/json', body: '{"capabilities":["insert"]}' };
    await withEngine(
      script,
      async ({ engine, server }) => {
        expect(await engine.inlineCompletion(URI, CURSOR)).toEqual([
          { insertText: 'return left + right;', range: RANGE },
        ]);
        expect(server.requests.map((request) => request.path)).toContain(path);
      },
      { model: { provider, model: 'qwen2.5-coder' } },
    );
  });

  it('sees the document as it was changed, piece by piece', async () => {
    await withEngine({ body: infillWire(['return left + right;']) }, async ({ engine, server }) => {
      engine.change(URI, { start: { line: 0, character: 16 }, end: { line: 0, character: 19 } }, '더하기😀');
      engine.change(URI, { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } }, '    ');
      await engine.inlineCompletion(URI, { line: 1, character: 4 });
      const body = JSON.parse(server.requests[0]?.body ?? '{}') as {
        input_prefix: string;
        input_suffix: string;
      };
      expect(body.input_prefix).toBe('export function 더하기😀(left: number, right: number) {\n    ');
      expect(body.input_suffix).toBe('\n}\n');
    });
  });

  it('is not asked for where the language is switched off, and is again when it is switched on', async () => {
    await withEngine({ body: infillWire(['return left + right;']) }, async ({ engine, server }) => {
      const models = [connectTo(server.url)];
      engine.configure({
        fairwind: { models, completion: { enable: { typescript: false }, workspaceFirst: false } },
      });
      expect(texts(await engine.inlineCompletion(URI, CURSOR))).toEqual([]);
      expect(await why(engine)).toMatchObject({ reason: 'disabledForLanguage' });
      expect(server.requests).toEqual([]);
      engine.configure({ fairwind: { models, completion: { workspaceFirst: false } } });
      expect(texts(await engine.inlineCompletion(URI, CURSOR))).toEqual(['return left + right;']);
    });
  });
});

describe('after a suggestion was accepted', () => {
  it('the next one is on its way before the editor asks, and costs one request', async () => {
    const script: Script = (_request, number) => ({
      body: infillWire([number === 0 ? 'const sum = [left, right].reduce(' : '(a, b) => a + b);']),
    });
    await withEngine(
      script,
      async ({ engine, server }) => {
        const [shown] = texts(await engine.inlineCompletion(URI, CURSOR));
        engine.change(URI, RANGE, shown ?? '');
        const ahead = JSON.parse((await server.request(1)).body) as { input_prefix: string };
        expect(ahead.input_prefix).toMatch(/reduce\($/);
        const cursor = { line: 1, character: 2 + (shown ?? '').length };
        expect(texts(await engine.inlineCompletion(URI, cursor))).toEqual(['(a, b) => a + b);']);
        expect(server.requests).toHaveLength(2);
      },
      { model: NOTHING_TO_LEARN },
    );
  });

  it('in part, nothing is asked: the rest is known', async () => {
    await withEngine(
      { body: infillWire(['const sum = left + right;']) },
      async ({ engine, server }) => {
        await engine.inlineCompletion(URI, CURSOR);
        engine.change(URI, RANGE, 'const ');
        expect(texts(await engine.inlineCompletion(URI, { line: 1, character: 8 }))).toEqual([
          'sum = left + right;',
        ]);
        expect(server.requests).toHaveLength(1);
      },
      { model: NOTHING_TO_LEARN },
    );
  });
});

describe('a cancelled request', () => {
  it('closes the socket of the model', async () => {
    await withEngine(
      { body: infillWire(['return']), stopAt: 40, ending: 'stall' },
      async ({ engine, server }) => {
        const cancellation = new CancellationTokenSource();
        const answer = engine.inlineCompletion(URI, CURSOR, cancellation.token);
        const request = await server.request();
        cancellation.cancel();
        await request.closed;
        expect(texts(await answer)).toEqual([]);
      },
    );
  });
});

describe('a failing model', () => {
  const cases: [string, FakeAnswer, string, RegExp][] = [
    [
      'a refused key',
      { status: 401, contentType: 'application/json', body: '{"error":{"message":"bad key"}}' },
      'unauthorized',
      /refused the key for tiny/,
    ],
    [
      'too many requests',
      { status: 429, body: '', headers: { 'retry-after': '7' } },
      'rateLimited',
      /wait 7 seconds/,
    ],
    [
      'a web page',
      { contentType: 'text/html', body: '<html>Sign in</html>' },
      'notAModelServer',
      /not as a model server for tiny/,
    ],
    [
      'a stream that is cut',
      { body: infillWire(['return']), stopAt: 60, ending: 'fin' },
      'streamCut',
      /cut off before its end/,
    ],
    [
      'a model without FIM',
      {
        status: 501,
        contentType: 'application/json',
        body: '{"error":{"message":"Infill is not supported by this model"}}',
      },
      'fimUnsupported',
      /cannot fill in the middle/,
    ],
  ];
  it.each(cases)(
    '%s: no error to the editor, one sentence in the status',
    async (_name, answer, _kind, words) => {
      await withEngine(answer, async ({ engine, server }) => {
        expect(texts(await engine.inlineCompletion(URI, CURSOR))).toEqual([]);
        const { reason, message } = await why(engine);
        expect(reason).toBe('modelFailed');
        expect(message).toMatch(words);
        expect(message).toContain(`127.0.0.1:${server.port}`);
        expect(engine.statuses.at(-1)).toMatchObject({
          state: 'error',
          role: 'completion',
          model: { id: 'coder' },
        });
        expect(engine.statuses.at(-1)?.message).toMatch(words);
      });
    },
  );

  it('that comes back clears the status by itself', async () => {
    const script: Script = (_request, number) =>
      number === 0
        ? { status: 401, contentType: 'application/json', body: '{}' }
        : { body: infillWire(['return left;']) };
    await withEngine(script, async ({ engine }) => {
      await engine.inlineCompletion(URI, CURSOR);
      expect(engine.statuses.at(-1)?.state).toBe('error');
      expect(texts(await engine.inlineCompletion(URI, CURSOR))).toEqual(['return left;']);
      expect(engine.statuses.at(-1)).toMatchObject({ state: 'idle', model: { id: 'coder' } });
    });
  });

  it.each([
    ['a place where the model is not asked', { line: 0, character: 7 }, 'midLine'],
    ['a place inside a word', { line: 0, character: 3 }, 'midWord'],
    ['a place whose suggestion is known', CURSOR, 'suggestion'],
  ])('stays in the status at %s', async (_name, position, reason) => {
    const script: Script = (_request, number) =>
      number === 0
        ? { body: infillWire(['return left + right;']) }
        : { contentType: 'text/html', body: '<html>Sign in</html>' };
    await withEngine(
      script,
      async ({ engine }) => {
        await engine.inlineCompletion(URI, CURSOR);
        await engine.inlineCompletion(URI, { line: 3, character: 0 });
        expect(engine.statuses.at(-1)?.state).toBe('error');
        await engine.inlineCompletion(URI, position);
        expect((await why(engine)).reason).toBe(reason);
        expect(engine.statuses.at(-1)).toMatchObject({ state: 'error', model: { id: 'coder' } });
      },
      { model: NOTHING_TO_LEARN },
    );
  });

  it('that nobody answers for names host and next step', async () => {
    await withEngine(
      {},
      async ({ engine }) => {
        expect(texts(await engine.inlineCompletion(URI, CURSOR))).toEqual([]);
        expect((await why(engine)).message).toMatch(
          /tiny does not answer at 127\.0\.0\.1:9\. Start the server/,
        );
      },
      { model: { baseUrl: 'http://127.0.0.1:9' } },
    );
  });
});

describe('keys', () => {
  it('given headless go to their server and into no log', async () => {
    await withEngine(
      { body: infillWire(['return left;']) },
      async ({ engine, server }) => {
        await engine.inlineCompletion(URI, CURSOR);
        expect(server.requests[0]?.headers.authorization).toBe('Bearer s3cret-canary');
        const sent = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
        expect(sent.entries).toHaveLength(1);
        expect(JSON.stringify([sent, engine.logs, engine.statuses])).not.toContain('s3cret-canary');
      },
      { secrets: { coder: 's3cret-canary' }, model: NOTHING_TO_LEARN },
    );
  });

  it('are asked of the editor by origin, once, and again when they have changed', async () => {
    const asked: { modelId: string; origin: string }[] = [];
    await withEngine(
      { body: infillWire(['return left;']) },
      async ({ engine, server }) => {
        await engine.inlineCompletion(URI, CURSOR);
        await engine.inlineCompletion(URI, CURSOR, undefined, 1);
        expect(asked).toEqual([{ modelId: 'coder', origin: server.url }]);
        await engine.connection.sendNotification(Method.secretChanged);
        engine.change(URI, RANGE, '// ');
        await engine.inlineCompletion(URI, { line: 1, character: 5 });
        expect(asked).toHaveLength(2);
        expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer key-2');
      },
      {
        getSecret: (params) => {
          asked.push(params);
          return `key-${asked.length}`;
        },
      },
    );
  });
});

describe('the log of what was sent', () => {
  it('holds exactly the bytes that the server got, and can be emptied', async () => {
    const test = async ({ engine, server }: Fixture) => {
      await engine.inlineCompletion(URI, CURSOR);
      const list = () => engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      const { entries } = await list();
      expect(entries).toMatchObject([
        { number: 1, role: 'completion', destination: { id: 'coder' }, outcome: 'stop' },
      ]);
      expect(entries[0]?.wire).toEqual([
        { method: 'POST', url: `${server.url}/infill`, body: server.requests[0]?.body },
      ]);
      await engine.connection.sendRequest(Method.sentClear, {});
      expect(await list()).toEqual({ entries: [], more: false });
    };
    await withEngine({ body: infillWire(['return left;']) }, test, { model: NOTHING_TO_LEARN });
  });
});

describe('fairwind/models/list', () => {
  it('names the models, the one of each role, and what is wrong with the settings', async () => {
    await withEngine({}, async ({ engine, server }) => {
      engine.configure({
        models: [connectTo(server.url), connectTo(server.url, { id: 'second' }), { id: 'bad' }],
        chat: { model: 'second' },
        commit: { model: 'gone' },
      });
      const list = await engine.connection.sendRequest<ModelsListResult>(Method.modelsList, {});
      expect(list.models.map((model) => model.id)).toEqual(['coder', 'second']);
      expect(list.roles).toEqual({ completion: 'coder', chat: 'second' });
      expect(list.problems).toEqual([
        expect.stringMatching(
          /^fairwind\.models: entry 3: "provider" must be one of openai, llamacpp, ollama/,
        ),
        'fairwind.commit.model: no model in fairwind.models has the id "gone"',
      ]);
    });
  });
});

describe('the workspace model', () => {
  const learned = [1, 2, 3, 4]
    .map((n) => `export const first${n} = registry.lookup('answer').orElse(fallback);\n`)
    .join('');

  /** An engine over a real folder that has learned a habit, with a document that is about to follow it. */
  async function withWorkspace(
    settings: (url: string) => object,
    script: Script | FakeAnswer,
    test: (
      fixture: Fixture & { readonly uri: string; readonly cursor: { line: number; character: number } },
    ) => Promise<void>,
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'fairwind-workspace-'));
    await using server = await FakeModelServer.start(script);
    const engine = await TestEngine.start({
      folders: [pathToFileURL(folder).href],
      settings: settings(server.url),
    });
    try {
      await writeFile(join(folder, 'habit.ts'), learned);
      const uri = pathToFileURL(join(folder, 'new.ts')).href;
      const typed = 'export const first5 = registry.loo';
      engine.open(pathToFileURL(join(folder, 'habit.ts')).href, 'typescript', learned);
      engine.open(uri, 'typescript', `${learned}${typed}`);
      await test({ server, engine, uri, cursor: { line: 4, character: typed.length } });
    } finally {
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }

  it('answers when no model is connected, and says so', async () => {
    await withWorkspace(
      () => ({}),
      {},
      async ({ engine, server, uri, cursor }) => {
        expect(texts(await engine.inlineCompletion(uri, cursor))[0]).toMatch(/^kup\('answer'\)/);
        expect(await why(engine)).toMatchObject({
          reason: 'suggestion',
          message: expect.stringContaining('workspace model') as string,
        });
        expect(engine.statuses.at(-1)).toMatchObject({ state: 'idle', model: { id: 'workspace' } });
        expect(server.requests).toEqual([]);
      },
    );
  });

  it('keeps a suggestion while it is typed, also where half a word alone would not be telling', async () => {
    await withWorkspace(
      () => ({ completion: { eagerness: 'low' } }),
      {},
      async ({ engine, uri, cursor }) => {
        const line = { start: { ...cursor, character: 0 }, end: { ...cursor, character: 200 } };
        const rest = "lookup('answer').orElse(fallback);";
        const typed = 'export const first5 = registry.';
        engine.change(uri, line, typed);
        const first = await engine.inlineCompletion(uri, { ...cursor, character: typed.length });
        expect(texts(first)).toEqual([rest]);
        engine.change(uri, line, `${typed}lookup('`);
        const later = await engine.inlineCompletion(uri, { ...cursor, character: typed.length + 8 });
        expect(texts(later)).toEqual([rest.slice(8)]);
        engine.change(uri, line, `${typed}lookup('z`);
        const astray = await engine.inlineCompletion(uri, { ...cursor, character: typed.length + 9 });
        expect(texts(astray)[0] ?? '').not.toContain('answer');
      },
    );
  });

  it('answers first where it is sure; the model’s own suggestion is announced and then given', async () => {
    await withWorkspace(
      (url) => ({ models: [connectTo(url)] }),
      { body: infillWire(["kup('other').get();"]) },
      async ({ engine, uri, cursor }) => {
        const ready = new Promise((resolve) =>
          engine.connection.onNotification(Method.completionReady, resolve),
        );
        expect(texts(await engine.inlineCompletion(uri, cursor))[0]).toMatch(/^kup\('answer'\)/);
        expect(await ready).toEqual({ uri, version: 1 });
        expect(texts(await engine.inlineCompletion(uri, cursor, undefined, 1))).toEqual([
          "kup('other').get();",
        ]);
      },
    );
  });

  it('is not asked first when the setting says so', async () => {
    await withWorkspace(
      (url) => ({ models: [connectTo(url)], completion: { workspaceFirst: false } }),
      { body: infillWire(["kup('other').get();"]) },
      async ({ engine, uri, cursor }) => {
        expect(texts(await engine.inlineCompletion(uri, cursor))).toEqual(["kup('other').get();"]);
      },
    );
  });

  it('lets go of the model’s answer when the person has moved on', async () => {
    await withWorkspace(
      (url) => ({ models: [connectTo(url)] }),
      { body: infillWire(["kup('other').get();"]), stopAt: 30, ending: 'stall' },
      async ({ engine, server, uri, cursor }) => {
        await engine.inlineCompletion(uri, cursor);
        const behind = await server.request();
        const start = { line: 0, character: 0 };
        engine.change(uri, { start, end: start }, '// Something else above\n');
        await engine.inlineCompletion(uri, { ...cursor, line: cursor.line + 1 });
        await behind.closed;
      },
    );
  });
});

describe('the process', () => {
  it('ends when its client closes the pipe without a word', async () => {
    const engine = await TestEngine.start();
    const exited = new Promise((resolve) => engine.process.once('exit', resolve));
    engine.process.stdin?.end();
    await exited;
    engine.connection.dispose();
  });
});

describe('a request that cannot be answered', () => {
  it('is an empty list to the editor, which would show a notification for an error, and a line in the log', async () => {
    await withEngine({}, async ({ engine }) => {
      const broken = { textDocument: { uri: URI }, position: CURSOR };
      expect(await engine.connection.sendRequest('textDocument/inlineCompletion', broken)).toEqual([]);
      expect(engine.logs.join('\n')).toContain('An inline completion failed');
    });
  });
});
