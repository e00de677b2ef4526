import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import type { CommitRewordResult } from '../../../src/protocol/commit';
import { Method } from '../../../src/protocol/engine';
import { type EngineOptions, TestEngine } from '../../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../../support/fakeModelServer';
import { chatCompletionsWire } from '../../support/modelWires';

const uri = pathToFileURL(join(tmpdir(), 'somewhere', '.git', 'COMMIT_EDITMSG')).href;
const TEXT =
  'Add the hieght\n\nIt have a test.\n\nSigned-off-by: A <a@b.c>\n\n# Please enter the commit message\n';
const BETTER = {
  message: 'Add the height\n\nIt has a test.',
  changes: [
    { before: 'hieght', after: 'height', reason: 'spelling' },
    { before: 'have', after: 'has', reason: 'third person' },
    { before: 'never', after: 'there', reason: 'made up' },
  ],
};

const wire = (answer: unknown): FakeAnswer => ({
  body: chatCompletionsWire([typeof answer === 'string' ? answer : JSON.stringify(answer)]),
});

interface Fixture {
  readonly engine: TestEngine;
  readonly server: FakeModelServer;
}

async function withEngine(
  { answer, ...options }: EngineOptions & { readonly answer?: FakeAnswer | Script },
  test: (fixture: Fixture) => Promise<void>,
): Promise<void> {
  await using server = await FakeModelServer.start(answer ?? { status: 500 });
  const baseUrl = `${server.url}/v1`;
  const models = [{ id: 'writer', provider: 'openai', baseUrl, model: 'tiny', contextTokens: 32_768 }];
  const engine = await TestEngine.start({
    settings: { 'fairwind.models': answer ? models : [] },
    ...options,
  });
  try {
    await test({ engine, server });
  } finally {
    await engine.stop();
  }
}

const reword = (engine: TestEngine, params: object) =>
  engine.connection.sendRequest<CommitRewordResult>(Method.commitReword, params);

describe('fairwind/commit/reword', () => {
  it('gives each change with the reason that the model gave for it', async () => {
    await withEngine({ answer: wire(BETTER) }, async ({ engine, server }) => {
      const text = TEXT.slice(0, TEXT.indexOf('\n\n#'));
      const { message, changes } = await reword(engine, { text, task: 'grammar' });
      expect(message).toBe('Add the height\n\nIt has a test.\n\nSigned-off-by: A <a@b.c>');
      expect(
        changes.map((change) => [text.slice(change.start, change.end), change.newText, change.reason]),
      ).toEqual([
        ['hieght', 'height', 'spelling'],
        ['have', 'has', 'third person'],
      ]);
      const { body } = await server.request();
      expect(JSON.parse(body)).toMatchObject({ response_format: { type: 'json_schema' } });
      expect(body).not.toContain('Signed-off-by: A');
    });
  });

  it.each<[name: string, params: object, first: unknown, problem: string]>([
    ['an answer that is no JSON', { task: 'wording' }, 'Here you are: Add it', 'not the JSON'],
    ['another language', { task: 'grammar' }, { message: '높이 추가', changes: [] }, 'another language'],
    [
      'the wrong language of a translation',
      { task: 'translate', language: 'ko' },
      { message: 'Add it', changes: [] },
      'another language',
    ],
    [
      'a name that was not there',
      { task: 'wording' },
      { message: 'Add `computeTide`', changes: [] },
      'computeTide',
    ],
    [
      'a longer text',
      { task: 'shorten' },
      { message: 'Add the very long height of it', changes: [] },
      'longer',
    ],
  ])('has the model correct %s once', async (_name, params, first, problem) => {
    const isKorean = 'language' in params;
    const good = { message: isKorean ? '높이 추가' : 'Add it', changes: [] };
    await withEngine(
      { answer: (_, number) => wire(number === 0 ? first : good) },
      async ({ engine, server }) => {
        const { message } = await reword(engine, { text: 'Add the height', ...params });
        expect(message).toBe(good.message);
        expect(server.requests).toHaveLength(2);
        expect(server.requests[1]?.body).toContain(problem);
      },
    );
  });

  it('asks without structured output where the server refuses it', async () => {
    const answer: Script = ({ body }) =>
      body.includes('response_format') ? { status: 400, body: '{}' } : wire(BETTER);
    await withEngine({ answer }, async ({ engine }) => {
      const { changes } = await reword(engine, {
        text: 'Add the hieght\n\nIt have a test.',
        task: 'grammar',
      });
      expect(changes).toHaveLength(2);
    });
  });

  it('says so when the answer cannot be read, and when there is no model', async () => {
    await withEngine({ answer: () => wire('no') }, async ({ engine }) => {
      await expect(reword(engine, { text: 'Add it', task: 'grammar' })).rejects.toThrow(
        /form that was asked for/,
      );
    });
    await withEngine({}, async ({ engine }) => {
      await expect(reword(engine, { text: 'Add it', task: 'grammar' })).rejects.toThrow(
        /No model is connected/,
      );
    });
  });
});

describe('code actions', () => {
  const ask = (engine: TestEngine, line: number) =>
    engine.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: { line, character: 0 }, end: { line, character: 0 } },
      context: { diagnostics: [] },
    });

  it('stand in the message and nowhere else', async () => {
    await withEngine({}, async ({ engine }) => {
      engine.open(uri, 'git-commit', TEXT);
      const actions = await ask(engine, 0);
      expect(actions.map(({ title }) => title)).toEqual([
        'Fairwind: Check the grammar of this message',
        'Fairwind: Put this message in better words',
        'Fairwind: Shorten this message',
      ]);
      expect(await ask(engine, 6)).toEqual([]);
      engine.open('file:///a.ts', 'typescript', 'const a = 1;\n');
      const inCode = await engine.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: 'file:///a.ts' },
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        context: { diagnostics: [] },
      });
      expect(inCode).toEqual([]);
      engine.configure({ 'fairwind.commit.language': 'ko' });
      expect((await ask(engine, 0)).map(({ title }) => title)).toContain(
        'Fairwind: Translate this message to 한국어',
      );
    });
  });

  it.each([true, false])('edit in any editor after the person said so (%s)', async (accepts) => {
    await withEngine({ answer: wire(BETTER) }, async ({ engine }) => {
      const asked: string[] = [];
      const edits: unknown[] = [];
      engine.connection.onRequest('window/showMessageRequest', ({ message, actions }: Question) => {
        asked.push(message);
        return accepts ? actions[0] : null;
      });
      engine.connection.onRequest('workspace/applyEdit', ({ edit }: { edit: unknown }) => {
        edits.push(edit);
        return { applied: true };
      });
      engine.open(uri, 'gitcommit', TEXT);
      const [action] = await ask(engine, 0);
      const { command, arguments: args } = action?.command ?? expect.fail();
      expect(engine.initializeResult.capabilities.executeCommandProvider?.commands).toEqual([command]);
      await engine.connection.sendRequest('workspace/executeCommand', { command, arguments: args });
      expect(asked).toEqual(['tiny proposes:\n"hieght" → "height": spelling\n"have" → "has": third person']);
      const textEdit = (line: number, from: number, to: number, newText: string) => ({
        range: { start: { line, character: from }, end: { line, character: to } },
        newText,
      });
      const all = [textEdit(0, 8, 14, 'height'), textEdit(2, 3, 7, 'has')];
      expect(edits).toEqual(
        accepts ? [{ documentChanges: [{ textDocument: { uri, version: 1 }, edits: all }] }] : [],
      );
    });
  });

  it('leave the command to an editor that shows changes itself', async () => {
    await withEngine({ showsRewording: true }, async ({ engine }) => {
      expect(engine.initializeResult.capabilities.executeCommandProvider).toBeUndefined();
    });
  });
});

interface Question {
  readonly message: string;
  readonly actions: readonly { readonly title: string }[];
}
