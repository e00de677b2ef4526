/** Llamafiles: programs that are model servers. A script that answers as one stands in for the real thing. */
import { readFileSync } from 'node:fs';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationToken, CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { type LlamafileListResult, type LlamafileStartResult, Method } from '../../src/protocol/engine';
import { writeWorkspace } from '../support/editor';
import { TestEngine } from '../support/engine';

/** What it was started with, and its process id, are the names of its models. */
const ANSWERS = `
const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const host = process.argv[process.argv.indexOf('--host') + 1];
const data = [process.argv.slice(2).join(' '), String(process.pid)].map((id) => ({ id, owned_by: 'llamacpp' }));
require('node:http')
  .createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data })),
  )
  .listen(port, host);
`;
const DEAF = `process.on('SIGTERM', () => {});${ANSWERS}`;

async function withLlamafile(
  script: string,
  test: (fixture: { engine: TestEngine; path: string }) => Promise<void>,
): Promise<void> {
  const folder = await writeWorkspace({ 'tiny model.llamafile': `#!${process.execPath}\n${script}` });
  const path = join(folder, 'tiny model.llamafile');
  const engine = await TestEngine.start();
  try {
    await test({ engine, path });
  } finally {
    await engine.stop();
  }
}

const start = (engine: TestEngine, path: string, token = CancellationToken.None) =>
  engine.connection.sendRequest<LlamafileStartResult>(Method.llamafileStart, { path }, token);
const running = async (engine: TestEngine) =>
  (await engine.connection.sendRequest<LlamafileListResult>(Method.llamafileList, {})).running;

function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux')('a llamafile', () => {
  it('is started as a server of this machine alone, once, and stopped', async () => {
    await withLlamafile(ANSWERS, async ({ engine, path }) => {
      await chmod(path, 0o644);
      const { baseUrl, models } = await start(engine, path);
      const port = new URL(baseUrl).port;
      expect(models[0]?.name).toBe(`--server --nobrowser --host 127.0.0.1 --port ${port}`);
      expect((await stat(path)).mode & 0o777).toBe(0o744);
      expect(await running(engine)).toEqual([{ path, baseUrl }]);
      const pid = Number(models[1]?.name);
      expect(await start(engine, path)).toEqual({ baseUrl, models });
      await engine.connection.sendRequest(Method.llamafileStop, { path });
      expect(await running(engine)).toEqual([]);
      await expect.poll(() => isAlive(pid)).toBe(false);
      expect((await start(engine, path)).baseUrl).toBe(baseUrl);
    });
  });

  it('ends with the engine, also one that does not end when it is asked and an engine that is killed', async () => {
    await withLlamafile(DEAF, async ({ engine, path }) => {
      const { models } = await start(engine, path);
      engine.process.kill('SIGKILL');
      await expect.poll(() => isAlive(Number(models[1]?.name)), { timeout: 5_000 }).toBe(false);
    });
  });

  it.each([
    [
      'ended at once',
      'console.error("cannot read the weights");',
      /tiny model\.llamafile ended.*read the weights/,
    ],
    ['is no program', 'this is } no program', /tiny model\.llamafile ended instead of answering/],
  ])('that %s is told in its own words', async (_name, script, words) => {
    await withLlamafile(script, async ({ engine, path }) => {
      await expect(start(engine, path)).rejects.toThrow(words);
      expect(await running(engine)).toEqual([]);
    });
  });

  it('that is not there is told', async () => {
    await withLlamafile(ANSWERS, async ({ engine, path }) => {
      await expect(start(engine, `${path}.gone`)).rejects.toThrow(/There is no file .*\.gone/);
    });
  });

  it('takes another port where its own is taken', async () => {
    const onlyOnce = `if (process.argv.at(-1) === require('node:fs').readFileSync(__filename + '.taken', 'utf8')) { console.error('couldn\\'t bind: Address already in use'); process.exit(1); }${ANSWERS}`;
    await withLlamafile(onlyOnce, async ({ engine, path }) => {
      await writeFile(`${path}.taken`, 'none');
      const first = new URL((await start(engine, path)).baseUrl).port;
      await engine.connection.sendRequest(Method.llamafileStop, { path });
      await writeFile(`${path}.taken`, first);
      expect(new URL((await start(engine, path)).baseUrl).port).toBe(String(Number(first) + 1));
    });
  });

  it('does not run when its start was cancelled', async () => {
    await withLlamafile('setInterval(() => {}, 1000);', async ({ engine, path }) => {
      const cancellation = new CancellationTokenSource();
      const starting = start(engine, path, cancellation.token);
      await expect.poll(() => running(engine)).toHaveLength(1);
      cancellation.cancel();
      await expect(starting).rejects.toThrow();
      expect(await running(engine)).toEqual([]);
    });
  });
});
