import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { isAbortError } from '../../util/abort';
import type { Clock } from '../../util/clock';
import { type Disposable, DisposableStore, toDisposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/emitter';
import type { Logger } from '../../util/logger';
import { createBackgroundReader } from './backgroundReader';
import { createCalibration } from './calibration';
import { documentIdOfPath, pathOfUri } from './documentId';
import { watchFiles } from './fileWatch';
import type { LineEditTracker } from './lineEdits';
import { createModelCache } from './modelCache';
import { OpenDocuments } from './openDocuments';
import type { TimeSlices } from './timeSlices';
import { WorkspaceIndexer } from './workspaceIndexer';
import type { CachedModel, IndexedModel } from './workspaceModelPort';

export interface WorkspaceIndexOptions {
  readonly model: IndexedModel & CachedModel;
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly documents: TextDocuments<TextDocument>;
  /** The tracker that `documents` was made with. */
  readonly edits: LineEditTracker;
  /** URIs of the workspace folders. Folders of other schemes than `file:` are not read. */
  readonly folders: () => readonly string[];
  readonly findExclusion: FindFileExclusion;
  /** The workspace's storage folder as a `file:` URI; without one nothing is written. */
  readonly storageUri?: string;
  /** Shared with all other background work of the engine. */
  readonly slices: TimeSlices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps the workspace model up to date in the background until it is disposed of. */
export interface WorkspaceIndex extends Disposable {
  /** Begins to read the workspace. To be called once the client is initialized. */
  start(): void;
  /** Reads what has come and drops what has gone after the workspace folders have changed. */
  foldersChanged(): void;
  /** Fires with the URI of a file or folder that has changed, appeared or gone on disk. */
  readonly onDidChangeFile: Event<string>;
}

/**
 * Connects the workspace model to the editor's documents at once, and to the files of the workspace when it is started.
 * The model knows documents by `documentId(uri)`.
 */
export function createWorkspaceIndex(options: WorkspaceIndexOptions): WorkspaceIndex {
  const {
    model,
    connection,
    capabilities,
    documents,
    edits,
    folders,
    storageUri,
    findExclusion,
    slices,
    clock,
    logger,
  } = options;
  const disposables = new DisposableStore();
  const stop = new AbortController();
  const { signal } = stop;
  disposables.add(toDisposable(() => stop.abort()));
  const changedFiles = disposables.add(new Emitter<string>());
  const roots = () => folders().flatMap((uri) => pathOfUri(uri) ?? []);
  const storagePath = storageUri === undefined ? undefined : pathOfUri(storageUri);
  const folderIds = () => roots().map(documentIdOfPath);
  const cache =
    storagePath === undefined
      ? undefined
      : createModelCache({ model, storagePath, folders: folderIds, slices, clock, logger });
  const readWaiting = createBackgroundReader(model, slices, signal);
  const calibrate = createCalibration(model, slices);
  const inBackground = (work: Promise<void>) => {
    work.catch((error: unknown) => {
      if (!isAbortError(error)) logger.error('The workspace model could not be brought up to date', error);
    });
  };

  const indexer = new WorkspaceIndexer({
    model,
    slices,
    readWaiting,
    roots,
    isExcluded: async (path) => (await findExclusion(pathToFileURL(path).href)) !== undefined,
    isOpen: (id) => openDocuments.has(id),
    onSettled: async () => {
      await calibrate(signal);
      await cache?.save(signal);
    },
    clock,
    logger,
    signal,
  });
  const openDocuments = new OpenDocuments({
    model,
    findExclusion,
    onWaiting: () => inBackground(readWaiting()),
    onClosed: (uri) => indexer.changed(uri),
  });
  disposables.add(openDocuments);
  disposables.add(documents.onDidOpen(({ document }) => inBackground(openDocuments.opened(document))));
  disposables.add(documents.onDidClose(({ document }) => openDocuments.closed(document)));
  disposables.add(edits.onDidEdit((edit) => openDocuments.edited(edit)));
  disposables.add(changedFiles.event((uri) => indexer.changed(uri)));

  async function loadAndScan(): Promise<void> {
    await cache?.load(signal);
    await readWaiting();
    await calibrate(signal);
    indexer.scan();
  }
  return {
    start() {
      disposables.add(
        watchFiles({ connection, capabilities, logger, onChange: (uri) => changedFiles.fire(uri) }),
      );
      inBackground(loadAndScan());
    },
    foldersChanged: () => indexer.scan(),
    onDidChangeFile: changedFiles.event,
    dispose: () => disposables.dispose(),
  };
}
