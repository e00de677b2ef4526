import type { Connection } from 'vscode-languageserver/node';
import type { Logger } from '../util/logger';

/** Logs through `window/logMessage`: VS Code shows it in the output channel "Fairwind". */
export function createConnectionLogger({ console }: Connection): Logger {
  return {
    debug: (message) => console.debug(message),
    info: (message) => console.info(message),
    warn: (message) => console.warn(message),
    error: (message, error) =>
      console.error(error instanceof Error ? `${message}: ${error.stack ?? error.message}` : message),
  };
}
