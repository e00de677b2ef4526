import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatViewState, ContextChip } from '../../src/protocol/webview';
import { launchChromium } from '../support/browser';
import { answer, buildChatPage, type ChatFiles, ChatTestPage, DONE, question } from '../support/chatPage';
import { THEMES, type ThemeName } from '../support/chatThemes';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let files: ChatFiles;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchChromium(), buildChatPage()]);
});
afterAll(() => browser.close());

const CHIPS: readonly ContextChip[] = [
  {
    kind: 'document',
    path: 'src/a/very/long/path/to/aFileWithALongName.component.ts',
    startLine: 1001,
    endLine: 1064,
    included: true,
  },
  { kind: 'selection', path: 'a.ts', startLine: 3, endLine: 3, included: false },
];
const MARKDOWN = `### Why
Some **bold** text with \`inline code\` and [a link](https://example.com/) and ${'averylongword'.repeat(12)}.

1. one
   - inner \`${'x'.repeat(80)}\`
2. two

> A quote with \`code\`.

| Case | Before | After |
|------|:------:|------:|
| a    | b      | c     |

\`\`\`ts src/a/very/long/path/to/aFileWithALongName.component.ts
/** A comment. */
export class Reader<T> extends Base {
  private readonly limit = 42; // a number
  read(path: string): Promise<boolean> { return this.open(\`\${path}\`, /a+/g, null, true); }
}
\`\`\`

\`\`\`diff
- old
+ new
\`\`\`

\`\`\`json
{ "name": "value", "n": [1, true, null] }
\`\`\`
#### Then
- [x] done`;

const STATES: Readonly<Record<string, Partial<ChatViewState>>> = {
  empty: { chips: CHIPS },
  'without a model': { model: { state: 'none', problem: 'fairwind.models: entry 1: needs an "id"' } },
  answered: {
    chips: CHIPS,
    entries: [question('1', `Why? ${'long'.repeat(40)}`, CHIPS), answer('2', MARKDOWN)],
  },
  'cut off': {
    entries: [question('1', 'Why?'), answer('2', 'x', { ...DONE, isCutOff: true, truncated: true })],
  },
  waiting: { entries: [question('1', 'Why?'), answer('2', '', { state: 'streaming' })] },
  reasoning: {
    entries: [
      question('1', 'Why?'),
      { ...answer('2', '', { state: 'streaming' }), reasoning: 'Let me see. '.repeat(30) },
    ],
  },
  stopped: { entries: [question('1', '왜 그런가요?'), answer('2', 'כי כך', { state: 'stopped' })] },
  failed: {
    entries: [
      question('1', 'Why?'),
      answer('2', '', {
        state: 'failed',
        message: `m refused the key at ${'a-very-long-host.'.repeat(6)}example:8080. Run "Fairwind: Set API Key".`,
        action: 'setKey',
      }),
    ],
  },
};

describe.each(Object.keys(THEMES) as ThemeName[])('in the theme %s', (theme) => {
  it.each(Object.keys(STATES))('axe finds nothing: %s', async (name) => {
    const chat = await openState(name, { theme });
    await chat.page
      .locator('details')
      .evaluateAll((all) => all.forEach((element) => element.setAttribute('open', '')));
    await chat.page.evaluate(AXE);
    const violations = await chat.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations, passes } = await axe.run(document, { resultTypes: ['violations', 'passes'] });
      if (!passes.some(({ id }) => id === 'color-contrast')) throw new Error('axe looked at no text');
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
    });
    expect(violations).toEqual([]);
    await chat.close();
  });
});

describe('layout', () => {
  it.each(Object.keys(STATES))('needs no sideways scrolling at 250 pixels: %s', async (name) => {
    const chat = await openState(name, { viewport: { width: 250, height: 500 } });
    expect(await chat.page.evaluate(findOverflow)).toEqual([]);
    await chat.close();
  });

  it.each(Object.keys(STATES))('holds at 300 pixels zoomed to 200 %%: %s', async (name) => {
    // Zooming a page to 200 % halves the pixels its layout has.
    const chat = await openState(name, { viewport: { width: 150, height: 350 }, deviceScaleFactor: 2 });
    expect(await chat.page.evaluate(findOverflow)).toEqual([]);
    const box = await chat.page.getByRole('textbox', { name: 'Message' }).boundingBox();
    expect(box && box.y + box.height).toBeLessThan(350);
    await chat.close();
  });

  it('grows the message box with the text, up to a part of the page', async () => {
    const chat = await openState('empty', {});
    const box = chat.page.getByRole('textbox', { name: 'Message' });
    const height = async () => (await box.boundingBox())?.height ?? 0;
    const one = await height();
    await box.fill('a\nb\nc');
    expect(await height()).toBeGreaterThan(one * 2);
    await box.fill('a\n'.repeat(200));
    expect(await height()).toBeLessThanOrEqual(280);
    await chat.close();
  });

  it('moves nothing when the person wants less motion', async () => {
    const animations = async (reducedMotion: 'reduce' | 'no-preference') => {
      const chat = await openState('waiting', { reducedMotion });
      const count = await chat.page.evaluate(() => document.getAnimations().length);
      await chat.close();
      return count;
    };
    expect(await animations('no-preference')).toBeGreaterThan(0);
    expect(await animations('reduce')).toBe(0);
  });

  it('sets each text in its own direction', async () => {
    const chat = await openState('stopped', {});
    const direction = (selector: string) =>
      chat.page.locator(selector).evaluate((element) => getComputedStyle(element).direction);
    expect(await direction('.bubble')).toBe('ltr');
    expect(await direction('.answer-body')).toBe('rtl');
    await chat.close();
  });
});

function openState(name: string, options: Parameters<typeof ChatTestPage.open>[2]): Promise<ChatTestPage> {
  return ChatTestPage.open(browser, files, { ...options, state: STATES[name] ?? {} });
}

/** Elements that stick out of the page, unless they scroll inside of something that does not. */
function findOverflow(): string[] {
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (/auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const scroller = document.querySelector('.scroller');
  const sideways = [document.documentElement, document.body, scroller].filter(
    (element) => element && element.scrollWidth > element.clientWidth,
  );
  const outside = [...document.querySelectorAll('.scroller *, .composer *')].filter(
    (element) =>
      !element.closest('.visually-hidden, pre, table') &&
      element.getBoundingClientRect().right > innerWidth + 0.5 &&
      !scrolls(element.parentElement?.closest('.composer, .entry') ?? null),
  );
  return [...sideways, ...outside].map((element) => element?.outerHTML.slice(0, 120) ?? '');
}
