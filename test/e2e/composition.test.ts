/** Input methods: VS Code tells extensions of no composition, so the engine reads it from the edits of a real one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CDPSession } from 'playwright-core';
import { FakeModelServer } from '../support/fakeModelServer';
import { completionsWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let keyboard: CDPSession;

beforeAll(async () => {
  server = resources.use(
    await FakeModelServer.start(() => ({ contentType: 'text/event-stream', body: completionsWire(['x']) })),
  );
  const workspace = resources.use(await makeSampleWorkspace());
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'fairwind.models': [
          {
            id: 'code',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'qwen2.5-coder',
            contextTokens: 8_192,
          },
        ],
        'fairwind.completion.workspaceFirst': false,
      },
    }),
  );
  keyboard = await vscode.page.context().newCDPSession(vscode.page);
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

/** Longer than the engine waits in any burst of keys, shorter than it takes a composition to last. */
const BETWEEN_KEYS_MS = 900;
/** A first Latin letter cannot be told from typing; the next one shows the composition. Here it comes before VS Code asks. */
const AFTER_FIRST_KEY_MS = 30;

const requests = () => server.requests.filter(({ path }) => path === '/v1/completions').length;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an input method', () => {
  it.each([
    ['Korean', ['ㅎ', '하', '한'], '한'],
    ['Japanese', ['か', 'かn', 'かん', '漢'], '漢'],
    ['Chinese', ['n', 'ni', 'nih', 'niha', 'nihao', '你好'], '你好'],
  ])('of %s is left alone until the text is final', async (_, states, final) => {
    await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
    const before = requests();
    await vscode.type('\n//');
    // What is typed while a window still starts may go unasked.
    const isAsked = async () => {
      await vscode.type(' a ');
      await pause(2 * BETWEEN_KEYS_MS);
      return requests() > before;
    };
    await expect.poll(isAsked, { timeout: 30_000 }).toBe(true);

    const started = requests();
    for (const [index, text] of states.entries()) {
      const at = text.length;
      await keyboard.send('Input.imeSetComposition', { text, selectionStart: at, selectionEnd: at });
      await pause(index === 0 ? AFTER_FIRST_KEY_MS : BETWEEN_KEYS_MS);
    }
    expect(requests()).toBe(started);

    await keyboard.send('Input.insertText', { text: final });
    await vscode.type(' ');
    await expect.poll(requests, { timeout: 20_000 }).toBeGreaterThan(started);
    expect(await vscode.editorText()).toContain(` a ${final}`);
  });
});
