import { describe, expect, it } from 'vitest';
import type { AnswerOutcome, ContextChip } from '../../src/protocol/webview';
import { answer, type ChatTestPage, CONNECTED, DONE, question } from '../support/chatPage';
import { sent, useChatPages } from '../support/openedPages';

const open = useChatPages();
const STREAMING: AnswerOutcome = { state: 'streaming' };
const CHIP: ContextChip = {
  id: '1',
  kind: 'document',
  label: 'src/deep/app.ts',
  startLine: 3,
  endLine: 40,
  included: true,
  isSuggested: true,
  tokens: 400,
};
const delta = (text: string, reasoning = false) => ({ type: 'delta', id: '2', text, reasoning }) as const;

describe('streaming', () => {
  const MARKDOWN = [
    '# Title\n\nSome *text* with `code`.\n\n',
    '- one\n- two\n\n  inner\n\n1. a\n2. b\n\n',
    '```ts src/a.ts\nconst a = 1;\n\n\nfunction b() {}\n```\n\n',
    '> quote\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n',
    '- list\n\n  ```js\n  let x;\n  ```\n\n~~~~\n```\nfence in fence\n```\n~~~~\nlast line',
  ].join('');

  it.each([1, 7, 64, 100_000])('shows the same whether it comes in pieces of %i or whole', async (size) => {
    const whole = await open({ state: { entries: [question('1', 'Q'), answer('2', MARKDOWN)] } });
    const streamed = await open({ state: { entries: [question('1', 'Q'), answer('2', '', STREAMING)] } });
    for (let start = 0; start < MARKDOWN.length; start += size * 20) {
      const pieces = [];
      for (let at = start; at < Math.min(start + size * 20, MARKDOWN.length); at += size) {
        pieces.push(delta(MARKDOWN.slice(at, Math.min(at + size, start + size * 20))));
      }
      await streamed.send(...pieces);
    }
    await streamed.send({ type: 'outcome', id: '2', outcome: DONE });
    const body = (chat: ChatTestPage) => chat.page.locator('.markdown').innerHTML();
    expect(await body(streamed)).toBe(await body(whole));
    expect(await whole.page.locator('.markdown').evaluate(outline)).toMatchInlineSnapshot(`
      [
        "h3: Title",
        "p: Some text with code.",
        "ul: one two inner",
        "ol: a b",
        "div: TypeScriptsrc/a.tsconst a = 1; function b() {}",
        "blockquote: quote",
        "div: a b 1 2",
        "ul: list JavaScriptlet x;",
        "div: Code\`\`\` fence in fence \`\`\`",
        "p: last line",
      ]
    `);
  });

  it('leaves finished blocks alone', async () => {
    const chat = await openStreaming();
    const { page } = chat;
    await chat.send(delta('First.\n\nSecond'));
    await page.locator('.markdown > p').evaluate((block) => block.setAttribute('data-mark', 'kept'));
    await chat.send(delta(' grows.\n\n```js\nlet a;\n'), delta('let b;\n```\nEnd'));
    expect(await page.locator('[data-mark=kept]').textContent()).toBe('First.');
    expect(await page.locator('.markdown > p').allTextContents()).toEqual(['First.', 'Second grows.']);
    expect(await page.locator('.markdown-live > p').textContent()).toBe('End');
  });

  it('shows code while its fence is still open, and never the beginning of the closing fence', async () => {
    const chat = await openStreaming();
    const { page } = chat;
    await chat.send(delta('```python\nprint(1)\n``'));
    expect(await page.locator('.code-block pre').textContent()).toBe('print(1)\n');
    expect(await page.locator('.code-language').textContent()).toBe('Python');
    await chat.send(delta('`\n'));
    expect(await page.locator('.code-block pre').textContent()).toBe('print(1)');
  });

  it('folds the reasoning', async () => {
    const chat = await openStreaming();
    const { page } = chat;
    expect(await page.locator('.waiting').textContent()).toBe(
      'Waiting for {0}…'.replace('{0}', CONNECTED.name),
    );
    await chat.send(delta('Hm, let me see', true));
    expect(await page.locator('.reasoning summary').textContent()).toBe('Reasoning…');
    expect(await page.locator('.reasoning p').isVisible()).toBe(false);
    await chat.send(delta('Yes.'));
    expect(await page.locator('.reasoning summary').textContent()).toMatch(/^Reasoned for [\d.]+ s$/);
    await page.locator('.reasoning summary').click();
    expect(await page.locator('.reasoning p').textContent()).toBe('Hm, let me see');
  });

  it('says a finished answer once to a screen reader, and none of its words before', async () => {
    const chat = await openStreaming();
    const { page } = chat;
    const announcement = page.locator('[aria-live=polite]');
    await chat.send(delta('It works.\n\n```ts a.ts\nlet x;\n```\n'));
    expect(await announcement.textContent()).toBe('');
    await chat.send({ type: 'outcome', id: '2', outcome: DONE });
    await expect.poll(() => announcement.textContent()).toBe('Answered: It works.\nTypeScript, a.ts');
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
  });

  it('follows the end until the person scrolls up, and again from there on', async () => {
    const chat = await openStreaming();
    const { page } = chat;
    const distance = () =>
      page.locator('.scroller').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await chat.send(delta('line\n\n'.repeat(80)));
    expect(await distance()).toBeLessThanOrEqual(1);
    await page.locator('.scroller').hover();
    await page.mouse.wheel(0, -400);
    await expect.poll(distance).toBeGreaterThan(300);
    await chat.send(delta('more\n\n'.repeat(20)));
    expect(await distance()).toBeGreaterThan(600);
    await page.getByRole('button', { name: 'Scroll to the end' }).click();
    await chat.send(delta('more\n\n'.repeat(20)));
    expect(await distance()).toBeLessThanOrEqual(1);
  });

  it('is at its end where all of it is in view, also when nobody has scrolled there', async () => {
    const chat = await openStreaming();
    const { page } = chat;
    await chat.send(delta('line\n\n'.repeat(30)));
    await page.locator('.scroller').hover();
    await page.mouse.wheel(0, -10_000);
    const toEnd = page.getByRole('button', { name: 'Scroll to the end' });
    await toEnd.waitFor();
    await expect.poll(() => page.locator('.scroller').evaluate((box) => box.scrollTop)).toBe(0);
    await page.setViewportSize({ width: 300, height: 3_000 });
    await toEnd.waitFor({ state: 'detached' });
  });
});

describe('what the person does', () => {
  it('sends with Enter, breaks the line with Shift+Enter, and sends nothing empty', async () => {
    const chat = await open();
    const box = chat.page.getByRole('textbox', { name: 'Message' });
    await box.press('Enter');
    await box.fill('one');
    await box.press('Shift+Enter');
    await box.pressSequentially('two');
    expect(await sent(chat)).toEqual([]);
    await box.press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'send', text: 'one\ntwo' }]);
    expect(await box.inputValue()).toBe('');
  });

  it.each([
    { name: 'while composing', init: { key: 'Enter', isComposing: true } },
    { name: 'with the key code of an input method', init: { key: 'Enter', keyCode: 229 } },
    { name: 'right after the end of a composition', init: { key: 'Enter' }, ends: true },
  ])('does not send with the Enter of an input method: $name', async ({ init, ends }) => {
    const chat = await open();
    const box = chat.page.getByRole('textbox', { name: 'Message' });
    await box.fill('안녕');
    await box.evaluate(
      (element, { init, ends }) => {
        if (ends)
          element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '녕' }));
        element.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }));
      },
      { init, ends },
    );
    expect(await sent(chat)).toEqual([]);
    await chat.page.waitForTimeout(100);
    await box.press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'send', text: '안녕' }]);
  });

  it('stops with the button and with Escape, and keeps what is typed meanwhile', async () => {
    const chat = await openStreaming();
    const box = chat.page.getByRole('textbox', { name: 'Message' });
    await box.fill('next question');
    await box.press('Enter');
    await box.press('Escape');
    await chat.page.getByRole('button', { name: 'Stop (Escape)' }).click();
    expect(await sent(chat)).toEqual([{ type: 'stop' }, { type: 'stop' }]);
    expect(await box.inputValue()).toBe('next question');
    await chat.send({ type: 'outcome', id: '2', outcome: { state: 'stopped' } });
    await box.press('Escape');
    expect(await chat.page.getByRole('button', { name: 'Send (Enter)' }).isVisible()).toBe(true);
    expect(await sent(chat)).toHaveLength(2);
    expect(await chat.page.locator('.stopped').textContent()).toContain('Stopped.');
  });

  it('copies and inserts the code as the model wrote it', async () => {
    const code = 'if (a < b && c) {\n\treturn "\u202e";\n}';
    const chat = await open({
      state: { entries: [question('1', 'Q'), answer('2', `\`\`\`ts\n${code}\n\`\`\``)] },
    });
    await chat.page.getByRole('button', { name: 'Copy', exact: true }).click();
    expect(await chat.page.getByRole('button', { name: 'Copied' }).isVisible()).toBe(true);
    await chat.page.getByRole('button', { name: 'Insert at Cursor' }).click();
    expect(await sent(chat)).toEqual([
      { type: 'copy', text: code },
      { type: 'insert', text: code },
    ]);
    expect(await chat.page.locator('.code-block pre').textContent()).toContain('[U+202E]');
  });

  it('sees what will be sent, and takes it out and puts it back', async () => {
    const chat = await open({ state: { chips: [CHIP] } });
    const description = 'Visible part of the active document: src/deep/app.ts, lines 3 to 40\n400 tokens';
    await chat.page.getByTitle(`Do not send: ${description}`, { exact: true }).click();
    await chat.send({ type: 'context', chips: [{ ...CHIP, included: false }] });
    await chat.page.getByTitle(`Send: ${description}`, { exact: true }).click();
    expect(await sent(chat)).toEqual([
      { type: 'includeContext', id: '1', included: false },
      { type: 'includeContext', id: '1', included: true },
    ]);
  });

  it('reads what is wrong and what to do, and asks again', async () => {
    const failed: AnswerOutcome = {
      state: 'failed',
      message: 'm does not answer at h. Start it.',
      action: 'connectModel',
    };
    const chat = await open({
      state: { entries: [question('1', 'My question'), answer('2', 'half', failed)] },
    });
    const banner = chat.page.getByRole('region', { name: 'No answer' });
    expect(await banner.textContent()).toContain('m does not answer at h. Start it.');
    expect(await chat.page.locator('.bubble').textContent()).toBe('My question');
    expect(await chat.page.locator('.markdown > p').textContent()).toBe('half');
    await banner.getByRole('button', { name: 'Try Again' }).click();
    await banner.getByRole('button', { name: 'Connect a Model' }).click();
    expect(await sent(chat)).toEqual([{ type: 'regenerate', id: '2' }, { type: 'connectModel' }]);
  });

  it('goes everywhere with the keyboard alone, in the order of the page', async () => {
    const failed: AnswerOutcome = { state: 'failed', message: 'No.', action: 'setKey' };
    const text = 'See [docs](https://example.com/).\n\n```ts a.ts\nlet x;\n```\n';
    const chat = await open({
      state: { chips: [CHIP], entries: [question('1', 'Q'), answer('2', text, failed)] },
    });
    const names: string[] = [];
    for (let step = 0; step < 15; step++) {
      await chat.page.keyboard.press('Tab');
      const focused = await chat.page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const ring = getComputedStyle(element).outlineStyle !== 'none' || element.matches('textarea');
        return `${ring ? '' : 'NO FOCUS RING '}${element.ariaLabel ?? element.textContent}`;
      });
      names.push(focused);
    }
    expect(names).toEqual([
      'New Chat',
      'Conversation',
      'Edit',
      'docs (example.com)',
      'a.ts',
      'Copy',
      'TypeScript, a.ts',
      'Try Again',
      'Set API Key',
      'Copy Answer',
      'app.ts:3–40400',
      'Message',
      'Add Context (#)',
      'qwen2.5-coder:7b127.0.0.1:11434',
      'Send (Enter)',
    ]);
    await chat.page.getByRole('textbox', { name: 'Message' }).focus();
    await chat.page.keyboard.type('typed');
    await chat.page.keyboard.press('Enter');
    expect(await sent(chat)).toEqual([{ type: 'send', text: 'typed' }]);
  });
});

describe('a new conversation', () => {
  it('is read from its beginning, also where the view is too low for all of it', async () => {
    const { page } = await open({ viewport: { width: 300, height: 300 } });
    const scroller = page.locator('.scroller');
    expect(await scroller.evaluate((box) => box.scrollHeight - box.clientHeight)).toBeGreaterThan(0);
    expect(await scroller.evaluate((box) => box.scrollTop)).toBe(0);
    expect(await page.getByRole('button', { name: 'Scroll to the end' }).count()).toBe(0);
  });

  it('says who answers and what can be asked', async () => {
    const { page } = await open();
    expect(await page.locator('.empty').innerText()).toContain(
      'qwen2.5-coder:7b on 127.0.0.1:11434 answers.',
    );
    expect(await page.locator('.model').textContent()).toContain('qwen2.5-coder:7b');
  });

  it('says how to connect a model when there is none', async () => {
    const chat = await open({ state: { model: { state: 'none', problem: 'entry 1: needs an "id"' } } });
    const text = await chat.page.locator('.empty').innerText();
    expect(text).toContain('are found by themselves');
    expect(text).toContain('entry 1: needs an "id"');
    await chat.page.getByRole('button', { name: 'Connect a Model' }).click();
    expect(await sent(chat)).toEqual([{ type: 'connectModel' }]);
  });

  it('does not take the focus when it appears, only when the host asks for it', async () => {
    const chat = await open();
    const focused = () => chat.page.evaluate(() => document.activeElement?.tagName);
    expect(await focused()).toBe('BODY');
    await chat.send({ type: 'focus' });
    expect(await focused()).toBe('TEXTAREA');
  });

  it('takes the place of the one before', async () => {
    const chat = await open({ state: { entries: [question('1', 'Old?'), answer('2', 'Old.')] } });
    await chat.send({
      type: 'state',
      state: { ...chat.state, entries: [question('1', 'New?'), answer('2', 'New.')] },
    });
    expect(await chat.page.locator('.bubble').allTextContents()).toEqual(['New?']);
    expect(await chat.page.locator('.markdown > p').allTextContents()).toEqual(['New.']);
    await chat.send({ type: 'state', state: chat.state }, { type: 'removed', id: '2' });
    expect(await chat.page.locator('.entry').count()).toBe(1);
    await chat.send({ type: 'state', state: { ...chat.state, entries: [] } });
    expect(await chat.page.locator('.empty').isVisible()).toBe(true);
  });

  it('keeps what was typed when the page is made anew', async () => {
    const chat = await open();
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('not sent yet');
    const kept = await chat.page.evaluate(() =>
      (window.acquireVsCodeApi() as { getState(): unknown }).getState(),
    );
    expect(kept).toEqual({ drafts: { '': 'not sent yet' } });
  });
});

function openStreaming(): Promise<ChatTestPage> {
  return open({ state: { entries: [question('1', 'Q'), answer('2', '', STREAMING)] } });
}

function outline(body: Element): string[] {
  return [...body.children].map((block) => {
    const text = block.textContent.trim().replace(/\s+/g, ' ');
    return `${block.localName}: ${text}`;
  });
}
