import type { Clock } from '../../util/clock';

/** Milliseconds until another summary is asked for after one that failed; each further failure doubles them. */
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 30 * 60_000;

/**
 * Lets models rest that could not put a conversation in short: each turn would otherwise cost a request that fails, and
 * the time until it has.
 */
export class SummaryRest {
  readonly #failed = new Map<string, { readonly times: number; readonly until: number }>();

  constructor(private readonly clock: Clock) {}

  /** Whether a model is to be asked for no summary now. */
  holds(modelId: string): boolean {
    return this.clock.now() < (this.#failed.get(modelId)?.until ?? -Infinity);
  }

  failed(modelId: string): void {
    const times = (this.#failed.get(modelId)?.times ?? 0) + 1;
    const restMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (times - 1));
    this.#failed.set(modelId, { times, until: this.clock.now() + restMs });
  }

  succeeded(modelId: string): void {
    this.#failed.delete(modelId);
  }
}
