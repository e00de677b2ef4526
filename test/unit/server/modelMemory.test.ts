import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ModelSpec } from '../../../src/core/model/languageModel';
import { createModelMemory } from '../../../src/server/modelMemory';
import { silentLogger } from '../../../src/util/logger';

const SPEC: ModelSpec = { id: 'm', provider: 'openai', baseUrl: 'http://h:1/v1', model: 'coder' };

async function inFolder(test: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fairwind-memory-'));
  try {
    await test(join(folder, 'storage', 'models.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('remembers over a restart what was found out last', async () => {
  await inFolder(async (path) => {
    const memory = createModelMemory(path, silentLogger);
    await memory.load();
    memory.set(SPEC, { provider: 'ollama', wire: 'suffix' });
    memory.set(SPEC, { wire: 'chat' });
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('chat');
    const later = createModelMemory(path, silentLogger);
    expect(later.get(SPEC)).toBeUndefined();
    await later.load();
    expect(later.get(SPEC)).toEqual({ provider: 'ollama', wire: 'chat' });
    expect(later.get({ ...SPEC, id: 'another name' })).toEqual({ provider: 'ollama', wire: 'chat' });
    for (const other of [{ model: 'x' }, { baseUrl: 'http://h:2/v1' }, { fim: 'qwen' }] as const)
      expect(later.get({ ...SPEC, ...other })).toBeUndefined();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(path, '..'))).toEqual(['models.json']);
  });
});

it.each([
  '',
  'not json',
  '{}',
  '[null, 5, ["x"], ["x", null], ["x", {"wire": "telnet", "provider": "bard"}]]',
])('knows nothing from a file that holds %j', async (text) => {
  await inFolder(async (path) => {
    await createModelMemory(join(path, '..', 'other.json'), silentLogger).load();
    const memory = createModelMemory(path, silentLogger);
    memory.set(SPEC, { wire: 'chat' });
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('chat');
    const key = (JSON.parse(await readFile(path, 'utf8')) as [[string]])[0][0];
    await writeFile(path, text.replaceAll('"x"', JSON.stringify(key)));
    const later = createModelMemory(path, silentLogger);
    await later.load();
    const { wire, provider } = later.get(SPEC) ?? {};
    expect([wire, provider]).toEqual([undefined, undefined]);
  });
});

it('needs no file', async () => {
  const memory = createModelMemory(undefined, silentLogger);
  await memory.load();
  memory.set(SPEC, { wire: 'chat' });
  expect(memory.get(SPEC)).toEqual({ wire: 'chat' });
});
