/**
 * The messages between the engine and the process that runs llama.cpp. One process holds at most one model. Types only:
 * the engine's side is `server/embedded`, the process is `src/llama`.
 */
import type { ChatMessage, JsonSchema } from './chatMessages';
import type { PromptPart } from './rawPrompt';
import type { FinishReason, ModelParameters, TokenUsage } from './languageModel';

/** What goes into the model: a prompt in its own format, prefix and suffix for its own FIM tokens, or a chat. */
export type LlamaPrompt =
  | { readonly kind: 'parts'; readonly parts: readonly PromptPart[] }
  | { readonly kind: 'infill'; readonly prefix: string; readonly suffix: string }
  | { readonly kind: 'chat'; readonly messages: readonly ChatMessage[]; readonly continuesLast: boolean };

/** One request to the model, as the log of what was sent shows it. */
export interface LlamaRequest extends Omit<ModelParameters, 'stop' | 'maxTokens'> {
  readonly prompt: LlamaPrompt;
  /** Tokens that the answer may have; to the end of the context when absent. */
  readonly maxTokens?: number;
  readonly stop: readonly string[];
  /** The answer is held to JSON of this shape. */
  readonly answerSchema?: JsonSchema;
  /** Pieces of the answer carry `logprob`. */
  readonly wantsProbabilities?: boolean;
}

/** Which model file to load and how. */
export interface LlamaModelFile {
  /** Absolute path of a GGUF file. */
  readonly path: string;
  /** Tokens of context for each of the two sequences; the model's own size where that is smaller. */
  readonly contextTokens: number;
  readonly threads: number;
}

/** What a loaded model is. */
export interface LlamaModelInfo {
  /** Tokens of each sequence. */
  readonly contextTokens: number;
  /** Tokens that the model was made for. */
  readonly trainedContextTokens: number;
  /** Whether the file names FIM tokens of its own. */
  readonly hasFimTokens: boolean;
  /** Whether the file has a chat template. */
  readonly hasChatTemplate: boolean;
}

/** From the engine. */
export type LlamaCommand =
  | { readonly type: 'load'; readonly file: LlamaModelFile }
  | { readonly type: 'ask'; readonly id: number; readonly request: LlamaRequest }
  | { readonly type: 'cancel'; readonly id: number };

/** Why a request was not answered: it does not fit the context, the model cannot do it, or it broke off. */
export type LlamaFailure = 'contextTooLong' | 'fimUnsupported' | 'chatUnsupported' | 'failed';

/** From the process. `loaded` or `loadFailed` follows `load`; `finish` or `failed` ends the answer to each `ask`. */
export type LlamaEvent =
  | { readonly type: 'loaded'; readonly info: LlamaModelInfo }
  | { readonly type: 'loadFailed'; readonly detail: string }
  | LlamaAnswerEvent;

export type LlamaAnswerEvent =
  | { readonly type: 'text'; readonly id: number; readonly text: string; readonly logprob?: number }
  | {
      readonly type: 'finish';
      readonly id: number;
      readonly reason: FinishReason;
      readonly usage: TokenUsage;
    }
  | { readonly type: 'failed'; readonly id: number; readonly failure: LlamaFailure; readonly detail: string };
