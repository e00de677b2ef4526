import type { ImageInput } from '../../model/chatMessages';
import type { TokenUsage } from '../../model/languageModel';
import type { ContextItem } from '../contextBlock';

/** A piece of context as it is kept with the question that it was sent with. */
export interface KeptContextItem extends ContextItem {
  /** URIs of the files whose text is in it. */
  readonly files: readonly string[];
  readonly image?: ImageInput;
  /** What of it is missing, in words. */
  readonly note?: string;
}

/** How an answer ended. Nothing that permits anything is in it: a file cannot give back what a person agreed to. */
export type AnswerEnd =
  | AnswerDone
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly message: string; readonly action?: 'connectModel' | 'setKey' };

export interface AnswerDone {
  readonly state: 'done';
  /** The model's name and host, in words. */
  readonly model: string;
  readonly durationMs: number;
  /** How much of `durationMs` went by before the answer's first word, where the model reasoned. */
  readonly reasoningMs?: number;
  readonly usage?: TokenUsage;
  /** In words, with its currency; absent where there is no price, or nothing to pay. */
  readonly cost?: string;
  /** True when the model stopped at its limit and not at the end of its answer. */
  readonly isCutOff: boolean;
  /** What was left out of the request and why: one sentence each. */
  readonly omitted?: readonly string[];
  /** Next messages that the person may want to send. */
  readonly followUps?: readonly string[];
}

/** What the model is sent of a question, where that is not what was typed. */
export interface SentForm {
  readonly content: string;
  /** One of Fairwind's own slash commands, without the slash. */
  readonly command?: string;
}

/**
 * One line of a conversation's log. Applying one twice changes nothing, so logs that two windows wrote, or that hold a
 * line twice, read as one conversation. Times are wall-clock milliseconds since 1970.
 */
export type ConversationRecord =
  | { readonly type: 'conversation'; readonly version: 1; readonly id: string; readonly at: number }
  /** Context that questions name by its id: what goes along with every question stands here once. */
  | { readonly type: 'context'; readonly id: string; readonly item: KeptContextItem }
  | {
      readonly type: 'question';
      readonly id: string;
      /** The answer that it follows; null at the beginning. */
      readonly parent: string | null;
      readonly at: number;
      readonly text: string;
      readonly context: readonly string[];
      readonly sent?: SentForm;
      /** True when Fairwind itself answers it and no model ever sees it. */
      readonly isLocal?: boolean;
    }
  | {
      readonly type: 'answer';
      readonly id: string;
      /** The question that it answers. */
      readonly parent: string;
      readonly at: number;
      /** Names the stream that writes it. */
      readonly run: string;
    }
  /** An answer goes on; what its earlier stream may still write is not part of it. */
  | { readonly type: 'continued'; readonly id: string; readonly run: string }
  | {
      readonly type: 'text';
      readonly id: string;
      readonly run: string;
      /** UTF-16 units of the text (or reasoning) before it. */
      readonly offset: number;
      readonly text: string;
      readonly reasoning?: boolean;
    }
  | { readonly type: 'end'; readonly id: string; readonly run: string; readonly end: AnswerEnd }
  /** Of this entry and its alternatives, this one is shown. */
  | { readonly type: 'shown'; readonly id: string }
  | { readonly type: 'title'; readonly title: string }
  /** Which model answers from now on; null for the one of the chat role. */
  | { readonly type: 'model'; readonly modelId: string | null }
  /** Stands for everything up to and including an entry. */
  | { readonly type: 'summary'; readonly id: string; readonly text: string }
  /** What a list says of the conversation, so that a list reads the end of the file alone. */
  | { readonly type: 'digest'; readonly title: string; readonly turns: number; readonly at: number };

export type QuestionRecord = Extract<ConversationRecord, { type: 'question' }>;
export type AnswerRecord = Extract<ConversationRecord, { type: 'answer' }>;
