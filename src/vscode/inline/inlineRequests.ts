import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { CompletionWhyParams } from '../../protocol/engine';
import { findEditorReason, findReasonToWithhold } from './askRules';
import { isCovered } from './documentSchemes';
import type { Snooze } from './snooze';

/** Stands between VS Code's requests for suggestions and the engine: withholds some, and knows why VS Code did not ask. */
export class InlineRequests implements vscode.Disposable {
  readonly #asked = new WeakMap<vscode.TextDocument, number>();
  readonly #changed = new WeakMap<vscode.TextDocument, number>();
  readonly #listener: vscode.Disposable;

  constructor(private readonly snooze: Snooze) {
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#changed.set(document, document.version);
    });
  }

  /** Hands a request on to the engine, or answers it with nothing. */
  readonly middleware: Pick<Middleware, 'provideInlineCompletionItems'> = {
    provideInlineCompletionItems: (document, position, context, token, next) => {
      this.#asked.set(document, document.version);
      const isAutomatic = context.triggerKind === vscode.InlineCompletionTriggerKind.Automatic;
      if (isAutomatic && findReasonToWithhold(this.#stateOf(document))) return [];
      return next(document, position, context, token);
    },
  };

  /** The document that the person looks at, and why VS Code did not ask in it, for "Why no suggestion?". */
  explain(): CompletionWhyParams {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return {};
    const { uri, languageId } = document;
    const editor = vscode.workspace.getConfiguration('editor', document);
    const editorReason = findEditorReason({
      ...this.#stateOf(document),
      isCovered: isCovered(document),
      areSuggestionsOn: editor.get('inlineSuggest.enabled', true),
      askedVersion: this.#asked.get(document),
      changedVersion: this.#changed.get(document),
    });
    return { uri: uri.toString(), languageId, ...(editorReason && { editorReason }) };
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #stateOf(document: vscode.TextDocument) {
    const editor = vscode.window.activeTextEditor;
    return {
      isSnoozed: this.snooze.isActive,
      cursors: editor?.document === document ? editor.selections.length : 1,
    };
  }
}
