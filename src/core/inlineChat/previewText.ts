import type { OffsetRange } from '../text/textDocumentSnapshot';
import { toLineFeeds } from '../text/lines';

/**
 * A document as it would be with an answer in it. While the answer is arriving, the old lines that it has not reached
 * yet still stand, so that a comparison with the document shows what changes and not what has not come.
 */
export function previewText(
  text: string,
  region: OffsetRange,
  { answer, isComplete }: { readonly answer: string; readonly isComplete: boolean },
): string {
  const before = toLineFeeds(text.slice(0, region.start));
  const after = toLineFeeds(text.slice(region.end));
  if (isComplete) return before + answer + after;
  const old = toLineFeeds(text.slice(region.start, region.end)).split('\n');
  const arrived = answer === '' ? [] : answer.split('\n');
  return before + [...arrived, ...old.slice(arrived.length)].join('\n') + after;
}
