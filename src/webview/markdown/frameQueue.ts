/** Work that is done in pieces. Returns true while there is more to do. */
export type FrameTask = (deadline: number) => boolean;

/** Milliseconds of script in one frame. The rest of a 60 Hz frame belongs to layout and paint. */
const BUDGET_MS = 6;

/**
 * Runs work once per animation frame within a fixed budget, the task that was scheduled last first: while a long
 * conversation is being restored, its end is readable from the first frame on.
 */
export class FrameQueue {
  readonly #tasks: FrameTask[] = [];
  readonly #waiting = new Set<FrameTask>();
  #requested = false;

  /** Runs `task` in the next frame; a task that waits already is not added twice. */
  schedule(task: FrameTask): void {
    if (!this.#waiting.has(task)) this.#add(task);
    this.#request();
  }

  /** Forgets everything that waits: what it was for is no longer shown. */
  clear(): void {
    this.#tasks.length = 0;
    this.#waiting.clear();
  }

  #add(task: FrameTask): void {
    this.#tasks.push(task);
    this.#waiting.add(task);
  }

  #request(): void {
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame(() => {
      this.#requested = false;
      this.#run(performance.now() + BUDGET_MS);
    });
  }

  #run(deadline: number): void {
    try {
      do {
        const task = this.#tasks.pop();
        if (!task) return;
        this.#waiting.delete(task);
        if (task(deadline)) this.#add(task);
      } while (performance.now() < deadline);
    } finally {
      // A task that throws is dropped; the others go on.
      if (this.#tasks.length > 0) this.#request();
    }
  }
}
