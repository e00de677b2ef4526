/** Where a layer says what it did. Never given document text, model output or keys. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/** A logger that drops everything, for tests and for parts that run without a host. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
