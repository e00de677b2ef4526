import { join } from 'node:path';
import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import type { DisposableStore } from '../util/disposable';
import type { Logger } from '../util/logger';
import type { InitializationOptions } from '../protocol/engine';
import type { FileExclusions } from './privacy/fileExclusions';
import type { SettingsStore } from './settingsStore';
import { pathOfUri } from './workspaceIndex/documentId';
import type { createWorkspaceInfo } from './workspaceInfo';

/** What every part of the engine is built from. */
export interface EngineBase {
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

/** A file of the workspace's own storage folder; undefined where the editor gave none. */
export function pathInStorage({ storageUri }: InitializationOptions, name: string): string | undefined {
  const folder = storageUri === undefined ? undefined : pathOfUri(storageUri);
  return folder === undefined ? undefined : join(folder, name);
}
