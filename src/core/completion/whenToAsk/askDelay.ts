export interface AskDelayQuestion {
  /** How long (ms) the person has lately stayed at stops like this one, see `TypingRhythm`. */
  readonly gaps: readonly number[];
  /** How long (ms) the model takes to a usable answer. */
  readonly latencyMs: number;
  /** Share of stops (0 to 1) at which the answer must come while the person is still there. */
  readonly worthwhileShare: number;
  /** Nobody waits longer than this (ms), however slow the model and however fast the person. */
  readonly longestMs: number;
}

/** Waits are multiples of this (ms): a finer choice would be finer than what is known. */
const STEP_MS = 25;

/**
 * How long (ms) to wait after an edit before a model is asked: the shortest time after which, going by this person's
 * own gaps, enough of those who are still at the stop are also there when the answer comes. A person who stops is
 * asked for at once, one in the middle of a burst is left alone until the gap has grown longer than their usual one,
 * and the slower the model, the surer the stop must be.
 */
export function delayBeforeAsking({ gaps, latencyMs, worthwhileShare, longestMs }: AskDelayQuestion): number {
  for (let wait = 0; wait < longestMs; wait += STEP_MS) {
    const stillThere = countLonger(gaps, wait);
    if (stillThere > 0 && countLonger(gaps, wait + latencyMs) >= worthwhileShare * stillThere) return wait;
  }
  return longestMs;
}

function countLonger(gaps: readonly number[], ms: number): number {
  let count = 0;
  for (const gap of gaps) if (gap > ms) count++;
  return count;
}
