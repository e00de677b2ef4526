import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

/** The next edit as a person meets it: by rule, with no model connected. */
const CODE = `export function freeboard(hull: number, load: number): number {
  const height = hull - load / 40;
  const limit = hull / 5;
  // Blank lines keep the places apart.


  if (height < limit) return 0;
  return height - limit;
}
`;
const resources = new AsyncDisposableStack();
let vscode: VSCode;

const SETTINGS = {
  'fairwind.nextEdit.enable': true,
  // What else would take Tab and Escape has tests of its own.
  'fairwind.completion.enable': { '*': false },
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
};

beforeAll(async () => {
  const workspace = resources.use(await makeSampleWorkspace());
  for (const name of ['rename', 'escape', 'indent', 'suggest'])
    await writeFile(join(workspace.folder, 'src', `${name}.ts`), CODE);
  vscode = resources.use(await VSCode.open({ folder: workspace.folder, settings: SETTINGS }));
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

const press = (key: string) => vscode.page.keyboard.press(key);
const hint = () => vscode.page.locator('.statusbar-item[id$="fairwind.nextEdit"]');

const waitForStatusBar = (words: string) =>
  expect.poll(() => vscode.page.locator('.statusbar').innerText()).toContain(words);

/** Renames the constant where it is declared, as a person would: the name is selected and typed over. */
async function renameHeight(path: string): Promise<void> {
  await vscode.openFile(path, { line: 2, column: 9 });
  await waitForStatusBar('Ln 2, Col 9');
  await press('ControlOrMeta+Shift+ArrowRight');
  await waitForStatusBar('6 selected');
  await vscode.type('depth');
}

/** Waits until the status bar, which is what a screen reader reads, says where the next edit is. */
const waitForHint = (words: string) => expect.poll(() => hint().getAttribute('aria-label')).toContain(words);

it('carries a new name on: Tab goes there, Tab applies it, and one undo takes it back', async () => {
  await renameHeight('src/rename.ts');
  await waitForHint('Rename to depth here too. Tab to go to line 7');
  await press('Tab');
  await waitForHint('Tab: Rename to depth here too');
  const before = await vscode.editorText();
  await press('Tab');
  await expect.poll(() => vscode.editorText()).toContain('if (depth < limit)');
  await waitForHint('line 8');

  await press('ControlOrMeta+Z');
  await expect.poll(() => vscode.editorText()).toBe(before);
});

it('is dismissed by Escape, and not proposed again', async () => {
  await renameHeight('src/escape.ts');
  await waitForHint('Rename to depth here too. Tab to go to line 7');
  await press('Escape');
  await expect.poll(() => hint().isVisible()).toBe(false);
  expect(await vscode.editorText()).toContain('if (height < limit)');
  // The edit goes on, and the place that was dismissed is passed over.
  await press('End');
  await vscode.type(' ');
  await waitForHint('line 8');
});

it('leaves Tab to indentation', async () => {
  await renameHeight('src/indent.ts');
  await waitForHint('Rename to depth here too. Tab to go to line 7');
  await press('ArrowDown');
  await press('Home');
  await press('Tab');
  await expect.poll(() => vscode.editorText()).toContain('    const limit');
});

it('leaves Escape to the suggest widget first', async () => {
  await renameHeight('src/suggest.ts');
  await waitForHint('Rename to depth here too. Tab to go to line 7');
  const widget = vscode.page.locator('.suggest-widget.visible');
  await press('Control+Space');
  await widget.waitFor();
  await press('Escape');
  await widget.waitFor({ state: 'hidden' });
  expect(await hint().isVisible()).toBe(true);
  await press('Escape');
  await expect.poll(() => hint().isVisible()).toBe(false);
});
