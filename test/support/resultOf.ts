/** Runs work that is done in steps to its end, and gives what it comes to. */
export function resultOf<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
