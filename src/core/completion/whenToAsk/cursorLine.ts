import { isWordCharacter } from '../../text/lines';
import type { AskingPolicy } from './eagerness';

/** The cursor's line, cut at the cursor. */
export interface CursorLine {
  readonly linePrefix: string;
  readonly lineSuffix: string;
}

/** Nothing but what closes or separates: an answer can stand before it and the line is whole. */
const CLOSERS = /^[\s)\]}>"'`;,:]*$/;
/** An expression, an argument or an element has to follow. */
const EXPECTS_MORE = /(?:[([{,=+\-*/%<>&|?:!~^]|\b(?:return|await|yield|new|not|and|or|in|is|if))\s*$/;

/** Whether a model is asked where there is text right of the cursor. */
export function fitsMidLine(
  { linePrefix, lineSuffix }: CursorLine,
  midLine: AskingPolicy['midLine'],
): boolean {
  if (midLine === 'anywhere' || CLOSERS.test(lineSuffix)) return true;
  if (midLine === 'beforeClosers') return false;
  return EXPECTS_MORE.test(linePrefix) && !isWordCharacter(lineSuffix.trimStart().charAt(0));
}

/** Whether the line before the cursor is a statement that needs nothing more, so that a line break comes next. */
export function endsStatement({ linePrefix, lineSuffix }: CursorLine): boolean {
  return lineSuffix.trim() === '' && /;\s*$|^\s*[)\]}]+[;,]?\s*$/.test(linePrefix);
}
