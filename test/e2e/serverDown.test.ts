import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/freePort';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** The model's server is not running: each feature says so where it belongs, and nothing typed is lost. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let host: string;

beforeAll(async () => {
  host = `127.0.0.1:${await freePort()}`;
  const workspace = resources.use(await makeSampleWorkspace());
  const models = [{ id: 'gone', provider: 'llamacpp', baseUrl: `http://${host}`, model: 'qwen2.5-coder' }];
  vscode = resources.use(
    await VSCode.open({ folder: workspace.folder, settings: { 'fairwind.models': models } }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

it('says so in the status bar while typing, without a pop-up', async () => {
  await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
  await vscode.type('\nfunction add(left: number, right: number) {\nconst sum = ');
  await expect.poll(() => vscode.statusWords()).toContain(`does not answer at ${host}. Start the server`);
  await vscode.type('left');
  expect(await vscode.notifications.count()).toBe(0);
  expect(await vscode.editorText()).toContain('const sum = left');
});

it('says so in the chat, with a way to try again', async () => {
  const chat = await vscode.openChat();
  await chat.getByRole('textbox', { name: 'Message' }).fill('Are you there?');
  await vscode.page.keyboard.press('Enter');
  const answer = chat.locator('article.answer').last();
  await expect.poll(() => answer.innerText()).toContain(`does not answer at ${host}`);
  await answer.getByRole('button', { name: 'Try Again' }).waitFor();
  expect(await chat.locator('.entry').first().innerText()).toContain('Are you there?');
});

it('says so in one notification for a commit message, and gives the own text back', async () => {
  await vscode.openSourceControl();
  await vscode.commitBox.click();
  await vscode.type('my own words');
  await vscode.sourceControlButton('Draft Commit Message').click();
  await expect
    .poll(() => vscode.notifications.allInnerTexts())
    .toEqual([expect.stringContaining(`does not answer at ${host}`)]);
  expect(await vscode.commitText()).toBe('my own words');
  await vscode.notifications.getByRole('button', { name: 'Check Connection' }).waitFor();
  await vscode.runCommand('Notifications: Clear All Notifications');
});

it('says so in the status menu, which leads to the check and what to do', async () => {
  await vscode.statusItem.click();
  await vscode.page.getByRole('option', { name: `does not answer at ${host}` }).click();
  const preview = vscode.markdownPreview();
  const failed = preview.getByRole('row').filter({ hasText: 'fails' });
  await expect.poll(() => failed.allInnerTexts()).toEqual([expect.stringContaining('Start the server')]);

  const before = await preview.getByText('Checked at').innerText();
  await vscode.page.getByRole('button', { name: 'Check Connection' }).click();
  await expect.poll(() => preview.getByText('Checked at').innerText()).not.toBe(before);
});
