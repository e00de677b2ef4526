/** Which documents of an editor are sent as context, and until when. */
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseSettings } from '../../src/core/config/settings';
import { CODE, TestEditor, writeWorkspace } from '../support/editor';
import { TestEngine } from '../support/engine';
import { FakeModelServer } from '../support/fakeModelServer';
import { infillWire } from '../support/modelWires';

describe('what is sent as context', () => {
  it.each<[string, string, string[]]>([
    ['a file of the workspace', 'file:///project/src/a.ts', ['src/a.ts']],
    ['a file outside of the workspace', 'file:///elsewhere/a.ts', []],
    ['a file in a folder whose name only begins the same', 'file:///project-old/a.ts', []],
    ['an untitled document', 'untitled:Untitled-1', ['untitled:Untitled-1']],
    ['the settings editor', 'vscode-userdata:/settings.json', []],
    ['an old state of a file', 'git:/project/src/a.ts?HEAD', []],
    ['keys', 'file:///project/.env', []],
    ['a folder of keys', 'file:///project/.aws/a.ts', []],
    ['an installed package', 'file:///project/node_modules/p/a.ts', []],
  ])('%s', (_, uri, paths) => {
    const editor = new TestEditor();
    editor.open(uri);
    expect(editor.sent()).toEqual(paths);
  });

  it('nothing while the workspace is not trusted', () => {
    const editor = new TestEditor();
    editor.open('file:///project/a.ts');
    editor.isRestricted = true;
    expect(editor.sent()).toEqual([]);
  });

  it('the text as edited', () => {
    const editor = new TestEditor();
    editor.open('file:///project/a.ts');
    editor.edit('file:///project/a.ts', 'export function total(orders: Renamed[]) {\n');
    expect(editor.pieces()[0]?.text).toContain('Renamed');
  });

  it('no language that suggestions are off for, from when they are', () => {
    const editor = new TestEditor();
    editor.open('file:///project/a.py', { languageId: 'python' });
    expect(editor.sent()).toEqual(['a.py']);
    editor.settings = parseSettings({ completion: { enable: { python: false } } }).settings;
    editor.context.refresh();
    expect(editor.sent()).toEqual([]);
    editor.settings = parseSettings({}).settings;
    editor.context.refresh();
    expect(editor.sent()).toEqual(['a.py']);
  });

  it('nothing when the person wants no extra context', () => {
    const editor = new TestEditor();
    editor.open('file:///project/a.ts');
    editor.settings = parseSettings({ completion: { extraContext: false } }).settings;
    expect(editor.sent()).toEqual([]);
  });

  it('diagnostics of the version that the document is at', () => {
    const editor = new TestEditor();
    editor.open(editor.current, { text: 'const sum = total(orders.reduce(addUp' });
    const diagnostics = [{ line: 0, severity: 'error', message: 'Cannot find total.' }] as const;
    editor.context.diagnose({ uri: editor.current, version: 2, diagnostics });
    expect(editor.sent()).toEqual([]);
    editor.context.diagnose({ uri: editor.current, version: 1, diagnostics });
    expect(editor.pieces().map(({ path, text }) => [path, text])).toEqual([
      ['diagnostics.txt', 'error: Cannot find total.\n    const sum = total(orders.reduce(addUp'],
    ]);
  });

  it('no document of the size of a log', () => {
    const editor = new TestEditor();
    editor.open('file:///project/a.ts', { text: `${CODE}\n${'log();\n'.repeat(200_000)}` });
    expect(editor.sent()).toEqual([]);
  });

  it('nothing of a folder that has left the workspace', () => {
    const editor = new TestEditor();
    editor.open('file:///project/a.ts');
    editor.open('file:///project/closed.ts');
    editor.close('file:///project/closed.ts');
    editor.folders = [];
    editor.context.refresh();
    expect(editor.sent()).toEqual([]);
  });
});

describe('a closed file', () => {
  const A = 'file:///project/a.ts';

  it('still counts', () => {
    const editor = new TestEditor();
    editor.open(A);
    editor.close(A);
    expect(editor.sent()).toEqual(['a.ts']);
  });

  it('is forgotten when its text was thrown away, and not when it was saved', () => {
    const editor = new TestEditor();
    editor.open(A);
    editor.edit(A, 'export function total(orders: Thrown[]) {\n');
    editor.close(A);
    expect(editor.sent()).toEqual([]);
    editor.open(A);
    editor.edit(A, 'export function total(orders: Saved[]) {\n');
    editor.save(A);
    editor.close(A);
    expect(editor.pieces()[0]?.text).toContain('Saved');
  });

  it.each(['file:///project/a.ts', 'file:///project'])('is forgotten when %s changes on disk', (changed) => {
    const editor = new TestEditor();
    editor.open(A);
    editor.close(A);
    editor.diskChanges.fire('file:///project/other.ts');
    expect(editor.sent()).toEqual(['a.ts']);
    editor.diskChanges.fire(changed);
    expect(editor.sent()).toEqual([]);
  });

  it('is forgotten when it was untitled', () => {
    const editor = new TestEditor();
    editor.open('untitled:Untitled-1');
    editor.close('untitled:Untitled-1');
    expect(editor.sent()).toEqual([]);
  });

  it('is forgotten after ten others', () => {
    const editor = new TestEditor();
    editor.open(A);
    editor.close(A);
    for (let number = 0; number < 10; number++) {
      const uri = `file:///project/other${number}.ts`;
      editor.open(uri, { text: 'nothing();\n' });
      editor.close(uri);
    }
    expect(editor.sent()).toEqual([]);
  });

  it('is read anew when it is opened again', () => {
    const editor = new TestEditor();
    editor.open(A);
    editor.close(A);
    editor.open(A, { text: CODE.replace('Order', 'Later') });
    expect(editor.pieces().map(({ text }) => text)).toEqual([CODE.replace('Order', 'Later').trimEnd()]);
  });
});

describe('closed files that the document uses', () => {
  const CURRENT = "import { total } from './lib/orders';\nconst sum = total(orders.reduce(addUp";

  async function openWorkspace(files: Record<string, string>) {
    const root = await writeWorkspace(files);
    const editor = new TestEditor();
    onTestFinished(() => editor.context.dispose());
    const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
    editor.folders = [pathToFileURL(root).href];
    editor.current = uriOf('src/current.ts');
    editor.open(editor.current, { text: CURRENT });
    /** Asks for context until it is as expected, for files are read in the background. */
    const expectSent = (paths: string[]) => expect.poll(() => editor.sent().sort()).toEqual(paths);
    return { root, editor, uriOf, expectSent };
  }

  it('are those it imports and those beside it', async () => {
    const { expectSent } = await openWorkspace({
      'src/lib/orders.ts': CODE,
      'src/beside.ts': CODE,
      'src/beside.md': CODE,
      'src/elsewhere/other.ts': CODE,
    });
    await expectSent(['src/beside.ts', 'src/lib/orders.ts']);
  });

  it('leave out what is ignored, a link, installed, or may hold secrets', async () => {
    const { root, editor, expectSent } = await openWorkspace({
      'src/lib/orders.ts': CODE,
      'src/.gitignore': 'ignored.ts\n',
      'src/ignored.ts': CODE,
      'src/credentials': CODE,
      'elsewhere.ts': CODE,
      'node_modules/p/index.ts': CODE,
    });
    await symlink(join(root, 'elsewhere.ts'), join(root, 'src/link.ts'));
    editor.edit(
      editor.current,
      "import { p } from '../node_modules/p';\nimport { total } from './lib/orders';\n",
    );
    editor.context.refresh();
    await expectSent(['src/lib/orders.ts']);
  });

  it('are not read while the workspace is not trusted', async () => {
    const { editor, expectSent } = await openWorkspace({ 'src/lib/orders.ts': CODE });
    editor.isRestricted = true;
    editor.sent();
    await sleep(50);
    editor.isRestricted = false;
    expect(editor.sent()).toEqual([]);
    await expectSent(['src/lib/orders.ts']);
  });

  it('are as the editor has them once they are open', async () => {
    const { editor, uriOf, expectSent } = await openWorkspace({ 'src/lib/orders.ts': CODE });
    await expectSent(['src/lib/orders.ts']);
    editor.open(uriOf('src/lib/orders.ts'), { text: CODE.replace('Order', 'Edited') });
    expect(editor.pieces().map(({ text }) => text)).toEqual([CODE.replace('Order', 'Edited').trimEnd()]);
  });

  it('are read again when they change on disk', async () => {
    const { root, editor, uriOf, expectSent } = await openWorkspace({ 'src/lib/orders.ts': CODE });
    await expectSent(['src/lib/orders.ts']);
    await writeFile(join(root, 'src/lib/orders.ts'), CODE.replace('Order', 'Later'));
    editor.diskChanges.fire(uriOf('src/lib/orders.ts'));
    await expect.poll(() => editor.pieces()[0]?.text).toContain('Later');
    await rm(join(root, 'src/lib/orders.ts'));
    editor.diskChanges.fire(uriOf('src/lib/orders.ts'));
    await expectSent([]);
  });

  it('are looked for again when the document is saved', async () => {
    const { editor, expectSent } = await openWorkspace({
      'src/lib/orders.ts': CODE,
      'src/new/sums.ts': CODE,
    });
    await expectSent(['src/lib/orders.ts']);
    editor.edit(editor.current, "import { total } from './new/sums';\n");
    editor.save(editor.current);
    await expectSent(['src/lib/orders.ts', 'src/new/sums.ts']);
  });

  it('are forgotten when suggestions are turned off for their language', async () => {
    const { editor, expectSent } = await openWorkspace({ 'src/lib/orders.ts': CODE });
    await expectSent(['src/lib/orders.ts']);
    editor.settings = parseSettings({ completion: { enable: { typescript: false } } }).settings;
    editor.context.refresh();
    await expectSent([]);
  });
});

it('goes to the model with the request, from one folder alone and with paths relative to it', async () => {
  await using server = await FakeModelServer.start({ body: infillWire(['0)']) });
  const model = { id: 'coder', provider: 'llamacpp', baseUrl: server.url, model: 'tiny' };
  const engine = await TestEngine.start({
    folders: ['file:///project'],
    settings: { models: [model], completion: { workspaceFirst: false } },
  });
  try {
    engine.open('file:///project/src/orders.ts', 'typescript', CODE);
    engine.open('file:///elsewhere/private.ts', 'typescript', CODE);
    engine.open('file:///project/src/current.ts', 'typescript', 'const sum = total(orders.reduce(addUp, ');
    await engine.inlineCompletion('file:///project/src/current.ts', { line: 0, character: 39 });
    const { input_extra } = JSON.parse(server.requests[0]?.body ?? '{}') as { input_extra: unknown };
    expect(input_extra).toEqual([{ filename: 'src/orders.ts', text: CODE.trimEnd() }]);
  } finally {
    await engine.stop();
  }
});
