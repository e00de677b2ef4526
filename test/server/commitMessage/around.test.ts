import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  CommitBranchNamesResult,
  CommitExplainResult,
  CommitPullRequestResult,
  CommitSplitResult,
} from '../../../src/protocol/commit';
import { Method } from '../../../src/protocol/engine';
import { type EngineOptions, TestEngine } from '../../support/engine';
import { type FakeAnswer, FakeModelServer, type Script } from '../../support/fakeModelServer';
import { type TestRepository, createRepository } from '../../support/gitRepository';
import { chatCompletionsWire } from '../../support/modelWires';

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository();
  repository.write('src/tides.ts', 'export function high() {}\n');
  repository.write('README.md', '# Tides\n');
  repository.commit('Add the tides');
});
afterEach(() => repository.dispose());

const wire = (...pieces: string[]): FakeAnswer => ({ body: chatCompletionsWire(pieces) });

interface Fixture {
  readonly server: FakeModelServer;
  readonly engine: TestEngine;
  // The caller names the result's type, as with `sendRequest` itself.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  readonly ask: <R>(method: string, params?: object) => Promise<{ result: R; deltas: string[] }>;
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
  const repositoryUri = pathToFileURL(repository.root).href;
  const ask: Fixture['ask'] = (method, params = {}) => engine.stream(method, { repositoryUri, ...params });
  try {
    await test({ server, engine, ask });
  } finally {
    await engine.stop();
  }
}

/** Two things at once: a function with its use, and a sentence of the README; the former has more unstaged lines. */
function stageTwoThings(): void {
  repository.write('src/tides.ts', 'export function high() {}\nexport function hoursUntil() {}\n');
  repository.write('src/table.ts', 'export const left = hoursUntil();\n');
  repository.write('README.md', '# Tides\n\nAsk the harbour master.\n');
  repository.git('add', '--all');
}

const staged = () => repository.git('diff', '--cached', '--name-only').trim().split('\n').sort();

describe('what is staged', () => {
  it('is told in parts, without a model', async () => {
    stageTwoThings();
    await withEngine({}, async ({ ask }) => {
      const { result } = await ask<CommitSplitResult>(Method.commitSplit);
      expect(result.parts).toEqual([
        { title: 'Add table and hoursUntil', paths: ['src/table.ts', 'src/tides.ts'], partlyStaged: [] },
        { title: 'Update README', paths: ['README.md'], partlyStaged: [] },
      ]);
    });
  });

  it('is reduced to one part, and comes back exactly, lines that were staged alone included', async () => {
    stageTwoThings();
    repository.write('README.md', '# Tides\n\nAsk the harbour master.\n\nNot staged.\n');
    const before = repository.git('ls-files', '--stage');
    await withEngine({}, async ({ ask }) => {
      const { result } = await ask<CommitSplitResult>(Method.commitSplit);
      expect(result.parts[1]?.partlyStaged).toEqual(['README.md']);
      await expect(
        ask(Method.commitStagePart, { paths: ['src/table.ts', 'src/tides.ts'] }),
      ).resolves.toMatchObject({
        result: { unstaged: 1 },
      });
      expect(staged()).toEqual(['src/table.ts', 'src/tides.ts']);
      expect(readFileSync(join(repository.root, 'README.md'), 'utf8')).toContain('Not staged.');
      expect(await ask(Method.commitUndoStagePart)).toMatchObject({ result: { isUndone: true } });
      expect(repository.git('ls-files', '--stage')).toBe(before);
      expect(await ask(Method.commitUndoStagePart)).toMatchObject({ result: { isUndone: false } });
    });
  });

  it('is not given back over what the person staged since', async () => {
    stageTwoThings();
    await withEngine({}, async ({ ask }) => {
      await ask(Method.commitStagePart, { paths: ['README.md'] });
      repository.write('other.ts', 'x\n');
      repository.git('add', 'other.ts');
      expect(await ask(Method.commitUndoStagePart)).toMatchObject({ result: { isUndone: false } });
      expect(staged()).toEqual(['README.md', 'other.ts']);
    });
  });

  it('is split before the first commit and across renames, on exact paths', async () => {
    repository.dispose();
    repository = createRepository();
    for (const name of ['a[1].ts', 'a1.ts', ':(top)b.ts']) repository.write(name, `export const x = 1;\n`);
    repository.git('add', '--all');
    await withEngine({}, async ({ ask }) => {
      await ask(Method.commitStagePart, { paths: ['a1.ts'] });
      expect(repository.git('ls-files').trim()).toBe('a1.ts');
      await ask(Method.commitUndoStagePart);
      repository.git('commit', '--quiet', '-m', 'Begin');
      repository.git('mv', 'a[1].ts', 'moved.ts');
      repository.write('a1.ts', 'export const y = 2;\n');
      repository.git('add', 'a1.ts');
      await ask(Method.commitStagePart, { paths: ['a1.ts'] });
      expect(staged()).toEqual(['a1.ts']);
    });
  });

  it('stays as it is while git is at work, and runs nothing of a hostile repository', async () => {
    stageTwoThings();
    const marker = join(repository.root, 'marker');
    repository.write('.git/hooks/post-index-change', `#!/bin/sh\ntouch ${marker}\n`);
    repository.chmod('.git/hooks/post-index-change', 0o755);
    repository.git('config', 'core.fsmonitor', `touch ${marker}; false`);
    repository.git('config', 'filter.evil.clean', `touch ${marker}; cat`);
    repository.write('.gitattributes', '* filter=evil\n');
    await withEngine({}, async ({ ask }) => {
      const lock = join(repository.root, '.git/index.lock');
      writeFileSync(lock, '');
      await expect(ask(Method.commitStagePart, { paths: ['README.md'] })).rejects.toThrow(/index\.lock/);
      expect(existsSync(lock)).toBe(true);
      repository.remove('.git/index.lock');
      await ask(Method.commitStagePart, { paths: ['README.md'] });
      await ask(Method.commitUndoStagePart);
      expect(existsSync(marker)).toBe(false);
      repository.remove('.git/hooks/post-index-change');
      repository.git('config', '--unset', 'core.fsmonitor');
      expect(staged()).toEqual(['README.md', 'src/table.ts', 'src/tides.ts']);
    });
  });

  it('is left alone in Restricted Mode', async () => {
    stageTwoThings();
    await withEngine({ restricted: true }, async ({ ask }) => {
      for (const method of [
        Method.commitSplit,
        Method.commitStagePart,
        Method.commitExplain,
        Method.commitHook,
      ])
        await expect(ask(method, { paths: ['README.md'], action: 'install' })).rejects.toThrow(/trust/);
      expect(staged()).toHaveLength(3);
    });
  });
});

describe('an explanation', () => {
  it('streams, in the person’s language, and holds nothing of excluded files', async () => {
    stageTwoThings();
    repository.write('.fairwindignore', 'secret.ts\n');
    repository.write('secret.ts', 'export const canary = 1;\n');
    repository.git('add', '--all');
    await withEngine({ answer: wire('It tells ', 'the hours.') }, async ({ ask, server }) => {
      const { result, deltas } = await ask<CommitExplainResult>(Method.commitExplain, { source: 'staged' });
      expect(result.text).toMatch(/^# Staged changes of fairwind-git-\w+\n\nIt tells the hours\.$/);
      expect(result).toMatchObject({ filesExcluded: 1, model: { id: 'writer' } });
      expect(deltas.join('')).toBe(result.text);
      const { body } = await server.request();
      expect(body).toContain('+export function hoursUntil() {}');
      expect(body).not.toContain('canary');
    });
  });

  it.each<[name: string, params: object, text: RegExp]>([
    ['of what is staged', { source: 'staged' }, /src\/table\.ts[^]*\+ `hoursUntil`/],
    ['of the working tree', { source: 'workingTree' }, /other\.ts/],
    ['of a commit', { source: 'commit', commit: 'HEAD' }, /^# Add the tides \(\w{8}\)[^]*README\.md/],
  ])('%s is a list without a model', async (_name, params, text) => {
    stageTwoThings();
    repository.write('other.ts', 'x\n');
    await withEngine({}, async ({ ask }) => {
      const { result } = await ask<CommitExplainResult>(Method.commitExplain, params);
      expect(result.text).toMatch(text);
    });
  });

  it('takes no option for the name of a commit', async () => {
    await withEngine({}, async ({ ask }) => {
      const params = { source: 'commit', commit: '--output=marker' };
      await expect(ask(Method.commitExplain, params)).rejects.toThrow(/unknown revision/);
      expect(existsSync(join(repository.root, 'marker'))).toBe(false);
    });
  });
});

describe('a branch', () => {
  it('is named by the change, in the habit of the others', async () => {
    for (const name of ['feature/show-wind', 'feature/add-hours']) repository.git('branch', name);
    repository.write('src/tides.ts', 'export function high() {}\nexport function low() {}\n');
    repository.git('add', '--all');
    await withEngine({}, async ({ ask }) => {
      const { result } = await ask<CommitBranchNamesResult>(Method.commitBranchNames);
      expect(result).toEqual({ names: ['feature/add-low'] });
    });
    await withEngine({ answer: wire('feat: tell the ebb\n') }, async ({ ask }) => {
      const { result } = await ask<CommitBranchNamesResult>(Method.commitBranchNames);
      expect(result.names).toEqual(['feature/tell-ebb', 'feature/add-low']);
    });
  });
});

describe('a pull request', () => {
  function commitOnBranch(): void {
    repository.git('checkout', '--quiet', '-b', 'feat/tell-ebb');
    repository.write('src/tides.ts', 'export function high() {}\nexport function low() {}\n');
    repository.commit('Add low\n\nThe ebb has a name.');
    repository.write('test/tides.test.ts', 'low();\n');
    repository.commit('Test low');
  }

  it('is told from the commits, with the template filled in', async () => {
    repository.write(
      '.github/PULL_REQUEST_TEMPLATE.md',
      '## What\n<!-- say it -->\n\n## Checks\n- [ ] tested\n',
    );
    repository.commit('Add a template');
    commitOnBranch();
    await withEngine({}, async ({ ask }) => {
      const { result } = await ask<CommitPullRequestResult>(Method.commitPullRequest);
      expect(result).toEqual({
        title: 'Tell ebb',
        body: '## What\n\n* Add low\n* Test low\n\n## Checks\n- [ ] tested',
        base: 'main',
        branch: 'feat/tell-ebb',
        commits: 2,
        template: '.github/PULL_REQUEST_TEMPLATE.md',
      });
    });
    await withEngine({ answer: wire('Name the ebb\n\n## What\nIt has one.') }, async ({ ask, server }) => {
      const { result } = await ask<CommitPullRequestResult>(Method.commitPullRequest);
      expect(result).toMatchObject({
        title: 'Name the ebb',
        body: '## What\nIt has one.',
        model: { id: 'writer' },
      });
      const { body } = await server.request();
      for (const text of ['The ebb has a name.', '- [ ] tested', '+low();']) expect(body).toContain(text);
    });
  });

  it('goes to the branch that the remote says', async () => {
    repository.git('update-ref', 'refs/remotes/origin/next', 'HEAD');
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/next');
    commitOnBranch();
    await withEngine({}, async ({ ask }) => {
      const { result } = await ask<CommitPullRequestResult>(Method.commitPullRequest);
      expect(result.base).toBe('origin/next');
    });
  });

  it('has nothing to tell without commits', async () => {
    repository.git('checkout', '--quiet', '-b', 'side');
    await withEngine({}, async ({ ask }) => {
      await expect(ask(Method.commitPullRequest)).rejects.toThrow(/side has no commit that main has not/);
    });
  });
});
