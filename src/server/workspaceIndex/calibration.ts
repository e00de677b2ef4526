import type { TimeSlices } from './timeSlices';
import type { IndexedModel } from './workspaceModelPort';

/** Hidden line ends that the model is tried on. */
const TRIALS = 300;
/** At about a millisecond each, so that a slice of background work is not overrun by much. */
const TRIALS_AT_ONCE = 2;
/** By how much the workspace must have grown or shrunk before the model is tried again, as a share of its tokens. */
const WORTHWHILE_CHANGE = 0.2;

/**
 * Makes the step in which the model learns how sure it may be in this workspace, in the background: once the workspace
 * was read, and again when much of it has changed.
 */
export function createCalibration(
  model: Pick<IndexedModel, 'calibrate' | 'stats'>,
  slices: TimeSlices,
): (signal: AbortSignal) => Promise<void> {
  let calibratedTokens = 0;
  return async (signal) => {
    const { tokens } = model.stats();
    if (Math.abs(tokens - calibratedTokens) <= calibratedTokens * WORTHWHILE_CHANGE) return;
    calibratedTokens = tokens;
    for (let trial = 0; trial < TRIALS; trial += TRIALS_AT_ONCE) {
      await slices.breathe(signal);
      model.calibrate(TRIALS_AT_ONCE);
    }
  };
}
