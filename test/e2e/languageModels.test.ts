import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { chatCompletionsWire } from '../support/modelWires';
import { packExtension } from '../support/packExtension';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { VSCode, keepScreenshotOfFailures } from '../support/vscode';

/**
 * Models of VS Code, both ways, through VS Code itself: another extension lends one to Fairwind, and asks for Fairwind's.
 */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let answer: FakeAnswer;

const SSE = { contentType: 'text/event-stream' };
const LENT = { id: 'lent', provider: 'vscode', model: 'lender/talker' };

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(() => answer));
  const workspace = resources.use(await makeSampleWorkspace());
  const lender = resources.use(await packExtension(join(__dirname, 'fixtures/lender')));
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      otherExtensions: [lender.path],
      settings: {
        'fairwind.models': [
          LENT,
          {
            id: 'first',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'tiny-first',
            contextTokens: 8_192,
          },
        ],
        'fairwind.completion.model': 'lent',
        'fairwind.chat.model': 'lent',
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

describe('a model that another extension lends', () => {
  it('is not asked for a suggestion before the person has asked it something', async () => {
    await vscode.openFile('src/wind.ts', { line: 14, column: 1 });
    await vscode.type('\nconst metres = ');
    await expect.poll(() => vscode.statusWords()).toContain('allow it when VS Code asks');
    expect(await vscode.ghostText()).toBe('');
    expect(await vscode.notifications.count()).toBe(0);
  });

  it('answers in Fairwind’s chat', async () => {
    const chat = await vscode.openChat();
    await chat.getByRole('textbox', { name: 'Message' }).fill('Is the wind fair?');
    await vscode.page.keyboard.press('Enter');
    const last = chat.locator('article.answer').last();
    // The first request that reached it: the suggestion before did not.
    await expect.poll(() => last.innerText()).toContain('Request 1. You said:');
    expect(await last.innerText()).toContain('Is the wind fair?');
  });

  it('suggests from then on', async () => {
    await vscode.openFile('src/wind.ts', { line: 15, column: 16 });
    await vscode.type(' ');
    await expect.poll(() => vscode.ghostText()).toContain('knots * 0.514444;');
  });
});

it('connects a model of VS Code by a click, after a check', async () => {
  await vscode.runCommand('Fairwind: Use a Model of VS Code…');
  const option = (words: RegExp) => vscode.page.getByRole('option', { name: words });
  await option(/Lent Talker/).click();
  await option(/Use for chat/i).waitFor();
  await vscode.keepScreenshot('checked model of VS Code');
  await option(/Use for chat/i).click();
  await expect
    .poll(() => vscode.notifications.allInnerTexts())
    .toEqual([expect.stringContaining('is connected')]);
  expect((await vscode.userSettings())['fairwind.models']).toContainEqual(
    expect.objectContaining({ provider: 'vscode', model: 'lender/talker-1' }),
  );
  await vscode.runCommand('Notifications: Clear All Notifications');
});

describe('Fairwind’s models, asked by another extension', () => {
  const shown = () => vscode.editorText();

  it('answer with text and calls, and those that are lent are not among them', async () => {
    answer = { ...SSE, body: CALLS };
    await vscode.runCommand('Lender: Ask Models of Fairwind');
    await expect
      .poll(shown)
      .toBe('fairwind/first tiny-first 6144 true\nLooking. [call_7 weather {"city":"Seoul"}]');
    const { body } = await server.request(0);
    expect(JSON.parse(body)).toMatchObject({
      model: 'tiny-first',
      messages: [{ role: 'user', content: 'Is the wind fair?' }],
      tools: [{ function: { name: 'weather' } }],
    });
  });

  it('fail in words that name the model and its host', async () => {
    answer = { status: 401, body: '{"error":{"message":"bad key"}}' };
    await vscode.runCommand('Lender: Ask Models of Fairwind');
    await expect.poll(shown).toContain('failed with NoPermissions');
    expect(await shown()).toContain(`127.0.0.1:${server.port} refused the key for tiny-first.`);
  });

  it('stop when they are stopped', async () => {
    const body = chatCompletionsWire(['Once upon a time', ' there was no end.']);
    const earlier = server.requests.length;
    answer = { ...SSE, body, stopAt: body.indexOf('there was'), ending: 'stall' };
    await vscode.runCommand('Lender: Ask and Stop');
    const request = await server.request(earlier);
    await request.closed;
    await expect.poll(shown).toContain('Once upon a time');
  });

  it('follow the settings', async () => {
    answer = { ...SSE, body: chatCompletionsWire(['Yes.']) };
    await vscode.runCommand('Lender: Connect Another');
    await expect.poll(shown).toBe('Connected.');
    await vscode.runCommand('Lender: Ask Models of Fairwind');
    await expect.poll(shown).toContain('fairwind/second tiny-second 6144 true\nYes.');
  });
});

const CALLS = [
  { delta: { content: 'Looking. ' } },
  {
    delta: {
      tool_calls: [{ index: 0, id: 'call_7', function: { name: 'weather', arguments: '{"city":"Seoul"}' } }],
    },
  },
  { delta: {}, finish_reason: 'tool_calls' },
]
  .map((choice) => `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`)
  .join('')
  .concat('data: [DONE]\n\n');
