/** Values handed from events to one reader, who waits for the next. */
export class AsyncQueue<T> {
  readonly #values: T[] = [];
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  push(value: T): void {
    this.#values.push(value);
    this.#wake?.();
  }

  /** From now on reading throws `error`, whatever was pushed before. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake?.();
  }

  /** The next value; undefined when none came within `limitMs` milliseconds. */
  async next(limitMs = Infinity): Promise<T | undefined> {
    if (!this.#failure && this.#values.length === 0) await this.#wait(limitMs);
    if (this.#failure) throw this.#failure.error;
    return this.#values.shift();
  }

  async #wait(limitMs: number): Promise<void> {
    let timer: unknown;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (limitMs !== Infinity) timer = setTimeout(resolve, limitMs);
    });
    this.#wake = undefined;
    clearTimeout(timer);
  }
}
