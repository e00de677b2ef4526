import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** A file with a habit, and room below it to go on in the same way. */
const HABIT = ['aberdeen', 'dover', 'fowey', 'hull', 'kinsale']
  .map((name) => `export const ${name} = readHarbour('harbours.json').orElse(unknownHarbour);\n`)
  .join('');

/** The first minute: Fairwind as it is installed, with no model connected and nothing configured. */
const resources = new AsyncDisposableStack();
let vscode: VSCode;

beforeAll(async () => {
  const workspace = resources.use(await makeSampleWorkspace());
  await writeFile(join(workspace.folder, 'src', 'harbours.ts'), HABIT);
  vscode = resources.use(await VSCode.open({ folder: workspace.folder }));
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

it('says in the status bar that the workspace model answers', async () => {
  await expect.poll(() => vscode.statusWords()).toMatch(/workspace model suggests code.*sends nothing/);
});

it('suggests from the workspace while one types; Tab accepts it', async () => {
  await vscode.openFile('src/harbours.ts', { line: 6, column: 1 });
  await vscode.type('export const leith = readHar');
  await expect.poll(() => vscode.ghostText()).toMatch(/^bour\('/);
  await vscode.page.keyboard.press('Tab');
  await expect.poll(() => vscode.editorText()).toMatch(/leith = readHarbour\('/);
});

it('drafts a commit message by rules, in the style of the repository, and says that no model wrote it', async () => {
  await vscode.openSourceControl();
  await vscode.sourceControlButton('Draft Commit Message').click();
  await expect.poll(() => vscode.commitText()).toMatch(/^feat(\(\w+\))?: \S/);
  await expect
    .poll(() => vscode.page.locator('.statusbar').innerText())
    .toMatch(/without a model|by rule|no model/i);
});

it('has sent nothing', async () => {
  await vscode.runCommand('Fairwind: Show What Was Sent');
  await vscode.webview().getByRole('heading', { name: 'Nothing has been sent.' }).waitFor();
});
