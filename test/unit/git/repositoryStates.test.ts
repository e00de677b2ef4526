import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeSource, FileChange } from '../../../src/core/commit/change';
import { type CommitReading, readAmendInput, readCommitInput } from '../../../src/core/commit/commitInput';
import { openRepository } from '../../../src/git/gitRepository';
import { type TestRepository, createRepository } from '../../support/gitRepository';

const { signal } = new AbortController();

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository();
  repository.write('a.txt', 'one\ntwo\nthree\n');
  repository.commit('First');
});
afterEach(() => repository.dispose());

const read = (root = repository.root) => readCommitInput(openRepository(root), signal);

/** A reading in short: its kind or source, then each file with its changed lines. */
function short(reading: CommitReading): string[] {
  if (reading.kind === 'prepared') return ['prepared', reading.message];
  if (reading.kind !== 'change') return [reading.kind];
  return [reading.input.source, ...reading.input.files.map(shortFile)];
}

function shortFile({ path, oldPath, status, isBinary, hunks }: FileChange): string {
  const lines = hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith(' ')));
  return [status, oldPath && `${oldPath} ->`, path, isBinary && 'binary', ...lines].filter(Boolean).join(' ');
}

/** Two branches that change the same line, `side` checked out last merged or picked into `main`. */
function diverge(): void {
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.write('a.txt', 'one\nside\nthree\n');
  repository.commit('Change two on the side\n\nWith a body.');
  repository.git('checkout', '--quiet', 'main');
  repository.write('a.txt', 'one\nmain\nthree\n');
  repository.commit('Change two on main');
}

function failing(...args: string[]): void {
  expect(() => repository.git(...args)).toThrow();
}

function resolve(): void {
  repository.write('a.txt', 'one\nboth\nthree\n');
  repository.git('add', 'a.txt');
}

interface StateCase {
  readonly name: string;
  readonly set: () => void;
  readonly reading: readonly string[];
}

const STATES: readonly StateCase[] = [
  {
    name: 'what is staged before what is not',
    set() {
      repository.write('a.txt', 'one\nstaged\nthree\n');
      repository.git('add', 'a.txt');
      repository.write('a.txt', 'one\nlater\nthree\n');
      repository.write('b.txt', 'new\n');
    },
    reading: ['staged', 'modified a.txt -two +staged'],
  },
  {
    name: 'the working tree when nothing is staged',
    set() {
      repository.write('a.txt', 'one\nthree\n');
      repository.write('b.txt', 'new\n');
    },
    reading: ['workingTree', 'modified a.txt -two', 'untracked b.txt +new'],
  },
  { name: 'nothing', set: () => {}, reading: ['nothingToCommit'] },
  {
    name: 'a file that is only intended to be added',
    set() {
      repository.write('b.txt', 'new\n');
      repository.git('add', '--intent-to-add', 'b.txt');
    },
    reading: ['workingTree', 'added b.txt +new'],
  },
  {
    name: 'a file whose last line has no end',
    set() {
      repository.write('a.txt', 'one\ntwo\nthree');
      repository.git('add', 'a.txt');
    },
    reading: ['staged', 'modified a.txt -three +three'],
  },
  {
    name: 'line ends of Windows',
    set() {
      repository.write('w.txt', 'x\r\ny\r\n');
      repository.commit('Windows');
      repository.write('w.txt', 'x\r\nz\r\n');
      repository.git('add', 'w.txt');
    },
    reading: ['staged', 'modified w.txt -y\r +z\r'],
  },
  {
    name: 'a file with a Korean name that was renamed and changed',
    set() {
      repository.write('long.txt', Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join(''));
      repository.commit('Long');
      repository.git('mv', 'long.txt', '북쪽.txt');
      repository.write(
        '북쪽.txt',
        Array.from({ length: 20 }, (_, line) => `line ${line || 'first'}\n`).join(''),
      );
      repository.git('add', '--all');
    },
    reading: ['staged', 'renamed long.txt -> 북쪽.txt -line 0 +line first'],
  },
  {
    name: 'a copy of a file that changed as well',
    set() {
      const lines = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');
      repository.write('long.txt', lines);
      repository.commit('Long');
      repository.write('copy.txt', lines);
      repository.write('long.txt', `${lines}more\n`);
      repository.git('add', '--all');
    },
    reading: ['staged', 'copied long.txt -> copy.txt', 'modified long.txt +more'],
  },
  {
    name: 'a file that became a link',
    set() {
      repository.remove('a.txt');
      symlinkSync('elsewhere', join(repository.root, 'a.txt'));
      repository.git('add', 'a.txt');
    },
    reading: ['staged', 'typeChanged a.txt +elsewhere'],
  },
  {
    name: 'Korean source in EUC-KR, Latin-1 beside UTF-8',
    set() {
      repository.write('k.c', Buffer.from('2f2f20c7d1b1db20c1d6bcaec0bb20b4dcb4d90a', 'hex'));
      repository.write('l.c', Buffer.from('2f2f20636166e90a', 'hex'));
      repository.write('u.c', '// 한글\n');
      repository.git('add', '--all');
    },
    reading: ['staged', 'added k.c +// 한글 주석을 단다', 'added l.c +// café', 'added u.c +// 한글'],
  },
  {
    name: 'UTF-16 whose attribute says so, and without it a binary',
    set() {
      repository.write('.gitattributes', 'w.txt text working-tree-encoding=UTF-16\n');
      repository.commit('Attributes');
      const wide = Buffer.from('\uFEFFwide 북\n', 'utf16le');
      repository.write('w.txt', wide);
      repository.write('x.txt', wide);
      repository.git('add', '--all');
    },
    reading: ['staged', 'added w.txt +wide 북', 'added x.txt binary'],
  },
  {
    name: 'a merge with conflicts',
    set() {
      diverge();
      failing('merge', 'side');
    },
    reading: ['conflicts'],
  },
  {
    name: 'a merge whose conflicts are resolved',
    set() {
      diverge();
      failing('merge', 'side');
      resolve();
    },
    reading: ['prepared', "Merge branch 'side'"],
  },
  {
    name: 'a cherry-pick whose conflicts are resolved',
    set() {
      diverge();
      failing('cherry-pick', 'side');
      resolve();
    },
    reading: ['prepared', 'Change two on the side\n\nWith a body.'],
  },
  {
    name: 'a revert whose conflicts are resolved',
    set() {
      diverge();
      repository.write('a.txt', 'one\nlater\nthree\n');
      repository.commit('Later');
      failing('revert', 'HEAD^');
      resolve();
    },
    reading: ['prepared', expect.stringMatching(/^Revert "Change two on main"/) as string],
  },
  {
    name: 'a rebase whose conflicts are resolved',
    set() {
      diverge();
      repository.git('checkout', '--quiet', 'side');
      failing('rebase', 'main');
      resolve();
    },
    reading: ['prepared', 'Change two on the side\n\nWith a body.'],
  },
  {
    name: 'a squash, which is still to be worded',
    set() {
      repository.git('checkout', '--quiet', '-b', 'side');
      repository.write('b.txt', 'side\n');
      repository.commit('Add b');
      repository.git('checkout', '--quiet', 'main');
      repository.git('merge', '--quiet', '--squash', 'side');
    },
    reading: ['staged', 'added b.txt +side'],
  },
  {
    name: 'a sparse working tree, without the files that are not in it',
    set() {
      repository.write('in/x.txt', 'x\n');
      repository.write('out/y.txt', 'y\n');
      repository.commit('Two folders');
      repository.git('sparse-checkout', 'set', 'in');
      repository.write('in/x.txt', 'z\n');
    },
    reading: ['workingTree', 'modified in/x.txt -x +z'],
  },
  {
    name: 'a repository inside of it, which is another one',
    set() {
      const nested = createRepository(join(repository.root, 'nested'));
      nested.write('n.txt', 'n\n');
      nested.commit('Nested');
      repository.write('b.txt', 'b\n');
    },
    reading: ['workingTree', 'untracked b.txt +b'],
  },
];

describe('readCommitInput', () => {
  for (const { name, set, reading } of STATES)
    it(`reads ${name}`, async () => {
      set();
      expect(short(await read())).toEqual(reading);
    });

  it('reads a first commit, on a branch that is not born', async () => {
    const fresh = createRepository();
    try {
      fresh.write('a.txt', 'a\n');
      expect(short(await read(fresh.root))).toEqual(['workingTree', 'untracked a.txt +a']);
      fresh.git('add', '--all');
      expect(short(await read(fresh.root))).toEqual(['staged', 'added a.txt +a']);
    } finally {
      fresh.dispose();
    }
  });

  it('reads a worktree and a submodule as the repositories they are', async () => {
    const folder = join(repository.root, 'wt');
    repository.git('worktree', 'add', '--quiet', '-b', 'other', folder);
    writeFileSync(join(folder, 'a.txt'), 'wt\n');
    expect(short(await read(folder))).toEqual(['workingTree', 'modified a.txt -one -two -three +wt']);

    const inner = createRepository();
    inner.write('i.txt', 'i\n');
    inner.commit('Inner');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'lib');
    inner.dispose();
    const lib = join(repository.root, 'lib');
    writeFileSync(join(lib, 'i.txt'), 'j\n');
    const reading = await read(lib);
    expect(short(reading)).toEqual(['workingTree', 'modified i.txt -i +j']);
    expect(reading.kind === 'change' && reading.input.state.name).toBe('lib');
  });

  it('takes the messages of bots for no examples', async () => {
    repository.git(
      'commit',
      '--quiet',
      '--allow-empty',
      '--author',
      'dependabot[bot] <b@e>',
      '-m',
      'Bump all',
    );
    repository.commit('Second');
    expect(await openRepository(repository.root).recentMessages(5, signal)).toEqual(['Second', 'First']);
  });

  it('reads the log in the encoding that the commits have', async () => {
    repository.git('config', 'i18n.commitEncoding', 'euc-kr');
    writeFileSync(join(repository.root, '.git/message'), Buffer.from('b0cbbbf620b1e2b4c920c3dfb0a1', 'hex'));
    repository.git('commit', '--quiet', '--allow-empty', '--file', '.git/message');
    const [latest] = await openRepository(repository.root).recentMessages(1, signal);
    expect(latest).toBe('검색 기능 추가');
  });
});

describe('readAmendInput', () => {
  const amend = () => readAmendInput(openRepository(repository.root), signal);

  it('reads the last commit with what is staged, and not what is not', async () => {
    repository.write('b.txt', 'b\n');
    repository.commit('Add b');
    repository.write('b.txt', 'b\nmore\n');
    repository.git('add', '--all');
    repository.write('b.txt', 'b\nmore\nlater\n');
    const reading = await amend();
    expect(short(reading)).toEqual(['amend', 'added b.txt +b +more']);
    expect(reading.kind === 'change' && [reading.input.amended, reading.input.recent]).toEqual([
      'Add b',
      ['First'],
    ]);
  });

  it('names the files of a partial clone that lacks what they were before', async () => {
    const blob = repository.git('rev-parse', 'HEAD:a.txt').trim();
    repository.write('a.txt', 'four\n');
    repository.commit('Second');
    repository.git('config', 'core.repositoryFormatVersion', '1');
    repository.git('config', 'extensions.partialClone', 'origin');
    repository.git('config', 'remote.origin.promisor', 'true');
    repository.git('config', 'remote.origin.url', 'ssh://nowhere.invalid/x');
    repository.remove(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
    expect(short(await amend())).toEqual(['amend', 'modified a.txt']);
  });

  it('reads a first commit', async () => {
    expect(short(await amend())).toEqual(['amend', 'added a.txt +one +two +three']);
  });
});

describe('very large changes', () => {
  const linesOf = (count: number, word: string) =>
    Array.from({ length: count }, (_, line) => `const ${word}${line} = compute(${line});\n`).join('');

  it('reads the beginning of a file with very many lines, and the others whole', async () => {
    mkdirSync(join(repository.root, 'src'));
    repository.write('src/huge.ts', linesOf(30_000, 'huge'));
    repository.write('src/small.ts', linesOf(100, 'small'));
    repository.git('add', '--all');
    const port = openRepository(repository.root);
    const source: ChangeSource = 'staged';
    const files = await port.readHunks(source, await port.changedFiles(source, signal), signal);
    const [huge, small] = files.map(({ hunks }) => hunks[0]);
    expect(huge?.isPartial).toBe(true);
    expect(huge?.lines.length).toBeLessThan(10_000);
    expect(small?.isPartial).toBeUndefined();
    expect(small?.lines).toHaveLength(100);
  });
});
