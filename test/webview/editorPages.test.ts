import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SECRET_MARK } from '../../src/core/privacy/maskSecrets';
import type { SentEntryData, UsageMonthResult } from '../../src/protocol/engine';
import type { FromSentPage } from '../../src/protocol/sentPage';
import { sentStrings } from '../../src/vscode/sent/sentStrings';
import { usageStrings } from '../../src/vscode/usage/usageStrings';
import { launchChromium } from '../support/browser';
import { THEMES, type ThemeName } from '../support/chatThemes';
import { openEditorPage, post, setTheme } from '../support/editorPages';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const l10n = { t: (message: string) => message };
const SENT_STRINGS = { type: 'strings', strings: sentStrings(l10n), language: 'en' };
const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

let browser: Browser;
beforeAll(async () => (browser = await launchChromium()));
afterAll(() => browser.close());

function entry(number: number, body = ''): SentEntryData {
  return {
    id: `e:${number}`,
    number,
    role: 'chat',
    destination: { id: 'm', provider: 'openai', model: HOSTILE, host: 'api.test', isLocal: number % 2 === 0 },
    sentAt: Date.UTC(2026, 10, 24) + number,
    wire: [{ method: 'POST', url: 'https://api.test/v1', body }],
    maskedSecrets: ['OpenAI key', 'private key'],
    usage: { promptTokens: 1234, answerTokens: 5, isEstimated: true },
    outcome: 'stop',
    durationMs: 12,
  };
}

/** `count` entries, newest first. */
const newest = (count: number) => Array.from({ length: count }, (_, index) => entry(count - index));

describe('What was sent', () => {
  let page: Page;
  beforeEach(async () => {
    page = await openEditorPage(browser, 'sent');
    await setTheme(page, 'dark');
    await post(page, SENT_STRINGS);
    return () => page.context().close();
  });
  const posted = (type: FromSentPage['type']) =>
    page.evaluate(
      (wanted) => (window.posted as { type: string }[]).filter((one) => one.type === wanted),
      type,
    );
  async function show(entries: readonly SentEntryData[], more = false): Promise<void> {
    const ask = ((await posted('list')) as unknown as { ask: number }[]).at(-1)?.ask;
    await post(page, { type: 'entries', ask, entries, more });
  }

  it.each(Object.keys(THEMES) as ThemeName[])('axe finds nothing in the theme %s', async (theme) => {
    await setTheme(page, theme);
    await show([]);
    expect(await violations(page)).toEqual([]);
    await post(page, { type: 'changed' });
    await show(newest(30));
    await page.locator('.row').first().click();
    await post(page, { type: 'entry', id: 'e:30', entry: entry(30, JSON.stringify({ a: SECRET_MARK })) });
    expect(await violations(page)).toEqual([]);
  });

  it('draws the rows near the screen alone, of ten thousand', async () => {
    await show(newest(10_000));
    expect(await page.locator('.row').count()).toBeLessThan(40);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('End');
    await page.locator('#row-e\\:1').waitFor();
  });

  it('shows a body of five megabytes in pieces, and copies it whole', async () => {
    await show([entry(1)]);
    await page.locator('.row').click();
    const body = JSON.stringify({ text: 'x'.repeat(5_000_000) });
    await post(page, { type: 'entry', id: 'e:1', entry: entry(1, body) });
    expect(await page.locator('pre').evaluate(({ textContent }) => textContent.length)).toBe(100_000);
    await page.getByRole('checkbox', { name: 'As sent' }).check();
    await page.getByRole('button', { name: 'Copy' }).click();
    const [copied] = (await posted('copy')) as unknown as { text: string }[];
    expect(copied?.text === body).toBe(true);
  });

  it('shows markup as text, and marks what was masked', async () => {
    await show([entry(1)]);
    await page.locator('.row').click();
    const body = JSON.stringify({ a: HOSTILE, b: `key ${SECRET_MARK}` });
    await post(page, { type: 'entry', id: 'e:1', entry: entry(1, body) });
    expect(await page.locator('mark').allTextContents()).toEqual([SECRET_MARK]);
    expect(await page.locator('img, pre script').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });

  it('keeps what is on screen in its place when news come in', async () => {
    await show(newest(100));
    const rows = page.getByRole('listbox');
    await rows.evaluate((element) => element.scrollTo(0, 660));
    const top = () => page.locator('#row-e\\:88').evaluate((row) => row.getBoundingClientRect().top);
    const before = await top();
    await post(page, { type: 'changed' });
    await show(newest(103).slice(0, 100), true);
    expect(await top()).toBe(before);
  });

  it('is driven by the keyboard', async () => {
    await show(newest(5));
    await page.keyboard.press('Control+f');
    await page.keyboard.press('ArrowDown');
    await page.locator('.rows:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await posted('get')).toEqual([{ type: 'get', id: 'e:4' }]);
    await page.keyboard.press('Escape');
    await page.locator('.details').waitFor({ state: 'detached' });
    await page.locator('.rows:focus').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  });

  it('leaves the focus in the search while it finds nothing, and then something', async () => {
    await show(newest(5));
    await page.keyboard.press('Control+f');
    await page.keyboard.press('ArrowDown');
    await page.locator('.rows:focus').waitFor();
    await page.keyboard.press('Control+f');
    for (const [typed, found] of [
      ['x', 0],
      ['Backspace', 5],
    ] as const) {
      const asked = (await posted('list')).length;
      await page.keyboard.press(typed);
      await expect.poll(async () => (await posted('list')).length).toBeGreaterThan(asked);
      await show(newest(found));
      await expect.poll(() => page.locator('.row').count()).toBe(found);
      expect(await page.locator('.search:focus').count()).toBe(1);
    }
  });

  it.each([250, 450])('needs no sideways scrolling at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 500 });
    await show(newest(5));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.locator('.row').first().click();
    await post(page, { type: 'entry', id: 'e:5', entry: entry(5, 'x'.repeat(500)) });
    expect(await page.locator('.details-scroll').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(
      0,
    );
    await page.screenshot({ path: `test-results/sent-${width}.png` });
  });
});

describe('Usage and cost', () => {
  const cell = {
    day: '2026-11-03',
    modelId: 'm',
    model: HOSTILE,
    host: 'api.test',
    isLocal: false,
    role: 'chat',
    requests: 3,
    estimatedRequests: 1,
    promptTokens: 12_000,
    cachedPromptTokens: 100,
    answerTokens: 700,
  } as const;
  const usage: UsageMonthResult = {
    month: '2026-11',
    months: ['2026-11', '2026-10'],
    cells: [
      { ...cell, cost: 1.5 },
      { ...cell, modelId: 'n', model: 'other' },
      { ...cell, isLocal: true, cost: 0 },
    ],
    cost: 1.5,
    currency: 'EUR',
    limit: 20,
  };

  it.each(Object.keys(THEMES) as ThemeName[])('axe finds nothing in the theme %s', async (theme) => {
    const page = await openEditorPage(browser, 'usage');
    await setTheme(page, theme);
    await post(page, { type: 'strings', strings: usageStrings(l10n), language: 'en' });
    await post(page, { type: 'usage', usage });
    expect(await violations(page)).toEqual([]);
    const text = await page.locator('main').innerText();
    for (const words of [
      '1.50 EUR',
      'no price set',
      '0 (this machine)',
      'about 12,000',
      'limit of 20.00 EUR',
    ])
      expect(text).toContain(words);
    expect(await page.locator('.chart g').count()).toBe(30);
    expect(await page.locator('img').count()).toBe(0);
    await page.screenshot({ path: `test-results/usage-${theme}.png` });
    await page.setViewportSize({ width: 250, height: 500 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(250);
    await page.context().close();
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const found = await axe.run(document);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
  });
}
