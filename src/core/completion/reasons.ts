/**
 * Every way in which the completion path ends without a suggestion. "Why no suggestion?" prints the words that the
 * server has for each; nothing leaves the path without one of these names.
 */
export const COMPLETION_REASONS = [
  /** Completions are off for the document's language. */
  'disabledForLanguage',
  /** No model is connected for completions. */
  'noModel',
  /** The document is longer than what completions are made for. */
  'fileTooLarge',
  /** The cursor stands inside a word; only an explicit request asks there. */
  'midWord',
  /** The text right of the cursor leaves no place for a suggestion; only an explicit request asks there. */
  'midLine',
  /** The line needs nothing more; only an explicit request asks there. */
  'statementFinished',
  /** The cursor stands in a comment, where the person wants no suggestions. */
  'inComment',
  /** The cursor stands in a string, where the person wants no suggestions. */
  'inString',
  /** An input method is at work: what stands before the cursor is still being composed. */
  'composing',
  /** There is nothing but white space around the cursor to go on. */
  'nothingToGoOn',
  /** No model, the workspace's or a connected one, is sure enough of anything for it to be shown without being asked. */
  'notSureEnough',
  /** The person typed on, or the editor withdrew the request. */
  'cancelled',
  /** A rule of the gate refused the request; nothing was sent. */
  'refused',
  /** The month's limit for money is reached; nothing was sent. */
  'limitReached',
  /** The server could not be reached several times in a row, and is asked less often until it answers. */
  'serverResting',
  /** The model or its server failed; the outcome carries the error. */
  'modelFailed',
  /** The model answered with nothing, or with white space. */
  'emptyAnswer',
  /** The answer was cut off before its first line ended. */
  'answerCutOff',
  /** The answer was prose, a refusal or reasoning, with no code in it. */
  'noCode',
  /** The answer only repeated what stands before the cursor. */
  'prefixRepeated',
  /** The answer only repeated what stands after the cursor. */
  'suffixRepeated',
  /** The answer only repeated the mark that stands in place of a secret. */
  'maskRepeated',
  /** The answer only closed brackets that are closed already. */
  'bracketsUnbalanced',
  /** The answer had left the block before its first line. */
  'outsideBlock',
  /** The editor would hide the suggestion, or it would damage text right of the cursor. */
  'hiddenByEditor',
  /** In a commit message: nothing is staged, git has prepared the message, or the person's words differ from the draft. */
  'noMessageDraft',
] as const;

/** Those of them that an answer of the model came to: the model works, whatever became of what it said. */
export const ANSWER_REASONS: ReadonlySet<CompletionReason> = new Set<CompletionReason>([
  'notSureEnough',
  'emptyAnswer',
  'answerCutOff',
  'noCode',
  'prefixRepeated',
  'suffixRepeated',
  'maskRepeated',
  'bracketsUnbalanced',
  'outsideBlock',
  'hiddenByEditor',
]);

/** Reasons that the editor alone can know, because it did not ask. It names one when the person asks why. */
export const EDITOR_REASONS = [
  /** The person snoozed suggestions for a while. */
  'snoozed',
  /** There are several cursors; only an explicit request asks for them. */
  'severalCursors',
  /** The editor's own setting for inline suggestions is off. */
  'editorSuggestionsOff',
  /** The document is not code that a person writes: output, a diff, a commit message. */
  'documentNotCovered',
  /** The editor has not asked since the document last changed. */
  'editorDidNotAsk',
] as const;

export type EditorReason = (typeof EDITOR_REASONS)[number];
export type CompletionReason = (typeof COMPLETION_REASONS)[number] | EditorReason;
