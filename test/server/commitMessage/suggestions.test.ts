import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Method } from '../../../src/protocol/engine';
import { openCommitEditor } from '../../support/commitEditor';
import { type EngineOptions, TestEngine } from '../../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../../support/fakeModelServer';
import { type TestRepository, createRepository } from '../../support/gitRepository';
import { chatCompletionsWire } from '../../support/modelWires';

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository();
  repository.write('src/tides.ts', 'export function high() {}\n');
  repository.commit('Add the tides');
  repository.commit('Add the wind');
});
afterEach(() => repository.dispose());

const AUTOMATIC = 2;
const INVOKED = 1;

interface Question {
  readonly uri: string;
  readonly languageId?: string;
  /** With `█` for the cursor. */
  readonly text: string;
  readonly triggerKind?: number;
}

interface Fixture {
  readonly engine: TestEngine;
  readonly server: FakeModelServer;
  /** What is suggested; undefined for nothing. */
  readonly ask: (question: Question) => Promise<string | undefined>;
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
  const ask = async ({ uri, languageId = 'git-commit', text, triggerKind = AUTOMATIC }: Question) => {
    const before = text.slice(0, text.indexOf('█')).split('\n');
    engine.open(uri, languageId, text.replace('█', ''));
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const result = await engine.inlineCompletion(uri, position, undefined, triggerKind);
    void engine.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    const items = result && 'items' in result ? result.items : (result ?? []);
    return items[0]?.insertText;
  };
  try {
    await test({ engine, server, ask });
  } finally {
    await engine.stop();
  }
}

const wire = (...pieces: string[]): FakeAnswer => ({ body: chatCompletionsWire(pieces) });

/** Stages a new function and returns the editor's text. */
function stageChange(...args: string[]) {
  repository.write('src/tides.ts', 'export function high() {}\nexport function low() {}\n');
  repository.git('add', '--all');
  return openCommitEditor(repository, ...args);
}

describe('in a message that git opens in an editor', () => {
  it('drafts by rule from the change below the scissors, with no model', async () => {
    const { uri, text } = stageChange('-v');
    // What is staged in the repository by now does not count.
    repository.git('reset', '--quiet');
    await withEngine({}, async ({ ask }) => {
      expect(await ask({ uri, text: `█${text}` })).toBe('Add low');
      expect(await ask({ uri, text: `Add █${text}` })).toBe('low');
      expect(await ask({ uri, text: `Mend it█${text}` })).toBe(undefined);
      expect(await ask({ uri, text: text.replace('# Please', '# █Please') })).toBe(undefined);
      expect(await ask({ uri, text: text.replace('+export', '+█export') })).toBe(undefined);
    });
  });

  it.each(['gitcommit', 'plaintext'])(
    'drafts from what is staged, in the language %s too',
    async (languageId) => {
      const { uri, text } = stageChange();
      await withEngine({}, async ({ ask }) => {
        expect(await ask({ uri, languageId, text: `█${text}` })).toBe('Add low');
      });
    },
  );

  it('drafts once for each change, however much is typed along', async () => {
    const { uri, text } = stageChange('-v');
    await withEngine({ answer: () => wire('Add low\n\n- the ebb has one') }, async ({ ask, server }) => {
      expect(await ask({ uri, text: `█${text}` })).toBe('Add low');
      for (const typed of ['A', 'Ad', 'Add', 'Add l'])
        expect(await ask({ uri, text: `${typed}█${text}` })).toBe('Add low'.slice(typed.length));
      expect(await ask({ uri, text: `Add low\n\n█${text}` })).toBe('- the ebb has one');
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]?.body).toContain('+export function low() {}');
      repository.write('src/tides.ts', 'export function ebb() {}\n');
      repository.git('add', '--all');
      const other = openCommitEditor(repository, '-v');
      await ask({ uri, text: `█${other.text}` });
      expect(server.requests).toHaveLength(2);
    });
  });

  it('goes on from other words when asked by hand, and not before', async () => {
    const { uri, text } = stageChange('-v');
    const answers = ['Add low\n\nBody', 'Tell the ebb with low'];
    await withEngine({ answer: (_, number) => wire(answers[number] ?? '') }, async ({ ask, server }) => {
      const question = { uri, text: `Tell the█${text}` };
      expect(await ask(question)).toBe(undefined);
      expect(server.requests).toHaveLength(1);
      expect(await ask({ ...question, triggerKind: INVOKED })).toBe(' ebb with low');
      expect(server.requests[1]?.body).toContain('Tell the');
    });
  });

  it('drafts by rule where the model fails, and asks it again by hand', async () => {
    const { uri, text } = stageChange('-v');
    const answer: Script = (_, number) =>
      number === 0 ? { status: 400, body: '{}' } : wire('Add low, the ebb');
    await withEngine({ answer }, async ({ ask, engine, server }) => {
      expect(await ask({ uri, text: `█${text}` })).toBe('Add low');
      expect(engine.statuses.at(-1)).toMatchObject({ state: 'error', role: 'commit' });
      expect(await ask({ uri, text: `█${text}` })).toBe('Add low');
      expect(server.requests).toHaveLength(1);
      expect(await ask({ uri, text: `█${text}`, triggerKind: INVOKED })).toBe('Add low, the ebb');
    });
  });

  it('sends nothing of an excluded file that stands below the scissors', async () => {
    repository.write('.fairwindignore', 'secret.ts\n');
    repository.write('secret.ts', 'export const canary = 1;\n');
    const { uri, text } = stageChange('-v');
    expect(text).toContain('canary');
    await withEngine(
      { answer: wire('Add low'), folders: [pathToFileURL(repository.root).href] },
      async (fixture) => {
        expect(await fixture.ask({ uri, text: `█${text}` })).toBe('Add low');
        expect(fixture.server.requests[0]?.body).not.toContain('canary');
      },
    );
  });

  it('respects another comment character', async () => {
    repository.git('config', 'core.commentChar', ';');
    const { uri, text } = stageChange();
    expect(text).toContain('; Please');
    await withEngine({}, async ({ ask }) => {
      expect(await ask({ uri, text: `█${text}` })).toBe('Add low');
      expect(await ask({ uri, text: text.replace('; Please', '; █Please') })).toBe(undefined);
    });
  });

  it.each<[name: string, prepare: () => { uri: string; text: string }]>([
    [
      'merges',
      () => {
        repository.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
        repository.write('b.ts', 'b\n');
        repository.commit('Add b');
        repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'main');
        return openCommitEditor(repository);
      },
    ],
    ['amends', () => (stageChange(), openCommitEditor(repository, '--amend', '--reset-author'))],
    ['has nothing staged', () => openCommitEditor(repository, '--allow-empty')],
  ])('is silent below a subject when git %s', async (_name, prepare) => {
    const { uri, text } = prepare();
    const [, ...git] = text.split('\n');
    await withEngine({}, async ({ ask }) => {
      expect(await ask({ uri, text: `Any subject\n\n█\n${git.join('\n')}` })).toBe(undefined);
    });
  });

  it('is silent in Restricted Mode, and for a language that is turned off', async () => {
    const { uri, text } = stageChange('-v');
    await withEngine({ restricted: true }, async ({ ask }) => {
      expect(await ask({ uri, text: `█${text}` })).toBe(undefined);
    });
    const settings = { 'fairwind.completion.enable': { '*': true, 'git-commit': false } };
    await withEngine({ settings }, async ({ ask }) => {
      expect(await ask({ uri, text: `█${text}` })).toBe(undefined);
    });
  });
});

describe('finds the repository of a message', () => {
  const stageIn = (other: TestRepository) => {
    other.write('ebb.ts', 'export function ebb() {}\n');
    other.git('add', '--all');
    return openCommitEditor(other);
  };

  it('in a worktree and in a submodule', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fairwind-trees-')));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    repository.git('worktree', 'add', '--quiet', join(folder, 'tree'));
    const tree = { ...createRepository(join(folder, 'other')), root: join(folder, 'tree') };
    const worktree = stageIn({
      ...repository,
      root: tree.root,
      write: (path, content) => writeFileSync(join(tree.root, path), content),
      git: (...args) => repository.git('-C', tree.root, ...args),
    });
    const library = createRepository(join(folder, 'library'));
    library.commit('Begin');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
    const lib = join(repository.root, 'lib');
    const submodule = stageIn({
      ...repository,
      root: lib,
      write: (path, content) => writeFileSync(join(lib, path), content),
      git: (...args) => repository.git('-C', lib, ...args),
    });
    expect(worktree.uri).toContain('/.git/worktrees/');
    expect(submodule.uri).toContain('/.git/modules/');
    await withEngine({}, async ({ ask }) => {
      for (const { uri, text } of [worktree, submodule])
        expect(await ask({ uri, text: `█${text}` })).toBe('Add ebb');
    });
  });

  it('and not in the folder that a hostile git folder names', async () => {
    const other = createRepository();
    onTestFinished(() => other.dispose());
    other.write('private.ts', 'export function canary() {}\n');
    other.git('add', '--all');
    const fake = join(repository.root, 'fake.git');
    mkdirSync(fake);
    writeFileSync(join(fake, 'config'), `[core]\n\tworktree = ${other.root}\n`);
    writeFileSync(join(fake, 'gitdir'), `${other.root}/.git\n`);
    await withEngine({ answer: wire('Add canary') }, async ({ ask, server }) => {
      const uri = pathToFileURL(join(fake, 'COMMIT_EDITMSG')).href;
      expect(await ask({ uri, text: '█\n# git\n' })).toBe(undefined);
      expect(server.requests).toEqual([]);
    });
  });
});

describe('in the box of Source Control', () => {
  const boxUri = () =>
    `vscode-scm:git/scm0/input?rootUri%3D${encodeURIComponent(encodeURIComponent(pathToFileURL(repository.root).href))}`;

  it('asks a model only by hand, and shows its draft from then on', async () => {
    stageChange();
    await withEngine({ answer: () => wire('Add low, the ebb') }, async ({ ask, server }) => {
      const question = { uri: boxUri(), languageId: 'scminput', text: 'A█' };
      expect(await ask(question)).toBe('dd low');
      expect(server.requests).toEqual([]);
      expect(await ask({ ...question, triggerKind: INVOKED })).toBe('dd low, the ebb');
      expect(await ask(question)).toBe('dd low, the ebb');
      expect(server.requests).toHaveLength(1);
    });
  });
});

it('never completes code in git’s own texts', async () => {
  await withEngine({ answer: wire('return 1;') }, async ({ ask, server, engine }) => {
    const uri = pathToFileURL(join(repository.root, '.git/rebase-merge/git-rebase-todo')).href;
    expect(await ask({ uri, languageId: 'git-rebase', text: 'pick abc Add█', triggerKind: INVOKED })).toBe(
      undefined,
    );
    expect(server.requests).toEqual([]);
    const why = await engine.connection.sendRequest<{ reason: string }>(Method.completionWhy, {});
    expect(why.reason).toBe('noMessageDraft');
  });
});
