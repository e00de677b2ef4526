/** The one place that says which {@link ModelError} a failure of a server or of the wire is. */
import type { IncomingHttpHeaders } from 'node:http';
import { ModelError, type ModelErrorKind } from '../core/model/errors';
import type { ModelIdentity } from '../core/model/languageModel';
import { isAbortError } from '../util/abort';
import { serverWords } from './serverWords';
import { ProxyError, StallError } from './transport';

/** What was going on when something failed. */
export interface FailureContext {
  readonly model: ModelIdentity;
  /** The key that was sent, to be kept out of every text. */
  readonly key: string | undefined;
}

/** No answer came at all. AbortErrors and ModelErrors are given back as they are. */
export function connectFailure({ model, key }: FailureContext, cause: unknown): Error {
  if (isAbortError(cause) || ModelError.is(cause)) return cause as Error;
  if (cause instanceof StallError) return new ModelError({ kind: 'stalled', model, cause });
  if (cause instanceof ProxyError)
    return new ModelError({ kind: 'proxyFailed', model, detail: cause.message, cause });
  const code = errorCode(cause);
  // Node refuses a key with characters that no header can hold, before anything is sent.
  if (code === 'ERR_INVALID_CHAR') return new ModelError({ kind: 'unauthorized', model });
  if (NOT_HTTP.test(code)) return new ModelError({ kind: 'notAModelServer', model, cause });
  // A certificate that is refused needs its reason: the person can do nothing with "unreachable" alone.
  const detail = CERTIFICATE.test(code) ? serverWords((cause as Error).message, key) : undefined;
  return new ModelError({ kind: 'unreachable', model, ...(detail !== undefined && { detail }), cause });
}

/** The answer began and then broke. AbortErrors and ModelErrors are given back as they are. */
export function streamFailure({ model }: FailureContext, cause: unknown): Error {
  if (isAbortError(cause) || ModelError.is(cause)) return cause as Error;
  return new ModelError({ kind: cause instanceof StallError ? 'stalled' : 'streamCut', model, cause });
}

/** An answer whose status is not 200. `body` is its text, as far as it could be read. */
export function statusFailure(
  { model, key }: FailureContext,
  answer: { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string },
): ModelError {
  const { status, headers, body } = answer;
  if (status >= 300 && status < 400) {
    const target = redirectTarget(headers.location);
    return new ModelError({ kind: 'notAModelServer', model, status, detail: serverWords(target, key) });
  }
  const detail = serverWords(body, key);
  const retryAfterMs = readRetryAfter(headers['retry-after']);
  return new ModelError({
    kind: status < 300 ? 'notAModelServer' : kindOfStatus(status, body),
    model,
    status,
    ...(detail !== '' && { detail }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** An error that the server reports in the middle of an answer with status 200, as OpenAI's `{error}` or Ollama's. */
export function reportedFailure({ model, key }: FailureContext, reported: unknown): ModelError {
  const code =
    typeof reported === 'object' && reported !== null && 'code' in reported ? Number(reported.code) : 0;
  const isStatus = Number.isInteger(code) && code >= 400 && code < 600;
  const text = JSON.stringify({ error: reported });
  const detail = serverWords(text, key);
  return new ModelError({
    kind: kindOfStatus(isStatus ? code : 500, text),
    model,
    ...(isStatus && { status: code }),
    ...(detail !== '' && { detail }),
  });
}

const NOT_HTTP = /^HPE_|^ERR_SSL_WRONG_VERSION_NUMBER$|^EPROTO$|^ERR_SSL_PACKET_LENGTH_TOO_LONG$/;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_/;

const CONTEXT_WORDS =
  /exceed_context|context[_ ](length|size|window)|maximum context|prompt is too long|input token count.{0,40}exceeds/i;
const MODEL_WORDS =
  /model[^.]{0,200}?(not[_ ]found|not exist|unknown|not available|not installed)|(unknown|invalid|no such)[_ ]model|models\/\S+ is not found|not_found_error"[^}]{0,40}"model: /i;
/** Gemini answers 400 to a wrong key. */
const KEY_WORDS = /API key not valid|API_KEY_INVALID/;
const NO_FIM_WORDS = /does not support insert|infill is not supported|suffix is not (currently )?supported/i;

/** The kind of an HTTP error status, with the server's words where one status has several meanings. */
function kindOfStatus(status: number, words: string): ModelErrorKind {
  if (NO_FIM_WORDS.test(words)) return 'fimUnsupported';
  if (status === 401 || status === 403 || KEY_WORDS.test(words)) return 'unauthorized';
  if (status === 407) return 'proxyFailed';
  if (status === 429) return 'rateLimited';
  if (CONTEXT_WORDS.test(words) || status === 413) return 'contextTooLong';
  if ((status === 404 || status === 400) && MODEL_WORDS.test(words)) return 'modelNotFound';
  if (status === 404 || status === 405) return 'notAModelServer';
  return status >= 500 ? 'serverFailed' : 'badRequest';
}

/** The `Retry-After` header (RFC 9110, 10.2.3) in milliseconds: seconds or a date. */
function readRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/** Where a redirect points, without its query: that may carry what the request was for. */
function redirectTarget(location: string | undefined): string {
  return `redirects to ${location?.replace(/[?#].*$/s, '') ?? 'nowhere'}`;
}

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
