import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/commit/change';
import { filterOverrides, openRepository } from '../../../src/git/gitRepository';
import { type TestRepository, createRepository } from '../../support/gitRepository';

const { signal } = new AbortController();

let repository: TestRepository;
beforeEach(() => {
  repository = createRepository();
});
afterEach(() => repository.dispose());

/** A change in one line, for comparing. */
function line(file: FileChange): string {
  const name = file.oldPath === undefined ? file.path : `${file.oldPath} -> ${file.path}`;
  const size = file.isBinary ? 'binary' : `+${file.addedLines} -${file.deletedLines}`;
  return `${file.status} ${name} ${size} ${file.oldMode} ${file.newMode}`;
}

async function changes(source: 'staged' | 'workingTree'): Promise<string[]> {
  return (await openRepository(repository.root).changedFiles(source, signal)).map(line);
}

async function hunksOf(source: 'staged' | 'workingTree'): Promise<Record<string, readonly string[]>> {
  const port = openRepository(repository.root);
  const files = await port.readHunks(source, await port.changedFiles(source, signal), signal);
  return Object.fromEntries(files.map((file) => [file.path, file.hunks.flatMap((hunk) => hunk.lines)]));
}

describe('changedFiles', () => {
  it('tells added, modified, deleted, renamed, mode-changed and binary files apart', async () => {
    repository.write('modified.txt', 'one\n');
    repository.write('deleted.txt', 'gone\n');
    repository.write('old name.txt', 'a\nb\nc\nd\n');
    repository.write('run.sh', 'true\n');
    repository.write('image.png', new Uint8Array([0, 1, 2, 0]));
    repository.commit('First');
    repository.write('modified.txt', 'one\ntwo\n');
    repository.remove('deleted.txt');
    repository.git('mv', 'old name.txt', 'new name.txt');
    repository.chmod('run.sh', 0o755);
    repository.write('image.png', new Uint8Array([0, 9, 9, 0]));
    repository.write('added.txt', 'x\n');
    repository.git('add', '--all');
    expect(await changes('staged')).toEqual([
      'added added.txt +1 -0 000000 100644',
      'deleted deleted.txt +0 -1 100644 000000',
      'modified image.png binary 100644 100644',
      'modified modified.txt +1 -0 100644 100644',
      'renamed old name.txt -> new name.txt +0 -0 100644 100644',
      'modified run.sh +0 -0 100644 100755',
    ]);
  });

  it('keeps every character of a path', async () => {
    const names = [
      '北京.txt',
      'with "quotes".txt',
      'tab\there.txt',
      'new\nline.txt',
      '-leading.txt',
      ' space.txt',
      ':(top)x',
    ];
    for (const name of names) repository.write(name, 'x\n');
    repository.git('add', '--all');
    const files = await openRepository(repository.root).changedFiles('staged', signal);
    expect(files.map((file) => file.path).sort()).toEqual([...names].sort());
    expect(await hunksOf('staged')).toEqual(Object.fromEntries(names.map((name) => [name, ['+x']])));
  });

  it('reads the working tree with untracked files, and leaves ignored ones out', async () => {
    repository.write('tracked.txt', 'one\n');
    repository.write('.gitignore', 'ignored.txt\n');
    repository.commit('First');
    repository.write('tracked.txt', 'two\n');
    repository.write('ignored.txt', 'x\n');
    repository.write('new.txt', 'new\n');
    expect(await changes('workingTree')).toEqual([
      'modified tracked.txt +1 -1 100644 100644',
      'untracked new.txt +1 -0 000000 100644',
    ]);
    expect(await hunksOf('workingTree')).toEqual({ 'tracked.txt': ['-one', '+two'], 'new.txt': ['+new'] });
  });

  it('does not call a file changed that only has another time stamp, and does not write the index', async () => {
    repository.write('same.txt', 'same\n');
    repository.commit('First');
    repository.write('same.txt', 'same\n');
    const before = repository.git('ls-files', '--debug');
    expect(await changes('workingTree')).toEqual([]);
    expect(repository.git('ls-files', '--debug')).toBe(before);
  });

  it('is not stopped by the lock of another git process', async () => {
    repository.write('a.txt', 'one\n');
    repository.commit('First');
    repository.write('a.txt', 'two\n');
    writeFileSync(join(repository.root, '.git/index.lock'), '');
    expect(await changes('workingTree')).toEqual(['modified a.txt +1 -1 100644 100644']);
  });

  it('reads only what is staged of a partly staged file', async () => {
    repository.write('a.txt', 'one\n');
    repository.commit('First');
    repository.write('a.txt', 'two\n');
    repository.git('add', 'a.txt');
    repository.write('a.txt', 'three\n');
    expect(await hunksOf('staged')).toEqual({ 'a.txt': ['-one', '+two'] });
  });

  it('never follows an untracked link', async () => {
    symlinkSync('/etc/hostname', join(repository.root, 'link'));
    expect(await changes('workingTree')).toEqual(['untracked link +0 -0 000000 120000']);
  });

  it('names a submodule whose commit moved', async () => {
    const inner = createRepository();
    inner.write('a.txt', 'a\n');
    inner.commit('Inner');
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'lib');
    repository.commit('Add lib');
    inner.dispose();
    const lib = createRepository(join(repository.root, 'lib2'));
    lib.write('b.txt', 'b\n');
    lib.commit('Lib2');
    repository.git(
      '-C',
      'lib',
      '-c',
      'user.name=T',
      '-c',
      'user.email=t@e',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'x',
    );
    repository.git('add', 'lib');
    expect(await changes('staged')).toEqual(['modified lib +1 -1 160000 160000']);
  });

  it('leaves the content of lock files and binaries out', async () => {
    repository.write('package-lock.json', '{}\n');
    repository.write('a.ts', 'a\n');
    repository.git('add', '--all');
    expect(await hunksOf('staged')).toEqual({ 'package-lock.json': [], 'a.ts': ['+a'] });
  });
});

describe('state', () => {
  it('knows an unborn branch', async () => {
    const port = openRepository(repository.root);
    expect(await port.state(signal)).toMatchObject({ branch: 'main', conflicts: [] });
    expect(await port.recentMessages(5, signal)).toEqual([]);
    repository.write('a.txt', 'a\n');
    repository.git('add', '--all');
    expect(await changes('staged')).toEqual(['added a.txt +1 -0 000000 100644']);
  });

  it('knows a detached HEAD', async () => {
    repository.commit('First');
    repository.git('checkout', '--quiet', '--detach');
    expect(await openRepository(repository.root).state(signal)).not.toHaveProperty('branch');
  });

  it('lists conflicts, and the prepared message once a merge has none', async () => {
    repository.write('m.txt', 'base\n');
    repository.commit('First');
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.write('m.txt', 'side\n');
    repository.commit('Side');
    repository.git('checkout', '--quiet', 'main');
    repository.write('m.txt', 'main\n');
    repository.commit('Main');
    expect(() => repository.git('merge', 'side')).toThrow();
    const port = openRepository(repository.root);
    expect(await port.state(signal)).toMatchObject({ conflicts: ['m.txt'] });
    repository.write('m.txt', 'both\n');
    repository.git('add', 'm.txt');
    expect(await port.state(signal)).toMatchObject({
      conflicts: [],
      operation: { kind: 'merge', message: "Merge branch 'side'" },
    });
  });

  it('reads no prepared message through a link', async () => {
    repository.commit('First');
    writeFileSync(join(repository.root, '.git/MERGE_HEAD'), `${'0'.repeat(40)}\n`);
    symlinkSync('/etc/hostname', join(repository.root, '.git/MERGE_MSG'));
    expect(await openRepository(repository.root).state(signal)).toMatchObject({
      operation: { kind: 'merge', message: '' },
    });
  });

  it('works in a worktree, whose git folder is elsewhere', async () => {
    repository.commit('First');
    const folder = join(repository.root, 'worktrees/side');
    repository.git('worktree', 'add', '--quiet', '-b', 'side', folder);
    expect(await openRepository(folder).state(signal)).toMatchObject({ name: 'side', branch: 'side' });
  });

  it('refuses a folder inside a repository and one outside of any', async () => {
    const inside = join(repository.root, 'inside');
    mkdirSync(inside);
    await expect(openRepository(inside).state(signal)).rejects.toMatchObject({ kind: 'noRepository' });
    repository.remove('.git');
    await expect(openRepository(repository.root).state(signal)).rejects.toMatchObject({
      kind: 'noRepository',
    });
  });

  it('refuses a working tree that the configuration has moved elsewhere', async () => {
    repository.git('config', 'core.worktree', '/etc');
    await expect(openRepository(repository.root).state(signal)).rejects.toMatchObject({
      kind: 'noRepository',
    });
  });
});

describe('recentMessages', () => {
  it('gives whole messages, newest first', async () => {
    repository.commit('First\n\nWith a body.');
    repository.commit('둘째');
    expect(await openRepository(repository.root).recentMessages(5, signal)).toEqual([
      '둘째',
      'First\n\nWith a body.',
    ]);
  });
});

describe('cancellation', () => {
  it('rejects with an AbortError', async () => {
    const controller = new AbortController();
    const state = openRepository(repository.root).state(controller.signal);
    controller.abort();
    await expect(state).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('filterOverrides', () => {
  it('empties every command of every filter, whatever its name', () => {
    const names = [
      'core.bare',
      'filter.lfs.clean',
      'filter.lfs.smudge',
      'filter.A b.c.process',
      'filtered.x.clean',
    ];
    expect(filterOverrides(names)).toEqual([
      'filter.lfs.clean=',
      'filter.lfs.process=',
      'filter.lfs.required=false',
      'filter.A b.c.clean=',
      'filter.A b.c.process=',
      'filter.A b.c.required=false',
    ]);
  });
});
