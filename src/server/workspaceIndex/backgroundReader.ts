import type { TimeSlices } from './timeSlices';
import type { IndexedModel } from './workspaceModelPort';

/** Tokens the model reads at once: at a million a second, about two milliseconds. */
const PIECE_TOKENS = 2_000;

/**
 * Makes the one loop that has the model read the documents it was given, in slices that hold up nothing.
 * Each call resolves when none is left; calls meanwhile join the loop, for two loops would take twice the time of each
 * slice. Rejects with an AbortError when the signal is aborted.
 */
export function createBackgroundReader(
  model: Pick<IndexedModel, 'indexSlice'>,
  slices: TimeSlices,
  signal: AbortSignal,
): () => Promise<void> {
  let reading: Promise<void> | undefined;
  async function readAll(): Promise<void> {
    try {
      do await slices.breathe(signal);
      while (model.indexSlice(PIECE_TOKENS) > 0);
    } finally {
      reading = undefined;
    }
  }
  return () => (reading ??= readAll());
}
