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
  /** There is nothing but white space around the cursor to go on. */
  'nothingToGoOn',
  /** The workspace model knows nothing that is sure enough to be shown, and no other model is connected. */
  'notSureEnough',
  /** The person typed on, or the editor withdrew the request. */
  'cancelled',
  /** A rule of the gate refused the request; nothing was sent. */
  'refused',
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
  /** The answer only closed brackets that are closed already. */
  'bracketsUnbalanced',
  /** The answer had left the block before its first line. */
  'outsideBlock',
  /** The editor would hide the suggestion, or it would damage text right of the cursor. */
  'hiddenByEditor',
] as const;

export type CompletionReason = (typeof COMPLETION_REASONS)[number];
