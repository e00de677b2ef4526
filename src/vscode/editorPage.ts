import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { chatHtml } from './chat/chatHtml';

export interface EditorPageOptions {
  readonly extensionUri: vscode.Uri;
  /** The panel's view type, and in `dist/` the name of its script and style sheet. */
  readonly viewType: string;
  readonly bundle: string;
  /** The words on its tab, when it is opened. */
  readonly title: () => string;
  /** A message of the page, which may be anything. */
  readonly onMessage: (message: unknown) => void;
}

/** A page in the editor area, at most one of its kind. It holds no state: it asks the host whenever it is shown. */
export class EditorPage implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;

  constructor(private readonly options: EditorPageOptions) {}

  get isVisible(): boolean {
    return this.#panel?.visible === true;
  }

  show(): void {
    if (this.#panel) this.#panel.reveal();
    else this.#open();
  }

  /** Sends a message to the page, if there is one. */
  post(message: unknown): void {
    void this.#panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const { extensionUri, viewType, bundle, title, onMessage } = this.options;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    const panel = vscode.window.createWebviewPanel(viewType, title(), vscode.ViewColumn.Active, {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [dist],
    });
    this.#panel = panel;
    panel.onDidDispose(() => (this.#panel = undefined));
    panel.webview.onDidReceiveMessage(onMessage);
    const resource = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    panel.webview.html = chatHtml({
      cspSource: panel.webview.cspSource,
      scriptUri: resource(`${bundle}.js`),
      styleUri: resource(`${bundle}.css`),
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
    });
  }
}
