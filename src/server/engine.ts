import * as l10n from '@vscode/l10n';
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { DisposableStore } from '../util/disposable';
import type { SentLog } from '../core/privacy/sentLog';
import { type InitializationOptions, Method } from '../protocol/engine';
import { ConnectionLogger } from './connectionLogger';
import { type RewordFeatureOptions, rewordCapabilities } from './commitMessage/rewordCapabilities';
import { createDocumentParts } from './documentParts';
import { type EngineBase, pathInStorage } from './engineBase';
import type { EngineContext } from './engineContext';
import { registerCommitHook } from './features/commitHook';
import { registerExcludedFiles } from './features/excludedFiles';
import { registerInlineCompletion } from './features/inlineCompletion';
import { registerLlamafile } from './features/llamafile';
import { registerModels } from './features/models';
import { registerModelServers } from './features/modelServers';
import { registerNextEdit } from './features/nextEdit';
import { registerSentLog } from './features/sentLog';
import { registerUsage } from './features/usage';
import { readInitializationOptions } from './initializationOptions';
import type { LateFeatures } from './lateFeatures';
import { createModelParts } from './modelParts';
import { FileExclusions } from './privacy/fileExclusions';
import { SentHistory } from './privacy/sentHistory';
import { SettingsStore } from './settingsStore';
import { StatusReporter } from './statusReporter';
import { systemClock } from './systemClock';
import { type TimeSlices, createTimeSlices } from './workspaceIndex/timeSlices';
import { createWorkspaceInfo } from './workspaceInfo';
import { WORKSPACE_MODEL } from './workspaceSuggestions';

/**
 * The engine's composition root: builds every part once and connects it to one LSP connection.
 * @param late what the connection asks before it hands over a message
 */
export function startEngine(connection: Connection, late: LateFeatures): void {
  const disposables = new DisposableStore();

  connection.onInitialize((params): InitializeResult => {
    const options = readInitializationOptions(params.initializationOptions);
    if (options.translations) l10n.config({ contents: { ...options.translations } });
    const context = createContext(connection, { params, options }, disposables);
    registerInlineCompletion(context);
    registerNextEdit(context);
    registerModels(context);
    registerModelServers(context);
    registerLlamafile(context);
    registerExcludedFiles(context);
    registerSentLog(context);
    registerUsage(context);
    const reword: RewordFeatureOptions = {
      capabilities: params.capabilities,
      showsRewording: options.showsRewording === true,
      locale: params.locale ?? 'en',
    };
    addLateFeatures(late, context, reword);
    context.documents.listen(connection);
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        inlineCompletionProvider: true,
        ...rewordCapabilities(context, reword),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'fairwind' },
    };
  });
  connection.onShutdown(() => disposables.dispose());
  connection.listen();
}

/** What is asked for by the person and not by typing is loaded when it is first asked for. */
function addLateFeatures(late: LateFeatures, context: EngineContext, reword: RewordFeatureOptions): void {
  late.add(['fairwind/chat/'], async () => {
    (await import('./features/chat')).registerChat(context);
    (await import('./features/chatContext')).registerChatContext(context);
  });
  late.add(['fairwind/inlineChat/'], async () =>
    (await import('./features/inlineChat')).registerInlineChat(context),
  );
  late.add(['fairwind/apply/'], async () => (await import('./features/apply')).registerApply(context));
  late.add(['fairwind/commit/'], async () => {
    (await import('./features/commit')).registerCommit(context);
    (await import('./features/commitAround')).registerCommitAround(context, reword.locale);
    (await import('./features/commitSplit')).registerCommitSplit(context);
  });
  late.add([Method.commitReword, 'textDocument/codeAction', 'workspace/executeCommand'], async () =>
    (await import('./features/commitReword')).registerCommitReword(context, reword),
  );
  late.add([Method.modelsCheck], async () =>
    (await import('./features/modelCheck')).registerModelCheck(context),
  );
  late.add([Method.modelsChat], async () =>
    (await import('./features/modelChat')).registerModelChat(context),
  );
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
