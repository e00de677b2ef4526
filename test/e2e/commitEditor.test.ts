import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { FakeModelServer, type Script } from '../support/fakeModelServer';
import { type TestRepository, createRepository } from '../support/gitRepository';
import { chatCompletionsWire } from '../support/modelWires';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** A person who writes messages in VS Code's own commit editor, as `git commit -v` does. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let repository: TestRepository;

const DRAFT = 'Tell how long a boat has until the tide\n\nThe crew plans the way back with it.';
const BETTER = {
  message: 'Tell how long a boat has until high water\n\nThe crew plans its way back with it.',
  changes: [
    {
      before: 'the tide',
      after: 'high water',
      reason: 'A tide rises and falls; what a boat waits for is high water.',
    },
    { before: 'the way', after: 'its way', reason: 'It is the way of the crew, so say whose.' },
  ],
};
const answer: Script = ({ body }) => {
  const text = body.includes('editor of git commit messages') ? JSON.stringify(BETTER) : DRAFT;
  return { body: chatCompletionsWire([text]) };
};

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(answer));
  repository = createRepository();
  resources.defer(() => repository.dispose());
  repository.git('config', 'user.name', 'Test');
  repository.git('config', 'user.email', 'test@example.org');
  repository.write('src/tides.ts', 'export interface Tide {\n  time: Date;\n}\n');
  repository.commit('Say what a tide is');
  repository.write(
    'src/tides.ts',
    'export interface Tide {\n  time: Date;\n}\n\nexport function hoursUntil(tide: Tide, now: Date): number {\n  return (tide.time.getTime() - now.getTime()) / 3_600_000;\n}\n',
  );
  repository.git('add', '--all');
  vscode = resources.use(
    await VSCode.open({
      folder: repository.root,
      settings: {
        'git.verboseCommit': true,
        'git.enableSmartCommit': false,
        'editor.scrollbar.vertical': 'hidden',
        'editor.scrollbar.horizontal': 'hidden',
        'fairwind.models': [
          {
            id: 'talk',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'qwen3-coder',
            contextTokens: 32_768,
          },
        ],
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

/** What stands somewhere on the page; Monaco writes spaces as no-break spaces. */
async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll('\u00a0', ' ');
}

/** Keeps a picture in test-results; one that the documents show goes there when pictures are asked for. */
async function keepPicture(name: string, isShown = false): Promise<void> {
  const folder = isShown && process.env['FAIRWIND_PICTURES'] === '1' ? 'docs/images' : 'test-results';
  mkdirSync(folder, { recursive: true });
  await vscode.page.screenshot({ path: join(folder, `${name}.png`) });
}

it('shows a draft in the editor that a commit opens, and takes it with Tab', async () => {
  await vscode.openSourceControl();
  await vscode.runCommand('Git: Commit Staged');
  await vscode.page.locator('.tab.active').filter({ hasText: 'COMMIT_EDITMSG' }).waitFor();
  await expect.poll(() => vscode.ghostText()).toContain('Tell how long a boat has until the tide');
  await keepPicture('commit-editor', true);
  await vscode.page.keyboard.press('Tab');
  await expect.poll(() => vscode.editorText()).toContain('Tell how long a boat has until the tide');
  await vscode.page.keyboard.press('Enter');
  // What begins with a line break stands below the line, apart from its ghost text.
  await expect.poll(() => textOf(vscode.page.locator('.editor-instance').first())).toContain('The crew');
  await vscode.page.keyboard.press('Tab');
  await expect.poll(() => vscode.editorText()).toContain('The crew plans the way back with it.');
});

it('shows what would change in the message and why, and changes it in one step that undo takes back', async () => {
  await vscode.page.keyboard.press('Control+.');
  const menu = vscode.page.locator('.action-widget');
  await menu.getByText('Fairwind: Shorten this message').waitFor();
  await menu.getByText('Fairwind: Put this message in better words').click();
  await vscode.page.locator('.tab.active').filter({ hasText: 'better words' }).waitFor();
  const toast = vscode.notifications.filter({ hasText: 'proposes 2 changes of your commit message' });
  await toast.waitFor();
  const diff = vscode.page.locator('.monaco-diff-editor');
  await expect.poll(() => textOf(diff)).toContain('what a boat waits');
  await vscode.notifications.filter({ hasText: 'Looking for better words' }).waitFor({ state: 'detached' });
  await keepPicture('reword', true);
  await toast.getByRole('button', { name: 'Accept' }).click();
  await vscode.page.locator('.tab.active').filter({ hasText: 'COMMIT_EDITMSG' }).waitFor();
  await expect.poll(() => vscode.editorText()).toContain('until high water');
  expect(await vscode.editorText()).toContain('The crew plans its way back');
  await vscode.page.locator('.editor-instance .view-lines').first().click();
  await vscode.page.keyboard.press('Control+Z');
  await expect.poll(() => vscode.editorText()).toContain('until the tide');
  expect(await vscode.editorText()).toContain('The crew plans the way back');
});

it('goes on in the box of Source Control too, and asks no model for it unasked', async () => {
  // The commit that still waits for its message is given up with the window: while it waits the box takes no text.
  await vscode.reload();
  await vscode.openSourceControl();
  repository.write('wind/gusts.ts', 'export function strongest() {}\n');
  repository.git('add', '--all');
  const asked = server.requests.length;
  await vscode.commitBox.click();
  await vscode.type('A');
  const ghost = vscode.commitBox.locator('.ghost-text-decoration, .ghost-text').first();
  await expect.poll(() => ghost.textContent()).toContain('dd');
  await keepPicture('commit-box');
  expect(server.requests).toHaveLength(asked);
  await vscode.page.keyboard.press('Tab');
  await expect.poll(() => vscode.commitText()).toMatch(/^Add /);
});

it('keeps one part of what is staged when the person says so, and gives the rest back', async () => {
  const staged = () => repository.git('diff', '--cached', '--name-only').trim().split('\n');
  expect(staged()).toHaveLength(2);
  await vscode.runCommand('Fairwind: Split the Staged Change…');
  const part = vscode.page.getByRole('option', { name: /wind\/gusts\.ts/ });
  await part.waitFor();
  await keepPicture('split');
  await part.click();
  await expect.poll(staged).toEqual(['wind/gusts.ts']);
  await vscode.notifications
    .filter({ hasText: 'is staged in' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(staged).toHaveLength(2);
});
