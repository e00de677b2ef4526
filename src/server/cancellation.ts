import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver/node';

/** Runs `task` with an LSP cancellation token that follows an AbortSignal, for requests to the editor. */
export async function withCancellationToken<T>(
  signal: AbortSignal,
  task: (token: CancellationToken) => Promise<T>,
): Promise<T> {
  const source = new CancellationTokenSource();
  const cancel = () => source.cancel();
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  try {
    return await task(source.token);
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/**
 * Runs `task` with an AbortSignal that follows an LSP cancellation token.
 * Tokens become signals, and signals tokens, in this file alone; the listener goes with the task.
 */
export async function withAbortSignal<T>(
  token: CancellationToken,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    return await task(controller.signal);
  } finally {
    listener.dispose();
  }
}
