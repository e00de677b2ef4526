import type { Connection } from 'vscode-languageserver/node';
import type { Disposable } from '../util/disposable';
import type { Logger } from '../util/logger';

/** Milliseconds that details are held back, so that a line for each keystroke does not cost a message each. */
const DETAILS_INTERVAL_MS = 500;

/** Logs through `window/logMessage`: VS Code shows it in the output channel "Fairwind". */
export class ConnectionLogger implements Logger, Disposable {
  readonly #details: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection: Connection) {}

  debug(message: string): void {
    this.#details.push(message);
    this.#timer ??= setTimeout(() => this.#sendDetails(), DETAILS_INTERVAL_MS);
  }

  info(message: string): void {
    this.connection.console.info(message);
  }

  warn(message: string): void {
    this.connection.console.warn(message);
  }

  error(message: string, error?: unknown): void {
    const detail = error instanceof Error ? `: ${error.stack ?? error.message}` : '';
    this.connection.console.error(`${message}${detail}`);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #sendDetails(): void {
    this.#timer = undefined;
    this.connection.console.debug(this.#details.splice(0).join('\n'));
  }
}
