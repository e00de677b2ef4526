import * as l10n from '@vscode/l10n';
import type { CompletionReason } from '../core/completion/reasons';

/** What "Why no suggestion?" prints for each reason: what happened, and what to do about it. One or two sentences. */
export function describeCompletionReason(reason: CompletionReason, languageId: string): string {
  return DESCRIPTIONS[reason](languageId);
}

/** Functions, since the language of the texts is known only once the engine has started. */
const DESCRIPTIONS: Readonly<Record<CompletionReason, (languageId: string) => string>> = {
  disabledForLanguage: (languageId) =>
    l10n.t(
      'Suggestions are turned off for {0}. The status menu turns them on; one that you trigger by hand comes all the same.',
      languageId,
    ),
  noModel: () => l10n.t('No model is connected for suggestions. Add one in the setting fairwind.models.'),
  fileTooLarge: () => l10n.t('The file is too large for suggestions.'),
  midWord: () => l10n.t('The cursor stands inside a word. Trigger a suggestion by hand to ask all the same.'),
  midLine: () =>
    l10n.t(
      'Text right of the cursor leaves no place for a suggestion. Trigger one by hand to ask all the same, or raise "fairwind.completion.eagerness".',
    ),
  statementFinished: () =>
    l10n.t(
      'The line before the cursor is complete: go on to the next line, or trigger a suggestion by hand.',
    ),
  inComment: () =>
    l10n.t(
      'Suggestions are off in comments. The setting "fairwind.completion.inComments" turns them on; with "fairwind.completion.eagerness" at "low" they stay off.',
    ),
  inString: () =>
    l10n.t('Suggestions are off in strings. The setting "fairwind.completion.inStrings" turns them on.'),
  composing: () =>
    l10n.t('An input method is still composing text. A suggestion comes when the text is final.'),
  nothingToGoOn: () => l10n.t('The file is empty around the cursor: there is nothing to go on yet.'),
  notSureEnough: () =>
    l10n.t(
      'The model is not sure enough of anything here. "fairwind.completion.eagerness" shows more, and so does asking by hand. The workspace model learns as you type, and a connected model knows more.',
    ),
  cancelled: () =>
    l10n.t('You typed on before the model had answered. If this is so every time, choose a faster model.'),
  refused: () => l10n.t('Nothing was sent: a privacy rule holds this file back.'),
  limitReached: () => l10n.t('Nothing was sent: this month has reached your limit for what models cost.'),
  serverResting: () =>
    l10n.t(
      'The model’s server could not be reached several times in a row, so it is asked less often until it answers. Trigger a suggestion by hand to ask it at once.',
    ),
  modelFailed: () => l10n.t('The model failed. The status bar and the log say how.'),
  emptyAnswer: () => l10n.t('The model had nothing to add here.'),
  answerCutOff: () => l10n.t('The model’s answer was cut off before its first line ended.'),
  noCode: () => l10n.t('The model answered in prose, with no code in it. A code model with FIM does better.'),
  prefixRepeated: () => l10n.t('The model only repeated what stands before the cursor.'),
  suffixRepeated: () => l10n.t('The model only repeated what stands after the cursor.'),
  maskRepeated: () => l10n.t('The model only repeated the mark that Fairwind sends in place of a secret.'),
  bracketsUnbalanced: () => l10n.t('The model only closed brackets that are closed already.'),
  outsideBlock: () => l10n.t('The model had already left the block that the cursor is in.'),
  hiddenByEditor: () =>
    l10n.t('The suggestion did not fit the text right of the cursor, so the editor would have hidden it.'),
  noMessageDraft: () =>
    l10n.t(
      'There is no draft to go on with here: nothing is staged, git has prepared this message itself, or your own words say something else. Trigger a suggestion by hand to have the model go on from your words.',
    ),
  snoozed: () => l10n.t('Suggestions are snoozed. The status menu resumes them.'),
  severalCursors: () =>
    l10n.t('There are several cursors. Trigger a suggestion by hand to ask all the same.'),
  editorSuggestionsOff: () => l10n.t('The editor’s own setting "editor.inlineSuggest.enabled" is off.'),
  documentNotCovered: () =>
    l10n.t('Suggestions are made in files and notebooks, not in documents of this kind.'),
  editorDidNotAsk: () =>
    l10n.t(
      'The editor has not asked for a suggestion since the last change. It does not while it snoozes suggestions itself, or in a read-only file.',
    ),
};
