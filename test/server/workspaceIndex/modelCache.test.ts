import {
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type WorkspaceModel, createWorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import { createModelCache } from '../../../src/server/workspaceIndex/modelCache';
import { createTimeSlices } from '../../../src/server/workspaceIndex/timeSlices';
import { clock, makeFolder, recordingLogger } from './support';

const { signal } = new AbortController();
const FILE = 'workspace-model.index';

function newModel(documents: Readonly<Record<string, string>> = {}): WorkspaceModel {
  const model = createWorkspaceModel({ maxMemoryBytes: 64 * 1024 * 1024 });
  for (const [id, text] of Object.entries(documents)) model.setDocument(id, text, 'typescript', 'v1');
  while (model.indexSlice(10_000) > 0);
  return model;
}

function cacheOf(storagePath: string, model: WorkspaceModel, folders: readonly string[] = ['file:///w']) {
  const log = recordingLogger();
  return {
    log,
    ...createModelCache({
      model,
      storagePath,
      folders: () => folders,
      slices: createTimeSlices(clock),
      clock,
      logger: log,
    }),
  };
}

async function savedCache(): Promise<string> {
  const storage = join(makeFolder(), 'not', 'there', 'yet');
  await cacheOf(storage, newModel({ 'file:///w/가.ts': 'const 값 = "🙂";\n' }), [
    'file:///w',
    'file:///b',
  ]).save(signal);
  return storage;
}

describe('the cache of the workspace model', () => {
  it('carries the documents over to the next start', async () => {
    const storage = await savedCache();
    const model = newModel();
    const { load, log } = cacheOf(storage, model, ['file:///b', 'file:///w']);
    await load(signal);
    while (model.indexSlice(10_000) > 0);
    expect([...model.versions()]).toEqual([['file:///w/가.ts', 'v1']]);
    expect(model.stats().tokens).toBeGreaterThan(4);
    expect(log.lines).toEqual(['Workspace model: 1 documents from the cache']);
  });

  it.each<[string, (path: string) => void, string]>([
    ['empty', (path) => truncateSync(path, 0), 'no cache, because it has another format'],
    [
      'cut in its head',
      (path) => truncateSync(path, 40),
      'no cache, because it is for other workspace folders',
    ],
    [
      'cut at the end',
      (path) => truncateSync(path, statSync(path).size - 1),
      'the cache is not used, because it is damaged',
    ],
    ['changed in one bit', (path) => flipBit(path, -3), 'the cache is not used, because it is damaged'],
    [
      'of an older format',
      (path) => writeFileSync(path, readFileSync(path, 'latin1').replace('index 1', 'index 0'), 'latin1'),
      'no cache, because it has another format',
    ],
    [
      'of another version of the model',
      (path) => writeFileSync(path, readFileSync(path, 'latin1').replace(/FWNG./s, 'FWNG\xff'), 'latin1'),
      'the cache is not used, because another version of Fairwind wrote it',
    ],
    [
      'random bytes',
      (path) => writeFileSync(path, Buffer.alloc(5_000, 0x9d)),
      'no cache, because it has another format',
    ],
  ])('is not used when it is %s', async (_, damage, reason) => {
    const storage = await savedCache();
    damage(join(storage, FILE));
    const model = newModel();
    const { load, log } = cacheOf(storage, model, ['file:///w', 'file:///b']);
    await load(signal);
    expect(log.lines).toEqual([`Workspace model: ${reason}`]);
    expect(model.stats().documents).toBe(0);
  });

  it('is not used for other workspace folders', async () => {
    const storage = await savedCache();
    const model = newModel();
    const { load, log } = cacheOf(storage, model, ['file:///w']);
    await load(signal);
    expect(log.lines).toEqual(['Workspace model: no cache, because it is for other workspace folders']);
    expect(model.stats().documents).toBe(0);
  });

  it('may be deleted, or be a folder', async () => {
    const storage = makeFolder();
    const missing = cacheOf(storage, newModel());
    await missing.load(signal);
    expect(missing.log.lines).toEqual(['Workspace model: no cache, because there is none yet']);
    mkdirSync(join(storage, FILE));
    const folder = cacheOf(storage, newModel());
    await folder.load(signal);
    expect(folder.log.lines).toEqual(['Workspace model: no cache, because it cannot be read']);
    await folder.save(signal);
    expect(folder.log.lines.at(-1)).toMatch(/^error: The cache of the workspace model could not be written/);
    expect(readdirSync(storage)).toEqual([FILE]);
  });

  it('is written by many windows at once and whole for each reader', async () => {
    const storage = makeFolder();
    const models = Array.from({ length: 4 }, (_, at) =>
      newModel({ [`file:///w/${at}.ts`]: `const name${at} = ${at};\n`.repeat(2_000 * (at + 1)) }),
    );
    await cacheOf(storage, newModel({ 'file:///w/first.ts': 'first' })).save(signal);
    const readings: string[] = [];
    const failures: string[] = [];
    const read = async () => {
      for (let round = 0; round < 20; round++) {
        const { load, log } = cacheOf(storage, newModel());
        await load(signal);
        readings.push(...log.lines);
      }
    };
    const write = async (model: WorkspaceModel) => {
      for (let round = 0; round < 10; round++) {
        const { save, log } = cacheOf(storage, model);
        await save(signal);
        failures.push(...log.lines);
      }
    };
    await Promise.all([read(), ...models.map(write)]);
    expect(new Set(readings)).toEqual(new Set(['Workspace model: 1 documents from the cache']));
    expect(failures).toEqual([]);
    expect(readdirSync(storage)).toEqual([FILE]);
  });

  it('is not written again right after', async () => {
    const storage = makeFolder();
    const { save } = cacheOf(storage, newModel({ 'file:///w/a.ts': 'a' }));
    await save(signal);
    writeFileSync(join(storage, FILE), 'marker');
    await save(signal);
    expect(readFileSync(join(storage, FILE), 'utf8')).toBe('marker');
  });

  it.skipIf(process.platform === 'win32')('is for its user’s eyes alone', async () => {
    const storage = await savedCache();
    expect(statSync(join(storage, FILE)).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing behind when it is stopped, and removes what an engine left that was killed', async () => {
    const storage = makeFolder();
    const abandoned = join(storage, `${FILE}.1.tmp`);
    const fresh = join(storage, `${FILE}.2.tmp`);
    for (const path of [abandoned, fresh]) writeFileSync(path, '');
    const long = Date.now() / 1000 - 2 * 60 * 60;
    utimesSync(abandoned, long, long);
    const controller = new AbortController();
    controller.abort();
    const { save, log } = cacheOf(storage, newModel({ 'file:///w/a.ts': 'a' }));
    await save(controller.signal);
    expect(readdirSync(storage)).toEqual([`${FILE}.2.tmp`]);
    expect(log.lines).toEqual([]);
  });
});

/** @param at from the end when negative */
function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path);
  const index = bytes.length + at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
