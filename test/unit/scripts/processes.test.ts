import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { spawnOwned, stopProcess } from '../../../scripts/lib/processes.mjs';

/** A shell that cannot be asked to end. */
const DEAF = `trap '' TERM HUP; echo $$; while :; do sleep 0.1; done`;
const start = (detached: boolean) =>
  `require('node:child_process').spawn('bash', ['-c', ${JSON.stringify(DEAF)}], { detached: ${detached}, stdio: 'inherit' });`;

/** What the child does; the first line that it prints is the process that must be gone. */
const CASES: Readonly<Record<string, string>> = {
  'one in its group': start(false),
  'one in a group of its own': start(true),
  'one that is started while it is ending': `process.on('SIGTERM', () => { ${start(true)} setTimeout(() => process.exit(), 1000); }); setInterval(() => {}, 1000); console.log('ready');`,
};

/** Whether a process runs; one that has ended and waits for its parent to look does not. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

// Processes are looked up where Linux shows them.
it.runIf(process.platform === 'linux').each(Object.keys(CASES))('stops a child with %s', async (name) => {
  const child = spawnOwned(process.execPath, ['-e', CASES[name] ?? '']);
  const stdout = child.stdout as Readable;
  let printed = '';
  stdout.on('data', (chunk) => (printed += String(chunk)));
  await once(stdout, 'data');
  await stopProcess(child);
  await expect.poll(() => printed).toMatch(/^\d+$/m);
  const pid = Number(/^\d+$/m.exec(printed)?.[0]);
  await expect.poll(() => isRunning(pid)).toBe(false);
});
