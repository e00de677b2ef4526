/** Planted secrets and excluded files appear in no request of any feature, in no log, and not on the page of what was sent. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTEXT_KINDS } from '../../../src/core/chat/contextKinds';
import type { ChatContextItem, ChatTurnResult } from '../../../src/protocol/chat';
import type { CommitDraftResult } from '../../../src/protocol/commit';
import {
  type CompletionWhyResult,
  type FilesExcludedResult,
  type ModelsChatResult,
  Method,
  type SentListResult,
} from '../../../src/protocol/engine';
import { TestEngine } from '../../support/engine';
import { FakeModelServer } from '../../support/fakeModelServer';
import { type TestRepository, createRepository } from '../../support/gitRepository';
import { chatCompletionsWire, infillWire } from '../../support/modelWires';

/** Put together here so that no scanner takes this file for a leak. */
const TOKEN = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_');
const PASSWORD = ['c4nary', 'Pa55', 'w0rd'].join('-');
const EXCLUDED = 'canaryOfAnExcludedFile';
const OLD_EXCLUDED = 'canaryOfARenamedFile';

let repository: TestRepository;
let server: FakeModelServer;
let engine: TestEngine;

/** A host that is not loopback by its name, yet is this machine: to the gate it is another one. */
const elsewhere = () => `http://0.0.0.0:${server.port}`;
const here = () => server.url;

beforeEach(async () => {
  repository = createRepository();
  repository.write('.aiignore', 'private/\n');
  repository.write('private/plan.ts', `const ${EXCLUDED} = 1;\n`);
  repository.write('.env', `PASSWORD=${PASSWORD}\n`);
  repository.write('src/a.ts', 'export const a = 1;\n');
  server = await FakeModelServer.start(({ path }) => ({
    body: path.includes('infill') ? infillWire(['text;']) : chatCompletionsWire(['Change a thing']),
  }));
});

afterEach(async () => {
  await engine.stop();
  await server[Symbol.asyncDispose]();
  repository.dispose();
});

async function start(address: string): Promise<void> {
  const model = { contextTokens: 32_768, model: 'm' };
  engine = await TestEngine.start({
    folders: [pathToFileURL(repository.root).href],
    settings: {
      'fairwind.models': [
        { ...model, id: 'coder', provider: 'llamacpp', baseUrl: address },
        { ...model, id: 'talker', provider: 'openai', baseUrl: `${address}/v1` },
      ],
      'fairwind.completion.model': 'coder',
      'fairwind.completion.workspaceFirst': false,
      'fairwind.chat.model': 'talker',
      'fairwind.commit.model': 'talker',
    },
  });
}

const uriOf = (path: string) => pathToFileURL(join(repository.root, path)).href;
const context = (path: string, text: string): ChatContextItem => ({
  kind: 'document',
  files: [uriOf(path)],
  label: path,
  languageId: 'typescript',
  startLine: 1,
  endLine: 1,
  text,
});
const ask = (...items: ChatContextItem[]) =>
  engine.stream<ChatTurnResult>(Method.chatTurn, {
    messages: [{ role: 'user', content: `Why does ${TOKEN} not work?`, context: items }],
  });
const draft = () =>
  engine.stream<CommitDraftResult>(Method.commitDraft, {
    repositoryUri: pathToFileURL(repository.root).href,
    notes: '',
  });

/** Everything that left, was logged or is on the page. */
async function everything(): Promise<string> {
  const sent = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
  const requests = server.requests.map(({ path, body, headers }) => path + body + JSON.stringify(headers));
  return [...requests, JSON.stringify(sent), ...engine.logs].join('\n');
}

async function expectNoCanary(): Promise<void> {
  const text = await everything();
  expect(server.requests.length).toBeGreaterThan(0);
  for (const canary of [TOKEN, PASSWORD, EXCLUDED, OLD_EXCLUDED]) expect(text).not.toContain(canary);
}

describe('what is planted', () => {
  it('is not sent by completions: masked in the file itself and in others', async () => {
    await start(elsewhere());
    engine.open(
      uriOf('src/b.ts'),
      'typescript',
      `export const token = "${TOKEN}";\nexport function send() {}\n`,
    );
    engine.open(uriOf('private/plan.ts'), 'typescript', `const ${EXCLUDED} = send(token);\n`);
    engine.open(uriOf('.env'), 'typescript', `PASSWORD=${PASSWORD}\n`);
    const text = `const password = "${PASSWORD}";\nsend(token);\n`;
    engine.open(uriOf('src/a.ts'), 'typescript', text);
    await engine.inlineCompletion(uriOf('src/a.ts'), { line: 1, character: 12 }, undefined, 1);
    await expectNoCanary();
    expect(server.requests.map(({ body }) => body).join()).toContain('[secret masked by Fairwind]');
    const { entries } = await engine.connection.sendRequest<SentListResult>(Method.sentList, {});
    const masked = entries.flatMap(({ role, maskedSecrets }) => (role === 'completion' ? maskedSecrets : []));
    expect(masked).toContain('github token');
  });

  it('is not sent when the cursor is in an excluded file, and the person is told why', async () => {
    await start(here());
    symlinkSync(join(repository.root, 'private/plan.ts'), join(repository.root, 'link.ts'));
    for (const path of ['private/plan.ts', '.env', 'link.ts']) {
      engine.open(uriOf(path), 'typescript', `const ${EXCLUDED} = 1;\nconst b = \n`);
      await engine.inlineCompletion(uriOf(path), { line: 1, character: 10 }, undefined, 1);
      const why = await engine.connection.sendRequest<CompletionWhyResult>(Method.completionWhy, {});
      expect(why.message).toMatch(path === '.env' ? /may hold keys or passwords/ : /excluded by \.aiignore/);
    }
    expect(server.requests).toEqual([]);
  });

  it('is not sent by the chat, which says what it left out', async () => {
    await start(elsewhere());
    const { result } = await ask(
      context('src/a.ts', `const password = "${PASSWORD}";`),
      context('private/plan.ts', `const ${EXCLUDED} = 1;`),
      context('.env', `PASSWORD=${PASSWORD}`),
    );
    expect(result.excluded.map(({ uri }) => uri)).toEqual([uriOf('private/plan.ts'), uriOf('.env')]);
    expect(result.excluded[0]?.reason).toContain('private/plan.ts is excluded by .aiignore');
    await expectNoCanary();
    expect(server.requests.at(-1)?.body).toContain('src/a.ts');
  });

  it('is not sent with any kind of context, of earlier questions neither', async () => {
    await start(elsewhere());
    const kinds = CONTEXT_KINDS.filter((kind) => kind !== 'image');
    const items = kinds.flatMap((kind): ChatContextItem[] => [
      { ...context('src/a.ts', `const password = "${PASSWORD}"; // ${TOKEN}`), kind },
      { ...context('private/plan.ts', `const ${EXCLUDED} = 1;`), kind },
    ]);
    const { result } = await engine.stream<ChatTurnResult>(Method.chatTurn, {
      messages: [
        { role: 'user', content: 'One', context: items },
        { role: 'assistant', content: `Use ${TOKEN}.` },
        { role: 'user', content: 'Two', context: items },
      ],
      summary: `They used ${TOKEN}.`,
    });
    expect(result.excluded.map(({ uri }) => uri)).toEqual([uriOf('private/plan.ts')]);
    await expectNoCanary();
    expect(server.requests.at(-1)?.body).toContain('[secret masked by Fairwind]');
  });

  it('is not sent by a summary of an earlier conversation', async () => {
    await start(elsewhere());
    const long = `${TOKEN} ${'word '.repeat(9_000)}`;
    const item = context('private/plan.ts', `const ${EXCLUDED} = 1;`);
    await engine.stream<ChatTurnResult>(Method.chatTurn, {
      messages: [
        { role: 'user', content: long, context: [item] },
        { role: 'assistant', content: long },
        { role: 'user', content: 'Two', context: [item] },
        { role: 'assistant', content: long },
        { role: 'user', content: 'Three' },
      ],
    });
    expect(server.requests[0]?.body).toContain('You shorten');
    await expectNoCanary();
  });

  it('is not given out as context, instructions or prompt files of any kind', async () => {
    repository.write('.aiignore', 'private/\n.github/prompts/secret.prompt.md\nAGENTS.md\n');
    repository.write('AGENTS.md', EXCLUDED);
    repository.write('.github/prompts/secret.prompt.md', EXCLUDED);
    repository.write(
      '.github/prompts/ask.prompt.md',
      '#file:private/plan.ts #file:.env [x](../../private/plan.ts)',
    );
    repository.commit('First');
    repository.write('private/plan.ts', `const ${EXCLUDED} = 2;\n`);
    repository.write('.env', `PASSWORD=${PASSWORD}-2\n`);
    repository.git('add', '--all', '--force');
    await start(elsewhere());
    const repositoryUri = pathToFileURL(repository.root).href;
    const { commits } = await engine.connection.sendRequest<{ commits: { id: string }[] }>(
      Method.chatCommits,
      {
        repositoryUri,
      },
    );
    const given = await Promise.all([
      ...[
        { kind: 'changes', repositoryUri, source: 'staged' },
        { kind: 'changes', repositoryUri, source: 'workingTree' },
        { kind: 'commit', repositoryUri, commit: commits[0]?.id },
        { kind: 'search', query: EXCLUDED },
        { kind: 'attachment', uri: uriOf('private/plan.ts') },
        { kind: 'attachment', uri: uriOf('.env') },
        { kind: 'attachment', name: '.env', data: Buffer.from(`PASSWORD=${PASSWORD}`).toString('base64') },
      ].map((params) => engine.connection.sendRequest<object>(Method.chatContext, params)),
      engine.connection.sendRequest<object>(Method.chatInstructions, {}),
      engine.connection.sendRequest<object>(Method.chatPromptFiles, {}),
      engine.connection.sendRequest<object>(Method.chatPromptFile, {
        uri: uriOf('.github/prompts/ask.prompt.md'),
        input: '',
        variables: {},
      }),
    ]);
    for (const canary of [EXCLUDED, PASSWORD]) expect(JSON.stringify(given)).not.toContain(canary);
    expect(server.requests).toEqual([]);
  });

  it('is not sent by commit messages, under its old name neither', async () => {
    repository.write('private/old.ts', `const ${OLD_EXCLUDED} = 1;\n`.repeat(5));
    repository.write('src/c.ts', 'export const c = 1;\n');
    repository.commit('First');
    mkdirSync(join(repository.root, 'src/moved'), { recursive: true });
    repository.git('mv', 'private/old.ts', 'src/moved/old.ts');
    repository.write('private/plan.ts', `const ${EXCLUDED} = 2;\n`);
    repository.write('.env', `PASSWORD=${PASSWORD}-2\n`);
    repository.write('src/c.ts', `export const c = "${TOKEN}";\n`);
    repository.git('add', '--all', '--force');
    await start(elsewhere());
    const { result } = await draft();
    expect(result).toMatchObject({ writtenBy: 'model', filesExcluded: 3 });
    await expectNoCanary();
    expect(server.requests.at(-1)?.body).toContain('src/c.ts');
  });

  it('has the commit message made on this machine where every changed file is excluded', async () => {
    repository.commit('First');
    repository.write('.env', `PASSWORD=${PASSWORD}-2\n`);
    await start(elsewhere());
    const { result } = await draft();
    expect(result).toMatchObject({ writtenBy: 'rules', filesExcluded: 1 });
    expect(server.requests).toEqual([]);
  });

  it('stays readable for a model on this machine, excluded files aside', async () => {
    await start(here());
    await ask(context('src/a.ts', `const password = "${PASSWORD}";`), context('.env', `X=${EXCLUDED}`));
    expect(server.requests.at(-1)?.body).toContain(PASSWORD);
    expect(server.requests.at(-1)?.body).not.toContain(EXCLUDED);
  });

  it('is not sent for next edits', async () => {
    await start(elsewhere());
    engine.configure({
      'fairwind.models': [
        {
          id: 'editor',
          provider: 'openai',
          baseUrl: `${elsewhere()}/v1`,
          model: 'sweep-next-edit-1.5b',
          contextTokens: 8_192,
          fim: 'template',
        },
      ],
      'fairwind.nextEdit.enable': true,
    });
    const [first, second] = [uriOf('src/a.ts'), uriOf('private/plan.ts')];
    // Edits from which no rule follows anything.
    engine.open(second, 'typescript', `const depth = 1;\nconst ${EXCLUDED} = 1;\n`);
    engine.open(
      first,
      'typescript',
      `const depth = 1;\nconst password = "${PASSWORD}";\nsend("${TOKEN}");\n`,
    );
    for (const uri of [second, first]) {
      engine.change(uri, { start: { line: 0, character: 14 }, end: { line: 0, character: 15 } }, '2');
      await engine.connection.sendRequest(Method.nextEditAsk, { uri });
    }
    await expectNoCanary();
    expect(server.requests.map(({ body }) => body).join()).toContain('[secret masked by Fairwind]');
  });

  it('is not sent by inline chats, nor when a model is asked where a block belongs', async () => {
    await start(elsewhere());
    const text = `const password = "${PASSWORD}";\nsend("${TOKEN}");\n`;
    engine.open(uriOf('src/a.ts'), 'typescript', text);
    engine.open(uriOf('private/plan.ts'), 'typescript', `const ${EXCLUDED} = 1;\n`);
    const top = { line: 0, character: 0 };
    const edit = (path: string) =>
      engine.stream<unknown>(Method.inlineChatEdit, {
        uri: uriOf(path),
        version: 1,
        selection: { start: top, end: top },
        instruction: `Use ${TOKEN}`,
        earlier: [{ instruction: 'One', text: `send("${TOKEN}")` }],
      });
    await edit('src/a.ts');
    await expect(edit('private/plan.ts')).rejects.toMatchObject({ data: { kind: 'refused' } });
    const askToPlace = (path: string, fileText: string) =>
      engine.connection.sendRequest(Method.applyAsk, {
        file: { uri: uriOf(path), path, languageId: 'typescript', text: fileText },
        block: { text: `send("${TOKEN}", 1);`, language: 'ts' },
      });
    await askToPlace('src/a.ts', text);
    await expect(askToPlace('private/plan.ts', `const ${EXCLUDED} = 1;\n`)).rejects.toMatchObject({
      data: { kind: 'refused' },
    });
    await expectNoCanary();
    expect(server.requests).toHaveLength(2);
  });

  it('is not sent when another extension asks, nor by a check', async () => {
    await start(elsewhere());
    await engine.stream<ModelsChatResult>(Method.modelsChat, {
      modelId: 'talker',
      messages: [{ role: 'user', content: `const password = "${PASSWORD}"; // ${TOKEN}` }],
    });
    expect(server.requests.at(-1)?.body).toContain('[secret masked by Fairwind]');
    engine.open(uriOf('src/a.ts'), 'typescript', `const password = "${PASSWORD}";\n`);
    await engine.connection.sendRequest(Method.modelsCheck, {});
    await expectNoCanary();
  });

  it('is told to the editor before anything is sent', async () => {
    await start(here());
    const uris = [uriOf('src/a.ts'), uriOf('.env'), 'untitled:Untitled-1'];
    const result = await engine.connection.sendRequest<FilesExcludedResult>(Method.filesExcluded, { uris });
    expect(result.excluded).toEqual([
      {
        uri: uriOf('.env'),
        reason: '.env may hold keys or passwords, so nothing of it is sent to any model.',
      },
    ]);
  });
});
