import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionOutcome, InlineCompletionRequest } from '../../core/completion/completionTypes';
import { throwIfAborted } from '../../util/abort';
import type { Disposable } from '../../util/disposable';
import type { EngineContext } from '../engineContext';
import { isGitText } from './messageKind';
import type { MessageSuggestions } from './messageSuggestions';

/** Suggestions in commit messages, whose code is loaded with the first document that has one. */
export class LateMessageSuggestions implements Disposable {
  #suggestions: MessageSuggestions | undefined;

  constructor(private readonly context: EngineContext) {}

  /** Whether suggestions in this document are made here and nowhere else. */
  covers(document: TextDocument): boolean {
    return isGitText(document);
  }

  /** How the message goes on at the cursor. @throws GitFailure, or an AbortError */
  async complete(
    document: TextDocument,
    request: Pick<InlineCompletionRequest, 'offset' | 'trigger'>,
    signal: AbortSignal,
  ): Promise<CompletionOutcome> {
    const { MessageSuggestions } = await import('./messageSuggestions');
    throwIfAborted(signal);
    this.#suggestions ??= new MessageSuggestions(this.context);
    return this.#suggestions.complete(document, request, signal);
  }

  /** The person closed a document. */
  closed(document: TextDocument): void {
    this.#suggestions?.closed(document);
  }

  dispose(): void {
    this.#suggestions?.dispose();
  }
}
