import * as vscode from 'vscode';
import type { ChatContextItem } from '../../protocol/chat';
import { isCovered } from '../inline/documentSchemes';
import type { SuggestedContext } from './context/contextBasket';

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

  /**
   * The visible part of the active document, and the selection if there is one. Nothing in Restricted Mode.
   * @param isIncluded whether they go along by themselves
   */
  suggest(isIncluded: boolean): readonly SuggestedContext[] {
    const { editor } = this;
    if (!editor || !vscode.workspace.isTrusted) return [];
    const ranges: { readonly kind: 'document' | 'selection'; readonly range: vscode.Range }[] = [];
    const [first] = editor.visibleRanges;
    const last = editor.visibleRanges.at(-1);
    if (first && last) {
      const range = new vscode.Range(first.start.line, 0, last.end.line, Number.MAX_SAFE_INTEGER);
      ranges.push({ kind: 'document', range });
    }
    if (!editor.selection.isEmpty) ranges.push({ kind: 'selection', range: editor.selection });
    return ranges.flatMap(({ kind, range }) => {
      const item = rangeItem(kind, editor.document, range);
      if (item.text.trim() === '') return [];
      return [{ id: kind, item, isIncluded, open: () => showRange(editor.document.uri, item) }];
    });
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

/** Shows the lines of a piece of context in the editor. */
export function showRange(uri: vscode.Uri, { startLine = 1, endLine }: Partial<ChatContextItem>): void {
  const selection = new vscode.Range(startLine - 1, 0, (endLine ?? startLine) - 1, 0);
  // An image has an editor of its own; what is gone is told by VS Code.
  void vscode.commands.executeCommand('vscode.open', uri, { selection });
}

/** Lines of a document as a piece of context, as they stand in the editor now. */
export function rangeItem(
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
