import type { LineChange, OffsetEdit } from './placement';

/** A text as its lines, with all that is needed to put it together again byte for byte. */
export interface FileLines {
  /** Without line ends and byte order mark; a last line end begins no further line. */
  readonly lines: readonly string[];
  /** UTF-16 offset of each line, and of the end of the text. */
  readonly starts: readonly number[];
  /** The line end of each line; empty for a last line without one. */
  readonly ends: readonly string[];
  /** The line end that most lines have; a line feed in a text of one line. */
  readonly usualEnd: string;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Splits a text at CRLF, LF and lone CR. */
export function readFileLines(text: string): FileLines {
  const lines: string[] = [];
  const starts: number[] = [];
  const ends: string[] = [];
  const counts = new Map<string, number>();
  let start = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  while (start < text.length) {
    let index = start;
    while (index < text.length && text.charCodeAt(index) !== 10 && text.charCodeAt(index) !== 13) index++;
    const end = lineEndAt(text, index);
    lines.push(text.slice(start, index));
    starts.push(start);
    ends.push(end);
    if (end !== '') counts.set(end, (counts.get(end) ?? 0) + 1);
    start = index + end.length;
  }
  starts.push(text.length);
  const [usualEnd = '\n'] = [...counts].sort((a, b) => b[1] - a[1]).map(([end]) => end);
  return { lines, starts, ends, usualEnd };
}

function lineEndAt(text: string, index: number): string {
  if (index >= text.length) return '';
  if (text.startsWith('\r\n', index)) return '\r\n';
  return text.charAt(index);
}

/** Turns changes of lines, in ascending order and apart from each other, into edits of the text. */
export function toOffsetEdits(file: FileLines, changes: readonly LineChange[]): OffsetEdit[] {
  return changes.map((change) => toOffsetEdit(file, change));
}

function toOffsetEdit(file: FileLines, { start, end, lines }: LineChange): OffsetEdit {
  const count = file.lines.length;
  const lineEnd = nearLineEnd(file, start);
  const from = file.starts[start] ?? 0;
  const to = file.starts[end] ?? from;
  const isUnterminated = count > 0 && file.ends[count - 1] === '';
  const text = lines.map((line) => line + lineEnd).join('');
  if (end < count || !isUnterminated) return { start: from, end: to, newText: text };
  // The file ends without a line end, and goes on doing so.
  const withoutLast = text.slice(0, Math.max(0, text.length - lineEnd.length));
  if (start < count && lines.length > 0) return { start: from, end: to, newText: withoutLast };
  if (start === count) return { start: to, end: to, newText: lineEnd + withoutLast };
  const before = start === 0 ? from : from - (file.ends[start - 1] ?? '').length;
  return { start: before, end: to, newText: '' };
}

/** In a file of mixed line ends new lines end as the lines beside them do. */
function nearLineEnd(file: FileLines, line: number): string {
  return (
    [file.ends[line], file.ends[line - 1]].find((end) => end !== undefined && end !== '') ?? file.usualEnd
  );
}

/** The text after the edits, which are in ascending order. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of edits) {
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}
