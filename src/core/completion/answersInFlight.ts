import { abortError } from '../../util/abort';
import type { Timer } from '../../util/clock';
import { type SuggestionPlace, findTypedSince } from './typedSince';

/**
 * How long (ms) an answer goes on that nobody waits for. An editor withdraws its request on every key and asks again a
 * moment later; VS Code waits 50 ms in between.
 */
const GRACE_MS = 150;

/** An answer on its way. */
export interface Flight<T> {
  readonly place: SuggestionPlace;
  /**
   * Resolves with the result. When the last one who waits gives up and nobody joins soon, the answer is aborted.
   * @throws what the answer failed with, or an AbortError when the signal was aborted
   */
  wait(signal: AbortSignal): Promise<T>;
}

/** An answer that was asked for. */
export interface StartedAnswer<T> {
  readonly result: Promise<T>;
  readonly progress: {
    /** What the person has typed since; an answer that comes to disagree with it fails with an AbortError. */
    typed: string;
    /** Whether the answer so far agrees with a text typed behind its place. */
    agreesWithTyped(typed: string): boolean;
  };
}

/** Asks for an answer, which stops when the signal is aborted. */
export type StartAnswer<T> = (signal: AbortSignal) => StartedAnswer<T>;

/** The answers on their way, at most one for each document. */
export class AnswersInFlight<T> {
  readonly #byDocument = new Map<string, RunningFlight<T>>();

  constructor(private readonly timer: Timer) {}

  /** The document's answer on its way when it fits what was typed since; one that does not is aborted. */
  join(place: SuggestionPlace): Flight<T> | undefined {
    const running = this.#byDocument.get(place.uri);
    if (running?.goesOnFor(place)) return running;
    running?.abort();
    return undefined;
  }

  /** The document's answer on its way when it fits, otherwise a new one. */
  joinOrStart(place: SuggestionPlace, start: StartAnswer<T>): Flight<T> {
    const running = this.join(place);
    if (running) return running;
    const flight = new RunningFlight(place, start, this.timer, () => {
      if (this.#byDocument.get(place.uri) === flight) this.#byDocument.delete(place.uri);
    });
    this.#byDocument.set(place.uri, flight);
    return flight;
  }
}

class RunningFlight<T> implements Flight<T> {
  readonly #controller = new AbortController();
  readonly #answer: StartedAnswer<T>;
  #waiting = 0;

  constructor(
    readonly place: SuggestionPlace,
    start: StartAnswer<T>,
    private readonly timer: Timer,
    onEnd: () => void,
  ) {
    this.#answer = start(this.#controller.signal);
    // Everyone who waits hears of a failure; one that nobody waits for is nobody's.
    this.#answer.result.catch(() => {}).finally(onEnd);
  }

  /** Takes note of what was typed behind the answer's place; false when the answer does not agree with it. */
  goesOnFor(place: SuggestionPlace): boolean {
    const typed = findTypedSince(this.place, place);
    if (typed === undefined || this.#controller.signal.aborted) return false;
    const { progress } = this.#answer;
    if (!progress.agreesWithTyped(typed.text)) return false;
    progress.typed = typed.text;
    return true;
  }

  abort(): void {
    this.#controller.abort();
  }

  async wait(signal: AbortSignal): Promise<T> {
    this.#waiting++;
    let leave = () => {};
    const gaveUp = new Promise<never>((_, reject) => {
      leave = () => reject(abortError());
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
    try {
      return await Promise.race([this.#answer.result, gaveUp]);
    } finally {
      signal.removeEventListener('abort', leave);
      this.#waiting--;
      if (this.#waiting === 0 && signal.aborted) this.timer.schedule(GRACE_MS, () => this.#abortIfUnwanted());
    }
  }

  #abortIfUnwanted(): void {
    if (this.#waiting === 0) this.abort();
  }
}
