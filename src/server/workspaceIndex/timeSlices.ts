import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';

/** How long background work may run before it lets requests in, in milliseconds. */
const SLICE_MS = 5;

/** Cuts background work into slices, so that no request waits for more than one of them. */
export interface TimeSlices {
  /**
   * Resolves at once while the slice has time left, and otherwise when the event loop has gone round.
   * Call it between pieces of work that take a millisecond or two.
   * Rejects with an AbortError when the signal is aborted.
   */
  breathe(signal: AbortSignal): Promise<void>;
}

/** All background work of the engine shares one of these: two loops with their own would hold up a request twice. */
export function createTimeSlices(clock: Clock): TimeSlices {
  let sliceStart = clock.now();
  let nextSlice: Promise<void> | undefined;
  return {
    async breathe(signal) {
      throwIfAborted(signal);
      if (nextSlice === undefined && clock.now() - sliceStart < SLICE_MS) return;
      nextSlice ??= roundTheEventLoop().then(() => {
        nextSlice = undefined;
        sliceStart = clock.now();
      });
      await nextSlice;
      throwIfAborted(signal);
    },
  };
}

/** Does work that is done in steps, and lets requests in between them. Rejects with an AbortError. */
export async function inSlices<T>(
  steps: Generator<void, T>,
  slices: TimeSlices,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await slices.breathe(signal);
  }
}

/**
 * The first turn reads what has arrived, and the JSON-RPC connection handles a message one `setImmediate` after it was
 * read; without the second turn that would be after the next slice.
 */
async function roundTheEventLoop(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
