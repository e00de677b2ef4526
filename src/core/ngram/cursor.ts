import type { ContextIndex } from './contextIndex';
import { type IndexedDocument, lineBefore, lineFrom } from './documents';
import type { LineReader } from './lineReader';
import { NO_LINE } from './tokenArena';
import { isExtendable } from './tokenizer';
import { lineStartToken } from './vocabulary';

/** Tokens before the cursor that are compared with what stands before an occurrence. */
export const HISTORY = 32;
/** Tokens of the following line that are compared. */
const FOLLOWING = 6;
/** Lines before and after the cursor whose names count as near. */
const LINES_BEFORE = 80;
const LINES_AFTER = 40;

/** Positions from `from` up to, and without, `to`. */
export interface PositionRange {
  readonly from: number;
  readonly to: number;
}

/** Where a prediction is wanted, as tokens. */
export interface Cursor {
  readonly document: IndexedDocument;
  /** The tokens that are complete, oldest first; at most `HISTORY`. */
  readonly history: Int32Array;
  /** The token being typed, as it stands before the cursor, its space included; empty when none is. */
  readonly partial: string;
  /** Positions that know what stands around the cursor and may not predict it. */
  readonly hidden: readonly [PositionRange, PositionRange];
  readonly lineNumber: number;
  /** Columns the current line is indented by. */
  readonly indent: number;
  /** The first tokens of the line after the cursor; empty at the document's end. */
  readonly following: Int32Array;
}

/** No positions. */
export const NOTHING: PositionRange = { from: 0, to: 0 };

/** Reads what stands around the cursor. The document must be indexed as it is now. */
export function readCursor(
  { index, reader }: { index: ContextIndex; reader: LineReader },
  document: IndexedDocument,
  { line, linePrefix }: { line: number; linePrefix: string },
): Cursor {
  const { arena } = index;
  const previous = lineBefore(document, line);
  const next = lineFrom(document, line + 1);
  const typed = reader.peek(linePrefix);
  const indentBefore = previous === NO_LINE ? 0 : (arena.lineIndent[previous] ?? 0);
  const afterBlank = line > 0 && document.lines[line - 1] === NO_LINE;
  typed.tokens[0] = lineStartToken(typed.indent - indentBefore, afterBlank);
  const { partial, complete } = splitPartial(linePrefix, typed);
  return {
    document,
    history: readHistory(index, typed.tokens.subarray(0, complete), previous),
    partial,
    hidden: hiddenPositions(index, document.lines[line] ?? NO_LINE, next),
    lineNumber: line,
    indent: typed.indent,
    following: next === NO_LINE ? new Int32Array(0) : readFollowing(index, next, typed.indent, line),
  };
}

/**
 * The current line may not predict itself, nor may the token after it say that it ends where it was cut.
 * When the current line is blank, the line below follows the line above and would be predicted once more.
 */
function hiddenPositions({ arena }: ContextIndex, own: number, next: number): [PositionRange, PositionRange] {
  const ownStart = arena.lineStart[own] ?? 0;
  const nextStart = arena.lineStart[next] ?? 0;
  if (own !== NO_LINE)
    return [
      { from: ownStart + 1, to: ownStart + (arena.lineLength[own] ?? 0) },
      { from: nextStart, to: nextStart + 1 },
    ];
  return [NOTHING, { from: nextStart + 1, to: nextStart + (arena.lineLength[next] ?? 0) }];
}

/** Divides what was typed into complete tokens and the one that may still grow. */
function splitPartial(
  linePrefix: string,
  typed: { length: number; lastStart: number },
): { partial: string; complete: number } {
  if (typed.length <= 1) return { partial: '', complete: 1 };
  const trimmed = linePrefix.trimEnd();
  if (trimmed.length < linePrefix.length)
    return { partial: linePrefix.slice(trimmed.length), complete: typed.length };
  const last = linePrefix.slice(typed.lastStart);
  return isExtendable(last.trimStart())
    ? { partial: last, complete: typed.length - 1 }
    : { partial: '', complete: typed.length };
}

function readHistory({ arena }: ContextIndex, typed: Int32Array, previous: number): Int32Array {
  const history = new Int32Array(HISTORY);
  let at = HISTORY;
  for (let token = typed.length - 1; token >= 0 && at > 0; token--) history[--at] = typed[token] ?? 0;
  const last = (arena.lineStart[previous] ?? 0) + (arena.lineLength[previous] ?? 0) - 1;
  for (let position = last; position > 0 && at > 0; position = arena.before(position))
    history[--at] = arena.tokens[position] ?? 0;
  return history.subarray(at);
}

/** The next line's first tokens, its line start as it is once the current line stands as typed. */
function readFollowing({ arena }: ContextIndex, next: number, indent: number, line: number): Int32Array {
  const start = arena.lineStart[next] ?? 0;
  const tokens = arena.tokens.slice(start, start + Math.min(FOLLOWING, arena.lineLength[next] ?? 0));
  const afterBlank = (arena.lineNumber[next] ?? 0) > line + 1;
  tokens[0] = lineStartToken((arena.lineIndent[next] ?? 0) - indent, afterBlank);
  return tokens;
}

/**
 * Calls `visit` with the tokens near the cursor, nearest first: those above with a positive distance in tokens,
 * those below with a negative one.
 */
export function visitNearTokens(
  { arena }: ContextIndex,
  { document, lineNumber }: Cursor,
  visit: (token: number, distance: number) => void,
): void {
  let distance = 1;
  for (let number = lineNumber - 1; number >= Math.max(0, lineNumber - LINES_BEFORE); number--) {
    const line = document.lines[number] ?? NO_LINE;
    const start = arena.lineStart[line] ?? 0;
    const length = line === NO_LINE ? 0 : (arena.lineLength[line] ?? 0);
    for (let at = start + length - 1; at >= start; at--) visit(arena.tokens[at] ?? 0, distance++);
  }
  distance = 1;
  const last = Math.min(document.lines.length - 1, lineNumber + LINES_AFTER);
  for (let number = lineNumber + 1; number <= last; number++) {
    const line = document.lines[number] ?? NO_LINE;
    const start = arena.lineStart[line] ?? 0;
    const end = line === NO_LINE ? start : start + (arena.lineLength[line] ?? 0);
    for (let at = start; at < end; at++) visit(arena.tokens[at] ?? 0, -distance++);
  }
}
