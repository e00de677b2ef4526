import { DraftSession } from '../../core/commit/draftSession';
import type { CommitDraftParams, CommitDraftProgress, CommitDraftResult } from '../../protocol/commit';
import { rejectWhenAborted, isAbortError, throwIfAborted } from '../../util/abort';

/** What is needed of a repository to draft for it. */
export interface DraftRepository {
  readonly rootUri: { toString(): string };
  readonly inputBox: { value: string };
  readonly onDidCommit: (listener: () => void) => { dispose(): unknown };
}

/** What drafting needs of the editor. */
export interface DraftPorts {
  /** Asks the engine; rejects with an AbortError once `signal` is aborted. */
  request(
    params: DraftParams,
    onProgress: (progress: CommitDraftProgress) => void,
    signal: AbortSignal,
  ): Promise<CommitDraftResult>;
  /** Shows that a draft is being written for as long as the task runs; `stop` is for the person. */
  showProgress(
    shown: { readonly name: string; readonly isAmend: boolean; readonly stop: () => void },
    task: (report: (stage: string) => void) => Promise<void>,
  ): Promise<void>;
  /** What runs, and what can be undone, has changed. */
  onDidChange(): void;
}

export type DraftParams = Omit<CommitDraftParams, 'partialResultToken'>;

export interface DraftOptions {
  /** The repository's name for people. */
  readonly name: string;
  /** How the draft is to differ from the one in the box, or from a usual one. */
  readonly wish?: DraftParams['wish'];
  readonly isAmend?: boolean;
}

interface RunningDraft {
  readonly session: DraftSession;
  readonly controller: AbortController;
}

/** A draft that stands in the box, and what it takes to go back or on from there. */
export interface FinishedDraft {
  /** The person's own words, which were in the box before the first draft. */
  readonly before: string;
  readonly message: string;
  /** Every draft for the same change so far, this one last. */
  readonly drafts: readonly string[];
  readonly isAmend: boolean;
}

interface Remembered extends FinishedDraft {
  /** Forgets the draft once it is committed. */
  readonly listener: { dispose(): unknown };
}

/** The drafts that are being written and those that can be undone, each by the root of its repository. */
export class CommitDrafts {
  readonly #running = new Map<string, RunningDraft>();
  readonly #finished = new Map<string, Remembered>();

  constructor(private readonly ports: DraftPorts) {}

  /** The roots of the repositories whose drafts are being written, as URIs. */
  get runningRoots(): readonly string[] {
    return [...this.#running.keys()];
  }

  /** The roots of the repositories whose drafts can be undone, as URIs. */
  get finishedRoots(): readonly string[] {
    return [...this.#finished.keys()];
  }

  isRunningFor(repository: DraftRepository): boolean {
    return this.#running.has(keyOf(repository));
  }

  /** The last draft, if it still stands in the repository's box as it was written. */
  draftInBox(repository: DraftRepository): FinishedDraft | undefined {
    const last = this.#finished.get(keyOf(repository));
    return last?.message === repository.inputBox.value ? last : undefined;
  }

  /** The last draft that was neither undone nor committed; the person may have edited it since. */
  lastDraft(repository: DraftRepository): FinishedDraft | undefined {
    return this.#finished.get(keyOf(repository));
  }

  /**
   * Drafts a message into the box. Undefined when the person stopped it or typed into the box; their text then stands
   * there. A draft for a repository that has one running is not begun.
   */
  async draft(repository: DraftRepository, options: DraftOptions): Promise<CommitDraftResult | undefined> {
    if (this.isRunningFor(repository)) return undefined;
    const last = this.draftInBox(repository);
    const isAmend = options.isAmend ?? last?.isAmend ?? false;
    const others = options.wish && last ? last.drafts : [];
    const params = {
      ...this.paramsFor(repository, isAmend),
      others,
      ...(options.wish && { wish: options.wish }),
    };
    const session = new DraftSession(repository.inputBox);
    return this.run(repository, session, async (controller) => {
      let result: CommitDraftResult | undefined;
      const shown = { name: options.name, isAmend, stop: () => this.stop(repository) };
      await this.ports.showProgress(shown, async (report) => {
        result = await this.#stream(params, { session, report }, controller.signal);
      });
      if (!result || session.isOverruled) return undefined;
      session.show(result.message);
      this.remember(repository, { before: params.notes, drafts: [...others, result.message], isAmend });
      return result;
    });
  }

  /** What a request for a repository says: the person's own words, not our own draft of before. */
  paramsFor(repository: DraftRepository, isAmend: boolean): DraftParams & { readonly notes: string } {
    const notes = this.draftInBox(repository)?.before ?? repository.inputBox.value;
    return { repositoryUri: repository.rootUri.toString(), notes, ...(isAmend && { amend: true }) };
  }

  /**
   * Runs something that writes drafts into a repository's box. When it fails or is stopped the box gets its text back.
   * @returns undefined when it was stopped
   */
  async run<T>(
    repository: DraftRepository,
    session: DraftSession,
    task: (controller: AbortController) => Promise<T>,
  ): Promise<T | undefined> {
    const key = keyOf(repository);
    const controller = new AbortController();
    this.#running.set(key, { session, controller });
    this.ports.onDidChange();
    try {
      return await task(controller);
    } catch (error) {
      session.restore();
      if (isAbortError(error)) return undefined;
      throw error;
    } finally {
      this.#running.delete(key);
      this.ports.onDidChange();
    }
  }

  /** Stops the drafts of a repository, or all when none is given; the boxes get their text back at once. */
  stop(repository?: DraftRepository): void {
    for (const [key, { session, controller }] of this.#running) {
      if (repository && keyOf(repository) !== key) continue;
      session.restore();
      controller.abort();
    }
  }

  /** Gives back what the person had in the box before the first draft. */
  undo(repository: DraftRepository): void {
    const last = this.lastDraft(repository);
    if (!last) return;
    repository.inputBox.value = last.before;
    this.#forget(keyOf(repository));
  }

  /** Notes what stands in the box now as the last draft, until it is committed. */
  remember(repository: DraftRepository, draft: Omit<FinishedDraft, 'message'>): void {
    const key = keyOf(repository);
    this.#forget(key);
    this.#finished.set(key, {
      ...draft,
      message: repository.inputBox.value,
      listener: repository.onDidCommit(() => this.#forget(key)),
    });
    this.ports.onDidChange();
  }

  dispose(): void {
    for (const { controller } of this.#running.values()) controller.abort();
    for (const { listener } of this.#finished.values()) listener.dispose();
  }

  #forget(key: string): void {
    this.#finished.get(key)?.listener.dispose();
    this.#finished.delete(key);
    this.ports.onDidChange();
  }

  async #stream(
    params: DraftParams,
    { session, report }: { readonly session: DraftSession; readonly report: (stage: string) => void },
    signal: AbortSignal,
  ): Promise<CommitDraftResult> {
    let streamed = '';
    const onProgress = ({ text, stage }: CommitDraftProgress) => {
      if (signal.aborted) return;
      if (stage !== undefined) report(stage);
      if (text === '') return;
      streamed += text;
      session.show(streamed);
    };
    // An engine that does not come up answers nothing, not even that a request was cancelled.
    const result = await Promise.race([
      this.ports.request(params, onProgress, signal),
      rejectWhenAborted(signal),
    ]);
    throwIfAborted(signal);
    return result;
  }
}

function keyOf({ rootUri }: DraftRepository): string {
  return rootUri.toString();
}
