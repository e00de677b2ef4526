import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLlamaServer } from '../support/llamaServer';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { TINY_MODEL_SAYS } from '../support/tinyGguf';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** Everything in the real VS Code, with suggestions, chat and commit messages from a real llama.cpp. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;

beforeAll(async () => {
  const server = resources.use(await startLlamaServer());
  const workspace = resources.use(await makeSampleWorkspace());
  const models = [{ id: 'tiny', provider: 'llamacpp', baseUrl: server.baseUrl }];
  vscode = resources.use(
    await VSCode.open({ folder: workspace.folder, settings: { 'fairwind.models': models } }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

it('says in the status bar which model is ready, and where', async () => {
  await expect.poll(() => vscode.statusWords()).toMatch(/tiny.* 127\.0\.0\.1:\d+ .*ready/);
});

it('suggests a line; Tab accepts it and one undo takes it back', async () => {
  await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
  await vscode.type('\nfunction add(left: number, right: number) {\n');
  await expect.poll(() => vscode.ghostText()).toBe(TINY_MODEL_SAYS.fim);
  const before = await vscode.editorText();
  expect(before).not.toContain(TINY_MODEL_SAYS.fim);

  await vscode.page.keyboard.press('Tab');
  await expect.poll(() => vscode.editorText()).toContain(`  ${TINY_MODEL_SAYS.fim}\n`);
  await vscode.page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => vscode.editorText()).toBe(before);
});

it('answers in the chat', async () => {
  const chat = await vscode.openChat();
  await chat.getByRole('textbox', { name: 'Message' }).fill('What does add do?');
  await vscode.page.keyboard.press('Enter');
  const answer = chat.locator('article.answer').last();
  await expect.poll(() => answer.innerText()).toContain(TINY_MODEL_SAYS.chat);
  await expect.poll(() => answer.innerText()).toContain('127.0.0.1');
});

it('drafts a commit message into the box, and gives the own text back on undo', async () => {
  await vscode.openSourceControl();
  await vscode.commitBox.click();
  await vscode.type('my own words');
  await vscode.sourceControlButton('Draft Commit Message').click();
  await expect.poll(() => vscode.commitText()).toContain('the two numbers and return their sum');

  await vscode.runCommand('Fairwind: Undo Drafted Commit Message');
  await expect.poll(() => vscode.commitText()).toBe('my own words');
});

it('checks the connection, and shows on a page that everything works', async () => {
  await vscode.runCommand('Fairwind: Check Connection');
  const preview = vscode.markdownPreview();
  await preview.getByRole('heading', { name: /^tiny @ 127\.0\.0\.1:\d+$/ }).waitFor();
  const [, ...rows] = await preview.getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.charAt(0))).toEqual(['✓', '✓', '✓', '✓', '✓', '✓']);
  expect(rows.join('\n')).toContain('tiny fills in the middle.');
});
