import type { Clock, Timer } from '../../src/util/clock';

interface Scheduled {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock and timers that stand still until a test or a bench moves them on. */
export class FakeTime implements Clock, Timer {
  #now = 0;
  #scheduled: Scheduled[] = [];

  now(): number {
    return this.#now;
  }

  wallTime(): number {
    return this.#now;
  }

  /** Timers that wait to call back. */
  get pending(): number {
    return this.#scheduled.length;
  }

  schedule(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback };
    const after = this.#scheduled.findIndex(({ at }) => at > entry.at);
    this.#scheduled.splice(after === -1 ? this.#scheduled.length : after, 0, entry);
    return () => {
      this.#scheduled = this.#scheduled.filter((other) => other !== entry);
    };
  }

  /** Moves on to `at` (ms); what each timer sets going has come to rest before the next one calls back. */
  async advanceTo(at: number): Promise<void> {
    await settle();
    for (let next = this.#scheduled[0]; next && next.at <= at; next = this.#scheduled[0]) {
      this.#scheduled.shift();
      this.#now = next.at;
      next.callback();
      await settle();
    }
    this.#now = at;
  }

  advance(ms: number): Promise<void> {
    return this.advanceTo(this.#now + ms);
  }
}

/** Lets every promise that can settle do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
