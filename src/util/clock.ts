/** Time as a port, so that the pure layers can be tested without waiting. */
export interface Clock {
  /** Monotonic time in milliseconds. */
  now(): number;
  /** Wall-clock time in milliseconds since 1970, for what a person reads. */
  wallTime(): number;
}
