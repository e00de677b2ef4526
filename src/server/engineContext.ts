import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Clock } from '../util/clock';
import type { DisposableStore } from '../util/disposable';
import type { Logger } from '../util/logger';
import type { Settings } from '../core/config/settings';
import type { WorkspaceModel } from '../core/ngram/workspaceModel';
import type { FindFileExclusion } from '../core/privacy/fileExclusion';
import type { SentLog } from '../core/privacy/sentLog';
import type { ModelServerDirectory } from './discovery/modelServerDirectory';
import type { EditorContext } from './editorContext/editorContext';
import type { ModelRegistry } from './modelRegistry';
import type { SentHistory } from './privacy/sentHistory';
import type { UsageStore } from './usage/usageStore';
import type { StatusReporter } from './statusReporter';
import type { LineEditTracker } from './workspaceIndex/lineEdits';
import type { TimeSlices } from './workspaceIndex/timeSlices';

/** What the composition root hands to each feature of the engine. A feature takes what it needs and nothing else. */
export interface EngineContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** Tells of each edit of the documents. */
  readonly edits: LineEditTracker;
  readonly settings: () => Settings;
  /** What is wrong with the settings, in words. */
  readonly settingsProblems: () => readonly string[];
  readonly models: ModelRegistry;
  readonly modelServers: ModelServerDirectory;
  readonly workspaceModel: WorkspaceModel;
  readonly editorContext: EditorContext;
  /** Why nothing of a file may be sent; see `core/privacy/fileExclusion`. */
  readonly findExclusion: FindFileExclusion;
  readonly sentLog: SentLog;
  readonly sentHistory: SentHistory;
  readonly usage: UsageStore;
  readonly status: StatusReporter;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Cuts work that takes long into pieces that let requests in. */
  readonly slices: TimeSlices;
  readonly workspace: WorkspaceInfo;
  /** Whether the editor lets a person go through several suggestions for one place. */
  readonly showsCandidates: boolean;
  /** Owns what a feature registers for as long as the engine lives. */
  readonly disposables: DisposableStore;
}

/** What the editor said of the workspace. */
export interface WorkspaceInfo {
  /** Root folders as URIs. */
  readonly folders: () => readonly string[];
  /** True while the person has not trusted the workspace: git is not run and nothing of it is sent. */
  readonly isRestricted: () => boolean;
  /** A document's path relative to the folder it is in, with forward slashes; its base name outside of all folders. */
  readonly relativePath: (uri: string) => string;
}
