import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FakeModelServer, type FakeAnswer, type ReceivedRequest } from '../support/fakeModelServer';
import { type TestRepository, createRepository } from '../support/gitRepository';
import { ollamaChatWire } from '../support/modelWires';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** Two repositories in one window, opened through a link: a draft belongs into the box of the one that was clicked. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let answer: FakeAnswer | ((request: ReceivedRequest) => FakeAnswer);
let alpha: TestRepository;

beforeAll(async () => {
  server = resources.use(
    await FakeModelServer.start((request) => {
      // The server is also asked what it is, which takes no turn.
      if (request.path !== '/api/chat') return { status: 404 };
      return typeof answer === 'function' ? answer(request) : answer;
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'fairwind-repositories-'));
  resources.defer(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['alpha', 'beta']) {
    const repository = createRepository(join(folder, 'real', name));
    repository.write(`src/${name}.ts`, `export const ${name} = 1;\n`);
    repository.git('add', '--all');
    // The editor's git commits with the identity of the configuration.
    repository.git('config', 'user.name', 'Test');
    repository.git('config', 'user.email', 'test@example.org');
    if (name === 'alpha') alpha = repository;
  }
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  vscode = resources.use(
    await VSCode.open({
      folder: join(folder, 'link'),
      settings: {
        'git.enableSmartCommit': true,
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

/** A button in the row of a repository, which shows while the mouse is over it or a draft is being written. */
const button = (repository: string, name: string) => row(repository).getByRole('button', { name });

async function click(repository: string, name: string): Promise<void> {
  await row(repository).hover();
  await button(repository, name).click();
  // The button's tooltip would lie over the boxes.
  await vscode.page.mouse.move(800, 300);
}

/** The texts of all commit boxes, from top to bottom. */
async function boxes(): Promise<string[]> {
  const texts = await vscode.page.locator('.scm-editor .monaco-editor .view-lines').allTextContents();
  return texts.map((text) => text.replaceAll('\u00a0', ' '));
}

async function writeInFirstBox(text: string): Promise<void> {
  await vscode.page.mouse.move(800, 300);
  await vscode.page.locator('.scm-editor .monaco-editor').first().click();
  await vscode.page.keyboard.press('ControlOrMeta+A');
  await vscode.type(text);
}

it('writes into the box of the repository that was clicked, about that repository', async () => {
  answer = { contentType: 'application/x-ndjson', body: ollamaChatWire(['Add ', 'beta']) };
  await click('beta', 'Draft Commit Message');
  await expect.poll(boxes).toEqual(['', 'Add beta']);
  const { body } = server.requests.findLast(({ path }) => path === '/api/chat') ?? expect.fail();
  expect(body).toContain('src/beta.ts');
  expect(body).not.toContain('src/alpha.ts');
});

it('lets the person’s words win while the draft streams', async () => {
  answer = {
    contentType: 'application/x-ndjson',
    body: ollamaChatWire(['Add the', ' first', ' letter', ' of', ' the', ' alphabet']),
    pieceBytes: 100,
    // The editor tells of keys some time after they are pressed.
    delayMs: 3_000,
  };
  await click('alpha', 'Draft Commit Message');
  await expect.poll(boxes).toEqual([expect.stringContaining('Add'), 'Add beta']);
  await writeInFirstBox('mine');
  // The button comes back when the draft has ended.
  await row('alpha').hover();
  await row('alpha').getByRole('button', { name: 'Draft Commit Message' }).waitFor();
  expect(await boxes()).toEqual(['mine', 'Add beta']);
});

it('drafts again from the same words, which undo gives back', async () => {
  await writeInFirstBox('mine');
  await expect.poll(boxes).toEqual(['mine', 'Add beta']);
  for (const message of ['Add alpha as mine', 'Call a letter mine']) {
    answer = say(message);
    await click('alpha', 'Draft Commit Message');
    await expect.poll(boxes).toEqual([message, 'Add beta']);
    await row('alpha').getByRole('button', { name: 'Draft Commit Message' }).waitFor();
  }
  const { body } = server.requests.findLast(({ path }) => path === '/api/chat') ?? expect.fail();
  expect(body).toContain('mine');
  expect(body).not.toContain('Add alpha');
  // From the palette the person picks: both repositories have a draft.
  await vscode.runCommand('Fairwind: Undo Drafted Commit Message');
  await vscode.page.getByRole('option', { name: 'alpha' }).click();
  await expect.poll(boxes).toEqual(['mine', 'Add beta']);
});

function say(message: string): FakeAnswer {
  return { contentType: 'application/x-ndjson', body: ollamaChatWire([message]) };
}

/** The answers of a model that is asked for one draft after the other. */
function answerInTurn(...messages: readonly string[]): void {
  const turns = messages.values();
  answer = () => say(turns.next().value ?? messages.at(-1) ?? '');
}

async function chooseFromMenu(repository: string, words: string): Promise<void> {
  await click(repository, 'More Commit Messages');
  await vscode.page.getByRole('menuitem', { name: words }).click();
}

/** The rows of the list that is open: a closed one keeps the rows that it had. */
const options = () =>
  vscode.page.locator('.quick-input-list .quick-input-list-entry').filter({ visible: true });

it('offers several drafts, shows each in the box, and gives the text back on Escape', async () => {
  answerInTurn('Export mine: alpha', 'Mine is alpha', 'Define alpha as mine');
  await chooseFromMenu('alpha', 'Choose among Commit Messages');
  await expect.poll(() => options().count()).toBe(3);
  await expect.poll(boxes).toEqual(['Export mine: alpha', 'Add beta']);
  await vscode.page.keyboard.press('ArrowDown');
  await expect.poll(boxes).toEqual(['Mine is alpha', 'Add beta']);
  await vscode.keepScreenshot('commit-candidates');
  await vscode.page.keyboard.press('Escape');
  await expect.poll(boxes).toEqual(['mine', 'Add beta']);
  // Each is asked for with those before it, so that it is another one.
  const { body } = server.requests.findLast(({ path }) => path === '/api/chat') ?? expect.fail();
  expect(body).toContain('Mine is alpha');
});

/** Enter in the list. */
async function takeFirst(): Promise<void> {
  // The menu gives the focus back to its button when it has closed, which may be after the list has opened.
  const list = vscode.page.locator('.quick-input-widget input');
  await list.press('Enter');
  await list.waitFor({ state: 'hidden' });
}

it('keeps the draft that was taken, which can be undone', async () => {
  answerInTurn('Export the letter alpha as mine', 'Mine is alpha', 'Define alpha as mine');
  await chooseFromMenu('alpha', 'Choose among Commit Messages');
  await expect.poll(() => options().count()).toBe(3);
  await expect.poll(boxes).toEqual(['Export the letter alpha as mine', 'Add beta']);
  await takeFirst();
  await expect.poll(boxes).toEqual(['Export the letter alpha as mine', 'Add beta']);
  await chooseFromMenu('alpha', 'Undo Drafted Commit Message');
  await expect.poll(boxes).toEqual(['mine', 'Add beta']);
});

it('makes the draft that was taken shorter, while others were still being written', async () => {
  const held = { contentType: 'application/x-ndjson', body: ollamaChatWire(['Mine is alpha']), stopAt: 20 };
  let asked = 0;
  answer = ({ body }) => {
    if (body.includes('Write it shorter')) return say('Add mine');
    return asked++ === 0 ? say('Export the letter alpha as mine') : { ...held, ending: 'stall' };
  };
  await chooseFromMenu('alpha', 'Choose among Commit Messages');
  await expect.poll(boxes).toEqual(['Export the letter alpha as mine', 'Add beta']);
  await expect.poll(() => asked).toBe(2);
  await takeFirst();
  await chooseFromMenu('alpha', 'Draft a Shorter Commit Message');
  await expect.poll(boxes).toEqual(['Add mine', 'Add beta']);
  await chooseFromMenu('alpha', 'Undo Drafted Commit Message');
  await expect.poll(boxes).toEqual(['mine', 'Add beta']);
});

it('shows Stop beside the repository that is drafting, and stops that one', async () => {
  answer = {
    contentType: 'application/x-ndjson',
    body: ollamaChatWire(['Export']),
    stopAt: 20,
    ending: 'stall',
  };
  await click('beta', 'Draft Commit Message');
  await button('beta', 'Stop Drafting').waitFor();
  expect(await button('alpha', 'Stop Drafting').count()).toBe(0);
  await vscode.keepScreenshot('commit-stop');
  await button('alpha', 'Draft Commit Message').waitFor();
  await click('beta', 'Stop Drafting');
  await button('beta', 'Draft Commit Message').waitFor();
  expect(await boxes()).toEqual(['mine', 'Add beta']);
});

it('asks from the palette which of several repositories is meant', async () => {
  answerInTurn('Say beta');
  await vscode.runCommand('Fairwind: Draft a Longer Commit Message');
  await vscode.page.getByRole('option', { name: 'beta' }).click();
  await expect.poll(boxes).toEqual(['mine', expect.stringContaining('Say beta')]);
  await vscode.runCommand('Fairwind: Undo Drafted Commit Message');
  await expect.poll(boxes).toEqual(['mine', '']);
});

it('shows a slow draft with a way to cancel it, which names the repository', async () => {
  answer = () => ({
    contentType: 'application/x-ndjson',
    body: ollamaChatWire(['Add']),
    stopAt: 20,
    ending: 'stall',
  });
  // By key, in the box of the repository that is meant.
  await vscode.page.locator('.scm-editor .monaco-editor').first().click();
  await vscode.page.keyboard.press('ControlOrMeta+Alt+Enter');
  const notification = vscode.notifications.filter({ hasText: 'Drafting a commit message for alpha' });
  await notification.waitFor();
  await vscode.keepScreenshot('commit-progress');
  await notification.getByRole('button', { name: 'Cancel' }).click();
  await notification.waitFor({ state: 'detached' });
  await expect.poll(boxes).toEqual(['mine', '']);
});

it('words the last commit anew, and the editor amends it', async () => {
  alpha.git('commit', '--quiet', '--message', 'stuf');
  alpha.write('src/alpha.ts', 'export const alpha = 2;\n');
  answerInTurn('Export mine, the letter alpha');
  await chooseFromMenu('alpha', 'Reword the Last Commit');
  await expect.poll(boxes).toEqual(['Export mine, the letter alpha', '']);
  const { body } = server.requests.findLast(({ path }) => path === '/api/chat') ?? expect.fail();
  expect(body).toContain('stuf');
  expect(body).not.toContain('alpha = 2');
  await vscode.notifications.getByRole('button', { name: 'Amend' }).click();
  await expect.poll(() => alpha.git('log', '--format=%s')).toBe('Export mine, the letter alpha\n');
  // What is not staged stays out of it, whatever the editor's setting for commits is.
  expect(alpha.git('show', 'HEAD:src/alpha.ts')).not.toContain('= 2');
});
