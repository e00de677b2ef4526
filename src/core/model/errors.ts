import type { ModelIdentity } from './languageModel';

/** Every way in which asking a model fails, each with its own next step for the person. */
export type ModelErrorKind =
  /** Nothing answers at the address (refused, unknown host, no route). */
  | 'unreachable'
  /** The proxy in between cannot be reached, or refuses the way to the server. The detail names it. */
  | 'proxyFailed'
  /** The server refused the key, or wants one (401, 403). */
  | 'unauthorized'
  /** The server does not know the model (404, or its own words for that). */
  | 'modelNotFound'
  /** The address answers, but not as this kind of server (404 on the path, HTML with status 200, other content). */
  | 'notAModelServer'
  /** Too many requests, or the quota is used up (429). */
  | 'rateLimited'
  /** The server failed (5xx) or is still loading its model (503). */
  | 'serverFailed'
  /** The server understood the request and refused it (other 4xx). */
  | 'badRequest'
  /** The model cannot fill in the middle (llama.cpp 501, Ollama without insert). */
  | 'fimUnsupported'
  /** The answer ended before its proper end. */
  | 'streamCut'
  /** No first token, or none for too long in the middle of an answer. */
  | 'stalled'
  /** The prompt does not fit the model's context. */
  | 'contextTooLong'
  /** Only one embedded model is loaded at a time, and this is another one. The detail names the loaded one. */
  | 'otherModelLoaded'
  /** The editor has not let Fairwind use a model of its own, or the person has not been asked yet. */
  | 'notPermitted';

const RETRYABLE: ReadonlySet<ModelErrorKind> = new Set([
  'unreachable',
  'proxyFailed',
  'rateLimited',
  'serverFailed',
  'streamCut',
  'stalled',
]);

export interface ModelErrorOptions {
  readonly kind: ModelErrorKind;
  readonly model: ModelIdentity;
  /** HTTP status, when there was one. */
  readonly status?: number;
  /** The server's own words, one line, at most 300 UTF-16 units; never holds a key or a prompt. */
  readonly detail?: string;
  /** Milliseconds after which the server asked to be tried again. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

const MARKER = Symbol.for('fairwind.ModelError');

/** An expected failure of a model or its server. Its words for people are made in `server/errorMessages`. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind;
  readonly model: ModelIdentity;
  readonly status: number | undefined;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly [MARKER] = true;

  constructor(options: ModelErrorOptions) {
    super(`${options.kind}: ${options.model.id} at ${options.model.host}`, { cause: options.cause });
    this.name = 'ModelError';
    this.kind = options.kind;
    this.model = options.model;
    this.status = options.status;
    this.detail = options.detail;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Whether asking again later can help without the person changing anything. */
  get isRetryable(): boolean {
    return RETRYABLE.has(this.kind);
  }

  /** True across bundles, where `instanceof` would lie. */
  static is(error: unknown): error is ModelError {
    return typeof error === 'object' && error !== null && MARKER in error;
  }
}
