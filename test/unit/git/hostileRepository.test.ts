import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitFailure } from '../../../src/core/commit/gitPort';
import { openHistory } from '../../../src/git/gitHistory';
import { openRepository } from '../../../src/git/gitRepository';
import { runGit } from '../../../src/git/runGit';
import { type TestRepository, createRepository } from '../../support/gitRepository';

const { signal } = new AbortController();

let repository: TestRepository;
let marker: string;
let script: string;
beforeEach(() => {
  repository = createRepository();
  const outside = mkdtempSync(join(tmpdir(), 'fairwind-hostile-'));
  marker = join(outside, 'marker');
  // Whatever runs it leaves the marker; `cat` lets git go on, so that nothing hides behind an error.
  script = join(outside, 'trap.sh');
  writeFileSync(script, `#!/bin/sh\ntouch '${marker}'\ncat\n`, { mode: 0o755 });
  repository.write('a.txt', 'one\n');
  repository.write('b.txt', 'one\n');
  repository.commit('First');
  repository.write('a.txt', 'two\n');
  repository.git('add', 'a.txt');
  repository.write('b.txt', 'two\n');
});
afterEach(() => {
  rmSync(join(marker, '..'), { recursive: true, force: true });
  repository.dispose();
});

/** Everything that drafting a message reads, and what a conversation is given. */
async function readEverything(): Promise<void> {
  const port = openRepository(repository.root);
  await port.state(signal);
  await port.recentMessages(10, signal);
  for (const source of ['staged', 'workingTree'] as const) {
    await port.readHunks(source, await port.changedFiles(source, signal), signal);
  }
  // An object that is missing makes a commit unreadable, which is said; nothing may have been run for it.
  await readCommits().catch((error: unknown) => {
    if (!(error instanceof GitFailure)) throw error;
  });
}

async function readCommits(): Promise<void> {
  const history = openHistory(repository.root);
  for (const { id } of await history.recentCommits(10, signal)) {
    const commit = await history.commit(id, signal);
    await history.readHunks(commit, commit.files, signal);
  }
}

/** Runs git as anybody would, to see that a trap works at all. Errors are part of some traps. */
function springTrap(...args: string[]): void {
  try {
    repository.git(...args);
  } catch {
    // Only the marker counts.
  }
}

interface Trap {
  readonly name: string;
  readonly set: () => void;
  /** A git command that walks into the trap. */
  readonly command: readonly string[];
}

const TRAPS: readonly Trap[] = [
  {
    name: 'core.fsmonitor',
    set: () => repository.git('config', 'core.fsmonitor', script),
    command: ['diff'],
  },
  {
    name: 'the hook post-index-change',
    set() {
      repository.write('.git/hooks/post-index-change', `#!/bin/sh\ntouch '${marker}'\n`);
      repository.chmod('.git/hooks/post-index-change', 0o755);
      // The same content with another time stamp makes `git diff` refresh the index.
      utimesSync(join(repository.root, 'a.txt'), 1, 1);
    },
    command: ['diff'],
  },
  {
    name: 'core.hooksPath',
    set() {
      repository.write('hooks/post-index-change', `#!/bin/sh\ntouch '${marker}'\n`);
      repository.chmod('hooks/post-index-change', 0o755);
      repository.git('config', 'core.hooksPath', 'hooks');
      utimesSync(join(repository.root, 'a.txt'), 1, 1);
    },
    command: ['diff'],
  },
  {
    name: 'diff.external',
    set: () => repository.git('config', 'diff.external', script),
    command: ['diff', '--cached'],
  },
  {
    name: 'the command of a diff driver',
    set() {
      repository.git('config', 'diff.evil.command', script);
      repository.write('.git/info/attributes', '* diff=evil\n');
    },
    command: ['diff', '--cached'],
  },
  {
    name: 'the textconv of a diff driver',
    set() {
      repository.git('config', 'diff.evil.textconv', script);
      repository.write('.git/info/attributes', '* diff=evil\n');
    },
    command: ['diff', '--cached', '--no-ext-diff'],
  },
  {
    name: 'a clean filter',
    set() {
      repository.git('config', 'filter.evil.clean', script);
      repository.write('.gitattributes', '* filter=evil\n');
    },
    command: ['diff'],
  },
  {
    name: 'a required clean filter in info/attributes',
    set() {
      repository.git('config', 'filter.evil.clean', script);
      repository.git('config', 'filter.evil.required', 'true');
      repository.write('.git/info/attributes', '* filter=evil\n');
    },
    command: ['diff'],
  },
  {
    name: 'a filter process',
    set() {
      repository.git('config', 'filter.evil.process', script);
      repository.write('.gitattributes', '* filter=evil\n');
    },
    command: ['diff'],
  },
  {
    name: 'a clean filter in an included file',
    set() {
      repository.write('.git/more', `[filter "Ev.il"]\n\tclean = ${script}\n`);
      repository.git('config', 'include.path', 'more');
      repository.write('.gitattributes', '* filter=Ev.il\n');
    },
    command: ['diff'],
  },
  {
    name: 'a clean filter in a file that is included for this folder',
    set() {
      repository.write('.git/more', `[filter "evil"]\n\tclean = ${script}\n`);
      repository.git('config', `includeIf.gitdir:${repository.root}/.path`, 'more');
      repository.write('.gitattributes', '* filter=evil\n');
    },
    command: ['diff'],
  },
  {
    name: 'a clean filter in the configuration of the worktree',
    set() {
      repository.git('config', 'extensions.worktreeConfig', 'true');
      repository.git('config', '--worktree', 'filter.evil.clean', script);
      repository.write('.gitattributes', '* filter=evil\n');
    },
    command: ['diff'],
  },
  {
    name: 'a diff driver for which core.attributesFile speaks',
    set() {
      repository.write('.git/attributes', '* diff=evil\n');
      repository.git('config', 'core.attributesFile', '.git/attributes');
      repository.git('config', 'diff.evil.textconv', script);
    },
    command: ['diff', '--cached'],
  },
  {
    name: 'the diff of a submodule under its own configuration',
    set() {
      const lib = createRepository(join(repository.root, 'lib'));
      lib.write('x.txt', 'x\n');
      lib.commit('Lib');
      repository.git('add', 'lib');
      repository.git('commit', '--quiet', '--message', 'Add lib');
      lib.write('x.txt', 'y\n');
      lib.commit('Lib again');
      lib.git('config', 'diff.evil.textconv', script);
      lib.write('.git/info/attributes', '* diff=evil\n');
      repository.git('config', 'diff.submodule', 'diff');
      repository.git('add', 'lib');
    },
    command: ['diff', '--cached'],
  },
  {
    name: 'gpg.program by log.showSignature',
    set() {
      const tree = repository.git('write-tree').trim();
      const commit = `tree ${tree}\nauthor T <t@e> 1 +0000\ncommitter T <t@e> 1 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nSigned\n`;
      const file = join(marker, '..', 'commit');
      writeFileSync(file, commit);
      repository.git(
        'reset',
        '--quiet',
        '--soft',
        repository.git('hash-object', '-t', 'commit', '-w', file).trim(),
      );
      repository.git('config', 'log.showSignature', 'true');
      repository.git('config', 'gpg.program', script);
      repository.write('a.txt', 'three\n');
      repository.git('add', 'a.txt');
    },
    command: ['log'],
  },
  {
    name: 'the fetch of a missing object in a partial clone',
    set() {
      const blob = repository.git('rev-parse', 'HEAD:a.txt').trim();
      repository.git('config', 'core.repositoryFormatVersion', '1');
      repository.git('config', 'extensions.partialClone', 'origin');
      repository.git('config', 'remote.origin.promisor', 'true');
      repository.git('config', 'remote.origin.url', 'ssh://nowhere.invalid/x');
      repository.git('config', 'protocol.ssh.allow', 'always');
      repository.git('config', 'core.sshCommand', `touch '${marker}'; exit 1;`);
      repository.remove(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
    },
    command: ['diff', '--cached'],
  },
  {
    name: 'the configuration of a submodule',
    set() {
      const lib = createRepository(join(repository.root, 'lib'));
      lib.write('x.txt', 'x\n');
      lib.commit('Lib');
      repository.git('add', 'lib');
      repository.git('commit', '--quiet', '--message', 'Add lib');
      lib.git('config', 'filter.evil.clean', script);
      lib.write('.gitattributes', '* filter=evil\n');
      lib.write('x.txt', 'y\n');
      repository.write('a.txt', 'three\n');
      repository.git('add', 'a.txt');
    },
    command: ['diff'],
  },
];

describe('a hostile repository', () => {
  for (const trap of TRAPS) {
    it(`executes nothing through ${trap.name}`, async () => {
      trap.set();
      await readEverything();
      expect(existsSync(marker)).toBe(false);
      springTrap(...trap.command);
      expect(existsSync(marker), 'the trap works').toBe(true);
    });
  }

  it('is refused when a filter’s name cannot be switched off', async () => {
    repository.git('config', 'filter.a=b.clean', script);
    repository.write('.gitattributes', '* filter=a=b\n');
    await expect(readEverything()).rejects.toMatchObject({
      kind: 'unsafeConfiguration',
      detail: 'filter.a=b',
    });
    expect(existsSync(marker)).toBe(false);
    springTrap('diff');
    expect(existsSync(marker), 'the trap works').toBe(true);
  });

  it('does not get at the environment of the engine', async () => {
    process.env['GIT_EXTERNAL_DIFF'] = script;
    try {
      await readEverything();
      expect(existsSync(marker)).toBe(false);
      execFileSync('git', ['diff', '--cached'], { cwd: repository.root, stdio: 'ignore' });
      expect(existsSync(marker), 'the trap works').toBe(true);
    } finally {
      delete process.env['GIT_EXTERNAL_DIFF'];
    }
  });

  it('runs no hook even when git writes the index', async () => {
    repository.write('.git/hooks/post-index-change', `#!/bin/sh\ntouch '${marker}'\n`);
    repository.chmod('.git/hooks/post-index-change', 0o755);
    const write = ['update-index', '--force-write-index'] as const;
    await runGit({ args: write, parse: () => undefined }, { folder: repository.root }, signal);
    expect(existsSync(marker)).toBe(false);
    springTrap(...write);
    expect(existsSync(marker), 'the trap works').toBe(true);
  });

  it('is left exactly as it was', async () => {
    utimesSync(join(repository.root, 'a.txt'), 1, 1);
    const index = repository.git('ls-files', '--debug');
    const files = readdirSync(join(repository.root, '.git'), { recursive: true }).sort();
    await readEverything();
    expect(repository.git('ls-files', '--debug')).toBe(index);
    expect(readdirSync(join(repository.root, '.git'), { recursive: true }).sort()).toEqual(files);
  });
});
