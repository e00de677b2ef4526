export interface AskDelayQuestion {
  /** How long (ms) the person has lately stayed at stops like this one, see `TypingRhythm`. */
  readonly gaps: readonly number[];
  /** Share (0 to 1) of those gaps that this one must outlast, see `AskingPolicy.outlast`. */
  readonly outlast: number;
  /** How long (ms) the model takes to a usable answer. */
  readonly latencyMs: number;
  /** Nobody waits longer than this (ms), however slow the model and however slowly the person types. */
  readonly longestMs: number;
}

/**
 * However fast the model, a wait of up to this (ms) is worth it: inside a word, shorter gaps are mostly a look at the
 * keyboard or the moment in which a mistake is noticed, and an answer there is hardly ever right.
 */
const WORTH_WAITING_MS = 400;

/**
 * How long (ms) to wait after an edit before a model is asked: until the person has stayed longer than they usually do
 * at such a stop in a burst of keys, but hardly longer than twice the time that the answer itself takes. What a fast
 * model answers in vain costs little; a slow one is kept free for a stop that lasts.
 */
export function delayBeforeAsking({ gaps, outlast, latencyMs, longestMs }: AskDelayQuestion): number {
  if (outlast === 0) return 0;
  const sorted = [...gaps].sort((a, b) => a - b);
  const usual = sorted[Math.min(sorted.length - 1, Math.floor(outlast * sorted.length))] ?? 0;
  return Math.min(usual, Math.max(2 * latencyMs, WORTH_WAITING_MS), longestMs);
}
