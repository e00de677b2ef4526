import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver/node';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { isSkippedFolder } from './skipReason';

export interface FileWatchOptions {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly logger: Logger;
  readonly onChange: (uri: string) => void;
}

/**
 * Has the editor tell of files that change on disk. To be called once the client is initialized.
 * An editor that cannot is not asked; the next start of the engine then finds the changes.
 */
export function watchFiles({ connection, capabilities, logger, onChange }: FileWatchOptions): Disposable {
  const listener = connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) if (!uri.split('/').some(isSkippedFolder)) onChange(uri);
  });
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
      .catch((error: unknown) => logger.error('The editor does not tell of changed files', error));
  }
  // Ends with the connection: a client that is shutting down need not be asked to stop watching.
  return listener;
}
