/**
 * What Fairwind costs the extension host of a real VS Code: the activation time that VS Code itself reports under
 * "Running Extensions", over several fresh windows, beside VS Code's own git extension in the same windows.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installExtension, startCodeServer } from '../../scripts/lib/codeServer.mjs';
import { vsixPath } from '../../scripts/lib/extension.mjs';
import { launchChromium } from '../support/browser';
import { median, printTable } from './report';

const WINDOWS = 5;
/** The list draws only what is in view, sorted by time, so the page is tall. */
const VIEWPORT = { width: 1280, height: 4_000 };
const PATIENCE = { timeout: 90_000 };

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'fairwind-activation-'));
  writeFileSync(join(home, 'a.ts'), 'export const a = 1;\n');
  const profile = { userDataDir: join(home, 'user-data'), extensionsDir: join(home, 'extensions') };
  await installExtension(profile, vsixPath);
  const server = await startCodeServer({ ...profile, folder: home, trusted: true });
  const browser = await launchChromium();
  const times: { fairwind: number; git: number }[] = [];
  try {
    for (let i = 0; i < WINDOWS; i++) {
      const page = await browser.newPage({ viewport: VIEWPORT });
      await page.goto(server.url);
      await page.locator('.statusbar-item[id$="fairwind.status"]').waitFor(PATIENCE);
      await showRunningExtensions(page);
      times.push({ fairwind: await activationOf(page, 'Fairwind'), git: await activationOf(page, 'Git') });
      await page.close();
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
  printTable(
    `Activation in the extension host, ${WINDOWS} fresh windows (ms)`,
    ['', 'median', 'least', 'most', 'asked for'],
    [
      ['Fairwind', ...summary(times.map(({ fairwind }) => fairwind)), '≤ 50'],
      ["VS Code's own git extension", ...summary(times.map(({ git }) => git)), ''],
    ],
  );
}

async function showRunningExtensions(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>Developer: Show Running Extensions');
  await page.getByRole('option', { name: /^Developer: Show Running Extensions/ }).click(PATIENCE);
  await page.locator('.runtime-extensions-editor .extension').first().waitFor(PATIENCE);
}

/** Reads "Activation: 12ms" from an extension's row. */
async function activationOf(page: Page, name: string): Promise<number> {
  const row = page
    .locator('.runtime-extensions-editor .extension')
    .filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) })
    .first();
  await row.waitFor(PATIENCE);
  const text = await row.innerText();
  const milliseconds = /(\d+)\s*ms/.exec(text)?.[1];
  if (milliseconds === undefined) throw new Error(`VS Code gives no activation time for ${name}: ${text}`);
  return Number(milliseconds);
}

function summary(values: readonly number[]): string[] {
  return [median(values), Math.min(...values), Math.max(...values)].map(String);
}

void main();
