/** The context size that a server tells takes the place of the guess, with nobody waiting for it. */
import { expect, it } from 'vitest';
import type { ChatTurnResult } from '../../src/protocol/chat';
import { Method } from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

/** About 3,000 tokens: less than the guess of 8,192 and more than the server's own 1,024. */
const LONG = 'Some words that were said before. '.repeat(350);

function conversation() {
  return {
    context: [],
    messages: [
      { role: 'user', content: LONG },
      { role: 'assistant', content: 'I see.' },
      { role: 'user', content: 'And now?' },
    ],
  };
}

async function withEngine(
  spec: object,
  test: (engine: TestEngine, server: FakeModelServer) => Promise<void>,
): Promise<void> {
  await using server = await FakeModelServer.start(({ path }) =>
    path === '/props'
      ? { contentType: 'application/json', body: '{"default_generation_settings":{"n_ctx":1024}}' }
      : { body: chatCompletionsWire(['ok']) },
  );
  const engine = await TestEngine.start({
    settings: { models: [{ id: 'm', provider: 'llamacpp', baseUrl: server.url, ...spec }] },
  });
  try {
    await test(engine, server);
  } finally {
    await engine.stop();
  }
}

const turn = async (engine: TestEngine) =>
  (await engine.stream<ChatTurnResult>(Method.chatTurn, conversation())).result;

it('is asked for behind the first answer and holds from then on', async () => {
  await withEngine({}, async (engine, server) => {
    expect(await turn(engine)).toMatchObject({ omitted: [] });
    await expect.poll(async () => (await turn(engine)).omitted.length).toBe(1);
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
    expect(server.requests.filter(({ path }) => path === '/props')).toHaveLength(1);
  });
});

it('is not asked for where the settings say it', async () => {
  await withEngine({ contextTokens: 8_192 }, async (engine, server) => {
    for (let i = 0; i < 3; i++) expect(await turn(engine)).toMatchObject({ omitted: [] });
    expect(server.requests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/chat/completions'));
  });
});
