import type { PostprocessRule } from './rule';

/** Removes white space at the ends of lines' last, blank lines at the end, and blank lines at the start of a new line. */
export const trimTrailingNoise: PostprocessRule = {
  name: 'trimTrailingNoise',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (text.trim() === '') return '';
    // White space before text right of the cursor belongs between the two.
    if (place.spot === 'midLine' && !text.endsWith('\n')) return text;
    return text.trimEnd();
  },
};
