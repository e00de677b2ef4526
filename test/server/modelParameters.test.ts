/** Parameters of a settings entry, from the settings to the wire, and what is said of those that a wire refuses. */
import { describe, expect, it } from 'vitest';
import type { ChatTurnResult } from '../../src/protocol/chat';
import { Method, type ModelsCheckResult, type SentListResult } from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { anthropicWire, ollamaChatWire } from '../support/modelWires';

const TURN = { messages: [{ role: 'user', content: 'Hello' }] };

async function withModel(
  spec: Record<string, unknown>,
  answer: { readonly contentType: string; readonly body: string },
  test: (engine: TestEngine, bodies: () => Record<string, unknown>[]) => Promise<void>,
): Promise<void> {
  await using server = await FakeModelServer.start(answer);
  const engine = await TestEngine.start({
    settings: { models: [{ id: 'm', model: 'm', fim: 'none', baseUrl: server.url, ...spec }] },
  });
  const bodies = () =>
    server.requests
      .filter(({ path }) => path.endsWith('/messages') || path.endsWith('/chat'))
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  try {
    await test(engine, bodies);
  } finally {
    await engine.stop();
  }
}

describe('parameters of a model', () => {
  it('reach its server, those of the role before those of all', async () => {
    const parameters = { temperature: 0.1, seed: 7, chat: { temperature: 0.9, stop: ['END'] } };
    const answer = { contentType: 'application/x-ndjson', body: ollamaChatWire(['hello']) };
    await withModel({ provider: 'ollama', parameters }, answer, async (engine, bodies) => {
      await engine.stream<ChatTurnResult>(Method.chatTurn, TURN);
      expect(bodies()[0]).toMatchObject({ options: { temperature: 0.9, seed: 7, stop: ['END'] } });
    });
  });

  it('that the wire refuses are not sent, and What Was Sent and the check say so', async () => {
    const parameters = { temperature: 0.1, seed: 7, maxTokens: 300 };
    const answer = { contentType: 'text/event-stream', body: anthropicWire(['hello']) };
    await withModel({ provider: 'anthropic', parameters }, answer, async (engine, bodies) => {
      await engine.stream<ChatTurnResult>(Method.chatTurn, TURN);
      expect(bodies()[0]).toMatchObject({ max_tokens: 300 });
      expect(bodies()[0]).not.toHaveProperty('temperature');
      const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      expect(entries.find(({ role }) => role === 'chat')?.leftOut).toEqual(['temperature', 'seed']);
      const { models } = await engine.connection.sendRequest<ModelsCheckResult>(Method.modelsCheck, {
        modelId: 'm',
      });
      const chat = models[0]?.checks.find(({ name }) => name === 'chat');
      expect(chat).toMatchObject({ state: 'ok' });
      expect(chat?.message).toContain('Not sent, because it is refused: temperature, seed.');
    });
  });
});
