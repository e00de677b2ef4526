import type { TextDocumentsConfiguration } from 'vscode-languageserver/node';
import { type Range, TextDocument } from 'vscode-languageserver-textdocument';
import { Emitter, type Event } from '../../util/emitter';
import { type LineEdit, splitLines } from '../../core/ngram/documents';

/** An edit of an open document, as the lines that it replaces. */
export interface DocumentEdit {
  /** As it is after the edit. */
  readonly document: TextDocument;
  readonly edit: LineEdit;
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
          updated = TextDocument.update(updated, [change], version);
          const range = 'range' in change ? change.range : undefined;
          edits.fire({ document: updated, edit: lineEditOf(updated, range, linesBefore) });
        }
        return updated;
      },
    },
  };
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
