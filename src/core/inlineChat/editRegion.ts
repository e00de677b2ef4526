import type { OffsetRange } from '../text/textDocumentSnapshot';
import { indentOf, isBlank } from '../text/lines';

/** The part of a document that an inline chat replaces. */
export interface EditRegion extends OffsetRange {
  /**
   * `lines`: whole lines, without the end of the last. `part`: a piece within one line. `newLines`: nothing yet; the
   * answer becomes lines of its own behind the line at whose end it stands.
   */
  readonly kind: 'lines' | 'part' | 'newLines';
  /** The white space that the first line of the answer is to begin with; of no meaning for a `part`. */
  readonly indentation: string;
}

/**
 * What a selection means for an edit. Lines that are selected in part are taken whole, because models answer in lines;
 * a piece within one line stays a piece. An empty selection on an empty line is that line, on any other the place below.
 * @param selection UTF-16 offsets
 */
export function editRegion(text: string, selection: OffsetRange): EditRegion {
  const lineStart = startOfLine(text, selection.start);
  if (selection.start === selection.end) return emptyRegion(text, lineStart);
  // A selection that ends before the first character of a line shows nothing of that line.
  const lastSelected = text[selection.end - 1] === '\n' ? selection.end - 1 : selection.end;
  const lineEnd = endOfLine(text, Math.max(lastSelected, lineStart));
  const start = Math.min(lineStart, selection.start);
  const isOneLine = !text.slice(selection.start, lastSelected).includes('\n');
  const around = text.slice(start, selection.start) + text.slice(lastSelected, lineEnd);
  if (isOneLine && !isBlank(around))
    return { start: selection.start, end: lastSelected, kind: 'part', indentation: '' };
  return { start, end: lineEnd, kind: 'lines', indentation: firstIndentation(text.slice(start, lineEnd)) };
}

function emptyRegion(text: string, lineStart: number): EditRegion {
  const lineEnd = endOfLine(text, lineStart);
  const line = text.slice(lineStart, lineEnd);
  if (!isBlank(line)) return { start: lineEnd, end: lineEnd, kind: 'newLines', indentation: indentOf(line) };
  const own = indentOf(line);
  const indentation = own === '' ? indentationAround(text, lineStart, lineEnd) : own;
  return { start: lineStart, end: lineEnd, kind: 'lines', indentation };
}

/** That of the nearest line with text, above or below, whichever is deeper: an empty line in a block belongs to it. */
function indentationAround(text: string, lineStart: number, lineEnd: number): string {
  const above = text.slice(0, lineStart).trimEnd();
  const before = indentOf(above.slice(startOfLine(above, above.length)));
  const after = firstIndentation(text.slice(lineEnd));
  return after.length > before.length ? after : before;
}

function firstIndentation(lines: string): string {
  const [, indentation = ''] = /(?:^|\n)([ \t]*)[^\s]/.exec(lines) ?? [];
  return indentation;
}

function startOfLine(text: string, offset: number): number {
  // `lastIndexOf` takes a negative position for 0.
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  const end = feed === -1 ? text.length : feed;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}
