import { SECRET_MARK } from '../../privacy/maskSecrets';
import type { PostprocessRule } from './rule';

/** Cuts an answer before the line in which it repeats what a secret was masked with. */
export const cutAtMaskedSecret: PostprocessRule = {
  name: 'cutAtMaskedSecret',
  whenEmpty: 'maskRepeated',
  apply(text) {
    const at = text.indexOf(SECRET_MARK);
    return at === -1 ? text : text.slice(0, text.lastIndexOf('\n', at) + 1);
  },
};
