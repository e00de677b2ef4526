/** A real llama.cpp in its own process, through the engine: completion, chat, and everything that can go wrong with it. */
import { describe, expect, it } from 'vitest';
import { type ChatTurnResult, Method, type SentListResult } from '../../../src/protocol/engine';
import { type EmbeddedFolder, makeEmbeddedFolder } from '../../support/embedded';
import { TestEngine } from '../../support/engine';
import { TINY_MODEL_SAYS } from '../../support/tinyGguf';

const URI = 'file:///project/src/add.ts';
const TEXT = 'export function add(left: number, right: number) {\n  \n}\n';
const CURSOR = { line: 1, character: 2 };

async function withEmbedded(
  test: (fixture: { readonly engine: TestEngine; readonly folder: EmbeddedFolder }) => Promise<void>,
  model: (folder: EmbeddedFolder) => object = () => ({}),
): Promise<void> {
  await using folder = await makeEmbeddedFolder();
  const entry = { id: 'tiny', provider: 'embedded', model: folder.modelPath, fim: 'qwen', ...model(folder) };
  const engine = await TestEngine.start({
    folders: ['file:///project'],
    settings: { models: [entry], completion: { workspaceFirst: false } },
    globalStorageUri: folder.uri,
  });
  try {
    engine.open(URI, 'typescript', TEXT);
    await test({ engine, folder });
  } finally {
    await engine.stop();
  }
}

const chat = (engine: TestEngine, content = 'What does this do?') =>
  engine.stream<ChatTurnResult>(Method.chatTurn, { messages: [{ role: 'user', content }], context: [] });

async function suggestion(engine: TestEngine): Promise<string | undefined> {
  const answer = await engine.inlineCompletion(URI, CURSOR);
  const items = answer !== null && 'items' in answer ? answer.items : (answer ?? []);
  return items[0]?.insertText;
}

describe('an embedded model', () => {
  it('suggests and chats, with nothing else installed, and the log shows what it was given', async () => {
    await withEmbedded(async ({ engine }) => {
      expect(await suggestion(engine)).toContain(TINY_MODEL_SAYS.fim);
      const { result, deltas } = await chat(engine);
      expect(deltas.join('')).toBe(TINY_MODEL_SAYS.chat);
      expect(result.model).toMatchObject({ provider: 'embedded', isLocal: true });
      const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
      const bodies = entries.flatMap(({ wire }) => wire.map(({ body }) => body));
      expect(bodies.some((body) => body.includes('add(left: number'))).toBe(true);
    });
  });
});
