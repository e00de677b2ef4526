import type { PostprocessRule } from './rule';

/** Removes blank lines and white space at the end; white space before text right of the cursor stays between the two. */
export const trimTrailingNoise: PostprocessRule = {
  name: 'trimTrailingNoise',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (place.spot !== 'midLine') return text.trimEnd();
    return text.replace(/\n\s*$/, '');
  },
};
