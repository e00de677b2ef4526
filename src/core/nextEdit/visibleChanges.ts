import { languageSyntax } from '../text/languageSyntax';
import type { OffsetRange } from '../text/textDocumentSnapshot';
import { endOf, readCodeTokens } from './codeTokens';
import { diffTokens } from './tokenDiff';

/** A part of a text that is to be replaced. */
export interface TextReplacement {
  /** UTF-16 offsets in the text as it is. */
  readonly range: OffsetRange;
  readonly newText: string;
}

/** The smallest replacements of whole tokens that make `newText` of `oldText`, in order. */
export function visibleChanges(oldText: string, newText: string, languageId: string): TextReplacement[] {
  const syntax = languageSyntax(languageId);
  const before = readCodeTokens(oldText, syntax);
  const offsetOf = (index: number) => before[index]?.start ?? oldText.length;
  return diffTokens(before, readCodeTokens(newText, syntax)).map(({ start, end, inserted }) => {
    const last = before[end - 1];
    return {
      range: { start: offsetOf(start), end: end > start && last ? endOf(last) : offsetOf(start) },
      newText: inserted.map(({ text }) => text).join(''),
    };
  });
}
