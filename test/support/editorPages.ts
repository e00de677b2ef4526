import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chatHtml } from '../../src/vscode/chat/chatHtml';
import { FONTS, THEMES, type ThemeName } from './chatThemes';

/** Where a page believes it is loaded from. Nothing listens there: every request is answered by the test. */
const ORIGIN = 'http://page.test';

/** Opens a page of the editor area as it is built, in a real browser with VS Code's own content security policy. */
export async function openEditorPage(browser: Browser, name: 'sent' | 'usage'): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: { page: `src/webview/${name}/main.tsx` },
    outdir: 'out',
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const html = chatHtml({
    cspSource: ORIGIN,
    scriptUri: `${ORIGIN}/page.js`,
    styleUri: `${ORIGIN}/page.css`,
    nonce: 'test',
    language: 'en',
  });
  const bodies: Readonly<Record<string, { contentType: string; body: string }>> = {
    '/': { contentType: 'text/html', body: html },
    '/page.js': { contentType: 'text/javascript', body: text('.js') },
    '/page.css': { contentType: 'text/css', body: text('.css') },
  };
  const page = await (await browser.newContext({ viewport: { width: 900, height: 600 } })).newPage();
  page.setDefaultTimeout(15_000);
  await page.context().route('**', (route) => {
    const body = bodies[new URL(route.request().url()).pathname];
    return body ? route.fulfill(body) : route.abort();
  });
  await page.addInitScript(() => {
    window.posted = [];
    window.acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => window.posted.push(structuredClone(message)),
      getState: () => undefined,
      setState: () => undefined,
    });
  });
  await page.goto(`${ORIGIN}/`);
  return page;
}

/** Posts a message as the extension host does, and waits until it is on the page. */
export async function post(page: Page, message: object): Promise<void> {
  await page.evaluate((value) => {
    window.postMessage(value);
  }, message);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** Sets a theme's variables on the root element, as VS Code does. */
export async function setTheme(page: Page, theme: ThemeName): Promise<void> {
  await page.evaluate(
    (variables) => {
      const { style } = document.documentElement;
      style.cssText = '';
      for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
    },
    { ...FONTS, ...THEMES[theme] },
  );
}
