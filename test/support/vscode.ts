import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { installExtension, startCodeServer } from '../../scripts/lib/codeServer.mjs';
import { vsixPath } from '../../scripts/lib/extension.mjs';
import { stopChildrenOnSignals } from '../../scripts/lib/processes.mjs';
import { launchChromium } from './browser';
import { addEmptyLanguagePack } from './languagePack';

/** Ten seconds to activate on two cores is usual; a busy machine takes several times that. */
const ACTIVE_TIMEOUT_MS = 180_000;
const WAIT_MS = 30_000;
const REFILL_MS = 10_000;
const CLICK_MS = 3_000;

// A test run that is broken off takes its VS Code with it.
stopChildrenOnSignals();

/** Settings of every test's VS Code; a test adds its own. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'editor.minimap.enabled': false,
};

export interface VSCodeOptions {
  /** The folder to open. */
  readonly folder: string;
  /** Added to the user settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The packed extension to install; Fairwind's own unless told. */
  readonly vsix?: string;
  /** Further packed extensions to install beside it. */
  readonly otherExtensions?: readonly string[];
  /** What extensions speak, such as `ko`; English unless told. */
  readonly language?: string;
  /** Puts something into the extension's folder over all workspaces before VS Code starts. */
  readonly prepareStorage?: (folder: string) => Promise<void>;
  /** Size of the browser's page in CSS pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A real VS Code in a real Chromium with the packed extension in it, for one test file. Dispose it. */
export class VSCode implements AsyncDisposable {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly server: { stop(): Promise<void> },
    private readonly home: string,
  ) {}

  /** Starts everything and waits until the engine runs. */
  static async open({
    folder,
    settings = {},
    vsix = vsixPath,
    otherExtensions = [],
    language,
    prepareStorage,
    viewport,
  }: VSCodeOptions): Promise<VSCode> {
    const home = await mkdtemp(join(tmpdir(), 'fairwind-e2e-'));
    const profile = { userDataDir: join(home, 'user-data'), extensionsDir: join(home, 'extensions') };
    await mkdir(join(profile.userDataDir, 'User'), { recursive: true });
    await writeFile(settingsPath(home), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
    if (language !== undefined) await addEmptyLanguagePack(profile.userDataDir, language);
    await prepareStorage?.(join(profile.userDataDir, 'User', 'globalStorage', 'fairwind.fairwind'));
    for (const path of [vsix, ...otherExtensions]) await installExtension(profile, path);
    const server = await startCodeServer({ ...profile, folder, trusted: true });
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: viewport ?? { width: 1280, height: 800 } });
    const vscode = new VSCode(page, browser, server, home);
    try {
      await page.goto(server.url);
      await vscode.waitUntilReady();
    } catch (error) {
      await vscode.keepScreenshot('did-not-start');
      await vscode[Symbol.asyncDispose]();
      throw error;
    }
    return vscode;
  }

  /** Loads the window anew: nothing of what an earlier test left open is in the way. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /** What is typed before the engine runs is not answered. The icon says it in any language. */
  private async waitUntilReady(): Promise<void> {
    const resting = ['sparkle', 'cloud', 'circle-slash'].map((icon) => `.codicon-${icon}`).join(', ');
    await this.statusItem.locator(resting).waitFor({ timeout: ACTIVE_TIMEOUT_MS });
  }

  /** Fairwind's item in the status bar. */
  get statusItem(): Locator {
    return this.page.locator('.statusbar-item[id$="fairwind.status"]');
  }

  /** What the status bar item says to a screen reader: the model, its host and what it is doing. */
  async statusWords(): Promise<string> {
    return (await this.statusItem.getAttribute('aria-label')) ?? '';
  }

  /** The suggestion that stands in the editor as ghost text; empty when there is none. */
  async ghostText(): Promise<string> {
    // It is coloured like code, so each token is an element of its own.
    const tokens = await this.page.locator('.ghost-text-decoration').allTextContents();
    return tokens.join('').replaceAll('\u00a0', ' ');
  }

  /** Pop-up notifications on screen. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-toast');
  }

  /** The box for the commit message. */
  get commitBox(): Locator {
    return this.page.locator('.scm-editor .monaco-editor').first();
  }

  /** Changes the user settings of the running VS Code. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await writeFile(settingsPath(this.home), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
  }

  /** The user settings as they stand on the disk now. */
  async userSettings(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await readFile(settingsPath(this.home), 'utf8')) as Record<string, unknown>;
  }

  /** Runs a command by its words in the palette, such as "Fairwind: New Chat". */
  async runCommand(words: string): Promise<void> {
    const open = () => this.openQuickInput('F1', (value) => value.startsWith('>'));
    // A command's keys stand after its words.
    const option = this.page.getByRole('option', { name: new RegExp(`^${words}(,|$)`) });
    const input = this.quickInput;
    // The box closes, or asks what the command wants to know.
    const isAtCommand = async () => (await input.isVisible()) && (await input.inputValue()).startsWith('>');
    const choose = async () => {
      await fillUntilShown(open, `>${words}`, option);
      // The list is drawn anew while it is being filtered, and the row that was found may be gone by then.
      await option.click({ timeout: CLICK_MS });
      await expect.poll(isAtCommand, { timeout: REFILL_MS }).toBe(false);
      return true;
    };
    await expect.poll(() => choose().catch(() => false), { timeout: 3 * WAIT_MS }).toBe(true);
  }

  /** Opens a file of the workspace by its path in it, with the cursor at a line and column counted from 1. */
  async openFile(path: string, { line = 1, column = 1 } = {}): Promise<void> {
    const open = () => this.openQuickInput('ControlOrMeta+P', (value) => !value.startsWith('>'));
    const name = path.split('/').at(-1) ?? path;
    const first = this.page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: name });
    await fillUntilShown(open, path, first);
    // The position is typed after the file is found: the list is empty while it is looked up.
    const input = await fillUntilShown(open, `${path}:${line}:${column}`, first);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden', timeout: WAIT_MS });
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor({ timeout: WAIT_MS });
  }

  /** The box of the quick input, whatever it asks for. */
  private get quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** Types into whatever has the focus, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /** The text of the visible lines of the active editor, without ghost text. */
  async editorText(): Promise<string> {
    return this.page.locator('.editor-instance .view-lines').first().evaluate(readLines);
  }

  /** Opens the Source Control view. */
  async openSourceControl(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+G');
    await this.commitBox.waitFor({ timeout: WAIT_MS });
  }

  /** The text in the box for the commit message. The box wraps long lines, so any white space is one space here. */
  async commitText(): Promise<string> {
    const text = await this.commitBox.locator('.view-lines').evaluate(readLines);
    return text.replaceAll(/\s+/g, ' ').trim();
  }

  /** A button in the title bar of the Source Control view, by its words. */
  sourceControlButton(words: string): Locator {
    return this.page.locator('.part.sidebar .actions-container').getByRole('button', { name: words }).first();
  }

  /** Opens the chat view and returns its page. */
  async openChat(): Promise<FrameLocator> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: 'Fairwind' }).first();
    // A click on the icon of the open view would close it.
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    return this.webview();
  }

  /** The page inside the webview on screen: VS Code nests it two frames deep. */
  webview(): FrameLocator {
    // The chat page stays loaded while it is hidden.
    const shown = this.page.locator('iframe.webview.ready').filter({ visible: true });
    return shown.contentFrame().frameLocator('#active-frame');
  }

  /** The page inside VS Code's Markdown preview, whatever other webviews there are. */
  markdownPreview(): FrameLocator {
    const webview = 'iframe.webview.ready[src*="markdown-language-features"]';
    return this.page.frameLocator(webview).frameLocator('#active-frame');
  }

  /**
   * A page that is still loading in a webview swallows keys, and another box may be open, so the key is pressed until
   * the box is there that holds what it should.
   */
  private async openQuickInput(key: string, isRight: (value: string) => boolean): Promise<Locator> {
    const input = this.quickInput;
    const isOpen = async () => (await input.isVisible()) && isRight(await input.inputValue());
    await expect
      .poll(
        async () => {
          if (!(await isOpen())) await this.page.keyboard.press(key);
          return isOpen();
        },
        { timeout: WAIT_MS, interval: 500 },
      )
      .toBe(true);
    return input;
  }

  /** Keeps a picture of the page in test-results, for a test that failed. */
  async keepScreenshot(name: string): Promise<void> {
    const path = join('test-results', `${name.replaceAll(/[^\w-]+/g, '-')}.png`);
    await this.page.screenshot({ path }).catch(() => undefined);
  }

  /** What is on screen, in words, for a machine whose pictures nobody sees. */
  async describeScreen(): Promise<string> {
    const read = async (name: string, locator: Locator) => {
      const texts = await locator.allInnerTexts().catch(() => []);
      return texts.map((text) => `${name}: ${text.replaceAll(/\s+/g, ' ').trim().slice(0, 1_000)}`);
    };
    const { page } = this;
    const parts = await Promise.all([
      read('status bar', page.locator('.statusbar')),
      read('tab', page.locator('.tab.active')),
      read('notification', this.notifications),
      read('dialog', page.locator('.monaco-dialog-box')),
      read('quick input', page.locator('.quick-input-widget')),
      ...page.frames().map((frame) => read('frame', frame.locator('body'))),
    ]);
    const focus = await page.evaluate(() => document.activeElement?.className).catch(() => '');
    return [...parts.flat(), `focus: ${focus}`].filter((line) => !/: $/.test(line)).join('\n');
  }

  /** Ends the browser and VS Code with all their processes, and deletes their folders. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Keeps a picture of each failed test of the calling file in test-results, says what is on it, and gives the next test
 * a fresh window.
 */
export function keepScreenshotOfFailures(vscode: () => VSCode): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await vscode().keepScreenshot(task.name);
    console.error(`On screen when "${task.name}" failed:\n${await vscode().describeScreen()}`);
    await vscode().reload();
  });
}

/**
 * Types into VS Code's quick input until its list shows what it is to show: what is typed while the box is still being
 * filled is lost, and an editor that takes the focus meanwhile closes the box.
 */
async function fillUntilShown(open: () => Promise<Locator>, text: string, row: Locator): Promise<Locator> {
  const fill = async () => {
    const input = await open();
    await input.fill('', { timeout: REFILL_MS });
    await input.fill(text, { timeout: REFILL_MS });
    await row.waitFor({ timeout: REFILL_MS });
    return true;
  };
  await expect.poll(() => fill().catch(() => false), { timeout: 2 * WAIT_MS }).toBe(true);
  return open();
}

function settingsPath(home: string): string {
  return join(home, 'user-data', 'User', 'settings.json');
}

/** Runs in the page: Monaco draws lines in any order, writes spaces as no-break spaces, and puts ghost text among them. */
function readLines(container: Element): string {
  return [...container.querySelectorAll<HTMLElement>('.view-line')]
    .sort((a, b) => a.offsetTop - b.offsetTop)
    .map((line) => {
      const copy = line.cloneNode(true) as Element;
      copy.querySelectorAll('.ghost-text-decoration, .ghost-text-decoration-preview').forEach((ghost) => {
        ghost.remove();
      });
      return copy.textContent.replaceAll('\u00a0', ' ');
    })
    .join('\n');
}
