/** The index on a real connection and real folders, as the engine composes them. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-languageserver-protocol/node';
import { TextDocumentSyncKind, TextDocuments, createConnection } from 'vscode-languageserver/node';
import { type WorkspaceModel, createWorkspaceModel } from '../../../src/core/ngram/workspaceModel';
import { FileExclusions } from '../../../src/server/privacy/fileExclusions';
import { documentId } from '../../../src/server/workspaceIndex/documentId';
import { createLineEditTracker } from '../../../src/server/workspaceIndex/lineEdits';
import { createTimeSlices } from '../../../src/server/workspaceIndex/timeSlices';
import { createWorkspaceIndex } from '../../../src/server/workspaceIndex/workspaceIndex';
import { RecordingModel, clock, folderWith, makeFolder, recordingLogger, writeFiles } from './support';

interface Registration {
  readonly method: string;
  readonly registerOptions: unknown;
}

describe('the workspace index', () => {
  it('reads the workspace and what the editor has open, whose text wins', async () => {
    const editor = await startIndex([folderWith({ 'a.ts': 'disk', 'b.ts': 'other' })]);
    editor.open('a.ts', 'typed');
    await editor.indexed();
    expect(editor.text('a.ts')).toBe('typed');
    expect(editor.text('b.ts')).toBe('other');
    expect(editor.model.touched).toEqual([editor.id('a.ts')]);
  });

  it('follows edits line by line, and goes back to the disk’s text on closing', async () => {
    const editor = await startIndex([folderWith({ 'a.ts': 'disk\n' })]);
    await editor.indexed();
    editor.open('a.ts', 'disk\n');
    await expect.poll(() => editor.model.given).toHaveLength(2);
    editor.insert('a.ts', 1, 'typed\nmore\n');
    await expect.poll(() => editor.text('a.ts')).toBe('disk\ntyped\nmore\n');
    expect(editor.model.given, 'not given as a whole').toHaveLength(2);
    editor.close('a.ts');
    await expect.poll(() => editor.text('a.ts')).toBe('disk\n');
  });

  it('gives a large paste to the background, and leaves a document that grows far too large', async () => {
    const editor = await startIndex([folderWith({ 'a.ts': 'disk\n' })]);
    await editor.indexed();
    editor.open('a.ts', 'disk\n');
    editor.insert('a.ts', 1, 'pasted\n'.repeat(5_000));
    await expect.poll(() => editor.text('a.ts')).toBe(`disk\n${'pasted\n'.repeat(5_000)}`);
    expect(editor.model.given, 'given as a whole').toHaveLength(3);
    editor.insert('a.ts', 0, 'x\n'.repeat(600_000));
    await expect.poll(() => editor.text('a.ts')).toBe('disk\n');
  });

  it('forgets an untitled document and one outside of the workspace when they are closed', async () => {
    const outside = folderWith({ 'lib.ts': 'let library = 1;\n' });
    const editor = await startIndex([folderWith({})]);
    const uris = ['untitled:Untitled-1', pathToFileURL(join(outside, 'lib.ts')).href];
    for (const uri of uris) editor.openUri(uri, 'let open = 1;\n');
    await expect.poll(() => [...editor.model.versions().keys()].sort()).toEqual(uris.map(documentId).sort());
    for (const uri of uris) editor.closeUri(uri);
    await expect.poll(() => [...editor.model.versions().keys()]).toEqual([]);
  });

  it('does not read an open document that may hold secrets', async () => {
    const editor = await startIndex([folderWith({})]);
    editor.open('.env', 'PASSWORD=hunter2\n');
    editor.open('a.ts', 'let a = 1;\n');
    await expect.poll(() => editor.text('a.ts')).toBe('let a = 1;\n');
    expect([...editor.model.versions().keys()]).toEqual([editor.id('a.ts')]);
  });

  it('reads nothing of files that an ignore file for models excludes, open or not', async () => {
    const files = { '.aiignore': 'private/\n', 'private/a.ts': 'let a = 1;\n', 'b.ts': 'let b = 1;\n' };
    const folder = folderWith(files);
    const editor = await startIndex([folder], { watches: true });
    editor.open('private/a.ts', 'let typed = 1;\n');
    await editor.indexed();
    const read = () => [...editor.model.versions().keys()].filter((id) => id.endsWith('.ts'));
    expect(read()).toEqual([editor.id('b.ts')]);
    editor.insert('private/a.ts', 1, 'let more = 1;\n');
    editor.close('private/a.ts');
    writeFiles(folder, { '.aiignore': 'b.ts\n' });
    editor.changedOnDisk('.aiignore');
    await expect.poll(read, { timeout: 10_000 }).toEqual([editor.id('private/a.ts')]);
  });

  it('asks the editor to tell of files that change on disk, and follows them', async () => {
    const folder = folderWith({ 'a.ts': 'let disk = 1;\n' });
    const editor = await startIndex([folder], { watches: true });
    await editor.indexed();
    expect(editor.registrations).toEqual([
      expect.objectContaining({
        method: 'workspace/didChangeWatchedFiles',
        registerOptions: { watchers: [{ globPattern: '**/*' }] },
      }),
    ]);
    writeFiles(folder, { 'a.ts': 'let changed = 1;\n', 'b.ts': 'let created = 1;\n' });
    editor.changedOnDisk('a.ts', 'b.ts');
    await expect.poll(() => editor.text('a.ts')).toBe('let changed = 1;\n');
    await expect.poll(() => editor.text('b.ts')).toBe('let created = 1;\n');
    rmSync(join(folder, 'b.ts'));
    editor.changedOnDisk('b.ts');
    await expect.poll(() => editor.text('b.ts')).toBeUndefined();
  });

  it('asks nothing of an editor that cannot watch', async () => {
    const editor = await startIndex([folderWith({ 'a.ts': 'a' })], { watches: false });
    await editor.indexed();
    expect(editor.registrations).toEqual([]);
  });

  it('follows the workspace folders', async () => {
    const [first, second] = [folderWith({ 'a.ts': 'let a = 1;\n' }), folderWith({ 'b.ts': 'let b = 1;\n' })];
    const editor = await startIndex([first]);
    await editor.indexed();
    editor.setFolders([second, 'untitled-folder:/nowhere']);
    await expect
      .poll(() => [...editor.model.versions().keys()])
      .toEqual([documentId(pathToFileURL(join(second, 'b.ts')).href)]);
  });

  it('starts warm: only files whose time or size changed are read again', async () => {
    const folder = folderWith({ 'a.ts': 'let a = 1;\n', 'b.ts': 'let b = 1;\n', 'c.ts': 'let c = 1;\n' });
    const storage = makeFolder();
    const cold = await startIndex([folder], { storage });
    cold.openUri('untitled:Untitled-1', 'let untitled = 1;\n');
    cold.open('c.ts', 'let unsaved = 1;\n');
    await cold.indexed();
    await expect.poll(() => readdirSync(storage)).toEqual(['workspace-model.index']);
    cold.stop();
    writeFiles(folder, { 'b.ts': 'let changed = 1;\n' });

    const warm = await startIndex([folder], { storage });
    await warm.indexed();
    expect(warm.log.lines.at(-1)).toMatch(/^Workspace model: 3 files,.*; 2 read, 1 kept and 1 removed in /);
    expect(['a.ts', 'b.ts', 'c.ts'].map((name) => warm.text(name))).toEqual([
      'let a = 1;\n',
      'let changed = 1;\n',
      'let c = 1;\n',
    ]);
  });

  it('lets the real model predict from what it has read', async () => {
    const line = 'const connection = createConnection(reader, writer);';
    const text = `${line}\nconnection.listen();\n`;
    const folder = folderWith({ 'a.ts': text, 'b.ts': text });
    const model = createWorkspaceModel({ maxMemoryBytes: 64 * 1024 * 1024 });
    const editor = await startIndex([folder], { model });
    editor.open('c.ts', 'const connection = ');
    await editor.indexed();
    const request = {
      documentId: editor.id('c.ts'),
      line: 0,
      linePrefix: 'const connection = ',
      lineSuffix: '',
    };
    expect(model.predict(request, { threshold: 0 })).toMatchObject({
      kind: 'prediction',
      text: 'createConnection(reader, writer);',
    });
  });

  it('holds neither the process nor a file when it is stopped at any time', async () => {
    const folder = folderWith(
      Object.fromEntries(
        Array.from({ length: 200 }, (_, at) => [`${at % 7}/${at}.ts`, 'let a = 1;\n'.repeat(50)]),
      ),
    );
    for (let turns = 0; turns < 30; turns += 3) {
      const editor = await startIndex([folder], { storage: makeFolder() });
      editor.open('0/0.ts', 'let typed = 1;\n'.repeat(2_000));
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      editor.stop();
      const given = [...editor.model.given];
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(editor.model.given).toEqual(given);
      expect(editor.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
    }
    // A call to the file system that was under way ends by itself; nothing may follow it.
    const held = () =>
      process.getActiveResourcesInfo().filter((name) => /FSReq|FileHandle|DirHandle|Immediate/.test(name));
    await expect.poll(held).toEqual([]);
  });
});

interface StartOptions {
  readonly storage?: string;
  readonly watches?: boolean;
  /** In place of the one that records. */
  readonly model?: WorkspaceModel;
}

async function startIndex(
  roots: readonly string[],
  { storage, watches = false, model: realModel }: StartOptions = {},
) {
  let folders = roots.map((root) => pathToFileURL(root).href);
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const client = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const registrations: Registration[] = [];
  client.onRequest('client/registerCapability', (params: { registrations: Registration[] }) => {
    registrations.push(...params.registrations);
    return null;
  });
  const model = new RecordingModel();
  const log = recordingLogger();
  const edits = createLineEditTracker();
  const documents = new TextDocuments(edits.configuration);
  const exclusions = new FileExclusions(clock);
  const index = createWorkspaceIndex({
    model: realModel ?? model,
    connection: server,
    capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: watches } } },
    documents,
    edits,
    folders: () => folders,
    findExclusion: exclusions.exclusionOf,
    slices: createTimeSlices(clock),
    ...(storage !== undefined && { storageUri: pathToFileURL(storage).href }),
    clock,
    logger: log,
  });
  index.onDidChangeFile(() => exclusions.clear());
  const stop = () => {
    index.dispose();
    client.dispose();
    server.dispose();
  };
  onTestFinished(stop);
  server.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
  documents.listen(server);
  server.listen();
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  index.start();
  return {
    ...editorOf(client, (name) => new URL(name, `${folders[0] ?? ''}/`).href),
    model,
    log,
    registrations,
    stop,
    id: (name: string) => documentId(new URL(name, `${folders[0] ?? ''}/`).href),
    /** A document's text in the model; undefined when it holds no such document. */
    text: (name: string) =>
      model.texts.get(documentId(new URL(name, `${folders[0] ?? ''}/`).href))?.join('\n'),
    setFolders(paths: readonly string[]) {
      folders = paths.map((path) => (path.includes(':/') ? path : pathToFileURL(path).href));
      index.foldersChanged();
    },
    /** Waits for the line in the log that ends the first pass. */
    indexed: () => expect.poll(() => log.lines.at(-1), { timeout: 10_000 }).toMatch(/left out/),
  };
}

function editorOf(client: MessageConnection, uriOf: (name: string) => string) {
  let version = 1;
  const notify = (method: string, params: object) => void client.sendNotification(method, params);
  const openUri = (uri: string, text: string) =>
    notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version, text } });
  const closeUri = (uri: string) => notify('textDocument/didClose', { textDocument: { uri } });
  return {
    openUri,
    closeUri,
    open: (name: string, text: string) => openUri(uriOf(name), text),
    close: (name: string) => closeUri(uriOf(name)),
    insert(name: string, line: number, text: string) {
      const position = { line, character: 0 };
      notify('textDocument/didChange', {
        textDocument: { uri: uriOf(name), version: ++version },
        contentChanges: [{ range: { start: position, end: position }, text }],
      });
    },
    changedOnDisk(...names: string[]) {
      notify('workspace/didChangeWatchedFiles', {
        changes: names.map((name) => ({ uri: uriOf(name), type: 2 })),
      });
    },
  };
}
