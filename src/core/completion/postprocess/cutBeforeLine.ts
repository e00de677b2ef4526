import { isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import { overlapScorer } from './overlapScore';
import type { PostprocessRule } from './rule';

/**
 * Where the cursor stands before a whole line, an answer of whole lines goes above it: what repeats the line and those
 * below is cut, and the line keeps its own place and indentation.
 */
export const cutBeforeLine: PostprocessRule = {
  name: 'cutBeforeLine',
  whenEmpty: 'suffixRepeated',
  apply(text, place) {
    if (place.spot !== 'midLine' || !isBlank(place.window.linePrefix) || !text.includes('\n')) return text;
    const lines = text.trimEnd().split('\n');
    const start = findOverlap(lines, place);
    if (start !== undefined) return aboveLine(lines.slice(0, start), place);
    return /\n\s*$/.test(text) ? aboveLine(lines, place) : text;
  },
};

function findOverlap(
  lines: readonly string[],
  { window, linesBelow, syntax }: InsertionPlace,
): number | undefined {
  const below = [window.linePrefix + window.lineSuffix, ...linesBelow];
  const score = overlapScorer({ lines, below, syntax });
  for (let start = 1; start < lines.length; start++)
    if (!isBlank(lines[start] ?? '') && (score(start)?.odds ?? 0) > 0.4) return start;
  return undefined;
}

function aboveLine(lines: readonly string[], { window }: InsertionPlace): string {
  return `${lines.join('\n')}\n${window.linePrefix}`;
}

/** Whether a text is whole lines above the line that the cursor stands before. */
export function standsAboveLine(text: string, { window }: InsertionPlace): boolean {
  return isBlank(window.linePrefix) && text.endsWith(`\n${window.linePrefix}`);
}
