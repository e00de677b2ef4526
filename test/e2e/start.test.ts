import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchChromium } from '../support/browser';

const root = join(import.meta.dirname, '..', '..');
const MARK = 'FAIRWIND_TEST_MARK';

/** All processes that inherited the mark. */
function markedProcesses(mark: string): { pid: number; commandLine: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${MARK}=${mark}`)) return [];
        return [{ pid: Number(pid), commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    })
    .filter(({ commandLine }) => commandLine !== '');
}

/** Starts npm start as a terminal would, and waits for the address that it prints. */
async function start(mark: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, [MARK]: mark },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  await expect.poll(() => output, { timeout: 100_000 }).toContain('Fairwind is ready');
  return { child, address: /http:\S+/.exec(output)?.[0] ?? '' };
}

// Processes are told from others by their environment, which only Linux shows.
it.runIf(process.platform === 'linux').each([
  { signal: 'SIGINT', how: 'Ctrl-C: the terminal signals the whole group', toGroup: true },
  { signal: 'SIGTERM', how: 'a kill of npm alone', toGroup: false },
  { signal: 'SIGHUP', how: 'the terminal is closed', toGroup: true },
] as const)('npm start leaves no process behind after $signal ($how)', async ({ signal, toGroup }) => {
  const mark = randomUUID();
  const { child, address } = await start(mark);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.locator('.statusbar-item[id$="fairwind.status"]').waitFor({ timeout: 90_000 });
    // A terminal's shell leaves the process group.
    await page.keyboard.press('Control+`');
    const commandLines = () => markedProcesses(mark).map(({ commandLine }) => commandLine);
    await expect.poll(commandLines).toContainEqual(expect.stringContaining('ptyHost'));
    expect(commandLines()).toContainEqual(expect.stringContaining('extensionHost'));

    process.kill((child.pid ?? 0) * (toGroup ? -1 : 1), signal);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await expect.poll(commandLines, { timeout: 5_000 }).toEqual([]);
  } finally {
    for (const { pid } of markedProcesses(mark)) process.kill(pid, 'SIGKILL');
    await browser.close();
  }
});
