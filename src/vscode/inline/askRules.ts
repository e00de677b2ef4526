import type { EditorReason } from '../../core/completion/reasons';

/** What VS Code's part of a suggestion depends on, for the document in the active editor. */
export interface EditorState {
  readonly isSnoozed: boolean;
  readonly cursors: number;
}

/** The reason to leave an automatic request of the editor unanswered, or undefined. Nothing of it reaches the engine. */
export function findReasonToWithhold({ isSnoozed, cursors }: EditorState): EditorReason | undefined {
  if (isSnoozed) return 'snoozed';
  return cursors > 1 ? 'severalCursors' : undefined;
}

/** What tells why VS Code did not even ask in a document. */
export interface AskingState extends EditorState {
  /** Whether Fairwind is asked in documents of this kind. */
  readonly isCovered: boolean;
  /** The setting `editor.inlineSuggest.enabled`, as it is for the document. */
  readonly areSuggestionsOn: boolean;
  /** The document's version when VS Code last asked in it; undefined when it has not. */
  readonly askedVersion: number | undefined;
  /** The document's version when the person last changed it; undefined when they have not. */
  readonly changedVersion: number | undefined;
}

/** The reason of the editor's own for there being no suggestion, or undefined when the engine knows it. */
export function findEditorReason(state: AskingState): EditorReason | undefined {
  if (!state.isCovered) return 'documentNotCovered';
  if (!state.areSuggestionsOn) return 'editorSuggestionsOff';
  const withheld = findReasonToWithhold(state);
  if (withheld) return withheld;
  const { askedVersion = 0, changedVersion = 0 } = state;
  return changedVersion > askedVersion ? 'editorDidNotAsk' : undefined;
}
