import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConnectProxy } from '../support/connectProxy';
import { FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** VS Code's own settings say how the engine reaches the network: the person's do, a repository's do not. */
const resources = new AsyncDisposableStack();
const HOST = 'models.example';
const MODELS = [{ id: 'far', provider: 'openai', baseUrl: `http://${HOST}/v1`, model: 'm', fim: 'none' }];
let vscode: VSCode;
let proxyOfPerson: ConnectProxy;
let proxyOfRepository: ConnectProxy;

beforeAll(async () => {
  const server = resources.use(await FakeModelServer.start({ body: chatCompletionsWire(['hello there']) }));
  proxyOfPerson = resources.use(await ConnectProxy.start({ target: server.port }));
  proxyOfRepository = resources.use(await ConnectProxy.start({ target: server.port }));
  const workspace = resources.use(await makeSampleWorkspace());
  await mkdir(join(workspace.folder, '.vscode'), { recursive: true });
  const address = `http://${proxyOfRepository.address}`;
  await writeFile(
    join(workspace.folder, '.vscode', 'settings.json'),
    JSON.stringify({ 'http.proxy': address, http: { proxy: address } }),
  );
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: { 'fairwind.models': MODELS, 'http.proxy': `http://${proxyOfPerson.address}` },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

/** What a proxy was asked to reach for the model; VS Code may have needs of its own. */
const askedOf = (proxy: ConnectProxy) => proxy.asked.filter((line) => line.includes(HOST));

it('goes through the proxy of the person, and not through that of the repository', async () => {
  const chat = await vscode.openChat();
  await chat.getByRole('textbox', { name: 'Message' }).fill('Are you there?');
  await vscode.page.keyboard.press('Enter');
  const answer = chat.locator('article.answer').last();
  await expect.poll(() => answer.innerText()).toContain('hello there');
  expect(askedOf(proxyOfPerson)[0]).toBe(`POST http://${HOST}/v1/chat/completions`);
  expect(askedOf(proxyOfRepository)).toEqual([]);
});
