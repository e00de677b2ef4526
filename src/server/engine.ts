import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { DisposableStore } from '../util/disposable';
import type { Logger } from '../util/logger';
import { createWorkspaceModel } from '../core/ngram/workspaceModel';
import { type GateRule, createGate } from '../core/privacy/gate';
import { SentLog } from '../core/privacy/sentLog';
import { type DiagnosticsParams, type InitializationOptions, Method } from '../protocol/engine';
import { createMaskSecretsRule } from '../core/privacy/maskSecrets';
import { createProviders } from '../providers';
import { createModelServers } from '../providers/modelServers';
import type { EngineContext } from './engineContext';
import { registerApply } from './features/apply';
import { registerChat } from './features/chat';
import { registerChatContext } from './features/chatContext';
import { registerCommit } from './features/commit';
import { registerCommitAround } from './features/commitAround';
import { registerCommitHook } from './features/commitHook';
import { registerCommitReword } from './features/commitReword';
import { registerCommitSplit } from './features/commitSplit';
import { registerEmbedded } from './features/embedded';
import { registerExcludedFiles } from './features/excludedFiles';
import { registerInlineChat } from './features/inlineChat';
import { registerInlineCompletion } from './features/inlineCompletion';
import { registerLlamafile } from './features/llamafile';
import { registerModelChat } from './features/modelChat';
import { registerModelCheck } from './features/modelCheck';
import { registerNextEdit } from './features/nextEdit';
import { registerModels } from './features/models';
import { registerModelServers } from './features/modelServers';
import { registerSentLog } from './features/sentLog';
import { registerUsage } from './features/usage';
import { EditorContext } from './editorContext/editorContext';
import { askForDefinitions } from './editorContext/nearDefinitions';
import { createEmbedded } from './embedded/createEmbedded';
import { embeddedStorage } from './embedded/embeddedStorage';
import { ConnectionLogger } from './connectionLogger';
import { ModelServerDirectory } from './discovery/modelServerDirectory';
import { createHostModels } from './hostModels';
import { readInitializationOptions } from './initializationOptions';
import { KeyStore } from './keyStore';
import { createModelMemory } from './modelMemory';
import { ModelRegistry } from './modelRegistry';
import { SettingsStore } from './settingsStore';
import { createExcludedFilesRule } from './privacy/excludedFilesRule';
import { findSecrets } from './findSecrets';
import { FileExclusions, isIgnoreFile } from './privacy/fileExclusions';
import { SentHistory } from './privacy/sentHistory';
import { StatusReporter } from './statusReporter';
import { systemClock, systemTimer } from './systemClock';
import { createLineEditTracker } from './workspaceIndex/lineEdits';
import { pathOfUri } from './workspaceIndex/documentId';
import { type TimeSlices, createTimeSlices } from './workspaceIndex/timeSlices';
import { type WorkspaceIndex, createWorkspaceIndex } from './workspaceIndex/workspaceIndex';
import { createLimitRule } from './usage/limitRule';
import { UsageStore } from './usage/usageStore';
import { createWorkspaceInfo } from './workspaceInfo';
import { WORKSPACE_MODEL } from './workspaceSuggestions';

/** The engine's composition root: builds every part once and connects it to one LSP connection. */
export function startEngine(connection: Connection): void {
  const disposables = new DisposableStore();

  connection.onInitialize((params): InitializeResult => {
    const options = readInitializationOptions(params.initializationOptions);
    if (options.translations) l10n.config({ contents: { ...options.translations } });
    const context = createContext(connection, { params, options }, disposables);
    registerInlineCompletion(context);
    registerApply(context);
    registerChat(context);
    registerChatContext(context);
    registerInlineChat(context);
    registerCommit(context);
    registerCommitAround(context, params.locale ?? 'en');
    registerCommitSplit(context);
    const rewording = registerCommitReword(context, {
      capabilities: params.capabilities,
      showsRewording: options.showsRewording === true,
      locale: params.locale ?? 'en',
    });
    registerNextEdit(context);
    registerModels(context);
    registerModelCheck(context);
    registerModelChat(context);
    registerModelServers(context);
    registerLlamafile(context);
    registerExcludedFiles(context);
    registerSentLog(context);
    registerUsage(context);
    context.documents.listen(connection);
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        inlineCompletionProvider: true,
        ...rewording,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'fairwind' },
    };
  });
  connection.onShutdown(() => disposables.dispose());
  connection.listen();
}

/** What every part of the engine is built from. */
interface EngineBase {
  readonly connection: Connection;
  readonly params: InitializeParams;
  readonly options: InitializationOptions;
  /** Owns every part for as long as the engine lives. */
  readonly disposables: DisposableStore;
  readonly logger: Logger;
  readonly settings: SettingsStore;
  readonly workspace: ReturnType<typeof createWorkspaceInfo>;
  readonly exclusions: FileExclusions;
}

function createContext(
  connection: Connection,
  { params, options }: { params: InitializeParams; options: InitializationOptions },
  disposables: DisposableStore,
): EngineContext {
  const logger = disposables.add(new ConnectionLogger(connection));
  const settings = new SettingsStore(options.settings, logger);
  const workspace = createWorkspaceInfo(connection, params, options);
  const exclusions = new FileExclusions(systemClock);
  const base = { connection, params, options, disposables, logger, settings, workspace, exclusions };
  const status = disposables.add(
    new StatusReporter((update) => void connection.sendNotification(Method.status, update)),
  );
  const modelParts = createModelParts(base);
  registerCommitHook(base, { settings, globalStorageUri: options.globalStorageUri });
  const slices = createTimeSlices(systemClock);
  const sentHistory = createSentHistory(base, modelParts.sentLog, slices);
  const { index, ...documentParts } = createDocumentParts(base, slices);
  const { editorContext } = documentParts;
  const applySettings = () => {
    status.clearFailures();
    status.setResting(modelParts.models.forRole('completion')?.identity ?? WORKSPACE_MODEL);
  };
  disposables.add(settings.onDidChange(applySettings));
  disposables.add(settings.onDidChange(() => sentHistory.prune()));
  disposables.add(settings.onDidChange(() => editorContext.refresh()));
  connection.onDidChangeConfiguration(({ settings: raw }) => settings.update(raw));
  connection.onInitialized(() => {
    workspace.listen(() => {
      index.foldersChanged();
      editorContext.refresh();
    });
    applySettings();
    sentHistory.prune();
    index.start();
  });
  return {
    connection,
    settings: () => settings.current,
    settingsProblems: () => settings.problems,
    ...modelParts,
    ...documentParts,
    findExclusion: exclusions.exclusionOf,
    sentHistory,
    status,
    logger,
    clock: systemClock,
    slices,
    workspace,
    showsCandidates: options.showsCandidates === true,
    disposables,
  };
}

/** The models, and all that stands between them and the features. */
function createModelParts(
  base: EngineBase,
): Pick<EngineContext, 'models' | 'modelServers' | 'sentLog' | 'usage'> {
  const { connection, options, disposables, logger, settings } = base;
  const keys = new KeyStore(connection, options);
  const sentLog = new SentLog();
  const globalFolder = options.globalStorageUri && pathOfUri(options.globalStorageUri);
  const usage = new UsageStore({ folder: globalFolder ? join(globalFolder, 'usage') : undefined, logger });
  const storage = globalFolder ? embeddedStorage(globalFolder) : undefined;
  const embedded = disposables.add(
    createEmbedded({ connection, settings: () => settings.current, storage, logger }),
  );
  const providers = disposables.add(
    createProviders({
      network: () => settings.network,
      embedded,
      ...(options.providesLanguageModels === true && { host: createHostModels(connection) }),
    }),
  );
  registerEmbedded(
    { connection, clock: systemClock },
    {
      storage,
      models: embedded,
      sources: () => ({
        fetchFile: providers.fetchFile,
        hub: settings.current['fairwind.embedded.mirror'],
        registry: settings.current['fairwind.embedded.registry'],
      }),
    },
  );
  const memory = createModelMemory(pathInStorage(options, 'models.json'), logger);
  // Read by the time of the first request, which follows the answer to this one.
  void memory.load();
  const models = new ModelRegistry({
    settings: () => settings.current,
    memory,
    connect: (spec) => providers.connect(spec, () => keys.get(spec)),
    gate: createGate({ rules: createGateRules(base, usage), log: sentLog, clock: systemClock }),
    clock: systemClock,
  });
  const modelServers = new ModelServerDirectory({
    servers: disposables.add(createModelServers({ network: () => settings.network })),
    keys,
    log: sentLog,
    clock: systemClock,
  });
  return { models, modelServers, sentLog, usage };
}

/** What every request passes on its way out, in this order. */
function createGateRules(
  { connection, options, settings, workspace, exclusions }: EngineBase,
  usage: UsageStore,
): GateRule[] {
  return [
    createExcludedFilesRule(exclusions.exclusionOf, workspace.relativePath),
    createMaskSecretsRule(findSecrets),
    createLimitRule({
      settings: () => settings.current,
      store: usage,
      connection,
      asksAtLimit: options.asksAtLimit === true,
      clock: systemClock,
    }),
  ];
}

function createSentHistory(
  { options, disposables, logger, settings }: EngineBase,
  log: SentLog,
  slices: TimeSlices,
): SentHistory {
  return disposables.add(
    new SentHistory({
      log,
      folder: pathInStorage(options, 'sent'),
      keepDays: () => settings.current['fairwind.privacy.keepSentDays'],
      slices,
      clock: systemClock,
      logger,
    }),
  );
}

/** The editor's documents and what is known of them and of the workspace. */
function createDocumentParts(
  { connection, params, options, disposables, logger, settings, workspace, exclusions }: EngineBase,
  slices: TimeSlices,
): Pick<EngineContext, 'documents' | 'edits' | 'workspaceModel' | 'editorContext'> & {
  readonly index: WorkspaceIndex;
} {
  const edits = createLineEditTracker();
  const documents = new TextDocuments(edits.configuration);
  const workspaceModel = createWorkspaceModel({
    maxMemoryBytes: settings.current['fairwind.workspaceModel.maxMemoryMB'] * 1024 * 1024,
  });
  const index = disposables.add(
    createWorkspaceIndex({
      model: workspaceModel,
      connection,
      capabilities: params.capabilities,
      documents,
      edits,
      folders: workspace.folders,
      slices,
      findExclusion: exclusions.exclusionOf,
      ...(options.storageUri !== undefined && { storageUri: options.storageUri }),
      clock: systemClock,
      logger,
    }),
  );
  const editorContext = disposables.add(
    new EditorContext({
      documents,
      edits,
      workspace,
      settings: () => settings.current,
      onDidChangeFile: index.onDidChangeFile,
      findExclusion: exclusions.exclusionOf,
      ...(options.providesDefinitions === true && {
        findDefinitions: (definitions, signal) => askForDefinitions(connection, definitions, signal),
      }),
      slices,
      clock: systemClock,
      timer: systemTimer,
      logger,
    }),
  );
  connection.onNotification(Method.contextDiagnostics, (diagnostics: DiagnosticsParams) =>
    editorContext.diagnose(diagnostics),
  );
  disposables.add(
    index.onDidChangeFile((uri) => {
      if (!isIgnoreFile(uri)) return;
      exclusions.clear();
      editorContext.refresh();
    }),
  );
  return { documents, edits, workspaceModel, editorContext, index };
}

/** A file of the workspace's own storage folder; undefined where the editor gave none. */
function pathInStorage({ storageUri }: InitializationOptions, name: string): string | undefined {
  const folder = storageUri === undefined ? undefined : pathOfUri(storageUri);
  return folder === undefined ? undefined : join(folder, name);
}
