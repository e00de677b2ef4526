import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { type FakeAnswer, FakeModelServer, type Script } from '../support/fakeModelServer';
import { chatCompletionsWire, infillWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { startAtUsualPort } from '../support/usualPort';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/**
 * From nothing to a suggestion on screen, by the one quick pick, in a real VS Code. What the servers say is scripted.
 */
const WAIT_MS = 30_000;
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let local: FakeModelServer;
/** A server that wants a key. */
let remote: FakeModelServer;

const json = (value: unknown): FakeAnswer => ({
  contentType: 'application/json',
  body: JSON.stringify(value),
});
const FILLED = 'return left + right;';
const REFUSED: FakeAnswer = {
  status: 401,
  contentType: 'application/json',
  body: '{"error":{"message":"no such key"}}',
};

const llamaCpp: Script = ({ path }) => {
  if (path === '/v1/models')
    return json({
      data: [{ id: '/models/qwen2.5-coder-1.5b.gguf', owned_by: 'llamacpp', meta: { size: 1.6e9 } }],
    });
  if (path === '/props') return json({ build_info: 'b6000', default_generation_settings: { n_ctx: 8192 } });
  if (path === '/infill') return { body: infillWire([FILLED]) };
  return { body: chatCompletionsWire(['ready']) };
};

/** It lists its models to those with one key, and answers with them to those with another. */
const keyed: Script = ({ path, headers }) => {
  const key = headers.authorization?.replace('Bearer ', '');
  if (path.endsWith('/models'))
    return key === 'good-key' || key === 'list-key'
      ? json({ data: [{ id: 'talker-large' }, { id: 'text-embedding-1' }] })
      : REFUSED;
  return key === 'good-key' ? { body: chatCompletionsWire(['ready']) } : REFUSED;
};

beforeAll(async () => {
  local = resources.use(await startAtUsualPort(llamaCpp));
  remote = resources.use(await FakeModelServer.start(keyed));
  const continueFolder = await mkdtemp(join(tmpdir(), 'fairwind-continue-'));
  resources.defer(() => rm(continueFolder, { recursive: true, force: true }));
  await writeFile(
    join(continueFolder, 'config.yaml'),
    `models:
  - name: My talker
    provider: openai
    model: talker-small
    apiBase: ${remote.url}/v1
    apiKey: good-key
    roles: [chat]
  - name: My embedder
    provider: ollama
    model: nomic-embed-text
    roles: [embed]
`,
  );
  process.env['CONTINUE_GLOBAL_DIR'] = continueFolder;
  const workspace = resources.use(await makeSampleWorkspace());
  await mkdir('test-results', { recursive: true });
  vscode = resources.use(
    await VSCode.open({ folder: workspace.folder, settings: { 'workbench.colorTheme': 'Dark 2026' } }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

const box = (): Locator => vscode.page.locator('.quick-input-widget');
const title = (): Locator => vscode.page.locator('.quick-input-title');
const option = (words: string | RegExp): Locator => box().getByRole('option', { name: words }).first();
const message = (): Locator => vscode.page.locator('.quick-input-message');

/** Waits for the title of a step, so that a key or click is not meant for the one before. */
async function atStep(words: string): Promise<void> {
  await title().filter({ hasText: words }).waitFor({ timeout: WAIT_MS });
}

async function choose(words: string | RegExp): Promise<void> {
  await option(words).click({ timeout: WAIT_MS });
}

/** Finds a line of the first step by its words: those below the edge of the box are not drawn. */
async function chooseWay(filter: string, words: RegExp): Promise<void> {
  await option(/llama\.cpp b6000/).waitFor({ timeout: WAIT_MS });
  await box().locator('input').first().fill(filter);
  await choose(words);
}

async function enter(text: string): Promise<void> {
  const input = box().locator('input').first();
  await input.fill(text);
  await input.press('Enter');
}

async function openConnect(): Promise<void> {
  await vscode.runCommand('Fairwind: Connect a Model…');
  await atStep('Connect a model');
}

const picture = (name: string): Promise<Buffer> =>
  vscode.page.screenshot({ path: join('test-results', `connect-${name}.png`) });

it('goes one step back with Escape, and writes nothing when it is left', async () => {
  const before = await vscode.userSettings();
  await openConnect();
  await option(/llama\.cpp b6000/).waitFor({ timeout: WAIT_MS });
  await picture('ways');
  await choose(/llama\.cpp b6000/);
  await atStep('which model?');
  await vscode.page.keyboard.press('Escape');
  await atStep('Connect a model');
  await chooseWay('api.openai.com', /OpenAI/);
  await atStep('API key for OpenAI');
  await enter('two words');
  await message().filter({ hasText: 'one word' }).waitFor();
  await picture('key');
  await vscode.page.keyboard.press('Escape');
  await atStep('Connect a model');
  await vscode.page.keyboard.press('Escape');
  await box().waitFor({ state: 'hidden' });
  expect(await vscode.userSettings()).toEqual(before);
});

it('connects a server of this machine and shows its first suggestion', async () => {
  await openConnect();
  await choose(/llama\.cpp b6000/);
  await atStep('which model?');
  await choose(/qwen2\.5-coder-1\.5b\.gguf.*fills in the middle/);
  await option(/Use for suggestions, chat, commit messages/).waitFor({ timeout: WAIT_MS });
  await picture('result');
  await choose(/Use for suggestions, chat, commit messages/);
  await expect.poll(() => vscode.ghostText(), { timeout: WAIT_MS }).toContain(FILLED);
  await picture('first-suggestion');
  const settings = await vscode.userSettings();
  expect(settings['fairwind.models']).toEqual([
    { id: 'qwen2.5-coder-1.5b.gguf', provider: 'llamacpp', baseUrl: local.url, model: '' },
  ]);
  expect(settings['fairwind.completion.model']).toBeUndefined();
});

it('asks for a key again when it is refused, and keeps the right one out of the settings', async () => {
  await openConnect();
  await chooseWay('address', /By its address/);
  await atStep('Address of the server');
  await enter(`${remote.url}/v1`);
  await atStep('API key for');
  await enter('wrong-key');
  await message().filter({ hasText: 'refused the key' }).waitFor({ timeout: WAIT_MS });
  await enter('list-key');
  await atStep('which model?');
  expect(await option(/text-embedding-1/).count()).toBe(0);
  await choose(/talker-large/);
  // The list is open to this key, the model is not: the check says so, with the way out beside it.
  await option(/Key.*refused the key/).waitFor({ timeout: WAIT_MS });
  await picture('refused');
  await choose(/Enter another key/);
  await atStep('API key for');
  await enter('good-key');
  await choose(/Choose what it is used for/);
  // Its title is that of the step before.
  await box().getByPlaceholder('What shall it be used for?').waitFor({ timeout: WAIT_MS });
  await vscode.page.keyboard.press('Enter');
  await vscode.notifications.filter({ hasText: 'talker-large on' }).waitFor({ timeout: WAIT_MS });
  const settings = JSON.stringify(await vscode.userSettings());
  expect(settings).toContain('talker-large');
  expect(settings).not.toContain('good-key');
  const chatRequest = remote.requests.findLast(({ path }) => path.endsWith('/chat/completions'));
  expect(chatRequest?.headers.authorization).toBe('Bearer good-key');
});

it('imports from Continue, with a key only when that is confirmed', async () => {
  const before = ((await vscode.userSettings())['fairwind.models'] ?? []) as readonly unknown[];
  await openConnect();
  await chooseWay('Continue', /Import from Continue/);
  await atStep('Import from Continue');
  await picture('continue');
  await vscode.page.keyboard.press('Enter');
  const dialog = vscode.page.locator('.monaco-dialog-box');
  await dialog.filter({ hasText: remote.url }).waitFor({ timeout: WAIT_MS });
  await dialog.getByRole('button', { name: 'Leave It' }).click();
  await expect
    .poll(async () => (await vscode.userSettings())['fairwind.models'], { timeout: WAIT_MS })
    .toEqual([
      ...before,
      { id: 'My talker', provider: 'openai', baseUrl: `${remote.url}/v1`, model: 'talker-small' },
    ]);
  expect(JSON.stringify(await vscode.userSettings())).not.toContain('good-key');
  // The check that follows shows its page, which takes the focus.
  await vscode.markdownPreview().getByRole('heading', { name: 'Connection' }).waitFor();
});

it('starts a llamafile after a question, offers its model, and stops it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fairwind-llamafile-'));
  resources.defer(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'talker.llamafile');
  await writeFile(
    path,
    `#!${process.execPath}
const { argv } = process;
const after = (name) => argv[argv.indexOf(name) + 1];
const data = [{ id: 'llamafile-model', owned_by: 'llamacpp' }];
require('node:http')
  .createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data })),
  )
  .listen(Number(after('--port')), after('--host'));
`,
  );
  await chmod(path, 0o644);
  await vscode.runCommand('Fairwind: Start a Llamafile…');
  await atStep('Start a llamafile');
  await box().locator('input').first().fill(path);
  await choose(/talker\.llamafile/);
  const dialog = vscode.page.locator('.monaco-dialog-box');
  await dialog.filter({ hasText: 'Start talker.llamafile?' }).waitFor({ timeout: WAIT_MS });
  await picture('llamafile');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await atStep('llamafile: which model?');
  await option(/llamafile-model/).waitFor({ timeout: WAIT_MS });
  await vscode.page.keyboard.press('Escape');
  await box().waitFor({ state: 'hidden' });
  await vscode.runCommand('Fairwind: Stop a Llamafile…');
  await atStep('Stop which llamafile?');
  await choose(/talker\.llamafile/);
  await box().waitFor({ state: 'hidden' });
  await vscode.runCommand('Fairwind: Stop a Llamafile…');
  await vscode.notifications
    .filter({ hasText: 'Fairwind has started no llamafile that runs' })
    .waitFor({ timeout: WAIT_MS });
});
