import type { InsertionPlace } from '../insertionPlace';
import type { CompletionReason } from '../reasons';

/**
 * One thing that is done to a model's answer: a text goes in, the same or a shorter text comes out. Text ends its lines
 * with LF and is meant to be inserted at the cursor. A rule that finds nothing to do returns its input.
 */
export interface PostprocessRule {
  readonly name: string;
  /** Why nothing is shown when this rule leaves nothing. */
  readonly whenEmpty: CompletionReason;
  /** @param isWhole false while more of the answer is to come; true when left out */
  apply(text: string, place: InsertionPlace, isWhole?: boolean): string;
}
