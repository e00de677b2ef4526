import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { TextDocuments } from 'vscode-languageserver/node';
import { parseSettings } from '../../src/core/config/settings';
import { EditorContext, type EditorContextOptions } from '../../src/server/editorContext/editorContext';
import { FileExclusions } from '../../src/server/privacy/fileExclusions';
import { systemClock, systemTimer } from '../../src/server/systemClock';
import { createLineEditTracker } from '../../src/server/workspaceIndex/lineEdits';
import { createTimeSlices } from '../../src/server/workspaceIndex/timeSlices';
import { Emitter } from '../../src/util/emitter';
import { silentLogger } from '../../src/util/logger';

/** Code whose names stand around the cursor of a {@link TestEditor}. */
export const CODE = 'export function total(orders: Order[]) {\n  return orders.reduce(addUp, 0);\n}\n';

/** Writes files into a folder that goes with the test. Returns its path, with its links resolved. */
export async function writeWorkspace(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'fairwind-workspace-')));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

type Connection = Parameters<TextDocuments<TextDocument>['listen']>[0];

/** An editor with a cursor in `/project/current.ts`, where names of {@link CODE} stand. */
export class TestEditor {
  folders = ['file:///project'];
  isRestricted = false;
  current = 'file:///project/current.ts';
  settings = parseSettings({}).settings;
  readonly diskChanges = new Emitter<string>();
  readonly context: EditorContext;
  readonly #handlers = new Map<string, (params: unknown) => void>();
  #version = 1;

  /** @param options for the context, in place of the usual ones */
  constructor(options: Partial<EditorContextOptions> = {}) {
    const edits = createLineEditTracker();
    const documents = new TextDocuments(edits.configuration);
    documents.listen(this.#connection());
    this.context = new EditorContext({
      documents,
      edits,
      workspace: {
        folders: () => this.folders,
        isRestricted: () => this.isRestricted,
        relativePath: (uri) => {
          const root = `${this.folders[0]}/`;
          return uri.startsWith(root) ? uri.slice(root.length) : uri;
        },
      },
      settings: () => this.settings,
      onDidChangeFile: this.diskChanges.event,
      findExclusion: new FileExclusions(systemClock).exclusionOf,
      slices: createTimeSlices(systemClock),
      clock: systemClock,
      timer: systemTimer,
      logger: silentLogger,
      ...options,
    });
  }

  open(uri: string, { text = CODE, languageId = 'typescript' } = {}): void {
    this.#fire('onDidOpenTextDocument', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces the first line. */
  edit(uri: string, text: string): void {
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const textDocument = { uri, version: ++this.#version };
    this.#fire('onDidChangeTextDocument', { textDocument, contentChanges: [{ range, text }] });
  }

  save(uri: string): void {
    this.#fire('onDidSaveTextDocument', { textDocument: { uri } });
  }

  close(uri: string): void {
    this.#fire('onDidCloseTextDocument', { textDocument: { uri } });
  }

  /** Paths of what is sent with a request. */
  sent(): string[] {
    return this.pieces().map(({ path }) => path);
  }

  pieces() {
    return this.context.piecesFor({
      uri: this.current,
      languageId: 'typescript',
      cursor: { line: 0, character: 0 },
      window: { prefix: 'const sum = total(orders.reduce(addUp', suffix: '' },
      budget: 1_000,
    });
  }

  #fire(name: string, params: unknown): void {
    this.#handlers.get(name)?.(params);
  }

  #connection(): Connection {
    return new Proxy({} as Connection, {
      get: (_, name: string) => (handler: (params: unknown) => void) => {
        this.#handlers.set(name, handler);
        return { dispose: () => this.#handlers.delete(name) };
      },
    });
  }
}
