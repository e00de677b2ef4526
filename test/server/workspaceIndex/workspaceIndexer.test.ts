import { appendFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBackgroundReader } from '../../../src/server/workspaceIndex/backgroundReader';
import { documentIdOfPath } from '../../../src/server/workspaceIndex/documentId';
import { createTimeSlices } from '../../../src/server/workspaceIndex/timeSlices';
import { WorkspaceIndexer } from '../../../src/server/workspaceIndex/workspaceIndexer';
import type { WalkLimits } from '../../../src/server/workspaceIndex/workspaceWalker';
import { RecordingModel, clock, folderWith, makeFolder, recordingLogger, writeFiles } from './support';

describe('indexing a workspace', () => {
  it('reads the most recently modified files first', async () => {
    const folder = folderWith({ 'old.ts': 'a', 'x/new.ts': 'b', 'middle.ts': 'c' });
    const ages = { 'old.ts': 300, 'middle.ts': 200, 'x/new.ts': 100 };
    for (const [name, age] of Object.entries(ages)) {
      const time = Date.now() / 1000 - age;
      utimesSync(join(folder, name), time, time);
    }
    const index = indexerOf([folder]);
    await index.scanned();
    expect(index.given()).toEqual(['x/new.ts', 'middle.ts', 'old.ts']);
  });

  it('says in one line what it did, and no file’s name or text', async () => {
    const folder = folderWith({ 'a.ts': 'secretText', 'b.ts': 'b', 'c.png': 'c', 'd.ts': '\0', '.env': 'd' });
    const index = indexerOf([folder]);
    await index.scanned();
    expect(index.log.lines).toEqual([
      expect.stringMatching(
        /^Workspace model: 2 files, 0 tokens, 0\.0 MB; 2 read, 0 kept and 0 removed in \d+ ms; left out: 2 binary, 1 may hold secrets$/,
      ),
    ]);
  });

  it('reads only what is new or changed when it looks again, and drops what is gone', async () => {
    const folder = folderWith({ 'a.ts': 'a', 'b.ts': 'b', 'c.ts': 'c', 'binary.ts': '\0' });
    const index = indexerOf([folder]);
    await index.scanned();
    index.model.given.length = 0;
    appendFileSync(join(folder, 'a.ts'), 'more');
    rmSync(join(folder, 'b.ts'));
    writeFiles(folder, { 'd.ts': 'd' });
    await index.scanned();
    expect(index.given().sort()).toEqual(['a.ts', 'd.ts']);
    expect(index.texts()).toEqual({ 'a.ts': 'amore', 'c.ts': 'c', 'd.ts': 'd' });
    expect(index.log.lines.at(-1)).toMatch(/2 read, 1 kept and 1 removed in .*; left out: 1 binary$/);
  });

  it('reads a file again that had vanished and came back as it was', async () => {
    const folder = folderWith({ 'a.ts': 'a', 'b.ts': 'b' });
    const index = indexerOf([folder]);
    // The file goes after the walk has found it and before it is read, and comes back with the time it had.
    const time = Date.now() / 1000 - 100;
    for (const name of ['a.ts', 'b.ts']) utimesSync(join(folder, name), time, time);
    index.model.onRead = (id) => rmSync(join(folder, id.endsWith('a.ts') ? 'b.ts' : 'a.ts'), { force: true });
    await index.scanned();
    expect(index.log.lines[0]).toMatch(/1 read, .*; left out: 1 vanished$/);
    index.model.onRead = () => {};
    writeFiles(folder, { 'a.ts': 'a', 'b.ts': 'b' });
    for (const name of ['a.ts', 'b.ts']) utimesSync(join(folder, name), time, time);
    await index.scanned();
    expect(index.texts()).toEqual({ 'a.ts': 'a', 'b.ts': 'b' });
  });

  it('stops reading when the model is full, and says how many files are left', async () => {
    const folder = folderWith(Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.ts`, 'a'])));
    const index = indexerOf([folder]);
    index.model.maxDocuments = 3;
    await index.scanned();
    expect(index.model.given).toHaveLength(4);
    expect(index.log.lines[0]).toMatch(
      /^Workspace model: 3 files.* 3 read.*; left out: 7 over the memory limit$/,
    );
  });

  it('leaves a file alone that the editor opens while it is read', async () => {
    const folder = folderWith({ 'a.ts': 'disk' });
    const index = indexerOf([folder]);
    index.open.add(documentIdOfPath(join(folder, 'a.ts')));
    await index.scanned();
    expect(index.model.given).toEqual([]);
    rmSync(join(folder, 'a.ts'));
    index.model.setDocument(documentIdOfPath(join(folder, 'a.ts')), 'editor', 'typescript');
    await index.scanned();
    expect(index.texts()).toEqual({ 'a.ts': 'editor' });
  });

  it('tells of a tree with walk cut short at the file limit', async () => {
    const folder = folderWith(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.ts`, 'a'])));
    const index = indexerOf([folder], { files: 5, entries: 100, depth: 5 });
    await index.scanned();
    expect(index.log.lines[0]).toMatch(/5 read.*; left out: 1 walk cut short at the file limit$/);
  });

  it('stops at once when it is aborted in the middle of a walk', async () => {
    const folder = folderWith(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${at}.ts`, 'a'])));
    const index = indexerOf([folder]);
    index.model.onRead = () => index.controller.abort();
    index.indexer.scan();
    await index.rest();
    expect(index.model.given).toHaveLength(1);
    expect(index.log.lines).toEqual([]);
    expect(index.settled).toBe(0);
  });

  it('goes on after an error of the model', async () => {
    const folder = folderWith({ 'a.ts': 'a' });
    const index = indexerOf([folder]);
    index.model.onRead = () => {
      throw new Error('broken');
    };
    index.indexer.scan();
    await expect.poll(() => index.log.lines).toEqual([expect.stringContaining('Error: broken')]);
    index.model.onRead = () => {};
    writeFiles(folder, { 'b.ts': 'b' });
    await index.scanned();
    expect(index.texts()).toMatchObject({ 'b.ts': 'b' });
  });
});

describe('a change on disk', () => {
  it('has the file read, or dropped when it is gone, ignored or no text any more', async () => {
    const folder = folderWith({ 'a.ts': 'a', 'b.ts': 'b', 'c.ts': 'c' });
    const index = indexerOf([folder]);
    await index.scanned();
    writeFiles(folder, { 'a.ts': 'changed', 'c.ts': '\0', 'node_modules/x.js': 'x' });
    rmSync(join(folder, 'b.ts'));
    await index.changed('a.ts', 'b.ts', 'c.ts', 'node_modules/x.js');
    expect(index.texts()).toEqual({ 'a.ts': 'changed' });
  });

  it('of a folder concerns all that is in it', async () => {
    const folder = folderWith({ 'x/a.ts': 'a', 'x/y/b.ts': 'b', 'xy.ts': 'c' });
    const index = indexerOf([folder]);
    await index.scanned();
    rmSync(join(folder, 'x'), { recursive: true });
    await index.changed('x');
    expect(index.texts()).toEqual({ 'xy.ts': 'c' });
    writeFiles(folder, { 'x/new/d.ts': 'd' });
    await index.changed('x');
    expect(index.texts()).toEqual({ 'xy.ts': 'c', 'x/new/d.ts': 'd' });
  });

  it('of .gitignore has everything looked at again', async () => {
    const folder = folderWith({ 'a.ts': 'a', 'out/b.ts': 'b' });
    const index = indexerOf([folder]);
    await index.scanned();
    writeFiles(folder, { '.gitignore': 'out/\n' });
    await index.changed('.gitignore');
    await expect.poll(() => index.texts()).toEqual({ 'a.ts': 'a', '.gitignore': 'out/|' });
  });

  it('is read before the files that still wait', async () => {
    const folder = folderWith(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.ts`, 'a'])));
    const index = indexerOf([folder]);
    let reads = 0;
    index.model.onRead = () => {
      if (++reads !== 3) return;
      writeFiles(folder, { 'changed.ts': 'a' });
      index.indexer.changed(documentIdOfPath(join(folder, 'changed.ts')));
    };
    await index.scanned();
    expect(index.given().indexOf('changed.ts')).toBe(3);
  });

  it('of very many files at once has everything looked at again instead', async () => {
    const folder = folderWith({ 'a.ts': 'a' });
    const index = indexerOf([folder]);
    await index.scanned();
    writeFiles(folder, { 'a.ts': 'changed' });
    await index.changed(...Array.from({ length: 1_100 }, (_, at) => `gone${at}.ts`));
    expect(index.log.lines).toHaveLength(2);
    expect(index.texts()).toEqual({ 'a.ts': 'changed' });
  });
});

function indexerOf(roots: readonly string[], limits?: WalkLimits) {
  const model = new RecordingModel();
  const log = recordingLogger();
  const controller = new AbortController();
  const open = new Set<string>();
  const slices = createTimeSlices(clock);
  const state = { settled: 0 };
  const root = `${documentIdOfPath(roots[0] ?? makeFolder())}/`;
  const indexer = new WorkspaceIndexer({
    model,
    slices,
    readWaiting: createBackgroundReader(model, slices, controller.signal),
    roots: () => roots,
    isExcluded: async (path) => path.includes('excluded'),
    isOpen: (id) => open.has(id),
    clock,
    logger: log,
    ...(limits && { limits }),
    onSettled: async () => {
      state.settled++;
    },
    signal: controller.signal,
  });
  const rest = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return {
    indexer,
    model,
    log,
    controller,
    open,
    rest,
    get settled() {
      return state.settled;
    },
    given: () => model.given.map((id) => id.slice(root.length)),
    texts: () =>
      Object.fromEntries([...model.texts].map(([id, lines]) => [id.slice(root.length), lines.join('|')])),
    /** Looks at everything and waits for the line in the log. */
    async scanned() {
      const lines = log.lines.length;
      indexer.scan();
      await expect.poll(() => log.lines.length, { timeout: 10_000 }).toBe(lines + 1);
    },
    /** Tells of changed paths and waits until nothing is left to do. */
    async changed(...names: string[]) {
      await rest();
      const before = state.settled;
      for (const name of names) indexer.changed(documentIdOfPath(join(roots[0] ?? '', name)));
      await expect.poll(() => state.settled, { timeout: 10_000 }).toBe(before + 1);
    },
  };
}
