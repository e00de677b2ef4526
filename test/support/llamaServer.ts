import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureLlama } from '../../scripts/lib/llama.mjs';
import { freePort } from './freePort';
import { tinyGguf } from './tinyGguf';

const START_TIMEOUT_MS = 60_000;
const CONTEXT_TOKENS = '16384';
/** `/infill` cuts its prompt to the batch, and every byte is a token of the tiny model. */
const BATCH_TOKENS = '8192';

/** A real llama.cpp with the tiny model, answering llama-server's wire. Dispose it. */
export interface LlamaServer extends AsyncDisposable {
  readonly baseUrl: string;
}

/**
 * Starts `llama-server` itself where FAIRWIND_LLAMA_SERVER names one, else llama.cpp through node-llama-cpp, which is
 * installed where it is missing.
 */
export async function startLlamaServer(): Promise<LlamaServer> {
  const folder = await mkdtemp(join(tmpdir(), 'fairwind-llama-'));
  const modelFile = join(folder, 'tiny.gguf');
  await writeFile(modelFile, tinyGguf());
  const binary = process.env['FAIRWIND_LLAMA_SERVER'];
  const { child, baseUrl } = binary ? await startBinary(binary, modelFile) : await startHost(modelFile);
  return {
    baseUrl,
    async [Symbol.asyncDispose]() {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startHost(modelFile: string): Promise<{ child: ChildProcess; baseUrl: string }> {
  const entry = await ensureLlama();
  const host = join(import.meta.dirname, 'llamaHost.ts');
  // The host is an ES module by its syntax; Node would remark on having found that out.
  const execArgv = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
  const child = fork(host, [entry, modelFile], { execArgv });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => {
      resolve((message as { port: number }).port);
    });
    child.once('exit', (code) => {
      reject(new Error(`llama.cpp did not start (exit code ${code})`));
    });
  });
  return { child, baseUrl: `http://127.0.0.1:${port}` };
}

async function startBinary(
  binary: string,
  modelFile: string,
): Promise<{ child: ChildProcess; baseUrl: string }> {
  const port = await freePort();
  const args = ['-m', modelFile, '--host', '127.0.0.1', '--port', String(port), '--offline', '--no-ui'];
  args.push('-c', CONTEXT_TOKENS, '-np', '1', '-b', BATCH_TOKENS, '-ub', BATCH_TOKENS, '-t', '1');
  const child = spawn(binary, args, { stdio: 'ignore' });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${binary} did not start (exit code ${String(code)})`);
  });
  const baseUrl = `http://127.0.0.1:${port}`;
  await Promise.race([waitUntilHealthy(baseUrl), failed]);
  // From here on its end is nobody's failure.
  failed.catch(() => undefined);
  return { child, baseUrl };
}

async function waitUntilHealthy(baseUrl: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(`${baseUrl}/health`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`nothing answers at ${baseUrl}`);
}
