import * as l10n from '@vscode/l10n';
import { assertNever } from '../util/assertNever';
import type { CompletionReason } from '../core/completion/reasons';

/** What "Why no suggestion?" prints for each reason: what happened, and what to do about it. One or two sentences. */
export function describeCompletionReason(reason: CompletionReason, languageId: string): string {
  switch (reason) {
    case 'disabledForLanguage':
      return l10n.t('Suggestions are turned off for {0}. The status menu turns them on.', languageId);
    case 'noModel':
      return l10n.t('No model is connected for suggestions. Add one in the setting fairwind.models.');
    case 'fileTooLarge':
      return l10n.t('The file is too large for suggestions.');
    case 'midWord':
      return l10n.t('The cursor stands inside a word. Trigger a suggestion by hand to ask all the same.');
    case 'midLine':
      return l10n.t(
        'Text right of the cursor leaves no place for a suggestion. Trigger one by hand to ask all the same, or raise "fairwind.completion.eagerness".',
      );
    case 'statementFinished':
      return l10n.t(
        'The line before the cursor is complete: go on to the next line, or trigger a suggestion by hand.',
      );
    case 'inComment':
      return l10n.t(
        'Suggestions are off in comments. The setting "fairwind.completion.inComments" turns them on; with "fairwind.completion.eagerness" at "low" they stay off.',
      );
    case 'inString':
      return l10n.t(
        'Suggestions are off in strings. The setting "fairwind.completion.inStrings" turns them on.',
      );
    case 'composing':
      return l10n.t('An input method is still composing text. A suggestion comes when the text is final.');
    case 'nothingToGoOn':
      return l10n.t('The file is empty around the cursor: there is nothing to go on yet.');
    case 'notSureEnough':
      return l10n.t(
        'The model is not sure enough of anything here. "fairwind.completion.eagerness" shows more, and so does asking by hand. The workspace model learns as you type, and a connected model knows more.',
      );
    case 'cancelled':
      return l10n.t(
        'You typed on before the model had answered. If this is so every time, choose a faster model.',
      );
    case 'refused':
      return l10n.t('Nothing was sent: a privacy rule holds this file back.');
    case 'serverResting':
      return l10n.t(
        'The model’s server could not be reached several times in a row, so it is asked less often until it answers. Trigger a suggestion by hand to ask it at once.',
      );
    case 'modelFailed':
      return l10n.t('The model failed. The status bar and the log say how.');
    case 'emptyAnswer':
      return l10n.t('The model had nothing to add here.');
    case 'answerCutOff':
      return l10n.t('The model’s answer was cut off before its first line ended.');
    case 'noCode':
      return l10n.t('The model answered in prose, with no code in it. A code model with FIM does better.');
    case 'prefixRepeated':
      return l10n.t('The model only repeated what stands before the cursor.');
    case 'suffixRepeated':
      return l10n.t('The model only repeated what stands after the cursor.');
    case 'maskRepeated':
      return l10n.t('The model only repeated the mark that Fairwind sends in place of a secret.');
    case 'bracketsUnbalanced':
      return l10n.t('The model only closed brackets that are closed already.');
    case 'outsideBlock':
      return l10n.t('The model had already left the block that the cursor is in.');
    case 'hiddenByEditor':
      return l10n.t(
        'The suggestion did not fit the text right of the cursor, so the editor would have hidden it.',
      );
    case 'snoozed':
      return l10n.t('Suggestions are snoozed. The status menu resumes them.');
    case 'severalCursors':
      return l10n.t('There are several cursors. Trigger a suggestion by hand to ask all the same.');
    case 'editorSuggestionsOff':
      return l10n.t('The editor’s own setting "editor.inlineSuggest.enabled" is off.');
    case 'documentNotCovered':
      return l10n.t('Suggestions are made in files and notebooks, not in documents of this kind.');
    case 'editorDidNotAsk':
      return l10n.t(
        'The editor has not asked for a suggestion since the last change. It does not while it snoozes suggestions itself, or in a read-only file.',
      );
    default:
      return assertNever(reason);
  }
}
