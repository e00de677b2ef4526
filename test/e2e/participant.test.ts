import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { ollamaChatWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { VSCode, keepScreenshotOfFailures } from '../support/vscode';

/** `@fairwind` in VS Code's own chat view, which needs no account for it: nobody is signed in here. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let talk: FakeAnswer;

const say = (...pieces: readonly string[]): FakeAnswer => ({
  contentType: 'application/x-ndjson',
  body: ollamaChatWire(pieces),
});

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(() => talk));
  const workspace = resources.use(await makeSampleWorkspace());
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'chat.disableAIFeatures': false,
        'fairwind.models': [{ id: 'talk', provider: 'ollama', baseUrl: server.url, model: 'llama3.2' }],
        'fairwind.completion.model': 'workspace',
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

const box = () => vscode.page.locator('.interactive-input-part .monaco-editor').first();
const answers = () => vscode.page.locator('.interactive-item-container.interactive-response');
const lastAnswer = () =>
  expect.poll(async () => (await answers().allInnerTexts()).at(-1)?.replaceAll('\u00a0', ' ') ?? '');
/** What the model was asked last, without the rules. */
const asked = () => {
  const { body } = server.requests.findLast(({ path }) => path === '/api/chat') ?? expect.fail();
  return (JSON.parse(body) as { messages: { role: string; content: string }[] }).messages.slice(1);
};

async function ask(words: string): Promise<void> {
  await box().click();
  await vscode.type(words);
  await vscode.page.keyboard.press('Enter');
}

it('answers the first question, and names the model', async () => {
  await vscode.runCommand('Chat: Open Chat');
  talk = say('The wind ', 'is fair.');
  await ask('@fairwind Is the wind fair?');
  await lastAnswer().toContain('The wind is fair.');
  await lastAnswer().toContain(`llama3.2 on 127.0.0.1:${server.port}`);
  expect(asked()).toEqual([{ role: 'user', content: 'Is the wind fair?' }]);
});

it('does what its commands say, and remembers what was said, without the words below the answers', async () => {
  talk = say('It turns knots into a force.');
  // It stays chosen for the next question.
  await ask('/explain toBeaufort');
  await lastAnswer().toContain('It turns knots into a force.');
  expect(asked()).toEqual([
    { role: 'user', content: 'Is the wind fair?' },
    { role: 'assistant', content: 'The wind is fair.' },
    { role: 'user', content: expect.stringMatching(/^Explain this code: [^]*toBeaufort$/) as string },
  ]);
  await vscode.keepScreenshot('participant');
});

it('says what went wrong, and does not put a question twice that got no answer', async () => {
  talk = { status: 500, body: '{"error":"out of memory"}' };
  await ask('And now?');
  await lastAnswer().toMatch(/llama3\.2[^]*out of memory/);
  talk = say('Now too.');
  await ask('And now?');
  await lastAnswer().toContain('Now too.');
  expect(asked().slice(3)).toEqual([
    { role: 'assistant', content: 'It turns knots into a force.' },
    { role: 'user', content: 'And now?' },
  ]);
});
