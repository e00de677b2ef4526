import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CommitHookState } from '../../../src/protocol/commit';
import { Method } from '../../../src/protocol/engine';
import { TestEngine } from '../../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../../support/fakeModelServer';
import { type TestRepository, createRepository } from '../../support/gitRepository';
import { chatCompletionsWire } from '../../support/modelWires';

let repository: TestRepository;
let storage: string;
beforeEach(() => {
  repository = createRepository();
  repository.write('src/tides.ts', 'export function high() {}\n');
  repository.commit('Add the tides');
  storage = mkdtempSync(join(tmpdir(), 'fairwind hook '));
});
afterEach(() => {
  repository.dispose();
  rmSync(storage, { recursive: true, force: true });
});

const DRAFT = 'Add low, the ebb';
const wire = (text: string): FakeAnswer => ({ body: chatCompletionsWire([text]) });
const hookPath = () => join(repository.root, '.git/hooks/prepare-commit-msg');

interface Fixture {
  readonly server: FakeModelServer;
  readonly hook: (action: 'look' | 'install' | 'remove') => Promise<CommitHookState>;
}

/** Runs `test` with a hook that an engine has installed and that asks a model of `answer`. */
async function withHook(
  answer: FakeAnswer | Script,
  test: (fixture: Fixture) => Promise<void>,
  settings: Record<string, unknown> = {},
): Promise<void> {
  await using server = await FakeModelServer.start(answer);
  const model = {
    id: 'writer',
    provider: 'openai',
    baseUrl: `${server.url}/v1`,
    model: 'tiny',
    contextTokens: 32_768,
  };
  const engine = await TestEngine.start({
    globalStorageUri: pathToFileURL(storage).href,
    secrets: { writer: 'key-that-stays-here' },
    settings: { 'fairwind.models': [model], 'fairwind.commit.hookTimeoutSeconds': 30, ...settings },
  });
  const hook: Fixture['hook'] = (action) =>
    engine.connection.sendRequest(Method.commitHook, {
      repositoryUri: pathToFileURL(repository.root).href,
      action,
    });
  try {
    await hook('install');
    await test({ server, hook });
  } finally {
    await engine.stop();
  }
}

/** Runs `git commit` as in a terminal, with an editor that keeps what it is given. The model's server goes on meanwhile. */
async function commit(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<{ said: string }> {
  const { execFile } = await import('node:child_process');
  const options = {
    cwd: repository.root,
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Test',
      GIT_AUTHOR_EMAIL: 'test@example.org',
      GIT_COMMITTER_NAME: 'Test',
      GIT_COMMITTER_EMAIL: 'test@example.org',
      GIT_EDITOR: 'true',
      ...env,
    },
  };
  return new Promise((resolve) => {
    execFile('git', ['commit', '--quiet', ...args], options, (_, stdout, stderr) =>
      resolve({ said: stdout + stderr }),
    );
  });
}

const lastMessage = () => repository.git('log', '-1', '--format=%B').trim();

function stage(): void {
  repository.write('src/tides.ts', 'export function high() {}\nexport function low() {}\n');
  repository.git('add', '--all');
}

describe('the hook drafts', () => {
  it('the message of a commit, without a word in the terminal', async () => {
    stage();
    await withHook(wire(DRAFT), async ({ server }) => {
      expect(await commit()).toEqual({ said: '' });
      expect(lastMessage()).toBe(DRAFT);
      expect((await server.request()).body).toContain('+export function low() {}');
    });
  });

  it.each<[string, readonly string[], expected: string]>([
    ['-a', ['-a'], '+export function low() {}'],
    ['a file', ['src/tides.ts'], '+export function low() {}'],
    ['-v', ['-a', '-v'], '+export function low() {}'],
  ])('from the index that git commit %s makes', async (_name, args, expected) => {
    repository.write('src/tides.ts', 'export function high() {}\nexport function low() {}\n');
    await withHook(wire(DRAFT), async ({ server }) => {
      await commit(args);
      expect(lastMessage()).toBe(DRAFT);
      expect((await server.request()).body).toContain(expected);
    });
  });

  it('into a template of comments alone', async () => {
    stage();
    repository.write('.git/template', '# What and why?\n');
    repository.git('config', 'commit.template', '.git/template');
    await withHook(wire(DRAFT), async () => {
      await commit();
      expect(lastMessage()).toBe(DRAFT);
    });
  });

  it('by rule without a model', async () => {
    stage();
    await withHook(
      wire(DRAFT),
      async () => {
        await commit();
        expect(lastMessage()).toBe('Add low');
      },
      { 'fairwind.models': [] },
    );
  });

  it('with a key from the environment, for none lies on the disk', async () => {
    stage();
    await withHook(wire(DRAFT), async ({ server }) => {
      await commit([], { FAIRWIND_KEY: 'from-the-environment' });
      expect((await server.request()).headers.authorization).toBe('Bearer from-the-environment');
      const folder = join(storage, 'commit-hook');
      for (const name of readdirSync(folder)) {
        expect(readFileSync(join(folder, name), 'utf8')).not.toContain('key-that-stays-here');
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      }
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    });
  });

  it('nothing of an excluded file', async () => {
    stage();
    repository.write('.fairwindignore', 'secret.ts\n');
    repository.write('secret.ts', 'export const canary = 1;\n');
    repository.git('add', '--all');
    await withHook(wire(DRAFT), async ({ server }) => {
      await commit();
      expect((await server.request()).body).not.toContain('canary');
    });
  });
});

describe('the hook leaves alone', () => {
  it.each<
    [name: string, prepare: () => void, args: readonly string[], env: Record<string, string>, message: string]
  >([
    ['a message of -m', () => {}, ['-m', 'Mine'], {}, 'Mine'],
    ['an amended commit', () => {}, ['--amend'], {}, 'Add the tides'],
    ['a commit for which git opens no editor', () => {}, ['--no-edit'], {}, 'Add the tides'],
    ['a fixup', () => {}, ['--fixup', 'HEAD'], {}, 'fixup! Add the tides'],
    ['a message of -C', () => {}, ['-C', 'HEAD'], {}, 'Add the tides'],
    [
      'a template with text',
      () => {
        repository.write('.git/template', 'Begun by template\n');
        repository.git('config', 'commit.template', '.git/template');
      },
      [],
      { GIT_EDITOR: 'sh -c \'echo more >> "$1"\' -' },
      'Begun by template\n\nmore',
    ],
    ['a commit that turns it off', () => {}, [], { FAIRWIND_HOOK: 'off' }, 'Add the tides'],
    [
      'a merge',
      () => {
        repository.git('commit', '--quiet', '-m', 'Stage');
        repository.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
        repository.write('b.ts', 'b\n');
        repository.commit('Add b');
        repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'main');
      },
      [],
      {},
      "Merge branch 'main' into side",
    ],
    [
      'a squash',
      () => {
        repository.git('commit', '--quiet', '-m', 'Stage');
        repository.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
        repository.git('merge', '--quiet', '--squash', 'main');
      },
      [],
      {},
      'Squashed commit of the following:',
    ],
  ])('%s', async (_name, prepare, args, env, message) => {
    stage();
    prepare();
    await withHook(wire(DRAFT), async ({ server }) => {
      await commit(args, env);
      const squashed = (text: string) => text.replace(/\n+/g, '\n');
      expect(squashed(lastMessage())).toContain(squashed(message));
      expect(server.requests).toEqual([]);
    });
  });

  it.each<[name: string, answer: FakeAnswer, settings: Record<string, unknown>]>([
    ['fails', { status: 400, body: '{}' }, {}],
    ['is silent for too long', { ending: 'stall' }, { 'fairwind.commit.hookTimeoutSeconds': 1 }],
    ['writes what git would take for a comment', wire('Fix\n\n#1 is done'), {}],
  ])('the message when the model %s', async (_name, answer, settings) => {
    stage();
    await withHook(
      answer,
      async () => {
        const editor = 'sh -c \'cp "$1" saved; echo Mine > "$1"\' -';
        await commit([], { GIT_EDITOR: editor });
        expect(lastMessage()).toBe('Mine');
        expect(readFileSync(join(repository.root, 'saved'), 'utf8')).toMatch(/^\n# Please enter/);
      },
      settings,
    );
  });

  it('the message when the extension is gone', async () => {
    stage();
    await withHook(wire(DRAFT), async () => {
      rmSync(join(storage, 'commit-hook'), { recursive: true });
      await commit([], { GIT_EDITOR: 'sh -c \'echo Mine > "$1"\' -' });
      expect(lastMessage()).toBe('Mine');
    });
  });
});

describe('installing', () => {
  const OTHER = '#!/bin/sh\necho "By another" > "$1"\n';

  it('keeps another hook, which is called first, and removing gives it back as it was', async () => {
    writeFileSync(hookPath(), OTHER, { mode: 0o751 });
    chmodSync(hookPath(), 0o751);
    stage();
    await withHook(wire(DRAFT), async ({ server, hook }) => {
      expect(await hook('look')).toMatchObject({ state: 'installed', hasOther: true, isInProject: false });
      await hook('install');
      await commit();
      // There is a message now, so that none is drafted.
      expect(lastMessage()).toBe('By another');
      expect(server.requests).toEqual([]);
      expect(await hook('remove')).toMatchObject({ state: 'absent', hasOther: true });
      expect(readFileSync(hookPath(), 'utf8')).toBe(OTHER);
      expect(statSync(hookPath()).mode & 0o777).toBe(0o751);
      expect(existsSync(`${hookPath()}.before-fairwind`)).toBe(false);
    });
  });

  it('lets another hook stop the commit, as before', async () => {
    writeFileSync(hookPath(), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    stage();
    await withHook(wire(DRAFT), async () => {
      await commit();
      expect(lastMessage()).toBe('Add the tides');
    });
  });

  it('leaves nothing behind', async () => {
    const before = readdirSync(join(repository.root, '.git/hooks'));
    await withHook(wire(DRAFT), async ({ hook }) => {
      expect(readdirSync(join(repository.root, '.git/hooks'))).toEqual(
        [...before, 'prepare-commit-msg'].sort(),
      );
      await hook('remove');
      expect(readdirSync(join(repository.root, '.git/hooks'))).toEqual(before);
    });
  });

  it('neither replaces nor removes a hook that was edited', async () => {
    await withHook(wire(DRAFT), async ({ hook }) => {
      const edited = `${readFileSync(hookPath(), 'utf8')}echo mine\n`;
      writeFileSync(hookPath(), edited);
      for (const action of ['install', 'remove'] as const)
        expect(await hook(action)).toMatchObject({ state: 'edited' });
      expect(readFileSync(hookPath(), 'utf8')).toBe(edited);
    });
  });

  it('follows core.hooksPath, and says that others may get it', async () => {
    repository.git('config', 'core.hooksPath', '.husky');
    stage();
    await withHook(wire(DRAFT), async ({ hook }) => {
      expect(await hook('look')).toMatchObject({
        state: 'installed',
        folder: join(repository.root, '.husky'),
        hooksPath: '.husky',
        isInProject: true,
      });
      await commit();
      expect(lastMessage()).toBe(DRAFT);
    });
  });

  it('calls the hook of husky, which tells its hooks by the name they are called by', async () => {
    const script = (path: string, text: string) => {
      repository.write(path, text);
      chmodSync(join(repository.root, path), 0o755);
    };
    script(
      '.husky/_/h',
      'own="$(dirname "$(dirname "$0")")/$(basename "$0")"\n[ -f "$own" ] || exit 0\nsh -e "$own" "$@"\nexit $?\n',
    );
    script('.husky/_/prepare-commit-msg', '#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n');
    script(
      '.husky/prepare-commit-msg',
      'case "$(cat staged.txt)" in stop) exit 3 ;; esac\necho "By husky" > "$1"\n',
    );
    repository.git('config', 'core.hooksPath', '.husky/_');
    await withHook(wire(DRAFT), async ({ hook }) => {
      repository.write('staged.txt', 'stop');
      repository.git('add', 'staged.txt');
      await commit();
      expect(lastMessage()).toBe('Add the tides');
      repository.write('staged.txt', 'go');
      repository.git('add', 'staged.txt');
      await commit();
      expect(lastMessage()).toBe('By husky');
      await hook('remove');
      expect(readdirSync(join(repository.root, '.husky/_')).sort()).toEqual(['h', 'prepare-commit-msg']);
    });
  });

  it('is one for a repository and its worktrees', async () => {
    const tree = mkdtempSync(join(tmpdir(), 'fairwind-tree-'));
    onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
    repository.git('worktree', 'add', '--quiet', join(tree, 'tree'));
    await withHook(wire(DRAFT), async () => {
      writeFileSync(join(tree, 'tree', 'src/tides.ts'), 'export function low() {}\n');
      await commit(['-C', 'HEAD', '--allow-empty']);
      const { root } = repository;
      spawnSync('git', ['add', '--all'], { cwd: join(tree, 'tree') });
      repository = { ...repository, root: join(tree, 'tree') };
      await commit();
      repository = { ...repository, root };
      expect(repository.git('-C', join(tree, 'tree'), 'log', '-1', '--format=%s').trim()).toBe(DRAFT);
    });
  });
});
