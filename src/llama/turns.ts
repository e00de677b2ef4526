/** Whose turn it is: requests of one sequence wait for each other, and a chat rests while a completion is answered. */
export class Turns {
  #completions = 0;
  #resume: (() => void)[] = [];
  readonly #last = new Map<string, Promise<void>>();

  /** Runs `work` when what was asked of the same sequence before is done. */
  async take<T>(sequence: 'completion' | 'chat', work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(sequence) ?? Promise.resolve();
    if (sequence === 'completion') this.#completions++;
    const result = before.then(work);
    this.#last.set(
      sequence,
      result.then(
        () => undefined,
        () => undefined,
      ),
    );
    try {
      return await result;
    } finally {
      if (sequence === 'completion' && --this.#completions === 0)
        for (const resume of this.#resume.splice(0)) resume();
    }
  }

  /** Resolves when no completion is waiting or being answered; a chat asks before each step. */
  async untilCompletionsRest(): Promise<void> {
    while (this.#completions > 0) await new Promise<void>((resume) => this.#resume.push(resume));
  }
}
