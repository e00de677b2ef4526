/**
 * How soon the chat view stands in a real VS Code after a click on its icon: the first time in a window, and again after
 * the Explorer was shown in its place. Each is counted from the click's own time stamp to a frame that VS Code begins
 * after the one in which the page is there to be seen.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { installExtension, startCodeServer } from '../../scripts/lib/codeServer.mjs';
import { vsixPath } from '../../scripts/lib/extension.mjs';
import { launchChromium } from '../support/browser';
import { median, percentile, printTable } from './report';

const WINDOWS = 4;
const REOPENINGS = 10;
/** VS Code takes no second click on the same icon within 300 ms. */
const BETWEEN_CLICKS_MS = 500;
const PATIENCE = { timeout: 60_000 };
/** VS Code names the extension in the address of its webviews. */
const CHAT = 'iframe.webview[src*="fairwind"]';

/** What is measured in the page of VS Code; kept there, for the way to this process takes as long as a frame. */
interface Watch {
  /** Milliseconds since 1970 of the last click. */
  clickedAt: number;
  /** Milliseconds from the click to a frame after the first with the view in it. */
  shownAfter?: number;
}
type WatchedWindow = Window & { fairwindWatch?: Watch };

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'fairwind-opens-'));
  writeFileSync(join(home, 'a.ts'), 'export const a = 1;\n');
  const profile = { userDataDir: join(home, 'user-data'), extensionsDir: join(home, 'extensions') };
  await installExtension(profile, vsixPath);
  const server = await startCodeServer({ ...profile, folder: home, trusted: true });
  const browser = await launchChromium();
  const first: number[] = [];
  const again: number[] = [];
  try {
    for (let i = 0; i < WINDOWS; i++) {
      const times = await measureWindow(browser, server.url);
      first.push(times.first);
      again.push(...times.again);
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
  printTable(
    'From a click on its icon until the chat view is on screen (ms)',
    ['', 'times', 'median', 'p95', 'most', 'asked for'],
    [
      ['hidden behind the Explorer, shown again', ...summary(again), '≤ 150'],
      ['the first time in a window', ...summary(first), ''],
    ],
  );
}

async function measureWindow(browser: Browser, url: string): Promise<{ first: number; again: number[] }> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('.statusbar-item[id$="fairwind.status"]').waitFor(PATIENCE);
  const icon = (name: string) => page.locator(`.activitybar a.action-label[aria-label^="${name}"]`);
  const view = page.locator(CHAT);
  await icon('Explorer').waitFor(PATIENCE);
  await page.evaluate(watchClicks);

  await icon('Fairwind').click(PATIENCE);
  const first = await firstPaint(page);
  const again: number[] = [];
  for (let round = 0; round < REOPENINGS; round++) {
    await hide(icon('Explorer'), view);
    await page.evaluate(watchView, CHAT);
    await icon('Fairwind').click(PATIENCE);
    await page.waitForFunction(() => (window as WatchedWindow).fairwindWatch?.shownAfter !== undefined);
    again.push(await page.evaluate(() => (window as WatchedWindow).fairwindWatch?.shownAfter ?? NaN));
  }
  await page.close();
  return { first, again };
}

async function hide(explorer: Locator, view: Locator): Promise<void> {
  await explorer.click(PATIENCE);
  await view.waitFor({ state: 'hidden', ...PATIENCE });
  await explorer.page().waitForTimeout(BETWEEN_CLICKS_MS);
}

/** Runs in the page of VS Code. */
function watchClicks(): void {
  const watch: Watch = { clickedAt: 0 };
  (window as WatchedWindow).fairwindWatch = watch;
  const note = ({ timeStamp }: Event) => {
    watch.clickedAt = performance.timeOrigin + timeStamp;
  };
  window.addEventListener('mousedown', note, { capture: true });
}

/** Runs in the page of VS Code: looks in each frame whether the view is what is seen in its place. */
function watchView(chat: string): void {
  const watch = (window as WatchedWindow).fairwindWatch;
  if (!watch) return;
  delete watch.shownAfter;
  const isSeen = () => {
    const view = document.querySelector(chat);
    const { left, top, width, height } = view?.getBoundingClientRect() ?? new DOMRect();
    if (width === 0 || height === 0) return false;
    return document.elementFromPoint(left + width / 2, top + height / 2) === view;
  };
  const look = () => {
    if (!isSeen()) requestAnimationFrame(look);
    else
      requestAnimationFrame(() => {
        watch.shownAfter = performance.timeOrigin + performance.now() - watch.clickedAt;
      });
  };
  requestAnimationFrame(look);
}

/** From the click to the first paint of content in the chat page, by its own frame's clock. */
async function firstPaint(page: Page): Promise<number> {
  const chat = page.frameLocator(CHAT).frameLocator('#active-frame');
  const paintedAt = await chat.locator('.composer').evaluate(async () => {
    for (;;) {
      const paint = performance.getEntriesByName('first-contentful-paint').at(0);
      if (paint) return performance.timeOrigin + paint.startTime;
      await new Promise(requestAnimationFrame);
    }
  }, PATIENCE);
  const clickedAt = await page.evaluate(() => (window as WatchedWindow).fairwindWatch?.clickedAt ?? NaN);
  return paintedAt - clickedAt;
}

function summary(values: readonly number[]): string[] {
  const figures = [median(values), percentile(values, 95), Math.max(...values)];
  return [String(values.length), ...figures.map((value) => value.toFixed(0))];
}

void main();
