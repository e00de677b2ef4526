import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { ollamaChatWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** The chat in a real VS Code, with a model whose answers are played. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let talk: FakeAnswer;
let folder: string;

const NDJSON = { contentType: 'application/x-ndjson' };
const say = (...pieces: readonly string[]): FakeAnswer => ({ ...NDJSON, body: ollamaChatWire(pieces) });
/** Says one piece and falls silent. */
const begin = (piece: string): FakeAnswer => {
  const body = ollamaChatWire([piece, 'never']);
  return { ...NDJSON, body, stopAt: body.indexOf('\n') + 1, ending: 'stall' };
};

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(() => talk));
  const workspace = resources.use(await makeSampleWorkspace());
  ({ folder } = workspace);
  const model = { provider: 'ollama', baseUrl: server.url, contextTokens: 16_384 };
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'fairwind.models': [
          { ...model, id: 'talk', model: 'llama3.2' },
          { ...model, id: 'other', model: 'qwen3' },
        ],
        'fairwind.completion.model': 'workspace',
        'fairwind.chat.model': 'talk',
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);
beforeEach(() => {
  talk = say('Understood.');
});

/** What the model was asked last: the parsed body of the newest chat request. */
const lastAsked = () => {
  const body = server.requests.filter(({ path }) => path === '/api/chat').at(-1)?.body ?? '{}';
  return JSON.parse(body) as { model: string; messages: { role: string; content: string }[] };
};
const asked = () => server.requests.filter(({ path }) => path === '/api/chat').length;

async function newChat(): Promise<FrameLocator> {
  await vscode.runCommand('Fairwind: New Chat');
  const chat = vscode.webview();
  await expect.poll(() => chat.locator('.entry').count()).toBe(0);
  return chat;
}

const messageBox = (chat: FrameLocator) => chat.getByRole('textbox', { name: 'Message' });
const answers = (chat: FrameLocator) => chat.locator('article.answer');
const questions = (chat: FrameLocator) => chat.locator('article.question');

async function ask(chat: FrameLocator, text: string, page: Page = vscode.page): Promise<void> {
  const before = await answers(chat).count();
  await messageBox(chat).fill(text);
  await page.keyboard.press('Enter');
  await expect.poll(() => answers(chat).count()).toBe(before + 1);
}

const lastAnswer = (chat: FrameLocator) => expect.poll(() => answers(chat).last().innerText());

describe('what is sent', () => {
  it('is what the chips name: the visible part, and what was added with #', async () => {
    await vscode.openFile('src/wind.ts', { line: 3, column: 1 });
    const chat = await newChat();
    await expect.poll(() => chat.locator('.composer').innerText()).toContain('wind.ts');
    await messageBox(chat).click();
    await vscode.type('#tides.ts');
    await chat.getByRole('option', { name: /tides\.ts.*src/ }).waitFor();
    await vscode.page.keyboard.press('Enter');
    await expect.poll(() => chat.locator('.composer').innerText()).toContain('tides.ts');
    await ask(chat, 'What are these?');
    await lastAnswer(chat).toContain('Understood.');
    const content = lastAsked().messages.at(-1)?.content ?? '';
    expect(content).toContain('src/wind.ts');
    expect(content).toContain('src/tides.ts');
    expect(await questions(chat).last().innerText()).toContain('tides.ts');
  });

  it('leaves out a chip that is switched off', async () => {
    await vscode.openFile('src/wind.ts', { line: 3, column: 1 });
    const chat = await newChat();
    await chat.getByRole('button', { name: /Do not send: .*wind\.ts/ }).click();
    await chat.getByRole('button', { name: /Send: .*wind\.ts/ }).waitFor();
    await ask(chat, 'What is this?');
    await lastAnswer(chat).toContain('Understood.');
    expect(JSON.stringify(lastAsked().messages.slice(1))).not.toContain('wind.ts');
    await chat.getByRole('button', { name: /Send: .*wind\.ts/ }).click();
  });

  it('comes from the editor too: the selection with a command, and a problem with its light bulb', async () => {
    const chat = await newChat();
    await vscode.openFile('src/wind.ts', { line: 1, column: 1 });
    await vscode.page.keyboard.press('Shift+End');
    await vscode.runCommand('Fairwind: Explain');
    await lastAnswer(chat).toContain('Understood.');
    expect(await questions(chat).last().innerText()).toContain('/explain');
    expect(lastAsked().messages.at(-1)?.content).toContain('src/wind.ts');
  });
});

describe('another way', () => {
  it('edits a question and keeps what followed the earlier one', async () => {
    const chat = await newChat();
    talk = say('The first.');
    await ask(chat, 'One');
    await lastAnswer(chat).toContain('The first.');
    talk = say('The second.');
    await questions(chat).last().hover();
    await questions(chat).last().getByRole('button', { name: 'Edit' }).click();
    await chat.getByRole('textbox', { name: 'Edit the question' }).fill('Two');
    await vscode.page.keyboard.press('Enter');
    await lastAnswer(chat).toContain('The second.');
    expect(JSON.stringify(lastAsked().messages.slice(1))).not.toContain('One');
    await questions(chat).last().hover();
    await questions(chat).last().getByRole('button', { name: 'Previous Version' }).click();
    await lastAnswer(chat).toContain('The first.');
    expect(await questions(chat).allInnerTexts()).toEqual([expect.stringContaining('One')]);
  });

  it('answers again beside the earlier answer', async () => {
    const chat = await newChat();
    talk = say('The first.');
    await ask(chat, 'One');
    await lastAnswer(chat).toContain('The first.');
    talk = say('The second.');
    await answers(chat).last().hover();
    await answers(chat).last().getByRole('button', { name: 'Answer Again' }).click();
    await lastAnswer(chat).toContain('The second.');
    expect(await answers(chat).count()).toBe(1);
    await answers(chat).last().hover();
    await answers(chat).last().getByRole('button', { name: 'Previous Version' }).click();
    await lastAnswer(chat).toContain('The first.');
  });

  it('goes on where it was stopped', async () => {
    const chat = await newChat();
    talk = begin('One, two, ');
    await ask(chat, 'Count');
    await lastAnswer(chat).toContain('One, two,');
    await chat.getByRole('button', { name: 'Stop' }).click();
    await lastAnswer(chat).toContain('Stopped.');
    talk = say('three.');
    await chat.getByRole('button', { name: 'Continue' }).click();
    await lastAnswer(chat).toMatch(/One, two,\s+three\./);
    expect(await answers(chat).count()).toBe(1);
  });
});

describe('slash commands', () => {
  it('/help is answered without a model', async () => {
    const chat = await newChat();
    const before = asked();
    await ask(chat, '/help ');
    await lastAnswer(chat).toContain('/explain');
    expect(asked()).toBe(before);
  });
});

describe('what becomes of code', () => {
  it('is proposed as a change of its file, and made when the person accepts it', async () => {
    await vscode.openFile('src/wind.ts', { line: 1, column: 1 });
    const line = (await vscode.editorText()).split('\n').find((text) => text.trim() !== '') ?? '';
    const chat = await newChat();
    talk = say(`Put this first:\n\n\`\`\`ts src/wind.ts\n// Checked by the chat.\n${line}\n\`\`\`\n`);
    await ask(chat, 'Add a comment');
    await lastAnswer(chat).toContain('Checked by the chat.');
    await answers(chat).last().locator('.code-block').hover();
    await answers(chat).last().getByRole('button', { name: 'Apply to File…' }).click();
    await lastAnswer(chat).toContain('Changes are shown for src/wind.ts');
    await vscode.runCommand('Fairwind: Accept All Changes');
    // The editor of the comparison may still be there, so the file itself is read: VS Code in a browser saves by itself.
    await expect
      .poll(() => readFile(join(folder, 'src/wind.ts'), 'utf8'))
      .toMatch(/^\/\/ Checked by the chat\.\n\/\*\*/);
    await lastAnswer(chat).toContain('Changes accepted in src/wind.ts: 1.');
  });
});

describe('what is kept', () => {
  it('an engine that is restarted leaves what it wrote, and goes on with it', async () => {
    const chat = await newChat();
    talk = begin('Half of it');
    await ask(chat, 'Tell me');
    await lastAnswer(chat).toContain('Half of it');
    await vscode.runCommand('Fairwind: Restart Engine');
    await lastAnswer(chat).toContain('Stopped.');
    talk = say(' and the rest.');
    await chat.getByRole('button', { name: 'Continue' }).click();
    await lastAnswer(chat).toMatch(/Half of it\s+and the rest\./);
  });

  it('is shown again after the window is loaded anew', async () => {
    const chat = await newChat();
    talk = say('To be kept.');
    await ask(chat, 'Keep this');
    await lastAnswer(chat).toContain('To be kept.');
    await vscode.reload();
    const again = await vscode.openChat();
    await lastAnswer(again).toContain('To be kept.');
    expect(await questions(again).allInnerTexts()).toEqual([expect.stringContaining('Keep this')]);
  });

  it('of two windows holds the turns of both', async () => {
    const chat = await newChat();
    talk = say('To the first.');
    await ask(chat, 'From the first window');
    await lastAnswer(chat).toContain('To the first.');

    const page = await vscode.page.context().browser()?.newPage();
    if (!page) throw new Error('The browser is gone.');
    await page.goto(vscode.page.url());
    await page
      .locator('.activitybar')
      .getByRole('tab', { name: 'Fairwind' })
      .first()
      .click({ timeout: 90_000 });
    const second = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    // What was shown last is kept by the browser, which is another one here.
    await second.getByRole('button', { name: 'Chat History' }).click({ timeout: 90_000 });
    await second.locator('.history-open').filter({ hasText: 'From the first window' }).click();
    await lastAnswer(second).toContain('To the first.');
    talk = say('To the second.');
    await ask(second, 'From the second window', page);
    await lastAnswer(second).toContain('To the second.');
    talk = say('To the first again.');
    await ask(chat, 'Once more from the first');
    await lastAnswer(chat).toContain('To the first again.');
    await page.close();

    await vscode.reload();
    await vscode.openChat();
    await vscode.runCommand('Fairwind: Show Conversations');
    const search = vscode.webview().getByRole('searchbox', { name: 'Search conversations' });
    for (const words of ['To the second', 'To the first again']) {
      await search.fill(words);
      await expect
        .poll(() => vscode.webview().locator('.history-item').allInnerTexts())
        .toEqual([expect.stringContaining('From the first window')]);
    }
  });
});
