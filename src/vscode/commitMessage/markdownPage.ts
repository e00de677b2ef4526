import * as vscode from 'vscode';

/** The extension that makes VS Code's Markdown preview, and the editor that it is. */
const MARKDOWN_EXTENSION = 'vscode.markdown-language-features';
const MARKDOWN_PREVIEW = 'vscode.markdown.preview.editor';
/** Milliseconds between two refreshes: the preview renders the whole page each time. */
const REFRESH_MS = 250;

/** A read-only page of Markdown that may grow while it is shown. */
export class MarkdownPage implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(scheme: string, path: string) {
    this.#uri = vscode.Uri.from({ scheme, path });
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
  }

  /** Sets the text; what is shown follows a moment later. */
  update(text: string): void {
    this.#text = text;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(this.#uri);
    }, REFRESH_MS);
  }

  /** Shows the page as a preview, or as text where VS Code's Markdown extension is disabled. */
  async show(): Promise<void> {
    if (vscode.extensions.getExtension(MARKDOWN_EXTENSION))
      await vscode.commands.executeCommand('vscode.openWith', this.#uri, MARKDOWN_PREVIEW);
    else await vscode.window.showTextDocument(this.#uri, { preview: false });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#provider.dispose();
    this.#changed.dispose();
  }
}
