/** Time as a port, so that the pure layers can be tested without waiting. */
export interface Clock {
  /** Monotonic time in milliseconds. */
  now(): number;
  /** Wall-clock time in milliseconds since 1970, for what a person reads. */
  wallTime(): number;
}

/** Timers as a port, so that what waits can be tested in a time of its own. */
export interface Timer {
  /** Calls back once, `ms` milliseconds from now. The function returned takes the call back. */
  schedule(ms: number, callback: () => void): () => void;
}
