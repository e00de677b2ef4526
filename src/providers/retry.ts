import { setTimeout as wait } from 'node:timers/promises';
import { ModelError } from '../core/model/errors';
import type { ModelEvent, ModelRequest } from '../core/model/languageModel';
import { abortError } from '../util/abort';

/** How often a request is sent again, and how long it may wait for that. */
export interface RetryPolicy {
  readonly retries: number;
  /** Milliseconds before the first retry; each further one waits twice as long. */
  readonly firstDelayMs: number;
  /** No wait is longer. A server that asks for more is not asked again. */
  readonly longestDelayMs: number;
}

export type RetryPolicies = Readonly<Record<ModelRequest['kind'], RetryPolicy>>;

/** A person waits for an answer of the chat; a suggestion that comes late is of no use. */
export const DEFAULT_RETRIES: RetryPolicies = {
  chat: { retries: 2, firstDelayMs: 500, longestDelayMs: 10_000 },
  completion: { retries: 1, firstDelayMs: 100, longestDelayMs: 250 },
};

/**
 * Streams an answer, and asks again when it fails in a way that may pass, as long as nothing of it was delivered.
 * @throws what the last attempt threw; an AbortError when the signal was aborted while waiting
 */
export async function* streamWithRetries(
  ask: () => AsyncIterable<ModelEvent>,
  policy: RetryPolicy,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, undefined> {
  for (let attempt = 0; ; attempt++) {
    let hasBegun = false;
    try {
      for await (const event of ask()) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (error) {
      const delay = hasBegun ? undefined : delayBeforeRetry(error, attempt, policy, Math.random());
      if (delay === undefined) throw error;
      await wait(delay, undefined, { signal }).catch(() => {
        throw abortError();
      });
    }
  }
}

/**
 * Milliseconds to wait before asking again, or undefined when that would not help: what the server asked for
 * (`Retry-After`), else a time that doubles, with up to half of it left to chance so that many do not return at once.
 * @param attempt how often was asked again already
 * @param chance from 0 up to 1
 */
export function delayBeforeRetry(
  error: unknown,
  attempt: number,
  { retries, firstDelayMs, longestDelayMs }: RetryPolicy,
  chance: number,
): number | undefined {
  if (attempt >= retries || !ModelError.is(error) || !mayPass(error)) return undefined;
  const asked = error.retryAfterMs;
  if (asked !== undefined && asked > longestDelayMs) return undefined;
  const backoff = Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);
  return Math.max(asked ?? 0, backoff * (0.5 + chance / 2));
}

/** Codes of connections that broke, or could not be made for a moment. A refused one is refused again. */
const PASSING: ReadonlySet<unknown> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'EAI_AGAIN']);

function mayPass({ kind, status, cause }: ModelError): boolean {
  switch (kind) {
    case 'rateLimited':
    case 'streamCut':
      return true;
    case 'serverFailed':
      return status !== 501;
    case 'unreachable':
      return cause instanceof Error && 'code' in cause && PASSING.has(cause.code);
    default:
      return false;
  }
}
