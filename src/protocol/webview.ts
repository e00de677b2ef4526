/**
 * The messages between the extension host and the chat page. The host owns the conversation; the page shows it and may
 * be thrown away and made anew at any time. Types only: each side checks what it receives before it believes it.
 */
import type { ModelIdentity } from '../core/model/languageModel';
import type { ChatContextItem } from './engine';

/** From the extension host to the page. */
export type ToWebview =
  /** Everything there is to show; the answer to `ready`, and sent again when the conversation is replaced. */
  | { readonly type: 'state'; readonly state: ChatViewState }
  /** One new entry at the end of the conversation. */
  | { readonly type: 'entry'; readonly entry: ChatEntry }
  /** More text of the answer that is being streamed. */
  | { readonly type: 'delta'; readonly id: string; readonly text: string; readonly reasoning: boolean }
  /** An entry is gone, because its question is being asked again. */
  | { readonly type: 'removed'; readonly id: string }
  /** An answer has ended. */
  | { readonly type: 'outcome'; readonly id: string; readonly outcome: AnswerOutcome }
  /** What would be sent along with the next message. */
  | { readonly type: 'context'; readonly chips: readonly ContextChip[] }
  | { readonly type: 'model'; readonly model: ChatModel }
  /** Puts the keyboard focus into the message box. */
  | { readonly type: 'focus' };

/** From the page to the extension host. None of them names a command or carries more than text. */
export type FromWebview =
  /** The page is loaded and shows nothing yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'stop' }
  /** Asks again for an answer that failed or was stopped. */
  | { readonly type: 'retry'; readonly id: string }
  | { readonly type: 'toggleContext'; readonly kind: ContextChip['kind']; readonly included: boolean }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insert'; readonly text: string }
  | { readonly type: 'openLink'; readonly url: string }
  | { readonly type: 'connectModel' }
  | { readonly type: 'setKey' };

export interface ChatViewState {
  readonly strings: ChatStrings;
  readonly entries: readonly ChatEntry[];
  readonly chips: readonly ContextChip[];
  readonly model: ChatModel;
}

export type ChatEntry = ChatQuestion | ChatAnswer;

/** What the person wrote, with what was sent along. */
export interface ChatQuestion {
  readonly role: 'user';
  readonly id: string;
  readonly text: string;
  readonly context: readonly ContextChip[];
}

export interface ChatAnswer {
  readonly role: 'assistant';
  readonly id: string;
  /** Markdown as the model wrote it: hostile until sanitised. */
  readonly text: string;
  readonly reasoning: string;
  readonly outcome: AnswerOutcome;
}

export type AnswerOutcome =
  | { readonly state: 'streaming' }
  | {
      readonly state: 'done';
      /** The model's name and host, in words. */
      readonly model: string;
      readonly durationMs: number;
      /** True when the model stopped at its limit and not at the end of its answer. */
      readonly isCutOff: boolean;
      /** True when older turns or parts of the context did not fit and were left out. */
      readonly truncated: boolean;
      /** Context that was left out because nothing of its file may be sent: one sentence for each file. */
      readonly excluded?: readonly string[];
    }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly message: string; readonly action?: 'connectModel' | 'setKey' };

/** A piece of context as the person sees it before it is sent. */
export interface ContextChip extends Pick<ChatContextItem, 'kind' | 'path' | 'startLine' | 'endLine'> {
  readonly included: boolean;
}

/** Who would answer. `unknown` until the engine has told. */
export type ChatModel =
  | { readonly state: 'unknown' }
  | { readonly state: 'none'; readonly problem?: string }
  | {
      readonly state: 'connected';
      readonly name: string;
      readonly host: string;
      readonly isLocal: ModelIdentity['isLocal'];
    };

/** The page's words, already translated. `{0}` stands for an argument. */
export interface ChatStrings {
  readonly conversation: string;
  readonly you: string;
  readonly fairwind: string;
  readonly messageBox: string;
  readonly placeholder: string;
  readonly send: string;
  readonly stop: string;
  readonly toEnd: string;
  readonly context: string;
  readonly chipDocument: string;
  readonly chipSelection: string;
  readonly chipRemove: string;
  readonly chipAdd: string;
  readonly copy: string;
  readonly copied: string;
  readonly insert: string;
  readonly code: string;
  readonly image: string;
  readonly reasoning: string;
  readonly reasoningNow: string;
  readonly waiting: string;
  readonly stopped: string;
  readonly retry: string;
  readonly failed: string;
  readonly connectModel: string;
  readonly setKey: string;
  readonly cutOff: string;
  readonly truncated: string;
  readonly answered: string;
  readonly answeredBy: string;
  readonly modelAt: string;
  readonly noModel: string;
  readonly local: string;
  readonly emptyTitle: string;
  readonly emptyBody: string;
  readonly emptyModel: string;
  readonly emptyTips: readonly string[];
  readonly connectTitle: string;
  readonly connectBody: string;
  readonly connectSteps: readonly string[];
}
