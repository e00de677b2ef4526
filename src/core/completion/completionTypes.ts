import type { ModelIdentity } from '../model/languageModel';
import type { OffsetRange, TextDocumentSnapshot } from '../text/textDocumentSnapshot';
import type { CompletionReason } from './reasons';

/** What the editor asks for: a suggestion at one place of one version of a document. */
export interface InlineCompletionRequest {
  readonly document: TextDocumentSnapshot;
  /** The cursor, in UTF-16 units from the start of the document. */
  readonly offset: number;
  /** `automatic` while the person types; `invoked` when they asked, which passes the rules of when to ask. */
  readonly trigger: 'automatic' | 'invoked';
  /** The selected item of the suggest widget: a suggestion then begins with its text and replaces its range. */
  readonly selectedCompletionInfo?: { readonly range: OffsetRange; readonly text: string };
  /** The document's path relative to its workspace folder, for the model. */
  readonly path: string;
}

/** One suggestion. Accepting it replaces `range`, which lies on the cursor's line, with `insertText`. */
export interface CompletionItem {
  readonly insertText: string;
  /** UTF-16 offsets in the document. */
  readonly range: OffsetRange;
}

/** Items that would leave the same document behind are one; the first of them stays. */
export function distinctItems(items: readonly CompletionItem[]): readonly CompletionItem[] {
  return items.filter(
    ({ insertText, range }, index) =>
      items.findIndex(
        (item) =>
          item.insertText === insertText && item.range.start === range.start && item.range.end === range.end,
      ) === index,
  );
}

export interface Suggestion {
  readonly kind: 'suggestion';
  /** The candidates, the first to be shown first. Several where the person has asked for others. */
  readonly items: readonly CompletionItem[];
  /** The model that wrote it. */
  readonly model: ModelIdentity;
  /** Set where it was known before: the model was not asked. */
  readonly isRemembered?: true;
}

export interface NoSuggestion {
  readonly kind: 'none';
  readonly reason: CompletionReason;
  /** The model that was asked, where one was. */
  readonly model?: ModelIdentity;
  /** The ModelError or GateRefusal behind `modelFailed` and `refused`. */
  readonly error?: unknown;
  /** Set where that was known before: the model was not asked. */
  readonly isRemembered?: true;
}

/** How a request ended: with something to show, or with the named reason why not. */
export type CompletionOutcome = Suggestion | NoSuggestion;
