import { type Eagerness, type Settings, isCompletionEnabled, isOnFor } from '../config/settings';
import { languageSyntax } from '../text/languageSyntax';
import { type LexicalSpot, findLexicalSpot } from '../text/lexicalSpot';
import { isWordCharacter } from '../text/lines';
import type { InlineCompletionRequest } from './completionTypes';
import type { CompletionReason } from './reasons';
import { type CursorLine, endsStatement, fitsMidLine } from './whenToAsk/cursorLine';
import { ASKING_POLICIES } from './whenToAsk/eagerness';

/** What the settings say of suggestions in one language. */
export interface AskingSettings {
  readonly isEnabled: boolean;
  readonly inComments: boolean;
  readonly inStrings: boolean;
  readonly eagerness: Eagerness;
}

/** Reads them for a language. */
export function askingSettings(settings: Settings, languageId: string): AskingSettings {
  return {
    isEnabled: isCompletionEnabled(settings, languageId),
    inComments: isOnFor(settings['fairwind.completion.inComments'], languageId),
    inStrings: isOnFor(settings['fairwind.completion.inStrings'], languageId),
    eagerness: settings['fairwind.completion.eagerness'],
  };
}

/** Documents longer than this (UTF-16 units) are logs and data, not something a person completes. */
const LONGEST_DOCUMENT = 20_000_000;

/**
 * The reason not to suggest anything at this place, whoever would, or undefined. An explicit request passes wherever
 * it can.
 */
export function findReasonNotToAsk(
  request: InlineCompletionRequest,
  settings: AskingSettings,
): CompletionReason | undefined {
  const text = request.document.getText();
  if (text.length > LONGEST_DOCUMENT) return 'fileTooLarge';
  if (request.trigger === 'invoked') return undefined;
  if (!settings.isEnabled) return 'disabledForLanguage';
  if (isInsideWord(text, request.offset)) return 'midWord';
  if (settings.inComments && settings.inStrings) return undefined;
  const spot = lexicalSpotOf(request);
  if (spot === 'comment' && !settings.inComments) return 'inComment';
  return spot === 'string' && !settings.inStrings ? 'inString' : undefined;
}

/**
 * The reason not to spend a request of the connected model at this place, or undefined. What is known already, or on
 * its way, is shown there all the same.
 */
export function findReasonToSpareModel(
  request: InlineCompletionRequest,
  line: CursorLine,
  { eagerness }: Pick<AskingSettings, 'eagerness'>,
): CompletionReason | undefined {
  if (request.trigger === 'invoked' || request.selectedCompletionInfo) return undefined;
  const policy = ASKING_POLICIES[eagerness];
  if (!fitsMidLine(line, policy.midLine)) return 'midLine';
  if (!policy.afterStatement && endsStatement(line)) return 'statementFinished';
  if (!policy.inComments && lexicalSpotOf(request) === 'comment') return 'inComment';
  return undefined;
}

function lexicalSpotOf({ document, offset }: InlineCompletionRequest): LexicalSpot {
  return findLexicalSpot(document.getText(), offset, languageSyntax(document.languageId));
}

function isInsideWord(text: string, offset: number): boolean {
  return isWordCharacter(text.charAt(offset - 1)) && isWordCharacter(text.charAt(offset));
}
