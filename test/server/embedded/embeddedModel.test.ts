/** A real llama.cpp in its own process, through the engine: completion, chat, and everything that can go wrong with it. */
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatTurnResult } from '../../../src/protocol/chat';
import { type CompletionWhyResult, Method, type SentListResult } from '../../../src/protocol/engine';
import { type EmbeddedFolder, llamaProcessesOf, makeEmbeddedFolder } from '../../support/embedded';
import { TestEngine } from '../../support/engine';
import { TINY_MODEL_SAYS, tinyGguf } from '../../support/tinyGguf';

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
  engine.stream<ChatTurnResult>(Method.chatTurn, { messages: [{ role: 'user', content }] });

async function suggestion(engine: TestEngine): Promise<string | undefined> {
  const answer = await engine.inlineCompletion(URI, CURSOR);
  const items = answer !== null && 'items' in answer ? answer.items : (answer ?? []);
  return items[0]?.insertText;
}

async function sentBodies(engine: TestEngine): Promise<readonly string[]> {
  const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
  return entries.flatMap(({ wire }) => wire.map(({ body }) => body));
}

describe('an embedded model', () => {
  it('suggests and chats, with nothing else installed, and the log shows what it was given', async () => {
    await withEmbedded(async ({ engine }) => {
      expect(await suggestion(engine)).toContain(TINY_MODEL_SAYS.fim);
      const { result, deltas } = await chat(engine);
      expect(deltas.join('')).toBe(TINY_MODEL_SAYS.chat);
      expect(result.model).toMatchObject({ provider: 'embedded', isLocal: true });
      expect(await sentBodies(engine)).toContainEqual(expect.stringContaining('add(left: number'));
    });
  });
});

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The one process that runs llama.cpp. */
async function llamaOf(engine: TestEngine): Promise<number> {
  const [pid, ...others] = await llamaProcessesOf(engine.process.pid!);
  expect(others).toEqual([]);
  return pid!;
}

const why = (engine: TestEngine) =>
  engine.connection.sendRequest<CompletionWhyResult>(Method.completionWhy, {});

describe('when llama.cpp dies', () => {
  it('in the middle of an answer, a new process answers', async () => {
    await withEmbedded(async ({ engine }) => {
      await suggestion(engine);
      const first = await llamaOf(engine);
      process.kill(first, 'SIGSTOP');
      const answer = chat(engine);
      await expect
        .poll(() => sentBodies(engine))
        .toContainEqual(expect.stringContaining('What does this do?'));
      process.kill(first, 'SIGSEGV');
      process.kill(first, 'SIGCONT');
      expect((await answer).deltas.join('')).toBe(TINY_MODEL_SAYS.chat);
      expect(await llamaOf(engine)).not.toBe(first);
      expect(await suggestion(engine)).toContain(TINY_MODEL_SAYS.fim);
    });
  });

  it('again and again, the person is told and the engine goes on', async () => {
    await withEmbedded(async ({ engine, folder }) => {
      const bad = tinyGguf().toString('latin1').replace('<|fim_suffix|>', '<|fim_prefix|>');
      await writeFile(folder.modelPath, bad, 'latin1');
      await expect(chat(engine)).rejects.toThrow('llama.cpp ended unexpectedly while it ran tiny.gguf.');
      // It rests: nothing is started for the next request.
      await expect(chat(engine)).rejects.toThrow('rests for 5 minutes');
      expect(await llamaProcessesOf(engine.process.pid!)).toEqual([]);
      expect(engine.process.exitCode).toBeNull();
      // Another file under that name is another model.
      await writeFile(folder.modelPath, tinyGguf());
      expect((await chat(engine)).deltas.join('')).toBe(TINY_MODEL_SAYS.chat);
    });
  }, 60_000);
});

describe('a model file', () => {
  it('that is cut off is said to be incomplete, once for each change of the file', async () => {
    await withEmbedded(async ({ engine, folder }) => {
      await truncate(folder.modelPath, tinyGguf().length / 2);
      await expect(chat(engine)).rejects.toThrow('llama.cpp cannot load tiny.gguf: the file is incomplete');
      expect(await suggestion(engine)).toBeUndefined();
      expect((await why(engine)).message).toContain('llama.cpp cannot load tiny.gguf');
      expect(await llamaProcessesOf(engine.process.pid!)).toEqual([]);
    });
  });

  it('that is not there is said to be missing', async () => {
    await withEmbedded(async ({ engine, folder }) => {
      await rm(folder.modelPath);
      await expect(chat(engine)).rejects.toThrow('The file of tiny.gguf is not on this machine.');
    });
  });

  it('waits for llama.cpp to be installed', async () => {
    await withEmbedded(async ({ engine, folder }) => {
      await rm(join(folder.path, 'llama.cpp'), { recursive: true });
      await expect(chat(engine)).rejects.toThrow('llama.cpp is not installed for Fairwind yet.');
    });
  });
});

describe('two embedded models', () => {
  const two = async (
    test: (engine: TestEngine, choose: (answer: string | null) => void) => Promise<void>,
  ) => {
    await using folder = await makeEmbeddedFolder();
    const second = join(folder.path, 'second.gguf');
    await writeFile(second, tinyGguf());
    const entry = (id: string, model: string) => ({ id, provider: 'embedded', model, fim: 'qwen' });
    const engine = await TestEngine.start({
      folders: ['file:///project'],
      settings: {
        models: [entry('first', folder.modelPath), entry('second', second)],
        completion: { workspaceFirst: false, model: 'first' },
        chat: { model: 'second' },
      },
      globalStorageUri: folder.uri,
    });
    let answer: string | null = null;
    engine.connection.onRequest('window/showMessageRequest', () =>
      answer === null ? null : { title: answer },
    );
    try {
      engine.open(URI, 'typescript', TEXT);
      await test(engine, (title) => (answer = title));
    } finally {
      await engine.stop();
    }
  };

  it('the person is asked before one takes the place of the other, and a suggestion never does', async () => {
    await two(async (engine, choose) => {
      expect(await suggestion(engine)).toContain(TINY_MODEL_SAYS.fim);
      const first = await llamaOf(engine);
      choose('Keep tiny.gguf');
      await expect(chat(engine)).rejects.toThrow('another embedded model is in memory');
      expect(await llamaOf(engine)).toBe(first);
      choose('Load second.gguf');
      expect((await chat(engine)).deltas.join('')).toBe(TINY_MODEL_SAYS.chat);
      expect(isAlive(first)).toBe(false);
      engine.change(URI, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '\n');
      const answer = await engine.inlineCompletion(URI, { line: 2, character: 2 });
      expect(answer === null || !('items' in answer) || answer.items.length === 0).toBe(true);
      expect((await why(engine)).message).toContain('another embedded model is in memory');
    });
  });
});

describe('the process', () => {
  it('is gone within five seconds after the engine was killed, whatever it was doing', async () => {
    await using folder = await makeEmbeddedFolder();
    const models = [{ id: 'tiny', provider: 'embedded', model: folder.modelPath, fim: 'qwen' }];
    const engine = await TestEngine.start({
      folders: ['file:///project'],
      settings: { models },
      globalStorageUri: folder.uri,
    });
    engine.open(URI, 'typescript', TEXT);
    await chat(engine);
    const llama = await llamaOf(engine);
    // Far more than five seconds of work: no prompt begins like the one before.
    for (let number = 0; number < 100; number++)
      chat(engine, `${number}${'x'.repeat(5_000)}`).catch(() => undefined);
    await expect.poll(async () => (await sentBodies(engine)).length).toBeGreaterThan(50);
    engine.process.kill('SIGKILL');
    await expect.poll(() => isAlive(llama), { timeout: 5_000 }).toBe(false);
    engine.connection.dispose();
  });
});
