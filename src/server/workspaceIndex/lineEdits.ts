import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver/node';
import { type Range, TextDocument } from 'vscode-languageserver-textdocument';
import { Emitter, type Event } from '../../util/emitter';
import type { TextChange } from '../../core/completion/whenToAsk/textChange';
import { type LineEdit, splitLines } from '../../core/ngram/documents';

/** An edit of an open document, as the lines that it replaces. */
export interface DocumentEdit {
  /** As it is after the edit. */
  readonly document: TextDocument;
  readonly edit: LineEdit;
  /** The lines that stood where `edit` now is, without their ends. */
  readonly before: readonly string[];
  /** The same as the editor reported it; undefined when it sent the document anew. */
  readonly change?: TextChange;
}

/** Tells of each edit of an open document at a cost that depends on the edit and not on the document. */
export interface LineEditTracker {
  /** What `TextDocuments` is to be made with. */
  readonly configuration: TextDocumentsConfiguration<TextDocument>;
  /** Fires in the order of the edits. */
  readonly onDidEdit: Event<DocumentEdit>;
}

/** `TextDocuments` tells only that a document has changed; the ranges pass through its configuration. */
export function createLineEditTracker(): LineEditTracker {
  const edits = new Emitter<DocumentEdit>();
  return {
    onDidEdit: edits.event,
    configuration: {
      create: (uri, languageId, version, text) => TextDocument.create(uri, languageId, version, text),
      update(document, changes, version) {
        let updated = document;
        for (const change of changes) {
          const linesBefore = updated.lineCount;
          const textChange = textChangeOf(updated, change);
          const range = 'range' in change ? change.range : undefined;
          const before = linesOf(updated, range);
          updated = TextDocument.update(updated, [change], version);
          edits.fire({
            document: updated,
            edit: lineEditOf(updated, range, linesBefore),
            before,
            ...(textChange && { change: textChange }),
          });
        }
        return updated;
      },
    },
  };
}

/** The lines of a document that a range touches, without their ends; all of them without a range. */
function linesOf(document: TextDocument, range: Range | undefined): string[] {
  if (range === undefined) return splitLines(document.getText());
  const lastLine = document.lineCount - 1;
  const startLine = Math.min(range.start.line, range.end.line, lastLine);
  const endLine = Math.min(Math.max(range.start.line, range.end.line), lastLine) + 1;
  const text = document.getText({
    start: { line: startLine, character: 0 },
    end: { line: endLine, character: 0 },
  });
  return splitLines(text).slice(0, endLine - startLine);
}

/** A change as offsets and texts, read from the document as it is before. */
function textChangeOf(
  document: TextDocument,
  change: TextDocumentContentChangeEvent,
): TextChange | undefined {
  if (!('range' in change)) return undefined;
  const offset = document.offsetAt(change.range.start);
  return { uri: document.uri, offset, removed: document.getText(change.range), inserted: change.text };
}

/**
 * The lines that a change has replaced. How many stand there now follows from the line counts and not from the text
 * put in: a `\r` and a `\n` from either side of its border make one line end.
 * @param range what was replaced, in the document as it was; all of it when undefined
 */
function lineEditOf(document: TextDocument, range: Range | undefined, linesBefore: number): LineEdit {
  if (range === undefined) {
    return { startLine: 0, removedLines: linesBefore, lines: splitLines(document.getText()) };
  }
  const lastLine = linesBefore - 1;
  const startLine = Math.min(range.start.line, range.end.line, lastLine);
  const removedLines = Math.min(Math.max(range.start.line, range.end.line), lastLine) - startLine + 1;
  const endLine = startLine + removedLines + document.lineCount - linesBefore;
  const text = document.getText({
    start: { line: startLine, character: 0 },
    end: { line: endLine, character: 0 },
  });
  return { startLine, removedLines, lines: splitLines(text).slice(0, endLine - startLine) };
}
