import type { InsertionPlace } from '../insertionPlace';
import type { CompletionReason } from '../reasons';
import { countTakenOver } from './countTakenOver';
import { cutAtMaskedSecret } from './cutAtMaskedSecret';
import { cutAtNextFile } from './cutAtNextFile';
import { cutAtPlaceholder } from './cutAtPlaceholder';
import { cutAtSpecialTokens } from './cutAtSpecialTokens';
import { cutBeforeLine } from './cutBeforeLine';
import { cutLineOverlap } from './cutLineOverlap';
import { cutLoops } from './cutLoops';
import { cutSuffixOverlap } from './cutSuffixOverlap';
import { endBySyntax } from './endBySyntax';
import { removeInvisibleCharacters } from './removeInvisibleCharacters';
import type { PostprocessRule } from './rule';
import { straightenTypography } from './straightenTypography';
import { stripLeadingSpace } from './stripLeadingSpace';
import { stripLineNumbers } from './stripLineNumbers';
import { stripProse } from './stripProse';
import { stripReasoning } from './stripReasoning';
import { stripRepeatedIndentation } from './stripRepeatedIndentation';
import { stripRepeatedPrefix } from './stripRepeatedPrefix';
import { trimTrailingNoise } from './trimTrailingNoise';
import { unwrapFences } from './unwrapFences';
import { unwrapTags } from './unwrapTags';

/** What finds the code in an answer. */
const CODE_RULES: readonly PostprocessRule[] = [
  removeInvisibleCharacters,
  straightenTypography,
  stripReasoning,
  cutAtSpecialTokens,
  cutAtMaskedSecret,
  cutAtNextFile,
  unwrapFences,
  unwrapTags,
  stripProse,
  cutAtPlaceholder,
  stripLineNumbers,
];

/** What is done to every answer, in this order: first the code is found in it, then it is fitted to its place. */
export const POSTPROCESS_RULES: readonly PostprocessRule[] = [
  ...CODE_RULES,
  stripRepeatedPrefix,
  stripLeadingSpace,
  stripRepeatedIndentation,
  trimTrailingNoise,
  cutLoops,
  cutSuffixOverlap,
  cutBeforeLine,
  cutLineOverlap,
  endBySyntax,
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

/** The code of a model's raw answer, which may still repeat what stands around the cursor. */
export function findCode(answer: string, place: InsertionPlace): string {
  return CODE_RULES.reduce((text, rule) => rule.apply(text, place), answer);
}

/**
 * Makes a model's raw answer into the text to insert. Pure, and fast enough to run on every line of a stream.
 * @param isWhole false while more of the answer is to come
 */
export function postprocess(answer: string, place: InsertionPlace, isWhole = true): PostprocessResult {
  if (answer.trim() === '') return { text: '', takesOver: 0, reason: 'emptyAnswer' };
  let text = answer;
  for (const rule of POSTPROCESS_RULES) {
    text = rule.apply(text, place, isWhole);
    if (text.trim() === '') return { text: '', takesOver: 0, reason: rule.whenEmpty };
  }
  return { text, takesOver: countTakenOver(text, place) };
}
