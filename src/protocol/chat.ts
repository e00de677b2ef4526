/** The messages of conversations between an editor and the engine: types only, as all of the wire. */
import type { ContextKind } from '../core/chat/contextKinds';
import type { ImageInput } from '../core/model/chatMessages';
import type { ModelIdentity, TokenUsage } from '../core/model/languageModel';
import type { ExcludedFile } from './engine';

/** Something that is given to the model beside the person's words, shown as a chip before sending. */
export interface ChatContextItem {
  readonly kind: ContextKind;
  /** For people and models: a path relative to its workspace folder, or what it is in a few words. */
  readonly label: string;
  /** VS Code's language of `text`; empty where it has none. */
  readonly languageId: string;
  /** First and last line of `text` in its file, counted from 1; absent where it has none. */
  readonly startLine?: number;
  readonly endLine?: number;
  /** Empty for an image. */
  readonly text: string;
  /** Only of an image. */
  readonly image?: ImageInput;
  /** URIs of the files whose text is in it. Where nothing of one of them may be sent, the item is left out. */
  readonly files: readonly string[];
  /** What of it is missing, in words for person and model, for example that only the first 200 files are listed. */
  readonly note?: string;
}

/** One message of a conversation as the editor holds it. */
export type ChatTurnMessage = ChatTurnQuestion | ChatTurnAnswer;

export interface ChatTurnQuestion {
  readonly role: 'user';
  /** What the person wrote, without a slash command. */
  readonly content: string;
  /** What was or is sent along. That of earlier questions is sent again as far as it fits. */
  readonly context?: readonly ChatContextItem[];
  /** One of Fairwind's own slash commands, without the slash. */
  readonly command?: ChatCommandName;
}

export interface ChatTurnAnswer {
  readonly role: 'assistant';
  readonly content: string;
}

/** Fairwind's own slash commands that ask a model. */
export type ChatCommandName =
  'explain' | 'fix' | 'tests' | 'doc' | 'review' | 'commit' | 'translate' | 'grammar';

export interface ChatTurnParams {
  readonly partialResultToken: string | number;
  /**
   * The conversation so far without a system message: the engine adds its own. Ends with the person's new message, or
   * with the beginning of an answer that is to go on where it was stopped.
   */
  readonly messages: readonly ChatTurnMessage[];
  /** An id of `fairwind.models`; without it the model of the chat role answers. */
  readonly modelId?: string;
  /** What was said before `messages`, in the words of an earlier result's `summary`. */
  readonly summary?: string;
}

export interface ChatTurnResult {
  readonly model: ModelIdentity;
  readonly finishReason: 'stop' | 'length';
  readonly usage?: TokenUsage;
  /** What the turn cost, as far as there is a price: 0 for a model on this machine. */
  readonly cost?: { readonly amount: number; readonly currency: string };
  readonly durationMs: number;
  /** What did not fit the model's window or cannot be given to it and was left out: one sentence each. */
  readonly omitted: readonly string[];
  /** Context that was left out because nothing of its file may be sent. */
  readonly excluded: readonly ExcludedFile[];
  /** Short next messages that the person may want to send. */
  readonly followUps: readonly string[];
  /**
   * Made when the conversation no longer fitted: stands for the first `messages` of those that were given, and is to be
   * sent in their place from now on.
   */
  readonly summary?: { readonly text: string; readonly messages: number };
}

export interface ChatInstructionsParams {
  /** The active document: some instructions hold for certain files only. */
  readonly uri?: string;
}

/** Context that the engine has read. */
export interface ChatContextResult {
  /** Empty where there is nothing of the kind; `note` then says so in words. */
  readonly items: readonly ChatContextItem[];
  readonly note?: string;
}

/** A piece of context that only the engine can read. */
export type ChatContextParams =
  | { readonly kind: 'changes'; readonly repositoryUri: string; readonly source: 'staged' | 'workingTree' }
  | {
      readonly kind: 'commit';
      readonly repositoryUri: string;
      /** Its id, as `fairwind/chat/commits` gave it. */
      readonly commit: string;
    }
  /** The places of the workspace that say most about some words. */
  | { readonly kind: 'search'; readonly query: string }
  /** The text of a file in the workspace or from elsewhere: text, CSV, code, PDF page by page. */
  | { readonly kind: 'attachment'; readonly uri: string }
  /** The same for a file that has no address, such as a pasted one. */
  | {
      readonly kind: 'attachment';
      readonly name: string;
      /** Base64 (RFC 4648). */
      readonly data: string;
    };

export interface ChatCommitsParams {
  readonly repositoryUri: string;
}

export interface ChatCommitsResult {
  /** Newest first, at most 200. */
  readonly commits: readonly {
    readonly id: string;
    readonly subject: string;
    readonly author: string;
    /** Wall-clock milliseconds since 1970. */
    readonly authoredAt: number;
  }[];
}

/** A prompt file (`*.prompt.md`) of the person or the workspace, which is a slash command of its own. */
export interface ChatPromptFile {
  /** What is typed after the slash. */
  readonly name: string;
  readonly description: string;
  readonly uri: string;
  /** What the person is to type after it, where the file asks for input. */
  readonly argumentHint?: string;
}

export interface ChatPromptFilesResult {
  readonly files: readonly ChatPromptFile[];
}

export interface ChatPromptFileParams {
  readonly uri: string;
  /** What was typed after the command. */
  readonly input: string;
  /** Values of the variables that only the editor knows, such as `selection` and `file`. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ChatPromptFileResult {
  /** The message to send. */
  readonly content: string;
  /** The files that it refers to. */
  readonly context: readonly ChatContextItem[];
  /** The model that it names, where that is connected: an id of `fairwind.models`. */
  readonly modelId?: string;
  /** What of it is not honoured, in words, for example a variable that nobody knows. */
  readonly problems: readonly string[];
}
