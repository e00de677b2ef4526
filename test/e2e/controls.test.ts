import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeModelServer } from '../support/fakeModelServer';
import { completionsWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** What a person steers suggestions with, by keys, menu and commands, in a real VS Code. What the model says is scripted. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
/** What the model answers to each request, by its number since the test began. */
let answers: (number: number) => readonly string[];
/** Suggestions asked for before the test. */
let before = 0;
let linesStarted = 0;

const answer = (pieces: readonly string[]): FakeAnswer => ({
  contentType: 'text/event-stream',
  body: completionsWire(pieces),
});

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(() => answer(answers(asked() - 1))));
  const workspace = resources.use(await makeSampleWorkspace());
  await writeFile(join(workspace.folder, 'src', 'play.ts'), 'const first = 1;\n\n');
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'editor.tabSize': 2,
        // The list of words is opened where a test is about it; Tab is its own while it is open.
        'editor.quickSuggestions': false,
        'fairwind.models': [
          {
            id: 'code',
            provider: 'openai',
            baseUrl: `${server.url}/v1`,
            model: 'qwen2.5-coder',
            contextTokens: 8_192,
            // Nothing is to be found out, so that every request is one for a suggestion.
            fim: 'qwen',
          },
        ],
        'fairwind.completion.workspaceFirst': false,
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);
beforeEach(() => {
  answers = () => [];
  before = askedEver();
});

const askedEver = () => server.requests.filter(({ path }) => path === '/v1/completions').length;
const asked = () => askedEver() - before;
const menu = () => vscode.page.locator('.quick-input-list .monaco-list-row');

/** A file with one line, and a second one that is begun for the test. */
async function startLine(text: string): Promise<void> {
  await vscode.page.keyboard.press('ControlOrMeta+1');
  await vscode.page.keyboard.press('ControlOrMeta+A');
  // Nothing that an earlier test was suggested fits here.
  const first = `const first = ${++linesStarted};\n`;
  await vscode.page.keyboard.insertText(first);
  await expect.poll(() => vscode.editorText()).toBe(first);
  before = askedEver();
  await vscode.type(text);
}

/** Waits as long as it takes for a request that would have been sent to arrive. */
async function expectNoRequest(): Promise<void> {
  await vscode.page.waitForTimeout(1_500);
  expect(asked()).toBe(0);
}

/** The lines of a suggestion below its first, which VS Code draws between the lines of the document. */
async function ghostLines(): Promise<string> {
  const lines = await vscode.page.locator('.suggest-preview-text').allInnerTexts();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

const lastLine = async () => (await vscode.editorText()).split('\n').at(-1);
const lastLines = async () => (await vscode.editorText()).split('\n').slice(-2).join('\n');

async function openMenu(): Promise<void> {
  await vscode.statusItem.click();
  await menu().filter({ hasText: 'Why no suggestion?' }).waitFor();
}

/** Picks a line of the open box by words in it, and waits until the box is gone or asks for the next thing. */
async function pick(words: string): Promise<void> {
  const line = menu().filter({ hasText: words }).first();
  await line.click();
  await line.waitFor({ state: 'hidden' });
}

/** The button of the notification on screen, after its words were checked. */
async function answerNotification(words: RegExp, button: string): Promise<void> {
  await expect.poll(() => vscode.notifications.allInnerTexts()).toEqual([expect.stringMatching(words)]);
  await vscode.notifications.getByRole('button', { name: button }).click();
  await expect.poll(() => vscode.notifications.count()).toBe(0);
}

describe('the menu', () => {
  it('shows what is on, with the model, the eagerness and their values', async () => {
    await vscode.openFile('src/play.ts');
    await openMenu();
    expect(await menu().evaluateAll((rows) => rows.map((row) => row.ariaLabel))).toEqual([
      'circle-slash  Turn suggestions off, now on, Suggestions',
      'circle-slash  Turn suggestions off for typescript, now on',
      'bell-slash  Snooze suggestions…',
      'dashboard  Eagerness…, medium',
      'server  Model for suggestions…, auto (qwen2.5-coder)',
      'check  Turn next edits on, now off',
      'question  Why no suggestion?',
      'plug  Connect a model…, Models',
      'pulse  Check the connection',
      'key  Set an API key…',
      'eye  What was sent',
      'graph  Usage and cost',
      'comment-discussion  Open the chat, Fairwind',
      'settings-gear  All settings',
      'output  Show the log',
    ]);
    await vscode.page.keyboard.press('Escape');
  });

  it('changes the eagerness and the model, and shows what they are now', async () => {
    await openMenu();
    await pick('Eagerness…');
    await pick('More suggestions, wrong more often.');
    await openMenu();
    await pick('Model for suggestions…');
    await pick('Learns from your files');
    await expect.poll(() => vscode.statusWords()).toContain('workspace model suggests code');
    await openMenu();
    await expect.poll(() => menu().filter({ hasText: 'Eagerness…' }).innerText()).toContain('high');
    await expect.poll(() => menu().filter({ hasText: 'Model for' }).innerText()).toContain('workspace');
    await pick('Model for suggestions…');
    await pick('The first connected model');
    await expect.poll(() => vscode.statusWords()).toContain('qwen2.5-coder');
  });
});

describe('next edits', () => {
  it('are turned on and off again from the menu', async () => {
    for (const [switched, now] of [
      ['Turn next edits on', 'Turn next edits off'],
      ['Turn next edits off', 'Turn next edits on'],
    ] as const) {
      await openMenu();
      await pick(switched);
      const offered = async () => {
        await openMenu();
        const rows = await menu().allInnerTexts();
        await vscode.page.keyboard.press('Escape');
        return rows.some((row) => row.includes(now));
      };
      await expect.poll(offered).toBe(true);
    }
  });
});

describe('turning suggestions off', () => {
  it('holds for a language, shows in the status bar, and is turned on again from the reason', async () => {
    await startLine('');
    await openMenu();
    await pick('Turn suggestions off for typescript');
    await expect
      .poll(() => vscode.statusWords())
      .toBe('Fairwind: Suggestions are turned off for typescript.');
    await startLine('const quiet = ');
    await expectNoRequest();
    await vscode.runCommand('Fairwind: Why No Suggestion\\?');
    await answerNotification(/Suggestions are turned off for typescript/, 'Turn On');
    await expect.poll(() => vscode.statusWords()).toContain('is ready');
  });

  it('holds for all languages', async () => {
    await vscode.runCommand('Fairwind: Turn Suggestions On or Off');
    await startLine('const silent = ');
    await expectNoRequest();
    expect(await vscode.statusWords()).toContain('turned off');
    await vscode.runCommand('Fairwind: Turn Suggestions On or Off');
    await expect.poll(() => vscode.statusWords()).toContain('is ready');
  });
});

describe('snoozing', () => {
  it('asks nothing until it is resumed, shows the time left, and says so when asked why', async () => {
    await startLine('');
    await vscode.runCommand('Fairwind: Snooze Suggestions');
    await pick('15 minutes');
    await expect.poll(() => vscode.statusItem.innerText()).toContain('15 min');
    await startLine('const tired = ');
    await expectNoRequest();
    await vscode.runCommand('Fairwind: Why No Suggestion\\?');
    await answerNotification(/Suggestions are snoozed/, 'Resume');
    await expect.poll(() => vscode.statusWords()).toContain('is ready');
    answers = () => ['awake;'];
    await startLine('const again = ');
    await expect.poll(() => vscode.ghostText()).toBe('awake;');
  });
});

describe('accepting', () => {
  it('takes the next word with Ctrl+Right and the next line with Alt+End', async () => {
    answers = () => ['{\n  north: 1,\n  south: 2,\n};'];
    await startLine('const points = ');
    await expect.poll(ghostLines).toContain('south: 2');
    await vscode.page.keyboard.press('Alt+End');
    await expect.poll(lastLines).toBe('const points = {\n');
    await vscode.page.keyboard.press('ControlOrMeta+ArrowRight');
    await expect.poll(lastLines).toBe('const points = {\n  ');
    await vscode.page.keyboard.press('Tab');
    await expect.poll(() => vscode.editorText()).toContain('  north: 1,\n  south: 2,');
  });

  it('leaves Tab to indentation where the suggestion would indent the line itself', async () => {
    answers = () => ['    return 1;'];
    await startLine('');
    await expect.poll(() => vscode.ghostText()).toContain('return 1;');
    await vscode.page.keyboard.press('Tab');
    await expect.poll(lastLine).toBe('  ');
  });
});

describe('several cursors', () => {
  it('are not asked for; the reason offers to ask all the same', async () => {
    answers = () => ['twice;'];
    await startLine('let b = ');
    await expect.poll(asked).toBeGreaterThan(0);
    await vscode.runCommand('Add Cursor Above');
    await vscode.page.keyboard.press('End');
    await vscode.page.waitForTimeout(500);
    before = askedEver();
    await vscode.type(' let c = ');
    await expectNoRequest();
    await vscode.runCommand('Fairwind: Why No Suggestion\\?');
    await answerNotification(/There are several cursors/, 'Ask Now');
    await expect.poll(() => vscode.ghostText()).toContain('twice;');
    await vscode.page.keyboard.press('Escape');
    await vscode.page.keyboard.press('Escape');
  });
});

describe('candidates', () => {
  it('come with the first Alt+] and go round both ways for no further request; Tab takes the one shown', async () => {
    answers = () => ['knots;'];
    await startLine('const unit = ');
    await expect.poll(() => vscode.ghostText()).toBe('knots;');
    const typed = asked();
    answers = (number) => [number === typed ? 'metres;' : 'miles;'];
    for (const [key, candidate] of [
      ['Alt+]', 'metres;'],
      ['Alt+]', 'miles;'],
      ['Alt+]', 'knots;'],
      ['Alt+[', 'miles;'],
      ['Alt+[', 'metres;'],
    ] as const) {
      await vscode.page.keyboard.press(key);
      await expect.poll(() => vscode.ghostText()).toBe(candidate);
    }
    expect(asked()).toBe(typed + 2);
    await vscode.page.keyboard.press('Tab');
    await expect.poll(() => vscode.editorText()).toContain('const unit = metres;');
  });
});

describe('beside other things that use the keys', () => {
  it('extends the selected item of the list of words, and Tab takes the item alone', async () => {
    answers = () => ['(4, 5);'];
    await startLine('const longest = Math.ma');
    await vscode.page.keyboard.press('Control+Space');
    await vscode.page.locator('.suggest-widget.visible .monaco-list-row.focused').waitFor();
    const ghost = '.ghost-text-decoration, .ghost-text-decoration-preview';
    const shown = async () => (await vscode.page.locator(ghost).allTextContents()).join('');
    await expect.poll(shown).toBe('x(4,\u00a05);');
    await vscode.page.keyboard.press('Tab');
    await expect.poll(lastLine).toBe('const longest = Math.max');
    await vscode.page.keyboard.press('Escape');
  });

  it('leaves Tab to the fields of a snippet', async () => {
    answers = () => ['42;'];
    await startLine('');
    await vscode.runCommand('Snippets: Insert Snippet');
    await pick('For Loop');
    await expect
      .poll(() => vscode.editorText())
      .toContain('for (let index = 0; index < array.length; index++)');
    await vscode.type('i');
    await vscode.page.waitForTimeout(1_000);
    expect(await vscode.ghostText()).toBe('');
    await vscode.page.keyboard.press('Tab');
    await vscode.type('list');
    await expect.poll(() => vscode.editorText()).toContain('for (let i = 0; i < list.length; i++)');
    await vscode.page.keyboard.press('Escape');
  });
});
