import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import type { CommitDraftParams, CommitDraftResult } from '../../src/protocol/commit';
import { EXPECTED_ERROR_CODE, Method } from '../../src/protocol/engine';
import { TestEngine } from '../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../support/fakeModelServer';
import { type TestRepository, createRepository } from '../support/gitRepository';
import { chatCompletionsWire } from '../support/modelWires';

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository();
});
afterEach(() => repository.dispose());

interface Setup {
  readonly answer?: FakeAnswer | Script;
  readonly restricted?: boolean;
  readonly settings?: Record<string, unknown>;
}

interface Fixture {
  readonly server: FakeModelServer;
  readonly engine: TestEngine;
  readonly draft: (
    notes?: string,
    token?: CancellationToken,
    more?: Partial<CommitDraftParams>,
  ) => Promise<{ result: CommitDraftResult; deltas: string[] }>;
}

/** Runs `test` with an engine; a model is connected when `answer` is given. */
async function withEngine(setup: Setup, test: (fixture: Fixture) => Promise<void>): Promise<void> {
  await using server = await FakeModelServer.start(setup.answer ?? { status: 500 });
  const models = setup.answer && [
    {
      id: 'writer',
      provider: 'openai',
      baseUrl: `${server.url}/v1`,
      model: 'tiny',
      contextTokens: 32_768,
    },
  ];
  const engine = await TestEngine.start({
    restricted: setup.restricted ?? false,
    settings: { 'fairwind.models': models ?? [], ...setup.settings },
    secrets: { writer: 'key' },
  });
  try {
    const draft: Fixture['draft'] = (notes = '', token, more = {}) =>
      engine.stream<CommitDraftResult>(
        Method.commitDraft,
        { repositoryUri: pathToFileURL(repository.root).toString(), notes, ...more },
        token,
      );
    await test({ server, engine, draft });
  } finally {
    await engine.stop();
  }
}

function wire(...pieces: string[]): FakeAnswer {
  return { body: chatCompletionsWire(pieces) };
}

describe('fairwind/commit/draft', () => {
  it('streams the model’s message, cleaned, and says what it describes', async () => {
    repository.write('a.ts', 'export function one() {}\n');
    repository.git('add', '--all');
    const answer = wire('```\nAdd', ' one', ' to a\n', '\nOnly for the demo.\n```\n', 'Let me know!');
    await withEngine({ answer }, async ({ server, draft }) => {
      const { result, deltas } = await draft('for the demo');
      expect(result).toMatchObject({
        message: 'Add one to a\n\nOnly for the demo.',
        source: 'staged',
        writtenBy: 'model',
        model: { id: 'writer', model: 'tiny' },
        filesNamedOnly: 0,
      });
      expect(deltas.join('')).toBe(result.message);
      const { body } = await server.request();
      expect(body).toContain('+export function one() {}');
      expect(body).toContain('for the demo');
    });
  });

  it('has the files of a change that is too large summarised first, and writes from the summaries', async () => {
    for (let file = 0; file < 30; file++) {
      const lines = Array.from(
        { length: 120 },
        (_, line) => `const value${file}_${line} = compute(${line});\n`,
      );
      repository.write(`src/part${file}.ts`, lines.join(''));
    }
    repository.git('add', '--all');
    const answer: Script = ({ body }) =>
      body.includes('You summarise a part')
        ? wire(
            [...body.matchAll(/\\n(\d+)\. (src\/part\d+\.ts)/g)]
              .map(([, number, path]) => `${number}. ${path}: adds values`)
              .join('\n'),
          )
        : wire('Add values');
    await withEngine({ answer }, async ({ server, draft }) => {
      const { result } = await draft();
      expect(result).toMatchObject({ message: 'Add values', filesNamedOnly: 0 });
      expect(server.requests.length).toBeGreaterThan(2);
      expect(server.requests.length).toBeLessThanOrEqual(7);
      expect(server.requests.at(-1)?.body).toContain('added src/part29.ts (+120 -0, adds values)');
    });
  });

  it('writes by rules when no model is connected', async () => {
    repository.write('a.ts', 'x\n');
    await withEngine({}, async ({ server, draft }) => {
      const { result, deltas } = await draft();
      expect(result).toEqual({
        message: 'Add a',
        source: 'workingTree',
        writtenBy: 'rules',
        filesNamedOnly: 0,
        filesExcluded: 0,
        remarks: [],
      });
      expect(deltas).toEqual([]);
      expect(server.requests).toEqual([]);
    });
  });

  it('has the model correct a message that breaks the repository’s rules, once', async () => {
    for (const subject of ['feat(api): add search', 'fix(api): handle empty query', 'docs: explain search'])
      repository.commit(subject);
    repository.write('api.ts', 'export function one() {}\n');
    const answers = ['Added the function one', 'feat(api): add one', 'never asked for'];
    const answer: Script = (_request, number) => wire(answers[number] ?? '');
    await withEngine({ answer }, async ({ server, draft }) => {
      const { result } = await draft();
      expect(result.message).toBe('feat(api): add one');
      expect(server.requests).toHaveLength(2);
      expect(server.requests[1]?.body).toContain('does not have the form');
    });
  });

  it('keeps the rules of commitlint’s configuration, which is read and never run, whatever the model writes', async () => {
    repository.write(
      'commitlint.config.mjs',
      "import fs from 'node:fs';\nfs.writeFileSync('marker', 'ran');\nexport default { extends: ['@commitlint/config-conventional'], rules: { 'type-enum': [2, 'always', ['add', 'mend']] } };\n",
    );
    repository.write('api.ts', 'export function one() {}\n');
    await withEngine({ answer: () => wire('Added the function one.') }, async ({ server, draft }) => {
      expect((await draft()).result.message).toBe('add: add the function one');
      expect(server.requests[0]?.body).toContain('Types in use: add, mend');
      expect(server.requests[1]?.body).toContain('needs a type');
    });
    expect(existsSync(join(repository.root, 'marker'))).toBe(false);
  });

  it.each([
    ['ko', '검색 기능 추가', 'Write in Korean'],
    ['en', 'Add search', 'Write in English'],
  ])('writes in the language of the setting: %s', async (language, message, rule) => {
    repository.commit(language === 'ko' ? 'Add a thing' : '첫 번째 변경');
    repository.write('api.ts', 'export function search() {}\n');
    const answers = [language === 'ko' ? 'Add search' : '검색 추가', message];
    const settings = { 'fairwind.commit.language': language };
    await withEngine(
      { answer: (_request, number) => wire(answers[number] ?? ''), settings },
      async ({ server, draft }) => {
        expect((await draft()).result.message).toBe(message);
        expect(server.requests[0]?.body).toContain(rule);
      },
    );
  });

  it('has the model take back a name that it made up', async () => {
    repository.write('api.ts', 'export function one() {}\n');
    const answer: Script = (_request, number) =>
      wire(number === 0 ? 'Add fetchAll to the API' : 'Add one to the API');
    await withEngine({ answer }, async ({ server, draft }) => {
      expect((await draft()).result.message).toBe('Add one to the API');
      expect(server.requests[1]?.body).toContain('does not have fetchAll');
    });
  });

  it('keeps the first message when the correction is no better, and mends by rule what it can', async () => {
    repository.commit('feat: add search');
    repository.write('api.ts', 'export function one() {}\n');
    await withEngine({ answer: (_request, number) => wire(`Add one ${number}`) }, async ({ draft }) => {
      expect((await draft()).result.message).toBe('feat: add one 0');
    });
  });

  it('keeps the first message when the server fails at the correction', async () => {
    repository.commit('feat: add search');
    repository.write('api.ts', 'export function one() {}\n');
    const answer: Script = (_request, number) => (number === 0 ? wire('Add one') : { status: 400 });
    await withEngine({ answer }, async ({ server, draft }) => {
      expect((await draft()).result.message).toBe('feat: add one');
      expect(server.requests).toHaveLength(2);
    });
  });

  it('gives the model the template and the guide, without what is excluded, and keeps the template’s lines', async () => {
    repository.write('.gitmessage', '# Imperative\n\nWhy:\n');
    repository.write('CONTRIBUTING.md', '# Commits\nUse few words.\n');
    repository.write('AGENTS.md', '# Commits\nUse no words.\n');
    repository.write('.gitignore', '');
    repository.write('.cursorignore', 'AGENTS.md\n');
    repository.commit('First');
    repository.git('config', 'commit.template', '.gitmessage');
    repository.write('api.ts', 'export function one() {}\n');
    await withEngine({ answer: () => wire('Add one to the API') }, async ({ server, draft }) => {
      // VS Code puts the template into the box: these are not the author's words.
      const { result } = await draft('Why:');
      expect(result).toMatchObject({ message: 'Add one to the API\n\nWhy:', remarks: [] });
      const body = server.requests[0]?.body ?? '';
      for (const told of ['Imperative', '<template>\\nWhy:', 'Use few words.']) expect(body).toContain(told);
      expect(body).not.toContain('notes;');
      expect(body).not.toContain('Use no words.');
    });
  });

  it('words the last commit anew, together with what is staged', async () => {
    repository.commit('Add the readme');
    repository.write('api.ts', 'export function one() {}\n');
    repository.commit('stuf');
    repository.write('more.ts', 'export function two() {}\n');
    repository.git('add', 'more.ts');
    repository.write('api.ts', 'export function three() {}\n');
    await withEngine({ answer: () => wire('Add one and two') }, async ({ server, draft }) => {
      const { result } = await draft('', undefined, { amend: true });
      expect(result).toMatchObject({ message: 'Add one and two', source: 'amend' });
      const body = server.requests[0]?.body ?? '';
      for (const told of ['function one', 'function two', 'to be put better:\\nstuf'])
        expect(body).toContain(told);
      expect(body).not.toContain('function three');
    });
  });

  it('words a first commit anew', async () => {
    repository.write('api.ts', 'export function one() {}\n');
    repository.commit('stuf');
    await withEngine({}, async ({ draft }) => {
      expect((await draft('', undefined, { amend: true })).result.message).toBe('Add api');
    });
  });

  it('writes another draft than those that were seen, and as it was wished for', async () => {
    repository.write('api.ts', 'export function one() {}\n');
    const answers = ['Add one to the API', 'Introduce one, the first of the API'];
    await withEngine(
      { answer: (_request, number) => wire(answers[number] ?? '') },
      async ({ server, draft }) => {
        const { result } = await draft('', undefined, { others: ['Add one to the API'] });
        expect(result).toMatchObject({ message: answers[1], remarks: [] });
        expect(server.requests[1]?.body).toContain('was given before');
      },
    );
  });

  it('says what neither the model nor a rule could put right', async () => {
    repository.write('api.ts', 'export function one() {}\n');
    await withEngine({ answer: () => wire('Add fetchAll to the API') }, async ({ draft }) => {
      expect((await draft()).result.remarks).toEqual(['The change does not have fetchAll.']);
    });
  });

  it('gives git’s own message back in a merge, and asks no model', async () => {
    repository.commit('First');
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write('side.txt', 'x\n');
    repository.commit('Side');
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--no-ff', '--no-commit', 'side');
    await withEngine({ answer: wire('no') }, async ({ server, draft }) => {
      const { result } = await draft("Merge branch 'side'");
      expect(result).toMatchObject({ message: "Merge branch 'side'", writtenBy: 'git' });
      // What the person has typed is not lost.
      expect((await draft('for the demo')).result.message).toBe("Merge branch 'side'\n\nfor the demo");
      expect(server.requests).toEqual([]);
    });
  });

  const FAILURES: readonly {
    name: string;
    setup: Setup;
    arrange?: () => void;
    kind: string;
    words: RegExp;
  }[] = [
    {
      name: 'nothing has changed',
      setup: { answer: wire('x') },
      kind: 'nothingToCommit',
      words: /nothing to commit in fairwind-git-/,
    },
    {
      name: 'there is no repository',
      setup: {},
      arrange: () => repository.remove('.git'),
      kind: 'noRepository',
      words: /fairwind-git-\S+ is not the root of a git repository/,
    },
    {
      name: 'the workspace is not trusted',
      setup: { restricted: true },
      arrange: () => {
        repository.write('a.ts', 'x\n');
        // Git would fail on this, if it were run.
        repository.write('.git/config', 'not a configuration');
      },
      kind: 'restricted',
      words: /trust this workspace/,
    },
    {
      name: 'the setting names a model that is not there',
      setup: { settings: { 'fairwind.commit.model': 'gone' } },
      arrange: () => repository.write('a.ts', 'x\n'),
      kind: 'noModel',
      words: /fairwind\.commit\.model names "gone"/,
    },
    {
      name: 'the model writes nothing but reasoning',
      setup: { answer: wire('<think>', 'hm', '</think>\n') },
      arrange: () => repository.write('a.ts', 'x\n'),
      kind: 'emptyAnswer',
      words: /tiny at 127\.0\.0\.1:\d+ answered without a commit message/,
    },
    {
      name: 'the key is refused',
      setup: { answer: { status: 401, contentType: 'application/json', body: '{"error":{"message":"no"}}' } },
      arrange: () => repository.write('a.ts', 'x\n'),
      kind: 'unauthorized',
      words: /127\.0\.0\.1:\d+ refused the key for tiny/,
    },
  ];
  for (const { name, setup, arrange, kind, words } of FAILURES) {
    it(`says in plain words that ${name}`, async () => {
      arrange?.();
      await withEngine(setup, async ({ draft }) => {
        await expect(draft()).rejects.toMatchObject({
          code: EXPECTED_ERROR_CODE,
          data: { kind },
          message: expect.stringMatching(words) as string,
        });
      });
    });
  }

  it('names the files that have conflicts', async () => {
    repository.write('m.txt', 'base\n');
    repository.commit('First');
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write('m.txt', 'side\n');
    repository.commit('Side');
    repository.git('checkout', '--quiet', 'main');
    repository.write('m.txt', 'main\n');
    repository.commit('Main');
    expect(() => repository.git('merge', 'side')).toThrow();
    await withEngine({}, async ({ draft }) => {
      await expect(draft()).rejects.toMatchObject({
        data: { kind: 'mergeConflict' },
        message: expect.stringContaining('conflicts in m.txt') as string,
      });
    });
  });

  it('closes the model’s socket when it is cancelled', async () => {
    repository.write('a.ts', 'x\n');
    const answer: FakeAnswer = { ...wire('Add a', ' and more'), stopAt: 200, ending: 'stall' };
    await withEngine({ answer }, async ({ server, draft }) => {
      const source = new CancellationTokenSource();
      const pending = draft('', source.token);
      const request = await server.request();
      source.cancel();
      await expect(pending).rejects.toMatchObject({ code: -32800 });
      await request.closed;
    });
  });
});
