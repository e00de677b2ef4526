import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeModelServer, type FakeAnswer } from '../support/fakeModelServer';
import { completionsWire, ollamaChatWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/**
 * What a real model does not do on demand. Suggestions come over OpenAI's wire, chat and commit messages over Ollama's,
 * both from one scripted server.
 */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;

const SSE = { contentType: 'text/event-stream' };
const NDJSON = { contentType: 'application/x-ndjson' };
const NO_SUGGESTION: FakeAnswer = { ...SSE, body: completionsWire([]) };
let suggestion: FakeAnswer;
let talk: FakeAnswer;

beforeAll(async () => {
  server = resources.use(
    await FakeModelServer.start(({ path }) => (path === '/v1/completions' ? suggestion : talk)),
  );
  const workspace = resources.use(await makeSampleWorkspace());
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'fairwind.models': [
          {
            id: 'code',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'qwen2.5-coder',
            contextTokens: 8_192,
          },
          { id: 'talk', provider: 'ollama', baseUrl: server.url, model: 'llama3.2', contextTokens: 8_192 },
        ],
        'fairwind.completion.model': 'code',
        'fairwind.chat.model': 'talk',
        'fairwind.commit.model': 'talk',
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);
beforeEach(() => {
  suggestion = NO_SUGGESTION;
  talk = { ...NDJSON, body: ollamaChatWire([]) };
});

/** The newest request to a path. */
const lastRequest = (path: string) => server.requests.filter((request) => request.path === path).at(-1);

describe('suggestions', () => {
  it('shows what came in many small pieces; Tab accepts it and one undo takes it back', async () => {
    suggestion = { ...SSE, body: completionsWire(['knots', ' * ', '0.51', '4444;']), pieceBytes: 7 };
    await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
    await vscode.type('\nconst metres = ');
    await expect.poll(() => vscode.ghostText()).toBe('knots * 0.514444;');
    const before = await vscode.editorText();

    await vscode.page.keyboard.press('Tab');
    await expect.poll(() => vscode.editorText()).toContain('const metres = knots * 0.514444;');
    await vscode.page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(() => vscode.editorText()).toBe(before);
  });

  it('closes the socket of a request that typing has overtaken', async () => {
    await vscode.openFile('src/tides.ts', { line: 1, column: 1 });
    const earlier = lastRequest('/v1/completions');
    suggestion = { ...SSE, body: completionsWire(['never', 'seen']), stopAt: 40, ending: 'stall' };
    await vscode.type('const first = ');
    await expect.poll(() => lastRequest('/v1/completions')).not.toBe(earlier);
    const stalled = lastRequest('/v1/completions');
    await vscode.type('tides;\n');
    await stalled?.closed;
  });

  it('tells of a failure in the status bar alone', async () => {
    suggestion = {
      status: 200,
      contentType: 'text/html',
      body: '<html><body>Sign in to the network</body></html>',
    };
    // On a line of its own: where other text follows, the model is not asked.
    await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
    await vscode.type('\nconst second = ');
    await expect.poll(() => vscode.statusWords()).toContain('not as a model server');
    expect(await vscode.notifications.count()).toBe(0);
  });
});

describe('chat', () => {
  it('streams Markdown with a code block that names its language', async () => {
    const text = 'Use **one** call:\n\n```python\nprint(height(3))\n```\n';
    talk = { ...NDJSON, body: ollamaChatWire(text.match(/.{1,4}/gs) ?? []), pieceBytes: 90, delayMs: 5 };
    const chat = await vscode.openChat();
    await chat.getByRole('textbox', { name: 'Message' }).fill('How do I call it?');
    await vscode.page.keyboard.press('Enter');
    const answer = chat.locator('article.answer').last();
    await expect.poll(() => answer.locator('.code-block pre').allInnerTexts()).toEqual(['print(height(3))']);
    await expect.poll(() => answer.innerText()).toMatch(/python/i);
    expect(await answer.locator('strong').innerText()).toBe('one');
    expect(lastRequest('/api/chat')?.body).toContain('How do I call it?');
  });

  it('stops when told to, and closes the socket', async () => {
    const body = ollamaChatWire(['Once upon a time ', 'there was no end.']);
    talk = { ...NDJSON, body, stopAt: body.indexOf('\n') + 1, ending: 'stall' };
    const chat = await vscode.openChat();
    await chat.getByRole('textbox', { name: 'Message' }).fill('Tell me a long story.');
    await vscode.page.keyboard.press('Enter');
    const answer = chat.locator('article.answer').last();
    await expect.poll(() => answer.innerText()).toContain('Once upon a time');

    await chat.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => answer.innerText()).toContain('Stopped.');
    await lastRequest('/api/chat')?.closed;
    expect(await answer.innerText()).toContain('Once upon a time');
  });

  it('keeps the question when the server has had too many requests', async () => {
    talk = {
      status: 429,
      contentType: 'application/json',
      body: '{"error":"slow down"}',
      headers: { 'retry-after': '1' },
    };
    const chat = await vscode.openChat();
    await chat.getByRole('textbox', { name: 'Message' }).fill('And now?');
    await vscode.page.keyboard.press('Enter');
    const answer = chat.locator('article.answer').last();
    await expect.poll(() => answer.innerText()).toContain('too many requests');
    expect(await answer.innerText()).toContain('llama3.2');
    expect(await chat.locator('.entry').allInnerTexts()).toContainEqual(expect.stringContaining('And now?'));
  });
});

describe('commit messages', () => {
  const message = 'feat(departure): find the next departure\n\nWind and draught decide together.';
  const pieces = message.match(/.{1,6}/gs) ?? [];

  beforeEach(async () => {
    await vscode.openSourceControl();
    await vscode.commitBox.click();
    await vscode.page.keyboard.press('ControlOrMeta+A');
    await vscode.page.keyboard.press('Delete');
  });

  it('fills the box with the message for the staged change', async () => {
    talk = { ...NDJSON, body: ollamaChatWire(pieces), pieceBytes: 60, delayMs: 5 };
    await vscode.sourceControlButton('Draft Commit Message').click();
    await expect
      .poll(() => vscode.commitText())
      .toBe('feat(departure): find the next departure Wind and draught decide together.');
    expect(lastRequest('/api/chat')?.body).toContain('departure.ts');
  });

  it('gives the own text back when the answer is cut off, and says so once', async () => {
    await vscode.type('wip: my words');
    talk = { ...NDJSON, body: ollamaChatWire(pieces), stopAt: 400, ending: 'reset' };
    await vscode.sourceControlButton('Draft Commit Message').click();
    await expect
      .poll(() => vscode.notifications.allInnerTexts())
      .toEqual([expect.stringContaining('cut off')]);
    expect(await vscode.commitText()).toBe('wip: my words');
    await vscode.runCommand('Notifications: Clear All Notifications');
  });

  it('gives the own text back when drafting is stopped, and closes the socket', async () => {
    await vscode.type('wip: my words');
    talk = { ...NDJSON, body: ollamaChatWire(pieces), stopAt: 400, ending: 'stall' };
    await vscode.sourceControlButton('Draft Commit Message').click();
    await expect.poll(() => vscode.commitText()).toContain('feat');
    await vscode.sourceControlButton('Stop Drafting').click();
    await expect.poll(() => vscode.commitText()).toBe('wip: my words');
    await lastRequest('/api/chat')?.closed;
    expect(await vscode.notifications.count()).toBe(0);
  });
});

describe('the pages of what was sent and what it cost', () => {
  it('list the requests, and show one complete', async () => {
    await vscode.runCommand('Fairwind: Show What Was Sent');
    const page = vscode.webview();
    await page
      .getByRole('option', { name: /llama3\.2/ })
      .first()
      .click();
    await expect.poll(() => page.locator('pre').innerText()).toContain('departure.ts');
  });
});
