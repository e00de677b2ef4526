import type { OffsetRange } from '../../text/textDocumentSnapshot';
import type { CursorWindow } from '../cursorWindow';

/** A suggestion for the cursor's line. The range is in UTF-16 units relative to the cursor: `start <= 0 <= end`. */
export interface LineEdit {
  readonly insertText: string;
  readonly range: OffsetRange;
}

/** What is to be inserted, and what of the cursor's line it replaces. */
export interface FitQuestion {
  readonly text: string;
  /** UTF-16 units right of the cursor that the text repeats in order. */
  readonly takesOver: number;
  /** The selected item of the suggest widget, as an edit of its own. */
  readonly selected: LineEdit | undefined;
}

/**
 * Makes the text into an edit of the cursor's line, or undefined when the editor would hide it. Text right of the
 * cursor stays, or is repeated by the edit in order.
 */
export function fitToLine(
  { text, takesOver, selected }: FitQuestion,
  window: Pick<CursorWindow, 'linePrefix' | 'lineSuffix'>,
): LineEdit | undefined {
  const start = selected?.range.start ?? 0;
  const edit = { insertText: (selected?.insertText ?? '') + text, range: { start, end: takesOver } };
  return isVisible(edit, window) ? edit : undefined;
}

/**
 * VS Code's own test of whether an inline suggestion is drawn (`inlineCompletionIsVisible`, 1.139): after the common
 * beginning is taken off, the cursor is still in the replaced range, something is left to insert, the text left of the
 * cursor begins the new text, and the text right of it appears in the new text in order. Ours compares case exactly.
 */
export function isVisible(edit: LineEdit, window: Pick<CursorWindow, 'linePrefix' | 'lineSuffix'>): boolean {
  const { linePrefix, lineSuffix } = window;
  const before = linePrefix.slice(linePrefix.length + edit.range.start);
  const after = lineSuffix.slice(0, edit.range.end);
  const replaced = before + after;
  const common = commonPrefixLength(replaced, edit.insertText);
  const inserted = edit.insertText.slice(common);
  if (inserted === '' && common === replaced.length) return false;
  const cursor = Math.max(0, before.length - common);
  const original = replaced.slice(common);
  const startColumn = linePrefix.length + edit.range.start + common;
  const indentEnd = (linePrefix + lineSuffix).search(/\S|$/);
  return fits(splitAt(original, cursor), splitAt(inserted, cursor), startColumn <= indentEnd);
}

function fits(
  [oldBefore, oldAfter]: Halves,
  [newBefore, newAfter]: Halves,
  isInIndentation: boolean,
): boolean {
  if (!isInIndentation) return newBefore.startsWith(oldBefore) && isSubsequence(oldAfter, newAfter);
  const oldLeft = oldBefore.trimStart();
  const newLeft = newBefore.trimStart();
  const oldRight = oldLeft === '' ? oldAfter.trimStart() : oldAfter;
  const newRight = newLeft === '' ? newAfter.trimStart() : newAfter;
  return newLeft.startsWith(oldLeft) && isSubsequence(oldRight, newRight);
}

type Halves = readonly [string, string];

function splitAt(text: string, offset: number): Halves {
  return [text.slice(0, offset), text.slice(offset)];
}

function commonPrefixLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left.charCodeAt(length) === right.charCodeAt(length)) length++;
  return length;
}

function isSubsequence(needle: string, text: string): boolean {
  let index = 0;
  for (let at = 0; at < text.length && index < needle.length; at++) if (text[at] === needle[index]) index++;
  return index === needle.length;
}
