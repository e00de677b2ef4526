import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** Cuts what the answer repeats of the text right of the cursor, on the cursor's own line. */
export const cutLineOverlap: PostprocessRule = {
  name: 'cutLineOverlap',
  whenEmpty: 'suffixRepeated',
  apply(text, place) {
    if (place.spot !== 'midLine') return text;
    const remainder = place.window.lineSuffix.trimEnd();
    const end = text.indexOf('\n');
    const first = end === -1 ? text : text.slice(0, end);
    const repeated = first.trimEnd().endsWith(remainder) ? first.trimEnd().length - remainder.length : -1;
    if (repeated >= 0) return first.slice(0, repeated);
    const border = longestBorder(first, remainder);
    return border > 1 ? first.slice(0, first.length - border) : first;
  },
};

/** The length of the longest end of `text` that `suffix` begins with. */
function longestBorder(text: string, suffix: string): number {
  for (let length = Math.min(text.length, suffix.length); length > 0; length--)
    if (text.endsWith(suffix.slice(0, length))) return length;
  return 0;
}

export type { InsertionPlace };
