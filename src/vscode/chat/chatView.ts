import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { ChatTurnResult } from '../../protocol/chat';
import { Method, type ModelsListResult } from '../../protocol/engine';
import type { AnswerOutcome, ChatModel, FromWebview, ToWebview } from '../../protocol/webview';
import { CommandId } from '../commandIds';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { ActiveContext } from './activeContext';
import { ChatController, type ChatPorts } from './chatController';
import { chatHtml } from './chatHtml';
import { chatStrings } from './chatStrings';
import { insertAtCursor } from './insertAtCursor';
import { readMessage } from './readMessage';

/** Milliseconds that pass before a moved selection or scroll position is shown in the chips. */
const CHIPS_DELAY_MS = 100;

/** Registers the chat view with its commands. */
export function registerChatView(context: vscode.ExtensionContext, engine: EngineClient): vscode.Disposable {
  const view = new ChatView(context.extensionUri, engine);
  return vscode.Disposable.from(
    view,
    vscode.window.registerWebviewViewProvider('fairwind.chat', view),
    vscode.commands.registerCommand(CommandId.newChat, () => view.startNewChat()),
  );
}

/** Connects the chat page with the conversation, the editor and the engine. */
class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #active = new ActiveContext();
  readonly #controller: ChatController;
  readonly #disposables: vscode.Disposable;
  #view: vscode.WebviewView | undefined;
  #model: ChatModel = { state: 'unknown' };
  #chipsTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly engine: EngineClient,
  ) {
    this.#controller = new ChatController({
      post: (message) => this.#post(message),
      collectContext: () => this.#active.collect(),
      runTurn: (params, onDelta, signal) => runTurn(engine, params, onDelta, signal),
      describeFailure,
      describeResult,
    });
    this.#disposables = vscode.Disposable.from(
      this.#active,
      this.#active.onDidChange(() => this.#postChipsSoon()),
      engine.onDidChangeState(() => void this.#refreshModel()),
      engine.onDidChangeStatus(({ state }) => {
        if (state !== 'busy') void this.#refreshModel();
      }),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.extensionUri, folder)),
    };
    const received = webview.onDidReceiveMessage((raw: unknown) => {
      const message = readMessage(raw);
      if (message) this.#receive(message);
    });
    view.onDidDispose(() => {
      received.dispose();
      if (this.#view === view) this.#view = undefined;
    });
    const resource = (name: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', name)).toString();
    webview.html = chatHtml({
      cspSource: webview.cspSource,
      scriptUri: resource('webview.js'),
      styleUri: resource('webview.css'),
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
    });
  }

  async startNewChat(): Promise<void> {
    this.#controller.clear();
    this.#postState();
    await vscode.commands.executeCommand('fairwind.chat.focus');
    this.#post({ type: 'focus' });
  }

  dispose(): void {
    clearTimeout(this.#chipsTimer);
    this.#controller.clear();
    this.#disposables.dispose();
  }

  #receive(message: FromWebview): void {
    switch (message.type) {
      case 'ready':
        this.#postState();
        void this.#refreshModel();
        return;
      case 'send':
        void this.#controller.send(message.text);
        return;
      case 'stop':
        this.#controller.stop();
        return;
      case 'regenerate':
        void this.#controller.regenerate(message.id);
        return;
      case 'includeContext':
        this.#controller.includeContext(message.id, message.included);
        return;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text);
        return;
      case 'insert':
        void insertAtCursor(this.#active.editor, message.text);
        return;
      case 'openLink':
        void vscode.env.openExternal(vscode.Uri.parse(message.url, true));
        return;
      case 'connectModel':
        void vscode.commands.executeCommand(CommandId.connectModel);
        return;
      case 'setKey':
        void vscode.commands.executeCommand(CommandId.setKey);
    }
  }

  #post(message: ToWebview): void {
    void this.#view?.webview.postMessage(message);
  }

  #postState(): void {
    const { entries, chips } = this.#controller;
    this.#post({
      type: 'state',
      state: {
        strings: chatStrings(vscode.l10n),
        title: '',
        entries,
        chips,
        model: this.#model,
        models: [],
        commands: [],
      },
    });
  }

  #postChipsSoon(): void {
    if (!this.#view?.visible) return;
    this.#chipsTimer ??= setTimeout(() => {
      this.#chipsTimer = undefined;
      this.#post({ type: 'context', chips: this.#controller.chips });
    }, CHIPS_DELAY_MS);
  }

  /** Asks the engine who would answer. A failure leaves what is shown: the next message will say what is wrong. */
  async #refreshModel(): Promise<void> {
    if (!this.#view || this.engine.state === 'untrusted') return;
    try {
      this.#model = chatModel(await this.engine.request<ModelsListResult>(Method.modelsList, {}));
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      this.#model = { state: 'none', problem: error.message };
    }
    this.#post({ type: 'model', model: this.#model, models: [] });
  }
}

function chatModel({ models, details, roles, problems }: ModelsListResult): ChatModel {
  const index = models.findIndex(({ id }) => id === roles.chat);
  const model = models[index];
  if (!model) return { state: 'none', ...(problems.length > 0 && { problem: problems.join(' ') }) };
  return {
    state: 'connected',
    id: model.id,
    name: modelLabel(model),
    host: model.host,
    isLocal: model.isLocal,
    contextTokens: details[index]?.contextTokens ?? 0,
  };
}

/** Sends one turn; the signal becomes the token that vscode-languageclient cancels by. */
async function runTurn(
  engine: EngineClient,
  ...[params, onProgress, signal]: Parameters<ChatPorts['runTurn']>
): Promise<ChatTurnResult> {
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await engine.request<ChatTurnResult>(Method.chatTurn, params, { onProgress, token: source.token });
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

function describeResult(result: ChatTurnResult): Extract<AnswerOutcome, { state: 'done' }> {
  const omitted = [...result.omitted, ...result.excluded.map(({ reason }) => reason)];
  return {
    state: 'done',
    model: vscode.l10n.t('{0} on {1}', modelLabel(result.model), result.model.host),
    durationMs: result.durationMs,
    isCutOff: result.finishReason === 'length',
    ...(omitted.length > 0 && { omitted }),
  };
}

function describeFailure(error: unknown): Extract<AnswerOutcome, { state: 'failed' }> {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof EngineRequestError ? error.data?.kind : undefined;
  if (kind === 'unauthorized') return { state: 'failed', message, action: 'setKey' };
  const isAboutSettings = kind === 'noModel' || kind === 'unreachable' || kind === 'modelNotFound';
  return {
    state: 'failed',
    message,
    ...((isAboutSettings || kind === 'notAModelServer') && { action: 'connectModel' }),
  };
}
