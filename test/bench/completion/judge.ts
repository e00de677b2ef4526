import type { CompletionOutcome } from '../../../src/core/completion/completionTypes';
import type { Case } from './cases';

/**
 * `exact`: accepting gives the document of the person. `shorter`: a correct shorter piece of it that ends with a line.
 * `none`: nothing was shown. `wrong`: everything else.
 */
export type Verdict = 'exact' | 'shorter' | 'none' | 'wrong';

export function judge(outcome: CompletionOutcome, { prefix, truth, suffix }: Case<string>): Verdict {
  if (outcome.kind === 'none') return 'none';
  const [item] = outcome.items;
  if (!item) return 'none';
  const before = prefix + suffix;
  const after = before.slice(0, item.range.start) + item.insertText + before.slice(item.range.end);
  if (sameText(after, prefix + truth + suffix)) return 'exact';
  const replacesNothing = item.range.start === prefix.length && item.range.end === prefix.length;
  const shown = item.insertText.trimEnd();
  const isShorter =
    replacesNothing && truth.startsWith(shown) && /^[ \t]*\r?\n/.test(truth.slice(shown.length));
  return isShorter && shown !== '' ? 'shorter' : 'wrong';
}

/** White space at the ends of lines does not count. */
function sameText(left: string, right: string): boolean {
  return left === right || left.replace(/[ \t]+$/gm, '') === right.replace(/[ \t]+$/gm, '');
}
