import { createHash } from 'node:crypto';
import { type SummarisedChange, type SummariseOptions, summariseChange } from '../../core/commit/summarise';
import { LruMap } from '../../util/lru';

/** Changes whose summaries are kept: of a large one the person wants several drafts, and each summary is a request. */
const MOST_CHANGES = 4;

/** Summarises changes as `summariseChange` does, each once for a model, a language and a budget. */
export function createSummaries(): typeof summariseChange {
  const kept = new LruMap<string, SummarisedChange>(MOST_CHANGES);
  return async (options, signal) => {
    const key = keyOf(options);
    const known = kept.get(key);
    if (known) return known;
    const summarised = await summariseChange(options, signal);
    // A model that failed on the way is asked again.
    if (summarised.filesSummarised > 0) kept.set(key, summarised);
    return summarised;
  };
}

function keyOf({ model, files, budgetTokens, language = '' }: SummariseOptions): string {
  const hash = createHash('sha256').update(`${model.identity.id}\0${language}\0${budgetTokens}\0`);
  for (const { path, status, hunks } of files) {
    hash.update(`${status} ${path}\0`);
    for (const { lines } of hunks) hash.update(lines.join('\n'));
  }
  return hash.digest('hex');
}
