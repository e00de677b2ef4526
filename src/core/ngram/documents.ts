import type { ContextIndex } from './contextIndex';
import type { LineReader } from './lineReader';
import { NO_LINE } from './tokenArena';
import { lineStartToken } from './vocabulary';

/** What a document is known by. */
export interface DocumentKey {
  readonly id: string;
  readonly languageId: string;
  /** Whatever tells the caller whether the file has changed. */
  readonly version: string;
}

/** A document in the index. `lines` holds per line of text its indexed line, or `NO_LINE` when it is blank. */
export interface IndexedDocument extends DocumentKey {
  readonly number: number;
  /** Number of the folder it lies in. */
  readonly folder: number;
  readonly lines: number[];
  tokens: number;
  /**
   * The smallest is evicted first. Grows with every use, from 1; for documents that were only read once it falls with
   * every document, from -1.
   */
  lastUse: number;
  /** Larger for documents that a person has open or edited; 0 for those only found in the workspace. */
  lastTouch: number;
}

/** Lines of a document that are replaced by others. */
export interface LineEdit {
  /** First line that changes, counted from 0. */
  readonly startLine: number;
  /** How many lines are taken out. */
  readonly removedLines: number;
  /** The lines that stand there now, without their line ends. */
  readonly lines: readonly string[];
}

/** Splits text at `\n`, `\r\n` and `\r`, however they are mixed. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** Replaces lines of a document in the index; only those lines and the few after them are read again. */
export function replaceLines(
  { index, reader }: { index: ContextIndex; reader: LineReader },
  document: IndexedDocument,
  edit: LineEdit,
): void {
  const { arena } = index;
  const start = Math.min(edit.startLine, document.lines.length);
  const removed = document.lines.slice(start, start + edit.removedLines);
  for (const line of removed) {
    if (line === NO_LINE) continue;
    document.tokens -= arena.lineLength[line] ?? 0;
    index.removeLine(line);
  }
  let previous = lineBefore(document, start);
  const next = lineFrom(document, start + removed.length);
  const added: number[] = [];
  let afterBlank = start > 0 && document.lines[start - 1] === NO_LINE;
  for (const text of edit.lines) {
    const read = reader.read(text);
    if (read.length === 0) {
      added.push(NO_LINE);
      afterBlank = true;
      continue;
    }
    const indentBefore = previous === NO_LINE ? 0 : (arena.lineIndent[previous] ?? 0);
    read.tokens[0] = lineStartToken(read.indent - indentBefore, afterBlank);
    const line = index.addLine(read.tokens, read.length, previous, next);
    if (line === NO_LINE) {
      added.push(NO_LINE);
      continue;
    }
    arena.lineDocument[line] = document.number;
    arena.lineIndent[line] = read.indent;
    index.indexLine(line);
    document.tokens += read.length;
    added.push(line);
    previous = line;
    afterBlank = false;
  }
  spliceLines(document.lines, start, removed.length, added);
  const unmoved = added.length === removed.length ? start + added.length : document.lines.length;
  for (let at = start; at < unmoved; at++) arena.lineNumber[document.lines[at] ?? NO_LINE] = at;
  if (next !== NO_LINE) refreshLineStart(index, document, next);
}

/** Sets the line start of a line anew, because what stands before it has changed, and renews its contexts. */
function refreshLineStart(index: ContextIndex, document: IndexedDocument, line: number): void {
  const { arena } = index;
  const previous = arena.linePrevious[line] ?? NO_LINE;
  const indentBefore = previous === NO_LINE ? 0 : (arena.lineIndent[previous] ?? 0);
  const number = arena.lineNumber[line] ?? 0;
  const afterBlank = number > 0 && document.lines[number - 1] === NO_LINE;
  index.replaceLineStart(line, lineStartToken((arena.lineIndent[line] ?? 0) - indentBefore, afterBlank));
  index.reindexAfter(line);
}

/** The last indexed line before line `at` of the text, or `NO_LINE`. */
export function lineBefore(document: IndexedDocument, at: number): number {
  for (let line = at - 1; line >= 0; line--) {
    const found = document.lines[line] ?? NO_LINE;
    if (found !== NO_LINE) return found;
  }
  return NO_LINE;
}

/** The first indexed line at or after line `at` of the text, or `NO_LINE`. */
export function lineFrom(document: IndexedDocument, at: number): number {
  for (let line = at; line < document.lines.length; line++) {
    const found = document.lines[line] ?? NO_LINE;
    if (found !== NO_LINE) return found;
  }
  return NO_LINE;
}

/** Like `Array.prototype.splice`, for insertions of any size. */
function spliceLines(lines: number[], start: number, removed: number, added: readonly number[]): void {
  if (removed === added.length) {
    for (let at = 0; at < added.length; at++) lines[start + at] = added[at] ?? NO_LINE;
    return;
  }
  const tail = lines.slice(start + removed);
  lines.length = start;
  for (const line of added) lines.push(line);
  for (const line of tail) lines.push(line);
}
