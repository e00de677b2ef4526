import { applyEdits } from './fileLines';
import type { OffsetEdit } from './placement';

/** A change of a text as editors tell of it. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newLength: number;
}

/** Proposed edits after the text has changed. */
export interface MovedHunks {
  readonly hunks: readonly OffsetEdit[];
  /** Edits whose own place was changed: what they would replace is not there any more. */
  readonly lost: readonly OffsetEdit[];
}

/**
 * Moves proposed edits along with a change of the text that they are for.
 * @param changes are of one text, the last place first, as VS Code gives them
 */
export function moveHunks(hunks: readonly OffsetEdit[], changes: readonly TextChange[]): MovedHunks {
  const lost: OffsetEdit[] = [];
  const moved = hunks.flatMap((hunk): OffsetEdit[] => {
    let shift = 0;
    for (const change of changes) {
      if (change.end <= hunk.start && !(change.end === hunk.start && change.start === hunk.end)) {
        shift += change.newLength - (change.end - change.start);
      } else if (change.start < hunk.end || (change.start === hunk.start && change.end > hunk.start)) {
        lost.push(hunk);
        return [];
      }
    }
    return [{ ...hunk, start: hunk.start + shift, end: hunk.end + shift }];
  });
  return { hunks: moved, lost };
}

/** The text as it would be with all that is still proposed. */
export function proposedText(text: string, hunks: readonly OffsetEdit[]): string {
  return applyEdits(text, hunks);
}

/** Where each hunk begins and ends in the proposed text, in the order of the hunks. */
export function proposedRanges(
  hunks: readonly OffsetEdit[],
): { readonly start: number; readonly end: number }[] {
  let shift = 0;
  return hunks.map(({ start, end, newText }) => {
    const range = { start: start + shift, end: start + shift + newText.length };
    shift += newText.length - (end - start);
    return range;
  });
}
