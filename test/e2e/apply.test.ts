/** The code of an answer as changes of files: shown as diffs, accepted and rejected hunk by hunk, brought back. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSampleWorkspace } from '../support/sampleWorkspace';
import { keepScreenshotOfFailures, VSCode } from '../support/vscode';

const SHOP = `export function total(orders) {
  let sum = 0;
  for (const order of orders) {
    sum += order.price;
  }
  return sum;
}

export function count(orders) {
  return orders.length;
}

export function names(orders) {
  return orders.map((order) => order.name);
}
`;

const TWO_CHANGES = `// ...existing code...
export function total(orders) {
  return orders.reduce((sum, order) => sum + order.price, 0);
}

export function count(orders) {
  return orders.filter(Boolean).length;
}
// ...existing code...`;

const fenced = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`;

const resources = new AsyncDisposableStack();
let vscode: VSCode;
let folder = '';
const WAIT = { timeout: 60_000 };

beforeAll(async () => {
  const workspace = resources.use(await makeSampleWorkspace());
  folder = workspace.folder;
  await mkdir(join(folder, 'shop'));
  for (const name of ['hunks', 'all', 'several']) await writeFile(join(folder, 'shop', `${name}.js`), SHOP);
  await writeFile(join(folder, 'shop', 'windows.js'), `\ufeff${SHOP.replaceAll('\n', '\r\n')}`);
  vscode = resources.use(
    await VSCode.open({
      folder,
      settings: { 'fairwind.completion.enable': { '*': false }, 'files.autoSave': 'off' },
    }),
  );
  await vscode.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(() => resources.disposeAsync());
keepScreenshotOfFailures(() => vscode);

const diffEditor = () => vscode.page.locator('.monaco-diff-editor .editor.modified').first();
const onDisk = (name: string) => readFile(join(folder, 'shop', name), 'utf8');
const button = (words: string) =>
  vscode.page
    .locator('.editor-actions')
    .getByRole('button', { name: new RegExp(`^${words}`) })
    .first();

async function apply(answer: string): Promise<void> {
  await vscode.page.evaluate((text) => navigator.clipboard.writeText(text), answer);
  await vscode.runCommand('Fairwind: Apply Code from the Clipboard');
}

async function diffText(): Promise<string> {
  const lines = await diffEditor().locator('.view-lines .view-line').allInnerTexts();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

it('shows each change in a diff, takes the one that is accepted, and leaves the one that is rejected', async () => {
  await vscode.openFile('shop/hunks.js');
  await apply(fenced('js', TWO_CHANGES));
  await expect.poll(diffText, WAIT).toContain('orders.reduce');
  expect(await diffText()).toContain('filter(Boolean)');
  await vscode.page.screenshot({ path: 'test-results/apply-hunks.png' });
  await button('Accept This Change').click();
  await expect
    .poll(async () => vscode.page.locator('.monaco-diff-editor .editor.original').first().innerText(), WAIT)
    .toContain('reduce');
  expect(await onDisk('hunks.js')).toBe(SHOP);
  await vscode.page.keyboard.press('ControlOrMeta+Backspace');
  await vscode.page
    .locator('.monaco-diff-editor')
    .first()
    .waitFor({ state: 'hidden', ...WAIT });
  await expect.poll(() => vscode.editorText(), WAIT).toContain('orders.reduce');
  expect(await vscode.editorText()).toContain('return orders.length');
  await vscode.page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => vscode.editorText(), WAIT).toContain('sum += order.price');
});

it('changes several files and makes a new one as one set, and brings all back', async () => {
  const answer =
    `In \`shop/several.js\`:\n\n${fenced('js shop/several.js', TWO_CHANGES)}\nAnd a new file:\n\n` +
    `${fenced('js shop/tax.js', 'export const tax = 0.19;')}\nAnd:\n\n${fenced('js shop/windows.js', TWO_CHANGES)}`;
  await apply(answer);
  await vscode.page.locator('.monaco-diff-editor').nth(1).waitFor(WAIT);
  await vscode.page.screenshot({ path: 'test-results/apply-several.png' });
  expect(existsSync(join(folder, 'shop/tax.js'))).toBe(false);
  await button('Accept All Changes').click();
  await expect.poll(() => existsSync(join(folder, 'shop/tax.js')), WAIT).toBe(true);
  expect(await onDisk('several.js')).toBe(SHOP);
  await vscode.runCommand('File: Save All Files');
  await expect.poll(() => onDisk('several.js'), WAIT).toContain('orders.reduce');
  const windows = await onDisk('windows.js');
  expect(windows.startsWith('\ufeff')).toBe(true);
  expect(windows.replaceAll('\r\n', '')).not.toContain('\n');
  expect(windows).toContain('orders.reduce');
  // A window that is reloaded before it knows of its own save takes its backup for unsaved changes.
  await expect.poll(() => vscode.page.locator('.tab.dirty').count(), WAIT).toBe(0);
  await vscode.reload();
  // An editor that opens late after the reload takes the focus, which closes the list.
  const row = vscode.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'several.js' });
  const choose = async () => {
    await vscode.runCommand('Fairwind: Restore Checkpoint…');
    await row.first().click({ timeout: 10_000 });
    return true;
  };
  await expect.poll(() => choose().catch(() => false), WAIT).toBe(true);
  await vscode.page.locator('.monaco-diff-editor').first().waitFor(WAIT);
  await vscode.page.screenshot({ path: 'test-results/apply-restore.png' });
  await button('Accept All Changes').click();
  await vscode.page
    .locator('.monaco-diff-editor')
    .first()
    .waitFor({ state: 'hidden', ...WAIT });
  // An editor opens where the review was, and takes the keys that are meant for the list of commands.
  await vscode.page.locator('.tab.active').filter({ hasText: '.js' }).waitFor(WAIT);
  const focus = () => vscode.page.evaluate(() => document.activeElement?.className ?? '');
  await expect.poll(focus, WAIT).toContain('native-edit-context');
  await vscode.runCommand('File: Save All Files');
  await expect.poll(() => onDisk('several.js'), WAIT).toBe(SHOP);
});

it('asks before a file that can make something run is changed, and says which it is', async () => {
  await apply(
    fenced('json .vscode/tasks.json', '{ "$schema": "https://example.com/s?data=1", "version": "2.0.0" }'),
  );
  await expect.poll(diffText, WAIT).toContain('$schema');
  expect(await vscode.page.locator('[id="status.editor.mode"]').innerText()).toContain('Plain Text');
  await button('Accept All Changes').click();
  const dialog = vscode.page.locator('.monaco-dialog-box');
  await dialog.waitFor(WAIT);
  expect(await dialog.innerText()).toContain('.vscode/tasks.json');
  await vscode.page.screenshot({ path: 'test-results/apply-protected.png' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(existsSync(join(folder, '.vscode/tasks.json'))).toBe(false);
  await button('Reject All Changes').click();
});
