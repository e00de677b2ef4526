import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type {
  AnswerOutcome,
  ChatAnswer,
  ChatQuestion,
  ChatViewState,
  FromWebview,
  ToWebview,
} from '../../src/protocol/webview';
import { chatHtml } from '../../src/vscode/chat/chatHtml';
import { chatStrings } from '../../src/vscode/chat/chatStrings';
import { FONTS, THEMES, type ThemeName } from './chatThemes';

/** Where the page believes it is loaded from. Nothing listens there: every request is answered by the test. */
const ORIGIN = 'http://chat.test';

export const ENGLISH = chatStrings({ t: (message) => message });

export interface ChatFiles {
  readonly script: string;
  readonly style: string;
}

/** Bundles the chat page as the build does. */
export async function buildChatPage(): Promise<ChatFiles> {
  const { outputFiles } = await build({
    entryPoints: { webview: 'src/webview/main.tsx' },
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    target: 'chrome120',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

export interface OpenOptions extends BrowserContextOptions {
  readonly theme?: ThemeName;
  readonly state?: Partial<ChatViewState>;
}

/** The chat page in a real browser, with a scripted extension host on the other side. */
export class ChatTestPage {
  private constructor(
    readonly page: Page,
    /** Addresses that the page asked for beyond its own three files. */
    readonly strayRequests: readonly string[],
    /** What the page was given to show when it was opened. */
    readonly state: ChatViewState,
    /** What the page or its content security policy complained about. */
    readonly problems: readonly string[],
  ) {}

  static async open(browser: Browser, files: ChatFiles, options: OpenOptions = {}): Promise<ChatTestPage> {
    const { theme = 'dark', state: change, ...context } = options;
    const state = { ...EMPTY_STATE, ...change };
    const page = await (
      await browser.newContext({ viewport: { width: 300, height: 700 }, ...context })
    ).newPage();
    const stray: string[] = [];
    const problems: string[] = [];
    await serve(page, files, stray);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.addInitScript(standInForVsCode);
    await page.goto(`${ORIGIN}/`);
    const opened = new ChatTestPage(page, stray, state, problems);
    await opened.setTheme(theme);
    await opened.send({ type: 'state', state });
    return opened;
  }

  /** Posts a message as the extension host does. */
  async send(...messages: readonly ToWebview[]): Promise<void> {
    await this.page.evaluate((all) => {
      for (const message of all) window.postMessage(message);
    }, messages);
    await this.settle();
  }

  /** Sets the theme's variables on the root element, as VS Code does. */
  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate(
      (variables) => {
        const { style } = document.documentElement;
        style.cssText = '';
        for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
        style.backgroundColor = 'var(--vscode-sideBar-background)';
      },
      { ...FONTS, ...THEMES[theme] },
    );
  }

  /** Everything the page has posted to the host so far. */
  posted(): Promise<readonly FromWebview[]> {
    return this.page.evaluate(() => window.posted) as Promise<readonly FromWebview[]>;
  }

  /** Resolves after two frames: what was scheduled before is on the page. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

export const CONNECTED = {
  state: 'connected',
  id: 'qwen',
  name: 'qwen2.5-coder:7b',
  host: '127.0.0.1:11434',
  isLocal: true,
  contextTokens: 32_768,
} as const;

const EMPTY_STATE: ChatViewState = {
  strings: ENGLISH,
  title: '',
  entries: [],
  chips: [],
  model: CONNECTED,
  models: [],
  commands: [],
};

export const DONE = {
  state: 'done',
  model: 'qwen2.5-coder:7b on 127.0.0.1:11434',
  durationMs: 2400,
  isCutOff: false,
} as const satisfies AnswerOutcome;

export function question(id: string, text: string, context: ChatQuestion['context'] = []): ChatQuestion {
  return { role: 'user', id, text, context };
}

export function answer(id: string, text: string, outcome: AnswerOutcome = DONE): ChatAnswer {
  return { role: 'assistant', id, text, reasoning: '', outcome };
}

declare global {
  interface Window {
    posted: unknown[];
    acquireVsCodeApi: () => unknown;
  }
}

function standInForVsCode(): void {
  let state: unknown;
  window.posted = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => window.posted.push(structuredClone(message)),
    getState: () => state,
    setState: (value: unknown) => (state = value),
  });
}

async function serve(page: Page, files: ChatFiles, stray: string[]): Promise<void> {
  const html = chatHtml({
    cspSource: ORIGIN,
    scriptUri: `${ORIGIN}/webview.js`,
    styleUri: `${ORIGIN}/webview.css`,
    nonce: 'test',
    language: 'en',
  });
  const bodies: Readonly<Record<string, { contentType: string; body: string }>> = {
    '/': { contentType: 'text/html', body: html },
    '/webview.js': { contentType: 'text/javascript', body: files.script },
    '/webview.css': { contentType: 'text/css', body: files.style },
  };
  await page.context().route('**', (route) => {
    const url = new URL(route.request().url());
    const body = url.origin === ORIGIN ? bodies[url.pathname] : undefined;
    if (body) return route.fulfill(body);
    stray.push(url.href);
    return route.abort();
  });
}
