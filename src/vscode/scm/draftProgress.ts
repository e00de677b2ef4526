import * as vscode from 'vscode';

/** Milliseconds after which a draft shows a notification with a way to cancel it; a quick one is over by then. */
const PATIENCE_MS = 2_000;

export interface DraftProgressOptions {
  /** What is being done, with the repository's name. */
  readonly title: string;
  readonly stop: () => void;
}

/**
 * Shows that something is written for a repository: in the Source Control view and the status bar at once, as the
 * editor's own git commands do, and with a notification that can cancel it when it takes longer.
 */
export async function showDraftProgress(
  { title, stop }: DraftProgressOptions,
  task: (report: (stage: string) => void) => Promise<void>,
): Promise<void> {
  const notification = new LateNotification(title, stop);
  try {
    await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
      vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, (progress) =>
        task((stage) => {
          progress.report({ message: stage });
          notification.report(stage);
        }),
      ),
    );
  } finally {
    notification.end();
  }
}

/** A notification with progress that appears only when its work takes long. */
class LateNotification {
  readonly #timer: NodeJS.Timeout;
  #stage: string | undefined;
  #shown: vscode.Progress<{ readonly message: string }> | undefined;
  #close = () => {};

  constructor(
    private readonly title: string,
    private readonly stop: () => void,
  ) {
    this.#timer = setTimeout(() => this.#show(), PATIENCE_MS);
  }

  report(stage: string): void {
    this.#stage = stage;
    this.#shown?.report({ message: stage });
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#close();
  }

  #show(): void {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: this.title, cancellable: true },
      (progress, token) => {
        this.#shown = progress;
        if (this.#stage !== undefined) progress.report({ message: this.#stage });
        token.onCancellationRequested(this.stop);
        return new Promise<void>((resolve) => (this.#close = resolve));
      },
    );
  }
}
