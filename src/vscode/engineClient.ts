import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type EngineErrorData,
  type InitializationOptions,
  Method,
  type NextEditProposal,
  type SecretGetParams,
  type SecretGetResult,
  type StatusParams,
  type TextDelta,
} from '../protocol/engine';
import type { ApiKeys } from './apiKeys';
import { onDidChangeHostSettings, readHostSettings } from './hostSettings';
import { COMMIT_BOX, DOCUMENT_SCHEMES } from './inline/documentSchemes';
import type { InlineRequests } from './inline/inlineRequests';
import { lendDefinitions } from './inline/lendDefinitions';
import { askAtLimit } from './usage/askAtLimit';
import { showReadySuggestion } from './inline/readySuggestion';
import { lendToEngine } from './languageModels/lendToEngine';
import { LentModels } from './languageModels/lentModels';

/** A request to the engine that failed in an expected way. `message` is for the person. */
export class EngineRequestError extends Error {
  constructor(
    message: string,
    readonly data: EngineErrorData | undefined,
  ) {
    super(message);
    this.name = 'EngineRequestError';
  }
}

export interface EngineRequestOptions<P = TextDelta> {
  /** Receives streamed text, or how far the work is, as it arrives. */
  readonly onProgress?: (delta: P) => void;
  readonly token?: vscode.CancellationToken;
}

export interface EngineClientOptions {
  readonly context: vscode.ExtensionContext;
  readonly output: vscode.LogOutputChannel;
  readonly keys: ApiKeys;
  readonly inlineRequests: InlineRequests;
}

/** The engine as the host sees it: starts the process, keeps it running, and carries requests to it. */
export class EngineClient implements vscode.Disposable {
  readonly #disposables: { dispose(): unknown }[] = [];
  readonly #statusChanged = new vscode.EventEmitter<StatusParams>();
  readonly #sentChanged = new vscode.EventEmitter<void>();
  readonly #nextEditProposed = new vscode.EventEmitter<NextEditProposal>();
  readonly #lentModels = new LentModels();
  readonly #stateChanged = new vscode.EventEmitter<EngineState>();
  #client: LanguageClient | undefined;
  #starting: Promise<LanguageClient> | undefined;
  #hasFailed = false;
  #status: StatusParams | undefined;
  #nextToken = 1;

  readonly onDidChangeStatus = this.#statusChanged.event;
  readonly onDidChangeSent = this.#sentChanged.event;
  readonly onDidProposeNextEdit = this.#nextEditProposed.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(private readonly options: EngineClientOptions) {
    this.#disposables.push(
      this.#statusChanged,
      this.#sentChanged,
      this.#nextEditProposed,
      this.#lentModels,
      this.#stateChanged,
      onDidChangeHostSettings(() => void this.#pushSettings()),
      options.keys.onDidChange(() => void this.#client?.sendNotification(Method.secretChanged)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.startWhenTrusted()),
    );
  }

  /** What the engine last said; undefined until it has. */
  get status(): StatusParams | undefined {
    return this.#status;
  }

  get state(): EngineState {
    if (!vscode.workspace.isTrusted) return 'untrusted';
    if (this.#client?.isRunning() === true) return 'running';
    return this.#hasFailed ? 'stopped' : 'starting';
  }

  /** Starts the engine in the background; in Restricted Mode it waits until the person trusts the workspace. */
  startWhenTrusted(): void {
    if (!vscode.workspace.isTrusted) return;
    // Loading the language client takes longer than all of activation, so it waits for the next turn.
    setImmediate(() => {
      this.#start().catch((error: unknown) => {
        this.options.output.error(error instanceof Error ? error : String(error));
      });
    });
  }

  /** Stops the engine if it runs and starts it anew. */
  async restart(): Promise<void> {
    await this.#stop();
    this.startWhenTrusted();
  }

  /**
   * Sends a request and resolves with its result.
   * @throws EngineRequestError with words for the person; vscode.CancellationError when `token` was cancelled.
   */
  async request<R, P = TextDelta>(
    method: string,
    params: object,
    { onProgress, token }: EngineRequestOptions<P> = {},
  ): Promise<R> {
    if (!vscode.workspace.isTrusted) {
      throw new EngineRequestError(
        vscode.l10n.t(
          'Fairwind waits until you trust this workspace: in Restricted Mode nothing of it is read or sent.',
        ),
        { kind: 'restricted' },
      );
    }
    const client = await this.#start();
    const { ProgressType } = await import('vscode-languageclient/node');
    const partialResultToken = `fairwind-${this.#nextToken++}`;
    const progress = onProgress && client.onProgress(new ProgressType<P>(), partialResultToken, onProgress);
    const sent = progress ? { ...params, partialResultToken } : params;
    try {
      // A token that is undefined would travel as a second parameter.
      return await (token ? client.sendRequest<R>(method, sent, token) : client.sendRequest<R>(method, sent));
    } catch (error) {
      if (token?.isCancellationRequested === true) throw new vscode.CancellationError();
      throw toRequestError(error);
    } finally {
      progress?.dispose();
    }
  }

  /** Sends a notification, if the engine runs. */
  notify(method: string, params: object): void {
    void this.#client?.sendNotification(method, params);
  }

  dispose(): void {
    void this.#stop();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #start(): Promise<LanguageClient> {
    this.#starting ??= this.#launch().catch((error: unknown) => {
      this.#starting = undefined;
      this.#setFailed(true);
      throw toRequestError(error);
    });
    return this.#starting;
  }

  async #launch(): Promise<LanguageClient> {
    this.#setFailed(false);
    const client = await this.#createClient();
    const { ProgressType, State } = await import('vscode-languageclient/node');
    this.#client = client;
    client.onDidChangeState(({ newState }) => {
      // It is started anew after a crash, until it has crashed too often.
      if (this.#client === client) this.#setFailed(newState !== State.Running && newState !== State.Starting);
    });
    client.onNotification(Method.status, (status: StatusParams) => {
      this.#status = status;
      this.#statusChanged.fire(status);
    });
    client.onNotification(Method.completionReady, showReadySuggestion);
    client.onNotification(Method.sentChanged, () => this.#sentChanged.fire());
    client.onNotification(Method.nextEditProposed, (proposal: NextEditProposal) =>
      this.#nextEditProposed.fire(proposal),
    );
    client.onRequest(Method.secretGet, async ({ origin }: SecretGetParams): Promise<SecretGetResult> => {
      return { key: (await this.options.keys.get(origin)) ?? null };
    });
    client.onRequest(Method.contextDefinitions, lendDefinitions);
    const lent = { context: this.options.context, models: this.#lentModels };
    lendToEngine(client, new ProgressType<TextDelta>(), lent);
    client.onRequest(Method.usageLimit, askAtLimit);
    await client.start();
    return client;
  }

  async #createClient(): Promise<LanguageClient> {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const { context, output, inlineRequests } = this.options;
    return new LanguageClient(
      'fairwind',
      'Fairwind',
      {
        module: context.asAbsolutePath('dist/server.js'),
        transport: TransportKind.stdio,
      },
      {
        documentSelector: [...DOCUMENT_SCHEMES.map((scheme) => ({ scheme })), COMMIT_BOX],
        outputChannel: output,
        middleware: inlineRequests.middleware,
        initializationOptions: (): InitializationOptions => ({
          settings: readHostSettings(),
          providesSecrets: true,
          providesDefinitions: true,
          providesLanguageModels: true,
          asksAtLimit: true,
          showsCandidates: true,
          showsRewording: true,
          globalStorageUri: context.globalStorageUri.toString(),
          ...(context.storageUri && { storageUri: context.storageUri.toString() }),
          ...(vscode.l10n.bundle && { translations: vscode.l10n.bundle }),
        }),
      },
    );
  }

  #setFailed(hasFailed: boolean): void {
    this.#hasFailed = hasFailed;
    this.#stateChanged.fire(this.state);
  }

  async #pushSettings(): Promise<void> {
    await this.#client?.sendNotification('workspace/didChangeConfiguration', {
      settings: readHostSettings(),
    });
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#starting = undefined;
    // Who waits for an answer of it need not wait until it has ended.
    if (client) this.#stateChanged.fire(this.state);
    try {
      await client?.dispose();
    } catch (error) {
      // It did not end in time and was killed; that is no reason not to start another one.
      this.options.output.warn(error instanceof Error ? error.message : String(error));
    }
  }
}

/** `untrusted`: Restricted Mode, so it was not started. `stopped`: it failed or crashed, and is not running. */
export type EngineState = 'untrusted' | 'starting' | 'running' | 'stopped';

function toRequestError(error: unknown): EngineRequestError {
  if (error instanceof EngineRequestError) return error;
  if (isResponseError(error)) return new EngineRequestError(error.message, error.data);
  const detail = error instanceof Error ? error.message : String(error);
  if (isInternalError(error)) {
    return new EngineRequestError(
      vscode.l10n.t(
        'Fairwind’s engine could not answer: {0}. Look at the output channel "Fairwind", and try again.',
        detail,
      ),
      undefined,
    );
  }
  return new EngineRequestError(
    vscode.l10n.t(
      'Fairwind’s engine is not running ({0}). Run "Fairwind: Restart Engine", or look at the output channel "Fairwind".',
      detail,
    ),
    undefined,
  );
}

/** The engine's own error responses have a code; failures of the connection do too, but no data. */
function isResponseError(error: unknown): error is Error & { readonly data: EngineErrorData } {
  return error instanceof Error && 'code' in error && 'data' in error && error.data !== undefined;
}

/** What JSON-RPC calls a handler that threw: the engine runs, and has a defect. */
function isInternalError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === -32_603;
}
