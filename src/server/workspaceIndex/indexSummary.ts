import type { SkipReason } from './skipReason';
import type { IndexedModel } from './workspaceModelPort';

/** What one pass over the workspace did, for the log. */
export interface IndexSummary {
  /** Files read in this pass. */
  readonly read: number;
  /** Files taken over from the cache or an earlier pass. */
  readonly kept: number;
  readonly removed: number;
  readonly durationMs: number;
  readonly skipped: ReadonlyMap<SkipReason, number>;
  readonly model: ReturnType<IndexedModel['stats']>;
}

/** Counts what was left out, by reason. */
export class SkipCounts {
  readonly #counts = new Map<SkipReason, number>();

  readonly add = (reason: SkipReason): void => {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  };

  get counts(): ReadonlyMap<SkipReason, number> {
    return this.#counts;
  }
}

/** One line for the log; names no file and holds no text of one. */
export function describeIndex({ read, kept, removed, durationMs, skipped, model }: IndexSummary): string {
  const megabytes = (model.memoryBytes / 1024 / 1024).toFixed(1);
  const reasons = [...skipped].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${count} ${reason}`);
  return [
    `Workspace model: ${model.documents} files, ${model.tokens} tokens, ${megabytes} MB`,
    `${read} read, ${kept} kept and ${removed} removed in ${Math.round(durationMs)} ms`,
    `left out: ${reasons.length === 0 ? 'nothing' : reasons.join(', ')}`,
  ].join('; ');
}
