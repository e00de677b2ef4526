import * as vscode from 'vscode';
import type { ChatContextItem } from '../../protocol/chat';
import { isCovered } from '../inline/documentSchemes';

/** Follows the text editor the person works in, and tells what of it could be sent along. */
export class ActiveContext implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable;
  #last: vscode.TextEditor | undefined;

  /** Fires when the document, what is visible of it, or the selection has changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#follow(vscode.window.activeTextEditor);
    const changed = (event: { readonly textEditor: vscode.TextEditor }) => {
      if (event.textEditor === this.#last) this.#changed.fire();
    };
    this.#disposables = vscode.Disposable.from(
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#changed.fire()),
      vscode.window.onDidChangeTextEditorSelection(changed),
      vscode.window.onDidChangeTextEditorVisibleRanges(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
    );
  }

  /** The text editor that was active last and is still open, whatever has the focus now. */
  get editor(): vscode.TextEditor | undefined {
    return this.#last && vscode.window.visibleTextEditors.includes(this.#last) ? this.#last : undefined;
  }

  /** The visible part of the active document, and the selection if there is one. Nothing in Restricted Mode. */
  collect(): readonly ChatContextItem[] {
    const { editor } = this;
    if (!editor || !vscode.workspace.isTrusted) return [];
    const items: ChatContextItem[] = [];
    const [first] = editor.visibleRanges;
    const last = editor.visibleRanges.at(-1);
    if (first && last) {
      const lines = new vscode.Range(first.start.line, 0, last.end.line, Number.MAX_SAFE_INTEGER);
      items.push(contextItem('document', editor.document, lines));
    }
    if (!editor.selection.isEmpty) items.push(contextItem('selection', editor.document, editor.selection));
    return items.filter((item) => item.text.trim() !== '');
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #follow(editor: vscode.TextEditor | undefined): void {
    if (!editor || !isCovered(editor.document)) return;
    this.#last = editor;
    this.#changed.fire();
  }
}

function contextItem(
  kind: ChatContextItem['kind'],
  document: vscode.TextDocument,
  range: vscode.Range,
): ChatContextItem {
  const valid = document.validateRange(range);
  // A selection that ends before the first character of a line does not show anything of that line.
  const endLine =
    valid.end.character === 0 && valid.end.line > valid.start.line ? valid.end.line : valid.end.line + 1;
  return {
    kind,
    files: [document.uri.toString()],
    label: vscode.workspace.asRelativePath(document.uri, false),
    languageId: document.languageId,
    startLine: valid.start.line + 1,
    endLine,
    text: document.getText(valid).replaceAll('\r\n', '\n'),
  };
}
