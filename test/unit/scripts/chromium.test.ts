import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureChromium } from '../../../scripts/lib/chromium.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairwind-path-'));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('FAIRWIND_CHROMIUM', '');
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Puts a program on the PATH of the test, which holds nothing else. */
function addProgram(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

const log = () => readFileSync(join(folder, 'log'), 'utf8');
/** Notes its arguments, and installing makes a Chromium. */
const APT = [
  'folder="${0%/*}"',
  'echo "$@" >> "$folder/log"',
  '[ "$1" = update ] || { : > "$folder/chromium"; /bin/chmod 755 "$folder/chromium"; }',
].join('\n');

describe.skipIf(process.platform !== 'linux')('ensureChromium', () => {
  it('takes the one that FAIRWIND_CHROMIUM names', async () => {
    addProgram('mine', '');
    vi.stubEnv('FAIRWIND_CHROMIUM', join(folder, 'mine'));
    await expect(ensureChromium()).resolves.toBe(join(folder, 'mine'));
  });

  it('says so when FAIRWIND_CHROMIUM names nothing', async () => {
    vi.stubEnv('FAIRWIND_CHROMIUM', '/nowhere/chrome');
    await expect(ensureChromium()).rejects.toThrow('FAIRWIND_CHROMIUM names /nowhere/chrome');
  });

  it('takes the one on PATH', async () => {
    addProgram('google-chrome', '');
    await expect(ensureChromium()).resolves.toBe(join(folder, 'google-chrome'));
  });

  it('installs it with apt-get as root', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    addProgram('apt-get', APT);
    await expect(ensureChromium()).resolves.toBe(join(folder, 'chromium'));
    expect(log()).toBe('update\ninstall --yes --no-install-recommends chromium\n');
  });

  it('installs it with sudo where that asks for no password', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    addProgram('sudo', 'shift; [ "$1" = true ] || exec "$@"');
    addProgram('apt-get', APT);
    await expect(ensureChromium()).resolves.toBe(join(folder, 'chromium'));
  });

  it('says what to install where sudo wants a password', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    addProgram('sudo', 'exit 1');
    addProgram('apt-get', APT);
    await expect(ensureChromium()).rejects.toThrow('Install Chromium');
    expect(existsSync(join(folder, 'log'))).toBe(false);
  });

  it('says what to install where there is no apt-get', async () => {
    await expect(ensureChromium()).rejects.toThrow('FAIRWIND_SKIP_E2E=1');
  });
});
