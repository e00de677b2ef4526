import { isBlank } from '../../text/lines';
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
    return text.replace(/\n\s*$/, '');
  },
};
