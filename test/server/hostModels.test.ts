/** Models that the editor lends, and connected models that other parts of the editor ask. */
import { describe, expect, it } from 'vitest';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { HostModelInfo } from '../../src/core/model/hostModels';
import type { ChatTurnResult } from '../../src/protocol/chat';
import {
  type CompletionWhyResult,
  EXPECTED_ERROR_CODE,
  type LmSendParams,
  type LmSendResult,
  Method,
  type ModelsCheckResult,
  type ModelsListResult,
  type SentListResult,
} from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';

const URI = 'file:///project/a.ts';
const MODEL: HostModelInfo = {
  vendor: 'acme',
  id: 'm-1',
  family: 'talker',
  name: 'Talker',
  version: '1',
  maxInputTokens: 12_345,
};
const HELLO = { messages: [{ role: 'user', content: 'Hello' }] };

interface Lender {
  readonly requests: LmSendParams[];
  readonly tokens: CancellationToken[];
}

/** What the editor answers: pieces of text, then an end. An end that is undefined never comes. */
type Answer = (request: LmSendParams) => {
  readonly pieces?: readonly string[];
  readonly end: LmSendResult | undefined;
};

const said =
  (...pieces: string[]): Answer =>
  () => ({ pieces, end: { toolCalls: [] } });

async function withLender(
  answer: Answer,
  test: (engine: TestEngine, lender: Lender) => Promise<void>,
  { provides = true, settings = {} }: { provides?: boolean; settings?: object } = {},
): Promise<void> {
  const engine = await TestEngine.start({
    providesLanguageModels: provides,
    settings: {
      'fairwind.models': [{ id: 'lent', provider: 'vscode', model: 'acme/talker' }],
      ...settings,
    },
  });
  const lender: Lender = { requests: [], tokens: [] };
  engine.connection.onRequest(Method.lmList, () => ({ models: [MODEL] }));
  engine.connection.onRequest(Method.lmSend, async (request: LmSendParams, token: CancellationToken) => {
    lender.requests.push(request);
    lender.tokens.push(token);
    const { pieces = [], end } = answer(request);
    for (const text of pieces) {
      await engine.connection.sendNotification('$/progress', {
        token: request.partialResultToken,
        value: { text },
      });
    }
    return end ?? new Promise(() => undefined);
  });
  try {
    await test(engine, lender);
  } finally {
    await engine.stop();
  }
}

describe('a chat with a model that the editor lends', () => {
  it('streams its answer, and logs what the editor was given', async () => {
    await withLender(said('Hi', ' there.'), async (engine, { requests }) => {
      const { result, deltas } = await engine.stream<ChatTurnResult>(Method.chatTurn, HELLO);
      expect(deltas.join('')).toBe('Hi there.');
      expect(result.model).toEqual({
        id: 'lent',
        provider: 'vscode',
        model: 'acme/talker',
        host: 'VS Code (acme)',
        isLocal: false,
      });
      const [request] = requests;
      expect(request).toMatchObject({ model: 'acme/talker', isAsked: true });
      expect(request?.messages.map(({ role }) => role)).toEqual(['user', 'user']);
      const log = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      const chat = log.entries.find(({ role }) => role === 'chat');
      expect(chat).toMatchObject({
        outcome: 'stop',
        wire: [{ method: 'IPC', url: 'vscode.lm acme/talker' }],
      });
      const { model, messages } = JSON.parse(chat?.wire[0]?.body ?? '{}') as LmSendParams;
      expect({ model, messages }).toEqual({ model: 'acme/talker', messages: request?.messages });
    });
  });

  it('learns how much it can see behind the first answer', async () => {
    await withLender(said('Hi.'), async (engine) => {
      await engine.stream(Method.chatTurn, HELLO);
      await expect
        .poll(async () => (await engine.connection.sendRequest<ModelsListResult>(Method.modelsList)).details)
        .toEqual([{ contextTokens: 12_345 }]);
    });
  });

  it('masks secrets: nobody knows where it runs', async () => {
    const key = `ghp_${'a1B2'.repeat(9)}`;
    await withLender(said('Hi.'), async (engine, { requests }) => {
      await engine.stream(Method.chatTurn, {
        messages: [{ role: 'user', content: `Is ${key} mine?` }],
      });
      const sent = JSON.stringify(requests);
      expect(sent).toContain('[secret masked by Fairwind]');
      expect(sent).not.toContain(key);
    });
  });

  it('stops in the editor when it is stopped', async () => {
    await withLender(
      () => ({ pieces: ['Once'], end: undefined }),
      async (engine, { tokens }) => {
        const source = new CancellationTokenSource();
        const asked = engine.stream(Method.chatTurn, HELLO, source.token);
        await expect.poll(() => tokens.length).toBe(1);
        source.cancel();
        await expect(asked).rejects.toThrow();
        await expect.poll(() => tokens[0]?.isCancellationRequested).toBe(true);
      },
    );
  });

  it.each([
    ['NotFound', 'modelNotFound', 'VS Code has no model acme/talker'],
    ['NoPermissions', 'notPermitted', 'VS Code does not let Fairwind use acme/talker'],
    ['Blocked', 'rateLimited', 'acme/talker may not be asked now'],
    ['Unknown', 'serverFailed', 'VS Code could not get an answer from acme/talker'],
    ['Stalled', 'stalled', 'acme/talker at VS Code (acme) stopped answering'],
  ] as const)('says in words that it failed with %s, once', async (code, kind, words) => {
    const failure = { code, message: 'the lender’s words' };
    await withLender(
      () => ({ end: { toolCalls: [], failure } }),
      async (engine, { requests }) => {
        const asked = engine.stream(Method.chatTurn, HELLO);
        await expect(asked).rejects.toMatchObject({ code: EXPECTED_ERROR_CODE, data: { kind } });
        await expect(asked).rejects.toThrow(words);
        await expect(asked).rejects.toThrow('the lender’s words');
        expect(requests).toHaveLength(1);
      },
    );
  });

  it('is missing where the editor lends none', async () => {
    await withLender(
      said('never'),
      async (engine, { requests }) => {
        await expect(engine.stream(Method.chatTurn, HELLO)).rejects.toMatchObject({
          data: { kind: 'modelNotFound' },
        });
        expect(requests).toEqual([]);
      },
      { provides: false },
    );
  });
});

describe('a completion with a model that the editor lends', () => {
  const ask = (engine: TestEngine, triggerKind: number) => {
    engine.open(URI, 'typescript', 'const total = \n');
    return engine.inlineCompletion(URI, { line: 0, character: 14 }, undefined, triggerKind);
  };
  const chosen = { 'fairwind.completion.model': 'lent' };

  it('is never asked for by auto', async () => {
    await withLender(said('<fill>1;</fill>'), async (engine, { requests }) => {
      await ask(engine, 1);
      await engine.stream(Method.chatTurn, HELLO);
      expect(requests.map(({ isAsked }) => isAsked)).toEqual([true]);
    });
  });

  it('comes out of a chat, for which the editor may not ask the person anything', async () => {
    await withLender(
      said('Sure: <fill>', 'price * count;</fill>'),
      async (engine, { requests }) => {
        const answer = await ask(engine, 1);
        expect(answer).toMatchObject([{ insertText: 'price * count;' }]);
        expect(requests[0]?.isAsked).toBe(false);
      },
      { settings: chosen },
    );
  });

  it('says why there is none where the person has allowed nothing yet', async () => {
    await withLender(
      () => ({ end: { toolCalls: [], failure: { code: 'NoPermissions', message: '' } } }),
      async (engine) => {
        await ask(engine, 1);
        const why = await engine.connection.sendRequest<CompletionWhyResult>(Method.completionWhy, {});
        expect(why).toMatchObject({ reason: 'modelFailed' });
        expect(engine.statuses.at(-1)?.message).toContain('allow it when VS Code asks');
      },
      { settings: chosen },
    );
  });
});

it('is checked like any other model', async () => {
  await withLender(said('ready'), async (engine, { requests }) => {
    const { models } = await engine.connection.sendRequest<ModelsCheckResult>(Method.modelsCheck, {});
    expect(models[0]?.checks.map(({ name, state }) => [name, state])).toEqual([
      ['reachable', 'ok'],
      ['key', 'ok'],
      ['model', 'ok'],
      ['context', 'ok'],
      ['completion', 'skipped'],
      ['chat', 'ok'],
    ]);
    expect(requests.map(({ isAsked }) => isAsked)).toEqual([true]);
  });
});
