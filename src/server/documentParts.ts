import { TextDocuments } from 'vscode-languageserver/node';
import { createWorkspaceModel } from '../core/ngram/workspaceModel';
import { type DiagnosticsParams, Method } from '../protocol/engine';
import { EditorContext } from './editorContext/editorContext';
import { askForDefinitions } from './editorContext/nearDefinitions';
import type { EngineBase } from './engineBase';
import type { EngineContext } from './engineContext';
import { isIgnoreFile } from './privacy/fileExclusions';
import { systemClock, systemTimer } from './systemClock';
import { createLineEditTracker } from './workspaceIndex/lineEdits';
import type { TimeSlices } from './workspaceIndex/timeSlices';
import { type WorkspaceIndex, createWorkspaceIndex } from './workspaceIndex/workspaceIndex';

/** The editor's documents and what is known of them and of the workspace. */
export function createDocumentParts(
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
