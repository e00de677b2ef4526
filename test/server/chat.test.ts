import { describe, expect, it } from 'vitest';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { ChatTurnParams, ChatTurnResult } from '../../src/protocol/chat';
import { EXPECTED_ERROR_CODE, Method } from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

type Turn = Pick<ChatTurnParams, 'messages'>;

const HELLO: Turn = { messages: [{ role: 'user', content: 'Hello' }] };

interface Fixture {
  readonly server: FakeModelServer;
  readonly engine: TestEngine;
  readonly ask: (
    turn?: Turn,
    token?: CancellationToken,
  ) => Promise<{ result: ChatTurnResult; deltas: string[] }>;
}

/** Runs `test` with an engine that is connected to a server which always answers with `answer`. */
async function withEngine(
  answer: FakeAnswer,
  test: (fixture: Fixture) => Promise<void>,
  settings: Record<string, unknown> = {},
): Promise<void> {
  await using server = await FakeModelServer.start(answer);
  const model = {
    id: 'talker',
    provider: 'openai',
    baseUrl: `${server.url}/v1`,
    model: 'tiny',
    contextTokens: 8192,
  };
  const engine = await TestEngine.start({
    settings: { 'fairwind.models': [model], ...settings },
    secrets: { talker: 'key' },
  });
  try {
    await test({ server, engine, ask: (turn = HELLO, token) => engine.stream(Method.chatTurn, turn, token) });
  } finally {
    await engine.stop();
  }
}

const wire = (...pieces: string[]): FakeAnswer => ({ body: chatCompletionsWire(pieces) });

describe('fairwind/chat/turn', () => {
  it('says in the status that it is at work when the answer takes its time', async () => {
    const body = chatCompletionsWire(['Hi']);
    await withEngine(
      { body, pieceBytes: Math.ceil(body.length / 4), delayMs: 100 },
      async ({ ask, engine }) => {
        await ask();
        expect(engine.statuses.map(({ state, role }) => [state, role])).toContainEqual(['busy', 'chat']);
      },
    );
  });

  it('streams the answer and says who gave it', async () => {
    await withEngine(wire('Hi', ' there', '.'), async ({ ask }) => {
      const { result, deltas } = await ask();
      expect(deltas.join('')).toBe('Hi there.');
      expect(result).toMatchObject({
        model: { id: 'talker', model: 'tiny' },
        finishReason: 'stop',
        omitted: [],
      });
    });
  });

  it('sends its rules, the conversation and the context, and logs it', async () => {
    await withEngine(wire('Yes'), async ({ server, ask, engine }) => {
      const item = {
        kind: 'selection',
        files: ['file:///a.ts'],
        label: 'a.ts',
        languageId: 'ts',
        startLine: 1,
        endLine: 1,
      } as const;
      await ask({
        messages: [{ role: 'user', content: 'Hello', context: [{ ...item, text: 'let secretName' }] }],
      });
      const { messages } = JSON.parse((await server.request()).body) as {
        messages: { role: string; content: string }[];
      };
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(messages[0]?.content).toContain('You are Fairwind');
      expect(messages[1]?.content).toContain('```ts\nlet secretName\n```\n\nHello');
      const log = await engine.connection.sendRequest(Method.sentList);
      expect(log).toMatchObject({ entries: [{ role: 'chat', outcome: 'stop' }] });
    });
  });

  it('joins the pieces of a fast model, in their order', async () => {
    const words = Array.from({ length: 3000 }, (_, index) => `${index} `);
    await withEngine(wire(...words), async ({ ask }) => {
      const { deltas } = await ask();
      expect(deltas.join('')).toBe(words.join(''));
      expect(deltas.length).toBeLessThan(words.length / 3);
    });
  });

  it('closes the model’s socket when it is stopped', async () => {
    await withEngine(
      { ...wire('Once upon a time'), stopAt: 60, ending: 'stall' },
      async ({ server, ask }) => {
        const source = new CancellationTokenSource();
        const asked = ask(HELLO, source.token);
        const request = await server.request();
        source.cancel();
        await expect(asked).rejects.toThrow();
        await request.closed;
      },
    );
  });

  it.each<{ name: string; answer: FakeAnswer; kind: string }>([
    { name: 'a refused key', answer: { status: 401, body: '{}' }, kind: 'unauthorized' },
    {
      name: 'a web page',
      answer: { contentType: 'text/html', body: '<p>Sign in</p>' },
      kind: 'notAModelServer',
    },
    {
      name: 'a cut stream',
      answer: { ...wire('Half an answer'), stopAt: 80, ending: 'reset' },
      kind: 'streamCut',
    },
    { name: 'an empty answer', answer: wire(''), kind: 'emptyAnswer' },
  ])('puts $name into one sentence that names model and host', async ({ answer, kind }) => {
    await withEngine(answer, async ({ server, ask, engine }) => {
      await expect(ask()).rejects.toMatchObject({ code: EXPECTED_ERROR_CODE, data: { kind } });
      await expect(ask()).rejects.toThrow(
        new RegExp(`tiny.*127\\.0\\.0\\.1:${server.port}|127\\.0\\.0\\.1:${server.port}.*tiny`),
      );
      expect(engine.statuses.at(-1)?.state).not.toBe('busy');
    });
  });

  it('says what to do when no model is connected', async () => {
    await withEngine(
      wire('never'),
      async ({ server, ask }) => {
        await expect(ask()).rejects.toMatchObject({ data: { kind: 'noModel' } });
        await expect(ask()).rejects.toThrow('fairwind.models');
        expect(server.requests).toEqual([]);
      },
      { 'fairwind.models': [] },
    );
  });

  it('sends nothing when the message alone is longer than the model’s window', async () => {
    await withEngine(wire('never'), async ({ server, ask }) => {
      const messages = [{ role: 'user', content: 'word '.repeat(20_000) }] as const;
      await expect(ask({ messages })).rejects.toMatchObject({
        data: { kind: 'contextTooLong' },
      });
      expect(server.requests).toEqual([]);
    });
  });
});
