/** Failures in a row before automatic requests rest. */
const FAILURES_TO_REST = 3;
const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

/**
 * Keeps automatic requests from a server that cannot be reached. Nothing is sent to find out whether it is back: the
 * next request after the rest finds out, or one that a person asks for meanwhile. One for each origin.
 */
export class CircuitBreaker {
  #failures = 0;
  #restsUntil = 0;

  /** @param now monotonic milliseconds */
  constructor(private readonly now: () => number) {}

  /** Milliseconds for which automatic requests should rest; 0 when they need not. */
  restMs(): number {
    return Math.max(0, this.#restsUntil - this.now());
  }

  /** The server could not be reached. Each failure after the third doubles the rest. */
  noteFailure(): void {
    this.#failures++;
    if (this.#failures < FAILURES_TO_REST) return;
    const rest = FIRST_REST_MS * 2 ** (this.#failures - FAILURES_TO_REST);
    this.#restsUntil = this.now() + Math.min(rest, LONGEST_REST_MS);
  }

  /** The server answered, be it with an error. */
  noteAnswer(): void {
    this.#failures = 0;
    this.#restsUntil = 0;
  }
}
