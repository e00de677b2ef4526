/** What is believed (ms) of a model that has not answered yet. */
const UNKNOWN_MS = 400;
/** The last answers that count. Their median does not mind one that had to load the model. */
const REMEMBERED = 9;

/** How long each model has lately taken from the request to a usable answer. */
export class ModelLatency {
  readonly #durations = new Map<string, number[]>();

  answered(modelId: string, durationMs: number): void {
    const durations = this.#durations.get(modelId) ?? [];
    durations.push(durationMs);
    if (durations.length > REMEMBERED) durations.shift();
    this.#durations.set(modelId, durations);
  }

  /** An answer that was given up after `durationMs` counts only where it shows that the model is slower than believed. */
  gaveUp(modelId: string, durationMs: number): void {
    if (durationMs > this.of(modelId)) this.answered(modelId, durationMs);
  }

  /** Milliseconds: the median of the last answers. */
  of(modelId: string): number {
    const durations = this.#durations.get(modelId);
    if (!durations) return UNKNOWN_MS;
    return [...durations].sort((a, b) => a - b)[durations.length >> 1] ?? UNKNOWN_MS;
  }
}
