import { abortError } from './abort';
import type { Timer } from './clock';

/**
 * Resolves `ms` milliseconds from now and leaves no timer behind when it ends early.
 * @throws AbortError as soon as the signal is aborted
 */
export function sleep(timer: Timer, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(abortError());
      return;
    }
    const onAbort = () => {
      cancel();
      reject(abortError());
    };
    const cancel = timer.schedule(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
