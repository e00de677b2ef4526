/** Connected models that other parts of the editor ask with conversations of their own. */
import { describe, expect, it } from 'vitest';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { ChatMessage } from '../../src/core/model/chatMessages';
import {
  EXPECTED_ERROR_CODE,
  Method,
  type ModelsChatParams,
  type ModelsChatResult,
} from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

type Question = Partial<Omit<ModelsChatParams, 'partialResultToken'>>;

interface Fixture {
  readonly server: FakeModelServer;
  readonly engine: TestEngine;
  readonly ask: (
    question?: Question,
    token?: CancellationToken,
  ) => Promise<{ result: ModelsChatResult; deltas: string[] }>;
}

async function withEngine(answer: FakeAnswer, test: (fixture: Fixture) => Promise<void>): Promise<void> {
  await using server = await FakeModelServer.start(answer);
  const engine = await TestEngine.start({
    settings: {
      'fairwind.models': [
        { id: 'talker', provider: 'openai', baseUrl: `${server.url}/v1`, model: 'tiny', contextTokens: 8192 },
        { id: 'lent', provider: 'vscode', model: 'acme/talker' },
      ],
    },
  });
  const messages: ChatMessage[] = [{ role: 'user', content: 'Hello' }];
  try {
    await test({
      server,
      engine,
      ask: (question = {}, token) =>
        engine.stream(Method.modelsChat, { modelId: 'talker', messages, ...question }, token),
    });
  } finally {
    await engine.stop();
  }
}

const WEATHER = {
  name: 'weather',
  description: 'The weather',
  parameters: { type: 'object', properties: {} },
};

/** A recorded shape: the call in pieces, the reason, the end. */
const CALLS: FakeAnswer = {
  body: [
    { delta: { content: 'Looking. ' } },
    {
      delta: {
        tool_calls: [{ index: 0, id: 'call_7', function: { name: 'weather', arguments: '{"city":' } }],
      },
    },
    { delta: { tool_calls: [{ index: 0, function: { arguments: '"Seoul"}' } }] } },
    { delta: {}, finish_reason: 'tool_calls' },
  ]
    .map(
      (choice) => `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`,
    )
    .join('')
    .concat('data: [DONE]\n\n'),
};

describe('fairwind/models/chat', () => {
  it('streams the answer of the model that is named, without rules of Fairwind’s own, and logs it', async () => {
    await withEngine({ body: chatCompletionsWire(['Hi', ' there.']) }, async ({ server, engine, ask }) => {
      const { result, deltas } = await ask();
      expect(deltas.join('')).toBe('Hi there.');
      expect(result).toEqual({
        finishReason: 'stop',
        toolCalls: [],
        usage: { promptTokens: 12, answerTokens: 5 },
      });
      const { messages } = JSON.parse((await server.request()).body) as { messages: unknown };
      expect(messages).toEqual([{ role: 'user', content: 'Hello' }]);
      const log = await engine.connection.sendRequest(Method.sentList, {});
      expect(log).toMatchObject({ entries: [{ role: 'chat', outcome: 'stop' }] });
    });
  });

  it('offers tools, and gives back the calls', async () => {
    await withEngine(CALLS, async ({ server, ask }) => {
      const { result, deltas } = await ask({ tools: [WEATHER], mustCallTool: true });
      expect(deltas.join('')).toBe('Looking. ');
      expect(result.toolCalls).toEqual([{ id: 'call_7', name: 'weather', arguments: '{"city":"Seoul"}' }]);
      expect(JSON.parse((await server.request()).body)).toMatchObject({
        tools: [{ type: 'function', function: WEATHER }],
        tool_choice: 'required',
      });
    });
  });

  it('sends calls, their results and images as the wire wants them', async () => {
    await withEngine({ body: chatCompletionsWire(['Sunny.']) }, async ({ server, ask }) => {
      await ask({
        messages: [
          {
            role: 'user',
            content: 'What is this?',
            images: [{ mediaType: 'image/png', data: 'iVBORw0KGgo=' }],
          },
          { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'weather', arguments: '{}' }] },
          { role: 'tool', content: '31 degrees', callId: 'c1', name: 'weather' },
        ],
      });
      const { body } = await server.request();
      expect(body).toContain('data:image/png;base64,iVBORw0KGgo=');
      expect(body).toContain('31 degrees');
      expect(JSON.parse(body)).not.toHaveProperty('tool_choice');
    });
  });

  it('closes the model’s socket when it is stopped', async () => {
    const body = chatCompletionsWire(['Once upon a time']);
    await withEngine({ body, stopAt: 60, ending: 'stall' }, async ({ server, ask }) => {
      const source = new CancellationTokenSource();
      const asked = ask({}, source.token);
      const request = await server.request();
      source.cancel();
      await expect(asked).rejects.toThrow();
      await request.closed;
    });
  });

  it.each([
    ['is not in the settings', { modelId: 'other' }, 'noModel'],
    ['is lent by the editor, which does not lend it here', { modelId: 'lent' }, 'modelNotFound'],
  ])('says in words that a model %s', async (_name, question, kind) => {
    await withEngine({ body: '' }, async ({ ask }) => {
      await expect(ask(question)).rejects.toMatchObject({ code: EXPECTED_ERROR_CODE, data: { kind } });
    });
  });

  it('never gives half an answer for a whole one', async () => {
    const body = chatCompletionsWire(['Half an', ' answer']);
    await withEngine({ body, stopAt: 200, ending: 'reset' }, async ({ ask }) => {
      await expect(ask()).rejects.toMatchObject({ data: { kind: 'streamCut' } });
    });
  });
});
