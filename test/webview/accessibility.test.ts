import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser';
import { buildChatPage, ChatTestPage } from '../support/chatPage';
import { CHAT_STATES, type ChatStateName } from '../support/chatStates';
import { THEMES, type ThemeName } from '../support/chatThemes';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let chat: ChatTestPage;

beforeAll(async () => {
  const [launched, files] = await Promise.all([launchChromium(), buildChatPage()]);
  browser = launched;
  chat = await ChatTestPage.open(browser, files);
  await chat.page.evaluate(AXE);
});
afterAll(() => browser.close());

const STATES = Object.keys(CHAT_STATES) as ChatStateName[];

describe.each(Object.keys(THEMES) as ThemeName[])('in the theme %s', (theme) => {
  it.each(STATES)('axe finds nothing: %s', async (name) => {
    await chat.setTheme(theme);
    await show(name);
    await chat.page
      .locator('details')
      .evaluateAll((all) => all.forEach((element) => element.setAttribute('open', '')));
    const violations = await chat.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const { violations, passes } = await axe.run(document, { resultTypes: ['violations', 'passes'] });
      if (!passes.some(({ id }) => id === 'color-contrast')) throw new Error('axe looked at no text');
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    });
    expect(violations).toEqual([]);
  });
});

describe('layout', () => {
  it.each(STATES)('needs no sideways scrolling at 250 pixels: %s', async (name) => {
    await show(name, 250, 500);
    expect(await chat.page.evaluate(findOverflow)).toEqual([]);
  });

  it.each(STATES)('holds at 300 pixels zoomed twofold: %s', async (name) => {
    // Zooming a page to 200 % halves the pixels its layout has.
    await show(name, 150, 350);
    expect(await chat.page.evaluate(findOverflow)).toEqual([]);
    const bottoms = await chat.page
      .locator('.composer-bar, .history-empty, .tabs')
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().bottom));
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(350);
  });

  it('grows the message box with the text, up to a part of the page', async () => {
    await show('empty');
    const box = chat.page.getByRole('textbox', { name: 'Message' });
    const height = async () => (await box.boundingBox())?.height ?? 0;
    const one = await height();
    await box.fill('a\nb\nc');
    expect(await height()).toBeGreaterThan(one * 2);
    await box.fill('a\n'.repeat(200));
    expect(await height()).toBeLessThanOrEqual(280);
  });

  it('moves nothing when the person wants less motion', async () => {
    const animations = async (reducedMotion: 'reduce' | 'no-preference') => {
      await chat.page.emulateMedia({ reducedMotion });
      await show('waiting');
      const count = await chat.page.evaluate(() => document.getAnimations().length);
      return count;
    };
    expect(await animations('no-preference')).toBeGreaterThan(0);
    expect(await animations('reduce')).toBe(0);
  });

  it('sets each text in its own direction', async () => {
    await show('stopped');
    const direction = (selector: string) =>
      chat.page.locator(selector).evaluate((element) => getComputedStyle(element).direction);
    expect(await direction('.bubble')).toBe('ltr');
    expect(await direction('.answer-body')).toBe('rtl');
  });
});

/** Shows one of the states on the page that all tests share. */
async function show(name: ChatStateName, width = 300, height = 700): Promise<void> {
  await chat.page.setViewportSize({ width, height });
  await CHAT_STATES[name](chat);
}

/** Boxes that hold something wider than they are. Code and tables scroll inside of themselves and do not count. */
function findOverflow(): string[] {
  return [
    ...document.querySelectorAll(
      'html, body, .header, .scroller, .entry, .empty, .composer, .composer *, .history *, .menu',
    ),
  ]
    .filter(
      (element) =>
        element.scrollWidth > element.clientWidth && getComputedStyle(element).display !== 'inline',
    )
    .filter((element) => getComputedStyle(element).textOverflow !== 'ellipsis' && !element.closest('svg'))
    .map((element) => element.outerHTML.slice(0, 120));
}
