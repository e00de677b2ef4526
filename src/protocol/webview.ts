/**
 * The messages between the extension host and the chat page. The host owns the conversation; the page shows it and may
 * be thrown away and made anew at any time. Types only: each side checks what it receives before it believes it.
 */
import type { AnswerDone, AnswerEnd } from '../core/chat/conversation/records';
import type { ImageInput } from '../core/model/chatMessages';
import type { ModelIdentity } from '../core/model/languageModel';
import type { ChatContextItem } from './chat';
import type { ChatStrings } from './chatStrings';

/** From the extension host to the page. */
export type ToWebview =
  /** Everything there is to show; the answer to `ready`, and sent again when another conversation is shown. */
  | { readonly type: 'state'; readonly state: ChatViewState }
  /** One new entry at the end of what is shown. */
  | { readonly type: 'entry'; readonly entry: ChatEntry }
  /** More text of the answer that is being streamed. */
  | { readonly type: 'delta'; readonly id: string; readonly text: string; readonly reasoning: boolean }
  /** This entry and all after it are no longer shown, because the conversation goes on in another way from there. */
  | { readonly type: 'removed'; readonly id: string }
  /** An answer has ended, or what is known of an ended one has changed. */
  | { readonly type: 'outcome'; readonly id: string; readonly outcome: AnswerOutcome }
  /** What would be sent along with the next message. */
  | { readonly type: 'context'; readonly chips: readonly ContextChip[] }
  /** What could be added as context for what was typed after `#`; answers `findContext`. */
  | {
      readonly type: 'contextFound';
      readonly query: string;
      readonly candidates: readonly ContextCandidate[];
    }
  /** Which model answers, and which could. */
  | { readonly type: 'model'; readonly model: ChatModel; readonly models: readonly ChatModelChoice[] }
  /** The slash commands, which change with the workspace's prompt files. */
  | { readonly type: 'commands'; readonly commands: readonly SlashCommand[] }
  /** The kept conversations, newest first; answers `findConversations`. */
  | {
      readonly type: 'conversations';
      readonly query: string;
      readonly conversations: readonly ConversationSummary[];
    }
  /** All answers to one question, to be shown beside each other; answers `compare`. */
  | { readonly type: 'comparison'; readonly questionId: string; readonly answers: readonly ChatAnswer[] }
  /** What became of applying code of an answer, in words. */
  | { readonly type: 'applied'; readonly id: string; readonly message: string; readonly isFailure: boolean }
  /** The title of the conversation that is shown has changed. */
  | { readonly type: 'title'; readonly title: string }
  /** Shows the kept conversations; asked for by a command of the view. */
  | { readonly type: 'showHistory' }
  /** Puts text into the message box, before what is typed there. */
  | { readonly type: 'prefill'; readonly text: string }
  /** Puts the keyboard focus into the message box. */
  | { readonly type: 'focus' };

/** From the page to the extension host. None of them names a command of VS Code. */
export type FromWebview =
  /** The page is loaded and shows nothing yet. */
  | { readonly type: 'ready' }
  /** `text` as typed, a slash command in front included. */
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'stop' }
  /** Asks once more for an answer, of another model if one is named; the earlier answer is kept beside it. */
  | { readonly type: 'regenerate'; readonly id: string; readonly modelId?: string }
  /** Has an answer go on that was stopped or cut off. */
  | { readonly type: 'continue'; readonly id: string }
  /** Sends a question in other words; what followed the earlier one is kept beside it. */
  | { readonly type: 'edit'; readonly id: string; readonly text: string }
  /** Shows the entry's neighbour among its alternatives. */
  | { readonly type: 'showAlternative'; readonly id: string; readonly step: -1 | 1 }
  /** Asks for all answers to the question of this answer. */
  | { readonly type: 'compare'; readonly id: string }
  /** Goes on with this answer among the alternatives. */
  | { readonly type: 'chooseAnswer'; readonly id: string }
  /** Starts a conversation of its own with everything up to this entry. */
  | { readonly type: 'branch'; readonly id: string }
  /** Context: whether a chip goes along, and that it is taken away. */
  | { readonly type: 'includeContext'; readonly id: string; readonly included: boolean }
  | { readonly type: 'removeContext'; readonly id: string }
  /** Never again by itself: the visible part of the active document. */
  | { readonly type: 'neverSuggestDocument' }
  /** Opens the editor's own picker for context. */
  | { readonly type: 'pickContext' }
  | { readonly type: 'findContext'; readonly query: string }
  | { readonly type: 'addContext'; readonly candidateId: string }
  /** A pasted or dropped file that has no address. `data` is base64. */
  | { readonly type: 'attach'; readonly name: string; readonly mediaType: string; readonly data: string }
  /** Dropped files and folders of the editor. */
  | { readonly type: 'attachUris'; readonly uris: readonly string[] }
  /** Shows what a chip stands for in the editor. */
  | { readonly type: 'openContext'; readonly id: string }
  /** Which model answers from now on; without an id the editor's own picker opens. */
  | { readonly type: 'chooseModel'; readonly modelId?: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insert'; readonly text: string }
  /** Proposes code blocks of an answer as changes of files. */
  | { readonly type: 'apply'; readonly id: string; readonly blocks: readonly CodeBlockData[] }
  | { readonly type: 'newFile'; readonly block: CodeBlockData }
  /** Puts a command line into the terminal; it is not run. */
  | { readonly type: 'insertInTerminal'; readonly text: string }
  /** Brings the files back that an answer's changes were applied to. */
  | { readonly type: 'restore'; readonly id: string }
  | { readonly type: 'openLink'; readonly url: string }
  /** Opens a file of the workspace that an answer names. */
  | { readonly type: 'openFile'; readonly path: string; readonly line?: number }
  | { readonly type: 'newConversation' }
  | { readonly type: 'findConversations'; readonly query: string }
  | { readonly type: 'openConversation'; readonly id: string }
  | { readonly type: 'renameConversation'; readonly id: string; readonly title: string }
  | { readonly type: 'deleteConversation'; readonly id: string }
  | { readonly type: 'exportConversation'; readonly id: string }
  | { readonly type: 'importConversation' }
  | { readonly type: 'connectModel' }
  | { readonly type: 'setKey' };

/** A fenced block of an answer as a person would apply it. */
export interface CodeBlockData {
  readonly text: string;
  /** As written after the fence; empty where none is named. */
  readonly language: string;
  /** As written after the fence; not checked. */
  readonly path?: string;
}

export interface ChatViewState {
  readonly strings: ChatStrings;
  /** The conversation that is shown, as in {@link ConversationSummary}: what is typed and not sent is kept for each. */
  readonly conversationId?: string;
  /** Of the conversation that is shown; empty for a new one. */
  readonly title: string;
  readonly entries: readonly ChatEntry[];
  readonly chips: readonly ContextChip[];
  readonly model: ChatModel;
  readonly models: readonly ChatModelChoice[];
  readonly commands: readonly SlashCommand[];
}

export type ChatEntry = ChatQuestion | ChatAnswer;

/** Where an entry stands among its alternatives: a question that was edited, an answer that was asked for again. */
export interface Alternatives {
  /** Counted from 1. */
  readonly position: number;
  readonly count: number;
}

/** What the person wrote, with what was sent along. */
export interface ChatQuestion {
  readonly role: 'user';
  readonly id: string;
  /** As typed, a slash command in front included. */
  readonly text: string;
  readonly context: readonly ContextChip[];
  /** Absent where there is one alone. */
  readonly alternatives?: Alternatives;
}

export interface ChatAnswer {
  readonly role: 'assistant';
  readonly id: string;
  /** Markdown as the model wrote it: hostile until sanitised. */
  readonly text: string;
  readonly reasoning: string;
  readonly outcome: AnswerOutcome;
  /** Absent where there is one alone. */
  readonly alternatives?: Alternatives;
}

/** How an answer stands: how it ended, once it has. */
export type AnswerOutcome =
  | { readonly state: 'streaming' }
  /** `canRestore`: files can be brought back that changes of this answer were applied to. */
  | (AnswerDone & { readonly canRestore?: boolean })
  | Exclude<AnswerEnd, AnswerDone>;

/** A piece of context as the person sees it before it is sent. */
export interface ContextChip extends Pick<
  ChatContextItem,
  'kind' | 'label' | 'startLine' | 'endLine' | 'note'
> {
  readonly id: string;
  /** What it costs, about. */
  readonly tokens: number;
  /** Whether it goes along. */
  readonly included: boolean;
  /** True for one that is there by itself (the active document, instructions), and not because the person added it. */
  readonly isSuggested: boolean;
  /** Why nothing of it will be sent, in words: its file is excluded, or the model does not see images. */
  readonly problem?: string;
  /** Only of an image that is small enough to be shown. */
  readonly preview?: ImageInput;
}

/** Something that could be added as context. */
export interface ContextCandidate extends Pick<ChatContextItem, 'kind' | 'label'> {
  readonly id: string;
  /** Where it is or what it holds, in words. */
  readonly detail?: string;
}

/** Who would answer. `unknown` until the engine has told. */
export type ChatModel =
  | { readonly state: 'unknown' }
  | { readonly state: 'none'; readonly problem?: string }
  | {
      readonly state: 'connected';
      readonly id: string;
      readonly name: string;
      readonly host: string;
      readonly isLocal: ModelIdentity['isLocal'];
      /** Tokens that it can see, prompt and answer together. */
      readonly contextTokens: number;
    };

/** A connected model that can hold a conversation. */
export interface ChatModelChoice {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly isLocal: boolean;
}

export interface SlashCommand {
  /** Without the slash. */
  readonly name: string;
  readonly description: string;
  /** What can be typed after it. */
  readonly argumentHint?: string;
  /** True for a prompt file of the person or the workspace. */
  readonly isPromptFile: boolean;
}

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** Wall-clock milliseconds since 1970. */
  readonly updatedAt: number;
  readonly turns: number;
  /** The words around what was searched for. */
  readonly excerpt?: string;
  /** True for the one that is shown. */
  readonly isOpen: boolean;
}
