import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommitDraftProgress, CommitDraftResult } from '../../src/protocol/commit';
import { Method } from '../../src/protocol/engine';
import { CommitDrafts } from '../../src/vscode/scm/commitDrafts';
import { chooseRepository, repositoryName } from '../../src/vscode/scm/repositoryChoice';
import { TestEngine } from '../support/engine';
import { type TestRepository, createRepository } from '../support/gitRepository';

/**
 * Every kind of repository, each opened as VS Code's git extension opens it, asked for a draft from the title bar and
 * from the palette, in each state of its index. The engine is the real one; without a model it writes by rule, so that
 * a message says which file of which repository it is about.
 */
const LAYOUTS = ['root', 'nested', 'submodule', 'worktree', 'multi-root', 'symlinked'] as const;
const WAYS = ['title bar', 'palette'] as const;
const STATES = ['staged', 'unstaged', 'both', 'none'] as const;

let engine: TestEngine;
let folder: string;
beforeAll(async () => {
  engine = await TestEngine.start({ settings: { 'fairwind.models': [] } });
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fairwind-matrix-')));
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A repository as the editor shows it. */
interface ShownRepository {
  readonly rootUri: { readonly path: string; readonly fsPath: string; toString(): string };
  readonly inputBox: { value: string };
  readonly ui: { readonly selected: boolean };
  readonly onDidCommit: () => { dispose(): void };
}

function shown(path: string, isSelected = false): ShownRepository {
  return {
    rootUri: { path, fsPath: path, toString: () => pathToFileURL(path).toString() },
    inputBox: { value: '' },
    ui: { selected: isSelected },
    onDidCommit: () => ({ dispose: () => {} }),
  };
}

interface Layout {
  /** Where files of the repository that is meant are written. */
  readonly target: TestRepository;
  /** All that the editor shows; the one that is meant first. */
  readonly repositories: readonly ShownRepository[];
}

function firstCommit(repository: TestRepository): TestRepository {
  repository.write('base.txt', 'base\n');
  repository.commit('First');
  return repository;
}

/** Builds a layout in an empty folder. Every repository that is not meant has a staged change of its own. */
function build(layout: (typeof LAYOUTS)[number], root: string): Layout {
  const outer = firstCommit(createRepository(join(root, 'outer')));
  const withDecoy = (decoy: TestRepository) => {
    decoy.write('decoy.ts', 'export const decoy = 1;\n');
    decoy.git('add', 'decoy.ts');
    return decoy;
  };
  switch (layout) {
    case 'root':
      return { target: outer, repositories: [shown(outer.root)] };
    case 'nested': {
      const inner = firstCommit(createRepository(join(outer.root, 'packages/inner')));
      return { target: inner, repositories: [shown(inner.root), shown(withDecoy(outer).root, true)] };
    }
    case 'submodule': {
      const library = firstCommit(createRepository(join(root, 'library')));
      outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'sub');
      outer.git('commit', '--quiet', '--message', 'Add sub');
      const sub = createRepository(join(outer.root, 'sub'));
      return { target: sub, repositories: [shown(sub.root), shown(withDecoy(outer).root, true)] };
    }
    case 'worktree': {
      outer.git('worktree', 'add', '--quiet', join(root, 'tree'), '-b', 'side');
      const tree = createRepository(join(root, 'tree'));
      return { target: tree, repositories: [shown(tree.root), shown(withDecoy(outer).root, true)] };
    }
    case 'multi-root': {
      const other = withDecoy(firstCommit(createRepository(join(root, 'other'))));
      return { target: outer, repositories: [shown(outer.root), shown(other.root, true)] };
    }
    case 'symlinked': {
      symlinkSync(outer.root, join(root, 'link'));
      return { target: outer, repositories: [shown(join(root, 'link'))] };
    }
  }
}

function change(repository: TestRepository, state: (typeof STATES)[number]): void {
  if (state === 'staged' || state === 'both') {
    repository.write('staged.ts', 'export const one = 1;\n');
    repository.git('add', 'staged.ts');
  }
  if (state === 'unstaged' || state === 'both') repository.write('loose.ts', 'export const two = 2;\n');
}

const EXPECTED: Readonly<Record<(typeof STATES)[number], { message: string; source: string } | undefined>> = {
  staged: { message: 'Add staged', source: 'staged' },
  unstaged: { message: 'Add loose', source: 'workingTree' },
  both: { message: 'Add staged', source: 'staged' },
  none: undefined,
};

const CELLS = LAYOUTS.flatMap((layout) =>
  WAYS.flatMap((way) => STATES.map((state) => ({ layout, way, state }))),
);

describe('a draft', () => {
  it.each(CELLS)('for $layout from the $way with $state', async ({ layout, way, state }) => {
    const root = join(folder, `${layout}-${way}-${state}`.replace(' ', '-'));
    const { target, repositories } = build(layout, root);
    change(target, state);
    const [meant] = repositories;
    if (!meant) throw new Error('no repository');
    const outcome = await draft(repositories, meant, way);
    expect(outcome.names).toEqual([repositoryName(meant, repositories)]);
    const expected = EXPECTED[state];
    if (expected) {
      expect(outcome.result).toMatchObject(expected);
      expect(meant.inputBox.value).toBe(expected.message);
    } else {
      expect(outcome.failure).toMatch(/There is nothing to commit in /);
      expect(meant.inputBox.value).toBe('');
    }
    // No other box is touched.
    expect(repositories.slice(1).map(({ inputBox }) => inputBox.value)).toEqual(
      repositories.slice(1).map(() => ''),
    );
  });
});

interface Outcome {
  readonly result?: CommitDraftResult;
  readonly failure?: string;
  /** The names that the progress had. */
  readonly names: readonly string[];
}

/** Chooses the repository as the command does, the person picking the one that is meant, and drafts for it. */
async function draft(
  repositories: readonly ShownRepository[],
  meant: ShownRepository,
  way: (typeof WAYS)[number],
): Promise<Outcome> {
  const choice = chooseRepository({
    repositories,
    realPath: (path) => realpathSync.native(path),
    // Source Control hands over its own object for the repository, not the git extension's.
    ...(way === 'title bar' && { clicked: shown(meant.rootUri.path).rootUri }),
  });
  expect(choice.kind).toBe(way === 'palette' && repositories.length > 1 ? 'ask' : 'one');
  const chosen = choice.kind === 'one' ? choice.repository : meant;
  expect(chosen).toBe(meant);
  const names: string[] = [];
  const drafts = new CommitDrafts({
    request: async (params, onProgress) => {
      const { result, deltas } = await engine.stream<CommitDraftResult>(Method.commitDraft, params);
      for (const text of deltas) onProgress({ text } satisfies CommitDraftProgress);
      return result;
    },
    async showProgress({ name }, task) {
      names.push(name);
      await task(() => {});
    },
    onDidChange: () => {},
  });
  try {
    const result = await drafts.draft(chosen, { name: repositoryName(chosen, repositories) });
    return { names, ...(result && { result }) };
  } catch (error) {
    return { names, failure: error instanceof Error ? error.message : String(error) };
  }
}

describe('a hostile repository', () => {
  it('runs nothing of its own, from the first question to the finished draft', async () => {
    const root = join(folder, 'hostile');
    const repository = firstCommit(createRepository(root));
    const marker = join(folder, 'marker');
    const trap = join(folder, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch '${marker}'\ncat\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'secret'), 'MY-SECRET\n');
    repository.write('a.bin', 'one\n');
    repository.write('.gitattributes', '* diff=trap filter=trap\n');
    repository.write(
      'commitlint.config.js',
      `require('fs').writeFileSync(${JSON.stringify(marker)}, '');\nmodule.exports = { extends: ['@commitlint/config-conventional'] };\n`,
    );
    repository.commit('Second');
    for (const [key, value] of [
      ['core.fsmonitor', trap],
      ['core.hooksPath', 'hooks'],
      ['core.pager', trap],
      ['core.editor', trap],
      ['diff.external', trap],
      ['diff.trap.textconv', trap],
      ['diff.trap.command', trap],
      ['filter.trap.clean', trap],
      ['filter.trap.process', trap],
      ['gpg.program', trap],
      ['log.showSignature', 'true'],
      ['commit.template', join(folder, 'secret')],
    ] as const)
      repository.git('config', key, value);
    for (const hook of ['post-index-change', 'prepare-commit-msg', 'reference-transaction'])
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
    // Building the repository may have walked into its own traps.
    rmSync(marker, { force: true });
    writeFileSync(join(root, 'a.bin'), 'two\n');
    for (const params of [{}, { wish: 'withBody' }, { amend: true }]) {
      const { result } = await engine.stream<CommitDraftResult>(Method.commitDraft, {
        repositoryUri: pathToFileURL(root).toString(),
        notes: '',
        ...params,
      });
      expect(result.message).not.toContain('MY-SECRET');
      expect(result.message).toMatch(/^[a-z]+: /);
    }
    expect(existsSync(marker)).toBe(false);
  });
});
