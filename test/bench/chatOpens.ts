/**
 * How long the chat view takes to be there again after another view was shown: node scripts/benchRun.mjs chatOpens
 * In a real VS Code, from the press of the button to the frame in which its page
 * is on screen.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { installExtension, startCodeServer } from '../../scripts/lib/codeServer.mjs';
import { vsixPath } from '../../scripts/lib/extension.mjs';
import { launchChromium } from '../support/browser';
import { median, printTable } from './report';

const RUNS = 10;
const PATIENCE = { timeout: 90_000 };

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'fairwind-opens-'));
  await writeFile(join(home, 'a.ts'), 'export const a = 1;\n');
  const profile = { userDataDir: join(home, 'user-data'), extensionsDir: join(home, 'extensions') };
  await installExtension(profile, vsixPath);
  const server = await startCodeServer({ ...profile, folder: home, trusted: true });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.locator('.statusbar-item[id$="fairwind.status"]').waitFor(PATIENCE);
    const first = await timeOf(page, () => press(page, 'Fairwind'));
    const again: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      await press(page, /^Explorer/);
      await page.locator('.explorer-folders-view').waitFor(PATIENCE);
      again.push(await timeOf(page, () => press(page, 'Fairwind')));
    }
    printTable(
      'The chat view on screen (ms)',
      ['', 'median', 'least', 'most', 'asked for'],
      [
        ['again, after another view', median(again), Math.min(...again), Math.max(...again), '≤ 150'].map(
          String,
        ),
        ['for the first time in a window (its frame, not its page)', first, '', '', ''].map(String),
      ],
    );
  } finally {
    await browser.close();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.locator('.activitybar').getByRole('tab', { name }).first().click();
}

/** From the press of the mouse, as the page itself hears of it, to the first frame with the webview on screen. */
async function timeOf(page: Page, act: () => Promise<void>): Promise<number> {
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const isShown = () => {
          const frame = document.querySelector<HTMLElement>('iframe.webview.ready');
          return (
            frame !== null && frame.checkVisibility({ visibilityProperty: true }) && frame.clientHeight > 0
          );
        };
        const onPress = () => {
          const began = performance.now();
          const look = () => {
            if (isShown()) resolve(Math.round(performance.now() - began));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        addEventListener('mousedown', onPress, { capture: true, once: true });
      }),
  );
  await act();
  return shown;
}

void main();
