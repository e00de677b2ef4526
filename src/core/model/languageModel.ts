import type { ChatMessage, JsonSchema, ReasoningBlock, ToolCall, ToolDefinition } from './chatMessages';
import type { FimWire } from './fimWire';
import type { EntryParameters } from './parameters';
import type { PromptPart } from './rawPrompt';

export type { ChatMessage } from './chatMessages';

/**
 * What a model is to Fairwind: one small spec for completion and chat.
 * The shape follows the provider spec of the Vercel AI SDK (`LanguageModelV4`): one request in, one stream of typed
 * events out, errors that know whether a retry helps.
 */

/** The settings entry that connects one model. Only the user's own settings can hold one (application scope). */
export interface ModelSpec {
  /** The name other settings use, unique in `fairwind.models`. */
  readonly id: string;
  readonly provider: ProviderKind;
  /**
   * Where the server answers, for example `http://127.0.0.1:11434`. Each provider has its usual local address; a model in
   * Fairwind's own process has none, and `embedded:` in its place; one that the editor lends has `vscode:`.
   */
  readonly baseUrl: string;
  /** The model's name on that server. Empty where a server has only one. */
  readonly model: string;
  /** A FIM template family, a FIM wire, or `none`; when absent both are chosen by asking the server. */
  readonly fim?: string;
  /** Tokens the model can see, prompt and answer together. */
  readonly contextTokens?: number;
  /** How long Ollama keeps the model loaded after a request, as Ollama writes it: `30m`, `2h`, `-1m` for always. */
  readonly keepAlive?: string;
  /** What the person set for it; the rest is the features' own. */
  readonly parameters?: EntryParameters;
}

export type ProviderKind = 'openai' | 'llamacpp' | 'ollama' | 'anthropic' | 'gemini' | 'embedded' | 'vscode';

/** What the parts of Fairwind ask models for. Each has its own `fairwind.<role>.model` setting. */
export type ModelRole = 'completion' | 'chat' | 'commit';

/** Why a request was sent: for one of the roles, or to find out what a server runs and whether it works. */
export type RequestRole = ModelRole | 'check';

/** What a person is told about a model: its name and where it runs. */
export interface ModelIdentity {
  readonly id: string;
  /** `workspace` for the workspace model, which is asked in the engine itself and sends nothing. */
  readonly provider: ProviderKind | 'workspace';
  readonly model: string;
  /** Host and port as a person would write them, for example `127.0.0.1:11434`. */
  readonly host: string;
  /** True when the host is this machine (a loopback address). */
  readonly isLocal: boolean;
}

/** A request to fill in the text between a prefix and a suffix (FIM). Text is UTF-16; nothing in it is a token. */
export interface CompletionRequest extends ModelParameters {
  readonly kind: 'completion';
  readonly prefix: string;
  readonly suffix: string;
  /** Path of the file relative to its workspace folder, or its base name. */
  readonly path: string;
  readonly languageId: string;
  /** Pieces of other files, most stable first, so that a server's prefix cache holds. */
  readonly extra: readonly ContextPiece[];
  readonly maxTokens: number;
  readonly stop: readonly string[];
  /** How to ask; the model's first wire when absent. */
  readonly wire?: FimWire;
  /** A whole prompt in the model's own format, in place of prefix, suffix and other files. Its wire is `template`. */
  readonly rawPrompt?: readonly PromptPart[];
  /**
   * The joint probability (0 to 1) below which the answer is of no use. The answer's pieces then carry `logprob` where
   * the wire gives it; llama.cpp takes some 0.6 ms more for each token.
   */
  readonly leastProbability?: number;
}

/** A piece of a file that is given to a model as context. */
export interface ContextPiece {
  /** URI of the file that the text is from. It is not sent. */
  readonly uri?: string;
  readonly path: string;
  readonly text: string;
}

/** The parameters that people know from every model. A wire or model that refuses one is asked without it. */
export interface ModelParameters {
  /** 0 for the likeliest token always; most models end at 2. */
  readonly temperature?: number;
  /** Nucleus sampling: the share of probability that is sampled from, above 0 to 1. */
  readonly topP?: number;
  /** Tokens that the answer may have. */
  readonly maxTokens?: number;
  readonly seed?: number;
  /** Texts that end the answer. */
  readonly stop?: readonly string[];
}

export type ParameterName = keyof ModelParameters;

/** A request for the next message of a conversation. */
export interface ChatRequest extends ModelParameters {
  readonly kind: 'chat';
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** True when the answer must call one of `tools`; Ollama's wire cannot say so. */
  readonly mustCallTool?: boolean;
  /** The answer is to be JSON of this shape (structured output). */
  readonly answerSchema?: JsonSchema;
  /** `least`: as little reasoning before the answer as the wire can be told. */
  readonly reasoning?: 'least';
  /** True when the last message is the beginning of the answer, which goes on from there (prefill). */
  readonly continuesLast?: boolean;
}

export type ModelRequest = CompletionRequest | ChatRequest;

/** One event of an answer. A stream without `finish` is not an answer: it throws a ModelError instead. */
export type ModelEvent =
  | {
      readonly type: 'text';
      readonly text: string;
      /** Natural logarithm of the joint probability of the piece's tokens, where it was asked for and the wire gives it. */
      readonly logprob?: number;
    }
  | { readonly type: 'reasoning'; readonly text: string }
  /** A stretch of reasoning is over, whose text came before as `reasoning`; only where the wire wants it back. */
  | { readonly type: 'reasoningEnd'; readonly block: ReasoningBlock }
  /** A whole call. */
  | { readonly type: 'toolCall'; readonly call: ToolCall }
  | {
      readonly type: 'finish';
      readonly reason: FinishReason;
      readonly usage?: TokenUsage;
      /** Parameters that the request had and this wire or model refuses: they were not sent. */
      readonly leftOut?: readonly ParameterName[];
    };

export type FinishReason = 'stop' | 'length';

export interface TokenUsage {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** How many of `promptTokens` the server had in its cache, where it tells. */
  readonly cachedPromptTokens?: number;
  /** True when the server did not count, and these are estimates. */
  readonly isEstimated?: true;
}

/** One HTTP exchange as it goes out, for the log of what was sent. Never holds a key. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** The body exactly as written to the socket. */
  readonly body: string;
}

/** What one call may use. `onWire` is called for each HTTP request before its first byte is written. */
export interface CallOptions {
  readonly signal: AbortSignal;
  /** True when a person waits for the answer: only then may they be asked something for it. */
  readonly isAsked?: boolean;
  readonly onWire: (request: WireRequest) => void;
}

/** What a server says of itself and of one model. A field is absent where the server does not tell. */
export interface ModelDescription {
  /** The server's software with its version, for example `Ollama 0.12.0`. */
  readonly server?: string;
  /** The provider whose own API this server speaks, when it is another one than the settings entry names. */
  readonly betterProvider?: ProviderKind;
  /** Whether the server has the model of the settings entry. */
  readonly hasModel?: boolean;
  /** Names of models that the server has. */
  readonly models?: readonly string[];
  /** Tokens that the model can see, prompt and answer together, as the server runs it for Fairwind. */
  readonly contextTokens?: number;
  /** Tokens that the model was made for. */
  readonly trainedContextTokens?: number;
  /** What the model can do beside text, as far as the server tells. */
  readonly capabilities?: ModelCapabilities;
}

/** A field is absent where the server does not tell. */
export interface ModelCapabilities {
  readonly tools?: boolean;
  readonly images?: boolean;
  readonly reasoning?: boolean;
  readonly structuredOutput?: boolean;
}

/**
 * A model that can be asked. Adapters in `src/providers` implement it; features never hold one, they hold a
 * `GatedModel` (see `core/privacy/gate`).
 */
export interface LanguageModel {
  readonly identity: ModelIdentity;
  /** Tokens the model can see, as far as is known. */
  readonly contextTokens: number;
  /** The ways to ask it for a completion, best first; empty when the settings say `none`. */
  readonly fimWires: readonly FimWire[];
  /**
   * Milliseconds for which requests that nobody asked for should rest, because the server could not be reached several
   * times in a row; 0 when they need not. A request that is sent all the same finds out whether it is back.
   */
  restMs(): number;
  /**
   * Streams the answer.
   * @throws ModelError for every failure of the server or the wire; an AbortError when the signal was aborted.
   */
  stream(request: ModelRequest, options: CallOptions): AsyncIterable<ModelEvent>;
  /**
   * Asks the server what it runs. Sends nothing but the model's name.
   * @throws ModelError and AbortError as `stream` does; a model that the server does not have is no error here.
   */
  describe(options: CallOptions): Promise<ModelDescription>;
}

/** The name of a model for people: its own name, or its id where the server has only one. */
export function modelLabel(identity: Pick<ModelIdentity, 'id' | 'model'>): string {
  return identity.model === '' ? identity.id : identity.model;
}
