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
import type { RewordChange } from '../core/commit/reword/rewordMessage';
import type { RewordTask } from '../core/commit/reword/rewordPrompt';
import type { UsageCell } from '../core/usage/usageCells';
import type { EditorReason } from '../core/completion/reasons';
import type { ModelErrorKind } from '../core/model/errors';
import type { ModelFit } from '../core/model/modelCatalogue';
import type { OffsetEdit, RefusalReason } from '../core/apply/placement';
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

/** A file as the editor has it now, saved or not. */
export interface ApplyFile {
  readonly uri: string;
  /** For people and models, relative to its workspace folder. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

export interface ApplyBlock {
  /** One of `files`. */
  readonly uri: string;
  readonly text: string;
  /** The language of its fence, or `diff`; empty when none is named. */
  readonly language: string;
}

export interface ApplyPlaceParams {
  readonly files: readonly ApplyFile[];
  /** Those for one file are placed one after the other. */
  readonly blocks: readonly ApplyBlock[];
}

/** UTF-16 offsets in the text that was sent. */
export type ApplyEdit = OffsetEdit;

export interface ApplyPlaceResult {
  /** Files that change, with their edits in ascending order and apart from each other. */
  readonly files: readonly { readonly uri: string; readonly edits: readonly ApplyEdit[] }[];
  readonly refused: readonly ApplyRefusal[];
}

export interface ApplyRefusal {
  /** The index of the block. */
  readonly block: number;
  readonly reason: RefusalReason;
  /** The reason in words, with the next step. */
  readonly message: string;
}

export interface ApplyAskParams {
  readonly file: ApplyFile;
  readonly block: ApplyBlock;
}

export interface ApplyAskResult {
  readonly model: ModelIdentity;
  readonly edits: readonly ApplyEdit[];
  /** Present where the model's answer could not be placed either. */
  readonly refused?: ApplyRefusal;
}

export interface CommitDraftParams {
  readonly partialResultToken: string | number;
  /** The root folder of the repository that was clicked, as a `file:` URI. */
  readonly repositoryUri: string;
  /** What the person has already typed into the box; kept as notes for the draft. */
  readonly notes: string;
  /** How it is to differ from the last of `others`, or from a usual one. */
  readonly wish?: 'shorter' | 'longer' | 'withBody';
  /** Messages that were drafted for the same change, the latest last; this one is to be another. */
  readonly others?: readonly string[];
  /** A new message for the last commit, together with what is staged. */
  readonly amend?: boolean;
  /** The index that the commit is made from, where it is not the repository's own (`git commit -a`): an absolute path in its git folder. */
  readonly indexFile?: string;
}

/** Progress of a draft: text to append, or what is being done now, in words for the person. */
export interface CommitDraftProgress extends TextDelta {
  readonly stage?: string;
}

export interface CommitDraftResult {
  readonly message: string;
  /** Which change the message describes. `amend`: the last commit's, with what is staged. */
  readonly source: 'staged' | 'workingTree' | 'amend';
  /**
   * Who wrote it. `rules`: no model is connected, so it was made from the diff alone. `git`: git's own message for the
   * merge, cherry-pick or revert in progress.
   */
  readonly writtenBy: 'model' | 'rules' | 'git';
  /** The model that wrote it; only when `writtenBy` is `model`. */
  readonly model?: ModelIdentity;
  /** Files whose changes did not fit and were only named. */
  readonly filesNamedOnly: number;
  /** Files that the model was told nothing of, because nothing of them may be sent. */
  readonly filesExcluded: number;
  /** What is still wrong with the message, each in a sentence for the person. */
  readonly remarks: readonly string[];
}

export interface CommitRewordParams {
  /** The message, without comments. */
  readonly text: string;
  readonly task: RewordTask;
  /** The language to translate to: a BCP 47 tag, or its name; `en` without it. */
  readonly language?: string;
}

export interface CommitRewordResult {
  /** The message with all changes. */
  readonly message: string;
  /** Each can be taken alone; `start` and `end` are UTF-16 offsets in `text`. None when there is nothing to better. */
  readonly changes: readonly RewordChange[];
  readonly model: ModelIdentity;
}

export interface CommitExplainParams {
  readonly partialResultToken: string | number;
  readonly repositoryUri: string;
  readonly source: 'staged' | 'workingTree' | 'commit';
  /** The commit's name; only with the source `commit`. */
  readonly commit?: string;
}

export interface CommitExplainResult {
  /** Markdown: a heading, and the explanation that was streamed. */
  readonly text: string;
  /** Absent where no model is connected: then the change is listed. */
  readonly model?: ModelIdentity;
  readonly filesExcluded: number;
}

export interface CommitBranchNamesParams {
  readonly repositoryUri: string;
}

export interface CommitBranchNamesResult {
  /** Names that git takes and that no branch has, the best first. */
  readonly names: readonly string[];
  /** Absent where no model had a part in it. */
  readonly model?: ModelIdentity;
}

export interface CommitPullRequestParams {
  readonly repositoryUri: string;
  /** The branch that it is to go to; chosen when absent. */
  readonly base?: string;
}

export interface CommitPullRequestResult {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly base: string;
  readonly branch: string;
  readonly commits: number;
  /** The path of the project's template that was filled in. */
  readonly template?: string;
  readonly model?: ModelIdentity;
}

export interface CommitSplitParams {
  readonly repositoryUri: string;
}

export interface CommitSplitResult {
  /** The largest first; one or none when what is staged is one thing. */
  readonly parts: readonly CommitPart[];
}

/** Staged files that belong together. */
export interface CommitPart {
  /** What the part does, in the repository's style. */
  readonly title: string;
  /** Paths in the repository after the change, with forward slashes. */
  readonly paths: readonly string[];
  /** Those of the paths of which only some lines are staged: what is taken out of them comes back by undo alone. */
  readonly partlyStaged: readonly string[];
}

export interface CommitStagePartParams {
  readonly repositoryUri: string;
  /** The paths of the part that stays staged. */
  readonly paths: readonly string[];
}

export interface CommitStagePartResult {
  /** How many files were taken out of what is staged. */
  readonly unstaged: number;
}

export interface CommitUndoStagePartResult {
  /** False, with nothing changed, when there is nothing to undo or something else is staged meanwhile. */
  readonly isUndone: boolean;
}

export interface CommitHookParams {
  readonly repositoryUri: string;
  readonly action: 'look' | 'install' | 'remove';
}

/** How it stands with the hook in a repository. */
export interface CommitHookState {
  /** `edited`: somebody has changed it since it was written; it is neither replaced nor removed. */
  readonly state: 'absent' | 'installed' | 'edited';
  /** The folder whose hooks git runs. */
  readonly folder: string;
  /** True when that folder is part of the project, where others may get the hook with their next pull. */
  readonly isInProject: boolean;
  /** The value of `core.hooksPath`, where it is set. */
  readonly hooksPath?: string;
  /** True when another hook is there: it stays, and is called first. */
  readonly hasOther: boolean;
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

/** A model of the catalogue, and how it stands with it on this machine. */
export interface EmbeddedModelData {
  /** What `model` of an `embedded` entry says. */
  readonly id: string;
  readonly name: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Bytes to download, roughly. */
  readonly aboutBytes: number;
  /** Bytes of memory that it takes, roughly. */
  readonly aboutMemoryBytes: number;
  readonly fit: ModelFit;
  /** The best one for this machine. */
  readonly isRecommended: boolean;
  readonly isDownloaded: boolean;
  /** Bytes that are there: all, or those of a download that was paused. */
  readonly downloadedBytes: number;
}

export interface EmbeddedListResult {
  readonly isRuntimeInstalled: boolean;
  /** From small to large. */
  readonly models: readonly EmbeddedModelData[];
}

export interface EmbeddedDownloadParams {
  readonly partialResultToken?: string | number;
  /** An id of the catalogue, `hf:owner/name:file-or-quantisation`, or the path of a file: then only llama.cpp is. */
  readonly model: string;
}

/** How far a download is. */
export interface EmbeddedDownloadProgress {
  /** `runtime` is llama.cpp itself, which comes before the first model. */
  readonly part: 'runtime' | 'model';
  readonly receivedBytes: number;
  /** Absent where the server does not tell. */
  readonly totalBytes?: number;
}

export interface EmbeddedDownloadResult {
  readonly path: string;
  readonly sizeBytes: number;
  /** Absent for a file that was not downloaded. */
  readonly sha256?: string;
}

export interface EmbeddedRemoveParams {
  readonly model: string;
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
  | 'emptyAnswer'
  | 'downloadFailed'
  | 'hookFailed'
  | 'llamafileFailed';

/** The JSON-RPC error code of expected failures; `data` tells which, `message` is for the person. */
export const EXPECTED_ERROR_CODE = -32050;
