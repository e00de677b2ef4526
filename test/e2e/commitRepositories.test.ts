import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeModelServer, type FakeAnswer } from '../support/fakeModelServer';
import { createRepository } from '../support/gitRepository';
import { ollamaChatWire } from '../support/modelWires';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** Two repositories in one window, opened through a link: a draft belongs into the box of the one that was clicked. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let answer: FakeAnswer;

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(() => answer));
  const folder = mkdtempSync(join(tmpdir(), 'fairwind-repositories-'));
  resources.defer(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['alpha', 'beta']) {
    const repository = createRepository(join(folder, 'real', name));
    repository.write(`src/${name}.ts`, `export const ${name} = 1;\n`);
    repository.git('add', '--all');
  }
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  vscode = resources.use(
    await VSCode.open({
      folder: join(folder, 'link'),
      settings: {
        'fairwind.models': [{ id: 'talk', provider: 'ollama', baseUrl: server.url, model: 'llama3.2' }],
      },
    }),
  );
  await vscode.openSourceControl();
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

/** The row of a repository in the Source Control view. */
const row = (name: string) => vscode.page.locator('.scm-provider').filter({ hasText: name }).first();

async function click(repository: string, button: string): Promise<void> {
  await row(repository).hover();
  await row(repository).getByRole('button', { name: button }).click();
}

/** The texts of all commit boxes, from top to bottom. */
async function boxes(): Promise<string[]> {
  const texts = await vscode.page.locator('.scm-editor .monaco-editor .view-lines').allTextContents();
  return texts.map((text) => text.replaceAll('\u00a0', ' '));
}

it('writes into the box of the repository that was clicked, about that repository', async () => {
  answer = { contentType: 'application/x-ndjson', body: ollamaChatWire(['Add ', 'beta']) };
  await click('beta', 'Draft Commit Message');
  await expect.poll(boxes).toEqual(['', 'Add beta']);
  const { body } = await server.request();
  expect(body).toContain('src/beta.ts');
  expect(body).not.toContain('src/alpha.ts');
});

it('lets the person’s words win while the draft streams', async () => {
  answer = {
    contentType: 'application/x-ndjson',
    body: ollamaChatWire(['Add the', ' first', ' letter', ' of', ' the', ' alphabet']),
    pieceBytes: 100,
    delayMs: 1_000,
  };
  await click('alpha', 'Draft Commit Message');
  await expect.poll(boxes).toEqual([expect.stringContaining('Add'), 'Add beta']);
  await vscode.page.locator('.scm-editor .monaco-editor').first().click();
  await vscode.page.keyboard.press('ControlOrMeta+A');
  await vscode.type('mine');
  // The button comes back when the draft has ended.
  await row('alpha').hover();
  await row('alpha').getByRole('button', { name: 'Draft Commit Message' }).waitFor();
  expect(await boxes()).toEqual(['mine', 'Add beta']);
});

it('drafts again from the same words, which undo gives back', async () => {
  for (const message of ['Add alpha', 'Add a letter']) {
    answer = { contentType: 'application/x-ndjson', body: ollamaChatWire([message]) };
    await click('alpha', 'Draft Commit Message');
    await expect.poll(boxes).toEqual([message, 'Add beta']);
    await row('alpha').getByRole('button', { name: 'Draft Commit Message' }).waitFor();
  }
  const { body } = server.requests.at(-1) ?? expect.fail();
  expect(body).toContain('mine');
  expect(body).not.toContain('Add alpha');
  // From the palette it is the repository that was worked in last.
  await vscode.runCommand('Fairwind: Undo Drafted Commit Message');
  await expect.poll(boxes).toEqual(['mine', 'Add beta']);
});
