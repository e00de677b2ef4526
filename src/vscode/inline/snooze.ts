import type { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/emitter';

const MINUTE_MS = 60_000;

/** For how long suggestions are snoozed: minutes, or until VS Code's window is closed or reloaded. */
export type SnoozeTime = number | 'restart';

/** Suggestions put off for a while, in this window. Explicit requests are answered all the same. */
export class Snooze implements Disposable {
  readonly #changed = new Emitter<void>();
  #end: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Told when snoozing begins and ends, and for each minute that has passed. */
  readonly onDidChange = this.#changed.event;

  get isActive(): boolean {
    return this.#end !== undefined;
  }

  /** Minutes that are left, rounded up; undefined when nothing is snoozed or no end is set. */
  get minutesLeft(): number | undefined {
    if (this.#end === undefined || this.#end === Infinity) return undefined;
    return Math.ceil((this.#end - Date.now()) / MINUTE_MS);
  }

  /** Snoozes from now on; a time that was set before no longer counts. */
  start(time: SnoozeTime): void {
    clearInterval(this.#timer);
    this.#end = time === 'restart' ? Infinity : Date.now() + time * MINUTE_MS;
    if (time !== 'restart') this.#timer = setInterval(() => this.#tick(), MINUTE_MS);
    this.#changed.fire();
  }

  resume(): void {
    clearInterval(this.#timer);
    this.#end = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#changed.dispose();
  }

  /** A computer that slept may be long past the end at the first tick. */
  #tick(): void {
    if (this.#end !== undefined && Date.now() >= this.#end) this.resume();
    else this.#changed.fire();
  }
}
