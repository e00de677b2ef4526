import { withoutInvisibleCharacters } from '../../text/invisibleCharacters';
import type { PostprocessRule } from './rule';

/** Removes characters that would be in the file without being seen. Emoji sequences and joined scripts stay whole. */
export const removeInvisibleCharacters: PostprocessRule = {
  name: 'removeInvisibleCharacters',
  whenEmpty: 'emptyAnswer',
  apply: withoutInvisibleCharacters,
};
