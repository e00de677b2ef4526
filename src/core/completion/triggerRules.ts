import { isWordCharacter } from '../text/lines';
import type { InlineCompletionRequest } from './completionTypes';
import type { CompletionReason } from './reasons';

/** Documents longer than this (UTF-16 units) are logs and data, not something a person completes. */
const LONGEST_DOCUMENT = 20_000_000;

/** The reason not to ask a model at this place, or undefined. An explicit request asks wherever it can. */
export function findReasonNotToAsk(
  { document, offset, trigger }: InlineCompletionRequest,
  isEnabled: (languageId: string) => boolean,
): CompletionReason | undefined {
  if (!isEnabled(document.languageId)) return 'disabledForLanguage';
  const text = document.getText();
  if (text.length > LONGEST_DOCUMENT) return 'fileTooLarge';
  if (trigger === 'invoked') return undefined;
  return isInsideWord(text, offset) ? 'midWord' : undefined;
}

function isInsideWord(text: string, offset: number): boolean {
  return isWordCharacter(text.charAt(offset - 1)) && isWordCharacter(text.charAt(offset));
}
