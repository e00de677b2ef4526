import type { InsertionPlace } from '../insertionPlace';
import type { CompletionReason } from '../reasons';
import { countTakenOver } from './countTakenOver';
import { cutAtBlockEnd } from './cutAtBlockEnd';
import { cutAtSpecialTokens } from './cutAtSpecialTokens';
import { cutBeforeLine } from './cutBeforeLine';
import { cutLineOverlap } from './cutLineOverlap';
import { cutLoops } from './cutLoops';
import { cutSuffixOverlap } from './cutSuffixOverlap';
import { removeInvisibleCharacters } from './removeInvisibleCharacters';
import type { PostprocessRule } from './rule';
import { stripProse } from './stripProse';
import { stripReasoning } from './stripReasoning';
import { stripRepeatedIndentation } from './stripRepeatedIndentation';
import { stripRepeatedPrefix } from './stripRepeatedPrefix';
import { trimTrailingNoise } from './trimTrailingNoise';
import { unwrapFences } from './unwrapFences';

/** What is done to every answer, in this order: first the code is found in it, then it is fitted to its place. */
export const POSTPROCESS_RULES: readonly PostprocessRule[] = [
  removeInvisibleCharacters,
  stripReasoning,
  cutAtSpecialTokens,
  unwrapFences,
  stripProse,
  stripRepeatedPrefix,
  stripRepeatedIndentation,
  trimTrailingNoise,
  cutLoops,
  cutSuffixOverlap,
  cutBeforeLine,
  cutLineOverlap,
  cutAtBlockEnd,
  trimTrailingNoise,
];

export interface PostprocessResult {
  /** The text to insert at the cursor; empty when a rule left nothing. */
  readonly text: string;
  /** UTF-16 units right of the cursor that it replaces, because it repeats them in order. */
  readonly takesOver: number;
  /** Why it is empty. */
  readonly reason?: CompletionReason;
}

/** Makes a model's raw answer into the text to insert. Pure, and fast enough to run on every line of a stream. */
export function postprocess(answer: string, place: InsertionPlace): PostprocessResult {
  if (answer.trim() === '') return { text: '', takesOver: 0, reason: 'emptyAnswer' };
  let text = answer;
  for (const rule of POSTPROCESS_RULES) {
    text = rule.apply(text, place);
    if (text.trim() === '') return { text: '', takesOver: 0, reason: rule.whenEmpty };
  }
  return { text, takesOver: countTakenOver(text, place) };
}
