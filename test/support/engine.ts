/** Starts the built engine over stdio, as any LSP client would, and drives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  CancellationToken,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-languageserver-protocol/node';
import { type InitializationOptions, Method, type StatusParams } from '../../src/protocol/engine';

export const serverPath = join(__dirname, '../../dist/server.js');

export interface EngineOptions extends InitializationOptions {
  /** Workspace folders as URIs. */
  readonly folders?: readonly string[];
  /** Answers `fairwind/secret/get`. */
  readonly getSecret?: (params: { modelId: string; origin: string }) => string | null;
  /** Another engine than the one that was built here, as seen from this file. */
  readonly server?: string;
  /** Beside the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running engine and what it said so far. */
export class TestEngine {
  readonly statuses: StatusParams[] = [];
  readonly logs: string[] = [];
  #progress = new Map<string, (value: { text: string }) => void>();
  #nextToken = 1;
  #versions = new Map<string, number>();

  private constructor(
    readonly connection: MessageConnection,
    readonly process: ChildProcess,
    readonly initializeResult: InitializeResult,
  ) {
    connection.onNotification(Method.status, (status: StatusParams) => {
      this.statuses.push(status);
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logs.push(message);
    });
    connection.onNotification('$/progress', ({ token, value }: { token: string; value: { text: string } }) =>
      this.#progress.get(token)?.(value),
    );
  }

  static async start({
    folders = [],
    getSecret,
    env,
    server = serverPath,
    ...initializationOptions
  }: EngineOptions = {}): Promise<TestEngine> {
    const process_ = spawn(process.execPath, [server, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    const connection = createMessageConnection(
      new StreamMessageReader(process_.stdout),
      new StreamMessageWriter(process_.stdin),
    );
    connection.onRequest(Method.secretGet, (params: { modelId: string; origin: string }) => ({
      key: getSecret?.(params) ?? null,
    }));
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { workspaceFolders: true } },
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      initializationOptions: { providesSecrets: getSecret !== undefined, ...initializationOptions },
    });
    const engine = new TestEngine(connection, process_, result);
    await connection.sendNotification('initialized', {});
    return engine;
  }

  open(uri: string, languageId: string, text: string): void {
    this.#versions.set(uri, 1);
    void this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range of a document, incrementally. */
  change(uri: string, range: { start: Position; end: Position }, text: string): void {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  configure(settings: unknown): void {
    void this.connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  inlineCompletion(
    uri: string,
    position: Position,
    token = CancellationToken.None,
    triggerKind = 2,
  ): Promise<InlineCompletions | null> {
    const params = { textDocument: { uri }, position, context: { triggerKind } };
    return this.connection.sendRequest('textDocument/inlineCompletion', params, token);
  }

  /** Sends a `fairwind/*` request and collects the text that it streams. */
  // The caller names the result's type, as with `sendRequest` itself.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  async stream<R>(
    method: string,
    params: object,
    token = CancellationToken.None,
    onText: (text: string) => void = () => {},
  ): Promise<{ result: R; deltas: string[] }> {
    const partialResultToken = `t${this.#nextToken++}`;
    const deltas: string[] = [];
    this.#progress.set(partialResultToken, ({ text }) => {
      deltas.push(text);
      onText(text);
    });
    try {
      const result = await this.connection.sendRequest<R>(method, { ...params, partialResultToken }, token);
      return { result, deltas };
    } finally {
      this.#progress.delete(partialResultToken);
    }
  }

  async stop(): Promise<void> {
    const exited = new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
      await exited;
    }
    this.connection.dispose();
  }
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export type InlineCompletions =
  { readonly items: readonly { readonly insertText: string; readonly range?: unknown }[] } | readonly never[];
