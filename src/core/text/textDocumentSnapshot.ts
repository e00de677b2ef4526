/** A place in a document: line and UTF-16 offset in that line, both counted from 0, as in the Language Server Protocol. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Two places in one document; `end` is not part of the range. */
export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Two UTF-16 offsets in one text; `end` is not part of the range. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A document as it stood at one version. `TextDocument` of vscode-languageserver-textdocument satisfies it, and so
 * does any editor's own document. `getText()` without a range must not copy the text.
 */
export interface TextDocumentSnapshot {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  getText(range?: TextRange): string;
  offsetAt(position: TextPosition): number;
  positionAt(offset: number): TextPosition;
}
