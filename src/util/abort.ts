/** True for the error that an aborted operation rejects with, whatever runtime or library made it. */
export function isAbortError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('name' in error)) return false;
  return error.name === 'AbortError' || error.name === 'APIUserAbortError';
}

/** Makes the error that an aborted operation rejects with. */
export function abortError(): Error {
  const error = new Error('The operation was cancelled.');
  error.name = 'AbortError';
  return error;
}

/** Rejects with an AbortError when the signal is aborted. Call it after every await. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError();
}
