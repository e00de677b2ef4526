import type { TextDocument } from 'vscode-languageserver-textdocument';
import { continueMessage, messageSpot } from '../../core/commit/editor/continueMessage';
import type { CompletionOutcome, InlineCompletionRequest } from '../../core/completion/completionTypes';
import { isCompletionEnabled } from '../../core/config/settings';
import { throwIfAborted } from '../../util/abort';
import type { Disposable } from '../../util/disposable';
import type { EngineContext } from '../engineContext';
import { MessageChanges } from './messageChange';
import { MessageDrafts } from './messageDrafts';
import { messageKind } from './messageKind';

/**
 * Suggestions in commit messages: the rest of the subject and the body, from one draft of the change. It answers alone
 * in git's own texts, where a completion model would only make code up.
 */
export class MessageSuggestions implements Disposable {
  readonly #changes: MessageChanges;
  readonly #drafts: MessageDrafts;
  readonly #settings: EngineContext['settings'];
  readonly #isRestricted: () => boolean;

  constructor(context: EngineContext) {
    this.#changes = new MessageChanges(context.workspace.folders);
    this.#drafts = new MessageDrafts(context);
    this.#settings = context.settings;
    this.#isRestricted = context.workspace.isRestricted;
  }

  /** How the message goes on at the cursor. @throws GitFailure, or an AbortError */
  async complete(
    document: TextDocument,
    { offset, trigger }: Pick<InlineCompletionRequest, 'offset' | 'trigger'>,
    signal: AbortSignal,
  ): Promise<CompletionOutcome> {
    const kind = messageKind(document);
    if (!kind || this.#isRestricted()) return NOTHING;
    const isInvoked = trigger === 'invoked';
    if (!isInvoked && !isCompletionEnabled(this.#settings(), document.languageId))
      return { kind: 'none', reason: 'disabledForLanguage' };
    const change = await this.#changes.find(document, kind, signal);
    throwIfAborted(signal);
    const place = change && { document: change.document, ...document.positionAt(offset) };
    // What can be told without a draft costs none.
    const spot = place && messageSpot(place);
    if (!spot) return NOTHING;
    const options = { mayAsk: kind.kind === 'file' || isInvoked, isInvoked };
    let draft = await this.#drafts.find(change, options, signal);
    let insertText = draft && continueMessage(place, draft);
    if (insertText === undefined && isInvoked && spot.part === 'subject' && spot.typed.trim() !== '') {
      // The person has begun in words of their own and wants to know how these could go on.
      draft = await this.#drafts.find(change, { ...options, begun: spot.typed.trim() }, signal);
      insertText = draft && continueMessage(place, draft);
    }
    if (!draft || insertText === undefined) return NOTHING;
    const items = [{ insertText, range: { start: offset, end: offset } }];
    return { kind: 'suggestion', items, model: draft.model };
  }

  /** The person closed a message: what was being drafted for it is of no use any more. */
  closed(document: TextDocument): void {
    if (!messageKind(document)) return;
    this.#changes.forget(document.uri);
    this.#drafts.stop();
  }

  dispose(): void {
    this.#drafts.dispose();
  }
}

const NOTHING: CompletionOutcome = { kind: 'none', reason: 'noMessageDraft' };
