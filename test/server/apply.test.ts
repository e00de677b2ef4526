import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/apply/fileLines';
import type { ApplyAskResult, ApplyFile, ApplyPlaceParams, ApplyPlaceResult } from '../../src/protocol/apply';
import { Method } from '../../src/protocol/engine';
import { SECRET_MARK } from '../../src/core/privacy/maskSecrets';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';

const TEXT = 'function a() {\n  open();\n  return 1;\n}\n\nfunction b() {\n  close();\n  return 2;\n}\n';
const FILE: ApplyFile = { uri: 'file:///p/a.js', path: 'a.js', languageId: 'javascript', text: TEXT };

async function withEngine(
  answer: string,
  test: (engine: TestEngine, server: FakeModelServer) => Promise<void>,
  { hasModel = true } = {},
): Promise<void> {
  await using server = await FakeModelServer.start({ body: chatCompletionsWire([answer]) });
  const talker = {
    id: 'talker',
    provider: 'openai',
    baseUrl: `${server.url}/v1`,
    model: 'tiny',
    contextTokens: 8192,
  };
  const engine = await TestEngine.start({ settings: { 'fairwind.models': hasModel ? [talker] : [] } });
  try {
    await test(engine, server);
  } finally {
    await engine.stop();
  }
}

const place = (engine: TestEngine, params: ApplyPlaceParams) =>
  engine.connection.sendRequest<ApplyPlaceResult>(Method.applyPlace, params);
const chats = (server: FakeModelServer) =>
  server.requests.filter(({ path }) => path.endsWith('/chat/completions'));

describe('fairwind/apply/place', () => {
  it('places blocks for one file one after the other, and says in words what it refused', async () => {
    await withEngine('', async (engine, server) => {
      const { uri } = FILE;
      const result = await place(engine, {
        files: [FILE],
        blocks: [
          { uri, language: 'js', text: 'function a() {\n  open();\n  return 10;\n}' },
          { uri, language: 'js', text: 'SELECT colour FROM birds WHERE wings > 1' },
          { uri, language: 'js', text: 'function b() {\n  close();\n  return 20;\n}' },
        ],
      });
      const edits = result.files[0]?.edits ?? [];
      expect(applyEdits(TEXT, edits)).toBe(
        TEXT.replace('return 1', 'return 10').replace('return 2', 'return 20'),
      );
      expect(result.refused).toMatchObject([{ block: 1, reason: 'notFound' }]);
      expect(result.refused[0]?.message).toContain('a.js');
      expect(chats(server)).toEqual([]);
    });
  });

  it('keeps the secrets that the model was not shown, and changes nothing where it cannot tell them apart', async () => {
    await withEngine('', async (engine) => {
      const text = `const password = "c0rrect-h0rse-battery";\nconst apiKey = "an0ther-P4ssword-st4ple";\n${TEXT}`;
      const { uri } = FILE;
      const placeOne = async (block: string) =>
        place(engine, { files: [{ ...FILE, text }], blocks: [{ uri, language: 'js', text: block }] });
      const known = `const password = "${SECRET_MARK}";\nconst apiKey = "${SECRET_MARK}";\nconst depth = 1;\n${TEXT}`;
      const { files } = await placeOne(known);
      expect(applyEdits(text, files[0]?.edits ?? [])).toBe(
        text.replace('function a', 'const depth = 1;\nfunction a'),
      );
      const unknown = await placeOne(`const password = "";\nconst secret = "${SECRET_MARK}";\n${TEXT}`);
      expect(unknown).toMatchObject({ files: [], refused: [{ block: 0, reason: 'maskedSecret' }] });
    });
  });

  it('makes a new file of a block', async () => {
    await withEngine('', async (engine) => {
      const file = { ...FILE, text: '' };
      const { files } = await place(engine, {
        files: [file],
        blocks: [{ uri: file.uri, language: 'js', text: 'let a = 1;' }],
      });
      expect(files).toEqual([{ uri: file.uri, edits: [{ start: 0, end: 0, newText: 'let a = 1;\n' }] }]);
    });
  });
});

describe('fairwind/apply/ask', () => {
  const params = { file: FILE, block: { uri: FILE.uri, language: '', text: 'return twelve' } };
  const ask = (engine: TestEngine) => engine.connection.sendRequest<ApplyAskResult>(Method.applyAsk, params);
  const ANSWER = 'Sure:\n```\n<<<<<<< SEARCH\n  return 2;\n=======\n  return 12;\n>>>>>>> REPLACE\n```';

  it('places what the model answers, with one request that names the file', async () => {
    await withEngine(ANSWER, async (engine, server) => {
      const { edits } = await ask(engine);
      expect(applyEdits(TEXT, edits)).toBe(TEXT.replace('return 2', 'return 12'));
      expect(chats(server)).toHaveLength(1);
      expect(chats(server)[0]?.body).toContain('return twelve');
    });
  });

  it.each([
    ['words alone', 'I would rather not.', 'notFound'],
    [
      'text that is not in the file',
      '<<<<<<< SEARCH\nwhatever();\n=======\nelse();\n>>>>>>> REPLACE',
      'notFound',
    ],
    ['text that stands there twice', '<<<<<<< SEARCH\n}\n=======\n};\n>>>>>>> REPLACE', 'ambiguous'],
  ])('changes nothing for %s', async (_, answer, reason) => {
    await withEngine(answer, async (engine) => {
      expect(await ask(engine)).toMatchObject({ edits: [], refused: { reason } });
    });
  });

  it('says what to do where no model is connected', async () => {
    await withEngine(
      '',
      async (engine) => {
        await expect(ask(engine)).rejects.toThrow('No model is connected for chat');
      },
      { hasModel: false },
    );
  });
});
