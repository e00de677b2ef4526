import { isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/**
 * Removes blank lines and white space at the end. White space before text right of the cursor stays between the two,
 * and so does one line break before a whole line.
 */
export const trimTrailingNoise: PostprocessRule = {
  name: 'trimTrailingNoise',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (place.spot !== 'midLine') return text.trimEnd();
    if (isBlank(place.window.linePrefix)) return text.replace(/\n\s*$/, `\n${place.window.linePrefix}`);
    const line = text.replace(/\n\s*$/, '');
    return isSpaceTooMuch(line, place) ? line.trimEnd() : line;
  },
};

/** White space before a closing bracket or a comma, unless there is as much on the other side. */
function isSpaceTooMuch(line: string, { window: { linePrefix, lineSuffix } }: InsertionPlace): boolean {
  return /[ \t]$/.test(line) && /^[)\],;]/.test(lineSuffix) && !/^\s/.test(line) && !/\s$/.test(linePrefix);
}
