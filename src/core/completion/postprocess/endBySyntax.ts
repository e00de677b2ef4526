import { indentColumns, isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import { cutAtBlockEnd, isStatementComplete, opensBlock } from './cutAtBlockEnd';
import type { PostprocessRule } from './rule';

/**
 * Ends the answer with the statement, or with the block that the place or the answer opens, where the code around the
 * cursor parses. Indentation proposes the end; syntax refuses one that leaves an error and puts it further down, and
 * ends a declaration that is followed by others. Without a parser, and where nothing parses, indentation decides.
 */
export const endBySyntax: PostprocessRule = {
  name: 'endBySyntax',
  whenEmpty: 'outsideBlock',
  apply(text, place, isWhole = true) {
    const byIndentation = cutAtBlockEnd.apply(text, place, isWhole);
    if (!place.fits || !text.includes('\n')) return byIndentation;
    const ended = byIndentation === text ? text : findEnd(text, byIndentation, place, isWhole);
    return findDeclaration(ended, place) ?? ended;
  },
};

/** Lines below the end by indentation that are tried. */
const LINES_AHEAD = 4;

/** The beginning of the answer that parses, `byIndentation` being the first guess. */
function findEnd(
  text: string,
  byIndentation: string,
  { fits, spot }: InsertionPlace,
  isWhole: boolean,
): string {
  if (!fits || fits(byIndentation) !== false) return byIndentation;
  const lines = text.trimEnd().split('\n');
  const guessed = byIndentation.split('\n').length;
  if (isWhole && spot !== 'lineEnd' && !isLoop(lines, guessed) && fits(text)) return text;
  const last = Math.min(lines.length, guessed + LINES_AHEAD);
  for (let count = guessed + 1; count <= last; count++) {
    const longer = lines.slice(0, count).join('\n');
    if (fits(longer)) return longer;
  }
  // While the answer streams, the line that makes it parse may be still to come.
  return !isWhole && lines.length <= guessed + LINES_AHEAD ? text : byIndentation;
}

/** An answer that comes back to its first line says the same again, which parses too. */
function isLoop(lines: readonly string[], guessed: number): boolean {
  const first = (lines[0] ?? '').trim();
  return lines.slice(guessed).some((line) => line.trim() === first);
}

const CLOSES_BLOCK = /^\s*[)\]}]/;
const ENDS_DOC_COMMENT = /^\s*(?:\*\/|\/\*\*.*\*\/\s*$|\/\/\/)/;

/**
 * The declaration that a new line begins with, if it is over: its block closes where it began, and a blank line
 * follows or a comment above asked for this one declaration.
 */
function findDeclaration(text: string, place: InsertionPlace): string | undefined {
  if (place.spot !== 'newLine') return undefined;
  const lines = text.split('\n');
  const indent = indentColumns(place.window.linePrefix + (lines[0] ?? ''));
  const isDocumented = ENDS_DOC_COMMENT.test(place.linesAbove.at(-1) ?? '');
  if (indent > 0 && !isDocumented) return undefined;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (indentColumns(line) !== indent || !CLOSES_BLOCK.test(line)) continue;
    const next = lines[index + 1];
    if (!isDocumented && (next === undefined || !isBlank(next))) continue;
    const declaration = lines.slice(0, index + 1).join('\n');
    if (place.fits?.(declaration)) return declaration;
  }
  return undefined;
}

/** What a line ends with that often goes on in the next: an operator, a separator or a word between two others. */
const MAY_GO_ON =
  /(?:[-+*/%&|^<>?.\\!]|\b(?:and|or|not|in|is|as|of|new|return|extends|implements|instanceof))\s*$/;

/** One line that ends with a comma: an item of a list, where it parses. */
const IS_ITEM = /^.*,$/;

/**
 * Whether an answer that is still being read is over for certain.
 * @param read the lines of it that have been read
 * @param shown what the rules leave of them
 */
export function isAnswerOver(read: string, shown: string, place: InsertionPlace): boolean {
  if (place.spot === 'midLine') return false;
  if (place.spot === 'newLine') return place.fits !== undefined && findDeclaration(read, place) === shown;
  // The line that ends a block without a closing line is read, but not shown.
  const isComplete = isStatementComplete(read.startsWith(shown) ? read : shown, place);
  if (!isComplete && !IS_ITEM.test(shown)) return false;
  const mayGoOn = MAY_GO_ON.test(shown) || opensBlock(shown);
  return !mayGoOn || place.fits?.(shown) !== false;
}
