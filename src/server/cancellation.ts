import type { CancellationToken } from 'vscode-languageserver/node';

/**
 * Runs `task` with an AbortSignal that follows an LSP cancellation token.
 * The one place where tokens become signals; the listener goes with the task.
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
