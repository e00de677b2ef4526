import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { FromWebview, ToWebview } from '../../protocol/webview';
import { FOCUS_CHAT_VIEW } from '../commandIds';
import { chatHtml } from './chatHtml';
import { readMessage } from './readMessage';

/**
 * The chat page in the side bar. It stays loaded while it is hidden: loading it anew takes several times the 150 ms in
 * which it is to be there, and more with each entry of a long conversation.
 */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;
  readonly #received = new vscode.EventEmitter<FromWebview>();
  readonly #shown = new vscode.EventEmitter<void>();
  #view: vscode.WebviewView | undefined;
  #isReady = false;
  /** What the page is to do once it is loaded. */
  #waiting: ToWebview[] = [];

  /** A message of the page that has been checked. */
  readonly onDidReceive = this.#received.event;
  /** The page is on screen again. */
  readonly onDidShow = this.#shown.event;

  constructor(private readonly extensionUri: vscode.Uri) {
    this.#registration = vscode.window.registerWebviewViewProvider('fairwind.chat', this, {
      webviewOptions: { retainContextWhenHidden: true },
    });
  }

  get isVisible(): boolean {
    return this.#view?.visible === true;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#isReady = false;
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.extensionUri, folder)),
    };
    const listeners = vscode.Disposable.from(
      webview.onDidReceiveMessage((raw: unknown) => {
        const message = readMessage(raw);
        if (message) this.#received.fire(message);
      }),
      view.onDidChangeVisibility(() => {
        if (view.visible) this.#shown.fire();
      }),
    );
    view.onDidDispose(() => {
      listeners.dispose();
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

  /** Shows a change. While there is no page it goes nowhere: a new page is given everything. */
  post(message: ToWebview): void {
    if (this.#isReady) void this.#view?.webview.postMessage(message);
  }

  /** Opens the view and has the page do something, also when it must be loaded first. */
  async show(...messages: readonly ToWebview[]): Promise<void> {
    const isWaiting = !this.#isReady;
    if (isWaiting) this.#waiting.push(...messages);
    await vscode.commands.executeCommand(FOCUS_CHAT_VIEW);
    if (!isWaiting) for (const message of messages) this.post(message);
  }

  /** Gives a new page all that there is to show, the answer to its `ready`, and then what waited for it. */
  begin(state: ToWebview): void {
    this.#isReady = true;
    this.post(state);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.post(message);
  }

  dispose(): void {
    vscode.Disposable.from(this.#registration, this.#received, this.#shown).dispose();
  }
}
