import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { FakeModelServer, type FakeAnswer } from '../support/fakeModelServer';
import { ollamaChatWire } from '../support/modelWires';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** The inline chat as a person meets it: select, ask, look at the comparison, accept or reject. */
const CODE = `export function freeboard(hull: number, load: number): number {
  const height = hull - load / 40;
  return height;
}
`;
const NDJSON = { contentType: 'application/x-ndjson' };
const resources = new AsyncDisposableStack();
let vscode: VSCode;
let server: FakeModelServer;
let talk: FakeAnswer;

beforeAll(async () => {
  server = resources.use(await FakeModelServer.start(() => talk));
  const workspace = resources.use(await makeSampleWorkspace());
  await mkdir(join(workspace.folder, 'src'), { recursive: true });
  for (const name of ['accept', 'reject', 'write', 'fails'])
    await writeFile(join(workspace.folder, 'src', `${name}.ts`), CODE);
  vscode = resources.use(
    await VSCode.open({
      folder: workspace.folder,
      settings: {
        'fairwind.models': [
          { id: 'talk', provider: 'ollama', baseUrl: server.url, model: 'llama3.2', contextTokens: 8_192 },
        ],
        'fairwind.completion.enable': { '*': false },
      },
    }),
  );
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);
beforeEach(() => {
  talk = { ...NDJSON, body: ollamaChatWire(['```ts\n', 'return Math.max', '(0, height);\n', '```']) };
});

const press = (key: string) => vscode.page.keyboard.press(key);
const input = () => vscode.page.locator('.quick-input-widget input');
const proposalTab = () => vscode.page.locator('.tab.active').filter({ hasText: 'Proposed Change' });
/** What stands on the side of the comparison that shows what is proposed. */
const proposed = async () =>
  (await vscode.page.locator('.monaco-diff-editor .editor.modified .view-line').allInnerTexts())
    .join('\n')
    .replaceAll('\u00a0', ' ');

/** An editor that is still being opened takes no keys, so they are pressed until the box is there. */
async function ask(words: string, selected?: 'line'): Promise<void> {
  const open = async () => {
    if (selected === 'line') {
      await press('End');
      await press('Shift+Home');
    }
    await press('Control+K');
    await press('i');
    await input().waitFor({ timeout: 5_000 });
    return true;
  };
  await expect.poll(() => open().catch(() => false)).toBe(true);
  await input().fill(words);
  await press('Enter');
}

it('shows what would become of the line; accepting it is one step that can be undone', async () => {
  await vscode.openFile('src/accept.ts', { line: 3, column: 3 });
  await ask('never negative', 'line');
  await proposalTab().waitFor();
  await expect.poll(proposed).toContain('return Math.max(0, height);');
  await vscode.keepScreenshot('inline-chat-proposed');
  expect(JSON.parse((await server.request()).body)).toMatchObject({ model: 'llama3.2' });

  await press('Control+Enter');
  await expect.poll(() => vscode.editorText()).toContain('  return Math.max(0, height);');
  await expect.poll(() => proposalTab().count()).toBe(0);
  await press('ControlOrMeta+Z');
  await expect.poll(() => vscode.editorText()).toContain('  return height;');
});

it('asks for something else of the same place, and leaves everything as it was when it is rejected', async () => {
  await vscode.openFile('src/reject.ts', { line: 3, column: 3 });
  await ask('never negative', 'line');
  await expect.poll(proposed).toContain('return Math.max(0, height);');
  talk = { ...NDJSON, body: ollamaChatWire(['```ts\nreturn height < 0 ? 0 : height;\n```']) };
  await ask('without Math');
  await expect.poll(proposed).toContain('return height < 0 ? 0 : height;');
  expect(server.requests.at(-1)?.body).toContain('Math.max');

  await press('Escape');
  await expect.poll(() => proposalTab().count()).toBe(0);
  expect(await vscode.editorText()).toContain('  return height;');
});

it('writes below the line of the cursor where nothing is selected', async () => {
  talk = { ...NDJSON, body: ollamaChatWire(['```ts\nif (hull < 0) return 0;\n```']) };
  await vscode.openFile('src/write.ts', { line: 2, column: 5 });
  await ask('guard against a negative hull');
  await expect.poll(proposed).toContain('  if (hull < 0) return 0;');
  await press('Control+Enter');
  await expect
    .poll(() => vscode.editorText())
    .toContain('  const height = hull - load / 40;\n  if (hull < 0) return 0;\n  return height;');
});

it('says what went wrong, with a way to try again', async () => {
  talk = { status: 500, body: '{"error":"out of memory"}' };
  await vscode.openFile('src/fails.ts', { line: 3, column: 3 });
  await ask('never negative');
  const notification = vscode.notifications.filter({ hasText: 'llama3.2' });
  await notification.waitFor();
  talk = { ...NDJSON, body: ollamaChatWire(['```ts\nreturn Math.max(0, height);\n```']) };
  await notification.getByRole('button', { name: 'Try Again' }).click();
  await proposalTab().waitFor();
});
