/**
 * The `fairwind/*` messages between an editor and the engine, beside standard LSP 3.18.
 * Types and method names only; `docs/protocol.md` describes each, and a test holds the two together.
 */
import type { ToolCall, ToolDefinition } from '../core/model/chatMessages';
import type {
  ChatMessage,
  ModelCapabilities,
  ModelIdentity,
  ModelRole,
  RequestRole,
  TokenUsage,
} from '../core/model/languageModel';
import type { HostAnswerEnd, HostModelInfo, HostRequest } from '../core/model/hostModels';
import type { FoundServer, OfferedModel, ServerAddress } from '../core/model/modelServer';
import type { UsageCell } from '../core/usage/usageCells';
import type { EditorReason } from '../core/completion/reasons';
import type { ModelErrorKind } from '../core/model/errors';
import type { Diagnostic } from '../core/completion/context/diagnostics';
import type { NextEditKind } from '../core/nextEdit/nextEdit';
import type { TextRange } from '../core/text/textDocumentSnapshot';

/** Method names. Requests go from the editor to the engine unless their comment says otherwise. */
export const Method = {
  /** Request: one turn of a conversation; text arrives as `$/progress` of `partialResultToken`. */
  chatTurn: 'fairwind/chat/turn',
  /** Request: the standing instructions that hold for a conversation, as context. */
  chatInstructions: 'fairwind/chat/instructions',
  /** Request: a piece of context that only the engine can read. */
  chatContext: 'fairwind/chat/context',
  /** Request: the latest commits of a repository, to choose one from. */
  chatCommits: 'fairwind/chat/commits',
  /** Request: the prompt files of the person and the workspace. */
  chatPromptFiles: 'fairwind/chat/promptFiles',
  /** Request: the message that a prompt file makes. */
  chatPromptFile: 'fairwind/chat/promptFile',
  /** Request: a part of a document in the person's words; its text arrives as `$/progress` of `partialResultToken`. */
  inlineChatEdit: 'fairwind/inlineChat/edit',
  /** Request: where blocks of an answer belong in files, and what they change there. Asks no model. */
  applyPlace: 'fairwind/apply/place',
  /** Request: the same with the help of the chat model, for a block that could not be placed without. */
  applyAsk: 'fairwind/apply/ask',
  /** Request: drafts a commit message; text arrives as `$/progress` of `partialResultToken`. */
  commitDraft: 'fairwind/commit/draft',
  /** Request: has a model better a commit message: its grammar, its words, its language or its length. */
  commitReword: 'fairwind/commit/reword',
  /** Request: explains a change or a commit; text arrives as `$/progress` of `partialResultToken`. */
  commitExplain: 'fairwind/commit/explain',
  /** Request: names for a branch with the change. */
  commitBranchNames: 'fairwind/commit/branchNames',
  /** Request: title and description of a pull request from what a branch has. */
  commitPullRequest: 'fairwind/commit/pullRequest',
  /** Request: the parts of what is staged, where it is more than one thing. */
  commitSplit: 'fairwind/commit/split',
  /** Request: keeps one part of what is staged; the rest stays in the working tree. */
  commitStagePart: 'fairwind/commit/stagePart',
  /** Request: gives back what was staged before the last `stagePart`. */
  commitUndoStagePart: 'fairwind/commit/undoStagePart',
  /** Request: how it stands with the `prepare-commit-msg` hook in a repository; installs or removes it. */
  commitHook: 'fairwind/commit/hook',
  /** Notification to the editor: a better suggestion than the one shown is ready for a document. */
  completionReady: 'fairwind/completion/ready',
  /** Request: why the last inline completion was or was not shown. */
  completionWhy: 'fairwind/completion/why',
  /** Request to the editor: where names of a document are defined, from the editor's own language servers. */
  contextDefinitions: 'fairwind/context/definitions',
  /** Notification: what language servers say of a document. */
  contextDiagnostics: 'fairwind/context/diagnostics',
  /** Request: the next edit for a document, now; the person asked for it. */
  nextEditAsk: 'fairwind/nextEdit/ask',
  /** Notification to the editor: a next edit is proposed. */
  nextEditProposed: 'fairwind/nextEdit/proposed',
  /** Notification: the person has applied a proposed edit, or gone to a proposed place. */
  nextEditAccepted: 'fairwind/nextEdit/accepted',
  /** Notification: the person does not want a proposed edit. */
  nextEditDismissed: 'fairwind/nextEdit/dismissed',
  /** Request: the connected models and which one each role uses. */
  modelsList: 'fairwind/models/list',
  /** Request: an answer of a connected model to a conversation of the editor's own; text arrives as `$/progress`. */
  modelsChat: 'fairwind/models/chat',
  /** Request to the editor: the models that it lends. */
  lmList: 'fairwind/lm/list',
  /** Request to the editor: an answer of a model that it lends; text arrives as `$/progress` of `partialResultToken`. */
  lmSend: 'fairwind/lm/send',
  /** Request: checks the connection to models end to end; what is being asked arrives as `$/progress`. */
  modelsCheck: 'fairwind/models/check',
  /** Request: the model servers on this machine, found at their usual ports. */
  modelsFind: 'fairwind/models/find',
  /** Request: the models that a server lists. */
  modelsOffered: 'fairwind/models/offered',
  /** Request: has an Ollama server download a model; how far it is arrives as `$/progress`. */
  ollamaPull: 'fairwind/ollama/pull',
  /** Request: has an Ollama server delete a model. */
  ollamaDelete: 'fairwind/ollama/delete',
  /** Request: starts a llamafile of this machine as a server that answers this machine alone. */
  llamafileStart: 'fairwind/llamafile/start',
  /** Request: ends a llamafile that was started so. */
  llamafileStop: 'fairwind/llamafile/stop',
  /** Request: the llamafiles that were started so and run. */
  llamafileList: 'fairwind/llamafile/list',
  /** Request: the catalogue of models that can run on this machine. */
  embeddedList: 'fairwind/embedded/list',
  /** Request: downloads such a model, and llama.cpp before the first one; how far it is arrives as `$/progress`. */
  embeddedDownload: 'fairwind/embedded/download',
  /** Request: deletes a downloaded model. */
  embeddedRemove: 'fairwind/embedded/remove',
  /** Request: which of these files nothing may be sent of, and why. */
  filesExcluded: 'fairwind/files/excluded',
  /** Request: the log of what was sent. */
  sentList: 'fairwind/sent/list',
  /** Request: one entry of the log of what was sent, complete. */
  sentGet: 'fairwind/sent/get',
  /** Request: empties the log of what was sent. */
  sentClear: 'fairwind/sent/clear',
  /** Notification to the editor: the log of what was sent has changed. */
  sentChanged: 'fairwind/sent/changed',
  /** Request: what the requests of one month used and cost. */
  usageMonth: 'fairwind/usage/month',
  /** Request to the editor: the month's limit is reached; does the person go on? */
  usageLimit: 'fairwind/usage/limit',
  /** Notification to the editor: what the engine is doing. */
  status: 'fairwind/status',
  /** Request to the editor: the key for a model, from its secret storage. */
  secretGet: 'fairwind/secret/get',
  /** Notification: a key was stored or deleted; the engine asks again when it next needs one. */
  secretChanged: 'fairwind/secret/changed',
} as const;

/** The engine's own `initializationOptions`. */
export interface InitializationOptions {
  /** The settings, nested or with dotted keys; see the settings table. */
  readonly settings?: unknown;
  /** Keys for clients without secret storage: by model id, or by the origin of `baseUrl`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** True when the editor answers `fairwind/secret/get`. */
  readonly providesSecrets?: boolean;
  /** True when the editor answers `fairwind/context/definitions`. */
  readonly providesDefinitions?: boolean;
  /** True when the editor answers `fairwind/lm/list` and `fairwind/lm/send`. */
  readonly providesLanguageModels?: boolean;
  /** True when the editor answers `fairwind/usage/limit`. */
  readonly asksAtLimit?: boolean;
  /**
   * True when the editor lets a person go through several suggestions for one place: a request made by hand then brings
   * further ones of the connected model, each of which is a request to it.
   */
  readonly showsCandidates?: boolean;
  /**
   * True when the editor itself shows what was bettered in a commit message: code actions then name the command
   * `fairwind.commit.reword` of the editor. Without it the engine has that command, and asks with
   * `window/showMessageRequest` before it edits.
   */
  readonly showsRewording?: boolean;
  /** A folder of the workspace's own, as a `file:` URI, where the workspace model is kept between sessions. */
  readonly storageUri?: string;
  /** A folder of the extension's own over all workspaces, as a `file:` URI, where downloaded models and the numbers of `fairwind/usage/month` are kept. */
  readonly globalStorageUri?: string;
  /** True when the person has not (yet) trusted the workspace: git is not run and nothing of it is sent. */
  readonly restricted?: boolean;
  /** Translations of the engine's messages: English text to translated text. */
  readonly translations?: Readonly<Record<string, string>>;
}

/** One piece of streamed text. */
export interface TextDelta {
  readonly text: string;
  /** True for the model's reasoning, which is shown apart from the answer. */
  readonly reasoning?: boolean;
}

export interface FilesExcludedParams {
  readonly uris: readonly string[];
}

export interface FilesExcludedResult {
  /** Those of the files that nothing may be sent of. */
  readonly excluded: readonly ExcludedFile[];
}

/** A file of which nothing is sent to any model. */
export interface ExcludedFile {
  readonly uri: string;
  /** Why, in one sentence for the person. */
  readonly reason: string;
}

export interface CompletionReadyParams {
  readonly uri: string;
  /** The version of the document that the suggestion is for; asking again at that version gives it at once. */
  readonly version: number;
}

export interface CompletionWhyParams {
  /** The document that the person means; the last one that was asked for without it. */
  readonly uri?: string;
  readonly languageId?: string;
  /** Why the editor itself did not ask in that document, where it knows of a reason. */
  readonly editorReason?: EditorReason;
}

/** Why the last inline completion request ended as it did. */
export interface CompletionWhyResult {
  /** The named reason, or `none` when nothing was asked yet. */
  readonly reason: string;
  /** The reason in words, with the next step. */
  readonly message: string;
  readonly uri?: string;
  readonly durationMs?: number;
}

/** A proposed edit. It holds for one version of its document; any other change of that document ends it. */
export interface NextEditProposal {
  readonly id: number;
  readonly uri: string;
  readonly version: number;
  readonly range: TextRange;
  /** What is to stand there. With an empty range and no text only the place is proposed. */
  readonly newText: string;
  /** The rule that found it, or `model`. */
  readonly kind: NextEditKind;
  /** What it does, in a few words for the person. */
  readonly label: string;
}

export interface NextEditAskParams {
  readonly uri: string;
}

export interface NextEditAskResult {
  readonly proposal: NextEditProposal | null;
}

/** Of `accepted` and `dismissed`. */
export interface NextEditAnswerParams {
  readonly id: number;
}

/** Lines and characters count from 0, characters in UTF-16 units. */
export interface DefinitionsParams {
  readonly uri: string;
  /** The version of the document that the positions are of. */
  readonly version: number;
  readonly positions: readonly { readonly line: number; readonly character: number }[];
}

export interface DefinitionsResult {
  /**
   * For each position the definition of the name there, `null` where there is none. Of a variable or parameter of the
   * document itself it is the definition of its type. `null` for all when the document is at another version; where
   * it changes meanwhile, for the positions not yet looked up.
   */
  readonly definitions: readonly (DefinitionPlace | null)[] | null;
}

export interface DefinitionPlace {
  readonly uri: string;
  /** The line of the defined name, counted from 0. */
  readonly line: number;
}

export interface DiagnosticsParams {
  readonly uri: string;
  /** The version of the document that the lines are of. */
  readonly version: number;
  /** Errors and warnings, those of earlier lines first. In place of the document's earlier ones. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ModelsListResult {
  readonly models: readonly ModelIdentity[];
  /** What is known of each of `models`, in their order. */
  readonly details: readonly ModelDetails[];
  /** The model each role uses now; absent when none is connected for it. */
  readonly roles: Readonly<Partial<Record<ModelRole, string>>>;
  /** What is wrong with the settings, in words. */
  readonly problems: readonly string[];
}

export interface ModelDetails {
  /** Tokens that the model can see, prompt and answer together, as far as is known. */
  readonly contextTokens: number;
  /** Absent until the server has told. */
  readonly capabilities?: ModelCapabilities;
}

export interface ModelsChatParams {
  readonly partialResultToken: string | number;
  /** An id of `fairwind.models`. */
  readonly modelId: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** True when the answer must call one of `tools`. */
  readonly mustCallTool?: boolean;
}

export interface ModelsChatResult {
  readonly finishReason: 'stop' | 'length';
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: TokenUsage;
}

export interface LmListResult {
  readonly models: readonly HostModelInfo[];
}

export interface LmSendParams extends HostRequest {
  readonly partialResultToken: string | number;
}

export type LmSendResult = HostAnswerEnd;

export interface ModelsCheckParams {
  readonly partialResultToken?: string | number;
  /** Checks this model, for everything. Without it each model that a role uses is checked, for what it is used for. */
  readonly modelId?: string;
  /** Checks this entry of `fairwind.models`, which is not (yet) in the settings, for everything. */
  readonly entry?: unknown;
}

export interface ModelsFindResult {
  readonly servers: readonly FoundServer[];
}

export interface ModelsOfferedParams extends ServerAddress {
  /** What people call the server, for messages. */
  readonly name?: string;
}

export interface ModelsOfferedResult {
  /** In the server's own order. */
  readonly models: readonly OfferedModel[];
}

export interface OllamaPullParams {
  readonly partialResultToken?: string | number;
  readonly baseUrl: string;
  readonly model: string;
}

export interface OllamaDeleteParams {
  readonly baseUrl: string;
  readonly model: string;
}

export interface LlamafileParams {
  /** The file's absolute path. */
  readonly path: string;
}

export interface LlamafileStartResult {
  /** Where it answers, the same for the same path as long as the port is free. */
  readonly baseUrl: string;
  readonly models: readonly OfferedModel[];
}

export interface LlamafileListResult {
  readonly running: readonly { readonly path: string; readonly baseUrl: string }[];
}

export interface ModelsCheckResult {
  readonly models: readonly ModelCheckData[];
  /** What is wrong with the settings, in words. */
  readonly problems: readonly string[];
}

/** What the check found about one model. */
export interface ModelCheckData {
  readonly model: ModelIdentity;
  readonly roles: readonly ModelRole[];
  readonly checks: readonly CheckItem[];
}

export interface CheckItem {
  /** `completion` fills a known hole (FIM); `chat` answers a word. */
  readonly name: 'reachable' | 'key' | 'model' | 'context' | 'completion' | 'chat';
  /** `skipped`: not needed, or not to be found out while an earlier check fails. */
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, for the person. */
  readonly message: string;
  /** What to do next, for the person. */
  readonly fix?: string;
  /** Milliseconds from the request to its first text, where text was asked for. */
  readonly firstTokenMs?: number;
  /** Milliseconds from the request to the end of its answer. */
  readonly durationMs?: number;
}

export interface SentEntryData {
  /** Unique among all windows and sessions. */
  readonly id: string;
  readonly number: number;
  readonly role: RequestRole;
  readonly destination: ModelIdentity;
  /** Wall-clock milliseconds since 1970. */
  readonly sentAt: number;
  readonly wire: readonly { readonly method: string; readonly url: string; readonly body: string }[];
  /** Secrets that were masked before it left: what each is, in words. */
  readonly maskedSecrets?: readonly string[];
  /** Parameters of the settings or the feature that were not sent, because the wire or the model refuses them. */
  readonly leftOut?: readonly string[];
  readonly usage?: TokenUsage;
  readonly outcome?: string;
  readonly durationMs?: number;
}

export interface SentListParams {
  /** Words that must all occur in an entry: in its bodies, its address, its model or what it was for. */
  readonly query?: string;
  /** The id of an entry: only older ones are wanted. */
  readonly before?: string;
  /** How many at most. */
  readonly limit?: number;
  /** Only entries of this role. */
  readonly role?: RequestRole;
  /** Only entries for models on this machine, or only those for others. */
  readonly where?: 'local' | 'remote';
  /** True for a list to choose from: every `body` is empty. */
  readonly withoutBodies?: boolean;
}

export interface SentGetParams {
  readonly id: string;
}

export interface SentGetResult {
  /** Null when it is no longer kept. */
  readonly entry: SentEntryData | null;
}

export interface SentListResult {
  /** Oldest first. */
  readonly entries: readonly SentEntryData[];
  /** True when there are older ones. */
  readonly more: boolean;
}

export interface UsageMonthParams {
  /** For example `2026-11`; the present month without it. */
  readonly month?: string;
}

export interface UsageMonthResult {
  readonly month: string;
  /** The months that can be asked for, newest first. */
  readonly months: readonly string[];
  /** One for each day, model and role. */
  readonly cells: readonly UsageCellData[];
  /** What the month cost, as far as there are prices. */
  readonly cost: number;
  /** The currency of the prices, as the person writes it. */
  readonly currency: string;
  /** The month's limit; 0 for none. */
  readonly limit: number;
}

export interface UsageCellData extends UsageCell {
  /** Absent for a model without a price; 0 for one on this machine. */
  readonly cost?: number;
}

export interface UsageLimitParams {
  /** The model that is about to be asked. */
  readonly model: ModelIdentity;
  readonly spent: number;
  readonly limit: number;
  readonly currency: string;
}

export interface UsageLimitResult {
  /** `month`: go on this month; `once`: send this request; `stop`: do not. */
  readonly answer: 'month' | 'once' | 'stop';
}

export interface StatusParams {
  readonly state: 'idle' | 'busy' | 'error';
  /** What is being done; absent when idle. */
  readonly role?: ModelRole;
  /** The model concerned: the busy one, the failed one, or the one that answers completions. */
  readonly model: ModelIdentity;
  /** The failure in words, with the next step; or what is being done, where the role does not say it. */
  readonly message?: string;
}

export interface SecretGetParams {
  readonly modelId: string;
  /** Scheme, host and port of the model's address. A key is only ever given to the origin it was stored for. */
  readonly origin: string;
}

export interface SecretGetResult {
  readonly key: string | null;
}

/** `data` of the error responses of `fairwind/*` requests. */
export interface EngineErrorData {
  readonly kind: ModelErrorKind | EngineErrorKind;
  readonly model?: ModelIdentity;
}

/** Expected failures that are not a model's. */
export type EngineErrorKind =
  | 'noModel'
  | 'refused'
  | 'noRepository'
  | 'nothingToCommit'
  | 'mergeConflict'
  | 'gitFailed'
  | 'gitMissing'
  | 'restricted'
  | 'documentChanged'
  | 'maskedSecret'
  | 'emptyAnswer'
  | 'downloadFailed'
  | 'hookFailed'
  | 'llamafileFailed';

/** The JSON-RPC error code of expected failures; `data` tells which, `message` is for the person. */
export const EXPECTED_ERROR_CODE = -32050;
