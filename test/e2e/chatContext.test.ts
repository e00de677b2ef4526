import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeAnswer, FakeModelServer, type ReceivedRequest } from '../support/fakeModelServer';
import { ollamaChatWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** What reaches the chat from outside of files, and what leaves it: pictures, the terminal, exported conversations. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let folder: string;

/** An Ollama with one model that sees and one that does not. */
function ollama({ path, body }: ReceivedRequest): FakeAnswer {
  const json = (value: unknown) => ({ contentType: 'application/json', body: JSON.stringify(value) });
  if (path === '/api/version') return json({ version: '0.12.6' });
  if (path === '/api/show')
    return json({ capabilities: body.includes('llava') ? ['completion', 'vision'] : ['completion'] });
  if (path !== '/api/chat') return { status: 404 };
  return { contentType: 'application/x-ndjson', body: ollamaChatWire(['Understood.']) };
}

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(ollama));
  const workspace = resources.use(await makeSampleWorkspace());
  ({ folder } = workspace);
  const model = { provider: 'ollama', baseUrl: server.url, contextTokens: 16_384 };
  vscode = resources.use(
    await VSCode.open({
      folder,
      settings: {
        'fairwind.models': [
          { ...model, id: 'talk', model: 'llama3.2' },
          { ...model, id: 'eyes', model: 'llava' },
        ],
        'fairwind.completion.model': 'workspace',
        'fairwind.chat.model': 'talk',
      },
    }),
  );
  await vscode.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

const box = (chat: FrameLocator) => chat.getByRole('textbox', { name: 'Message' });
const chips = (chat: FrameLocator) => expect.poll(() => chat.locator('.composer').innerText());
const lastAnswer = (chat: FrameLocator) =>
  expect.poll(async () => (await chat.locator('article.answer').allInnerTexts()).at(-1) ?? '');
/** What the model was asked last. */
const asked = () => {
  const { body } = server.requests.findLast(({ path }) => path === '/api/chat') ?? expect.fail();
  const { model, messages } = JSON.parse(body) as {
    model: string;
    messages: { content: string; images?: string[] }[];
  };
  return { model, ...messages.at(-1) };
};

async function ask(chat: FrameLocator, text: string): Promise<void> {
  const before = await chat.locator('article.answer').count();
  await box(chat).fill(text);
  await vscode.page.keyboard.press('Enter');
  await expect.poll(() => chat.locator('article.answer').count()).toBe(before + 1);
  await lastAnswer(chat).toContain('Understood.');
}

/** A picture of one red pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** Pastes as the browser does when a picture is in the clipboard. */
async function pastePicture(chat: FrameLocator): Promise<void> {
  await box(chat).evaluate((element, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, PNG);
  await chips(chat).toContain('image.png');
}

it('says plainly that the model does not see a pasted picture, and shows it to one that does', async () => {
  const chat = await vscode.openChat();
  await pastePicture(chat);
  await ask(chat, 'What is on it?');
  await lastAnswer(chat).toContain('llama3.2 does not see images, so these were not sent: image.png.');
  expect(asked()).toEqual({ model: 'llama3.2', role: 'user', content: 'What is on it?' });

  await vscode.runCommand('Fairwind: Choose the Model of This Conversation');
  await vscode.page.getByRole('option', { name: /llava/ }).first().click();
  await chips(chat).toContain('llava');
  await pastePicture(chat);
  await ask(chat, 'And on this one?');
  expect(asked()).toEqual({ model: 'llava', role: 'user', content: 'And on this one?', images: [PNG] });
  await lastAnswer(chat).not.toContain('does not see');
});

it('takes the last command of the terminal with its output, and what is selected there', async () => {
  await vscode.runCommand('Terminal: Create New Terminal');
  const terminal = vscode.page.locator('.terminal-wrapper.active');
  // The shell integration draws this beside a prompt that it knows.
  await terminal.locator('.terminal-command-decoration').first().waitFor();
  // Of a command that ends at once VS Code sometimes tells no output.
  await vscode.type('sleep 1; echo fair $((40 + 2))');
  await vscode.page.keyboard.press('Enter');
  await terminal.locator('.terminal-command-decoration:not(.default)').first().waitFor();
  await vscode.runCommand('Terminal: Select All');
  await vscode.runCommand('Fairwind: Add Terminal Selection to Fairwind Chat');
  const chat = vscode.webview();
  await chips(chat).toContain('bash');

  await box(chat).click();
  await vscode.type('#last');
  await chat.getByRole('option', { name: /Last command/ }).click();
  await chips(chat).toContain('sleep 1; echo');
  await ask(chat, 'What came of it?');
  const { content } = asked();
  expect(content).toContain('$ sleep 1; echo fair $((40 + 2))\nfair 42\n[exit code 0]');
  expect(content?.match(/^fair 42$/gm)).toHaveLength(2);
});

it('writes a conversation as Markdown and as JSON, and reads both', async () => {
  await vscode.runCommand('Fairwind: New Chat');
  await ask(vscode.webview(), 'Keep this');
  const path = vscode.page.locator('.quick-input-widget .quick-input-box input');
  const answerWith = async (command: string, file: string) => {
    await vscode.runCommand(command);
    await expect.poll(() => path.inputValue()).toContain(folder);
    await path.fill(join(folder, file));
    // While the dialog looks up a folder it takes no Enter.
    const enter = async () => {
      if (await path.isVisible()) await path.press('Enter', { timeout: 1_000 }).catch(() => undefined);
      return path.isHidden();
    };
    await expect.poll(enter, { interval: 500 }).toBe(true);
  };
  const written = (file: string) => () => readFile(join(folder, file), 'utf8').catch(() => '');
  for (const file of ['kept.md', 'kept.json']) {
    await answerWith('Fairwind: Export Conversation…', file);
    await expect.poll(written(file)).toContain('Keep this');
    await vscode.runCommand('Fairwind: New Chat');
    const chat = vscode.webview();
    await expect.poll(() => chat.locator('.entry').count()).toBe(0);
    await answerWith('Fairwind: Import Conversation…', file);
    await expect
      .poll(() => chat.locator('article.question').allInnerTexts())
      .toEqual([expect.stringContaining('Keep this') as string]);
    await lastAnswer(chat).toContain('Understood.');
  }
});
