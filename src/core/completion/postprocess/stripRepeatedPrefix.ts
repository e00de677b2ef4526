import { isWordCharacter } from '../../text/lines';
import type { CursorWindow } from '../cursorWindow';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** Letters and digits that repeated lines must have before they count as an echo. */
const LETTERS_OF_ECHO = 4;
/** Letters and digits that a repeated piece must have before it counts as an echo. */
const ENOUGH_LETTERS = 2;

/** Drops what the answer repeats of the text left of the cursor: the current line, lines above it, a half-typed word. */
export const stripRepeatedPrefix: PostprocessRule = {
  name: 'stripRepeatedPrefix',
  whenEmpty: 'prefixRepeated',
  apply(text, place) {
    const line = stripLines(text, place) ?? stripWholeLine(text, place.window.linePrefix);
    if (line !== undefined) return withoutRestOfLine(line, place.window.lineSuffix.trimEnd());
    return stripHalfTypedWord(text, place.window.linePrefix.trimStart()) ?? text;
  },
};

/** An echo that begins some lines above: those lines in full, then the current line, then the answer. */
function stripLines(text: string, { window }: InsertionPlace): string | undefined {
  const start = text.trimStart();
  const lineEnd = start.indexOf('\n');
  if (lineEnd === -1) return undefined;
  const firstLine = start.slice(0, lineEnd).trimEnd();
  for (const echoed of tailsThatBeginWith(firstLine, window)) {
    if (!saysEnough(echoed, text, window)) continue;
    const body = echoed.trimEnd();
    if (!body.includes('\n') && !start.startsWith(`${body}\n`)) continue;
    if (start.startsWith(echoed)) return start.slice(echoed.length);
    if (start.startsWith(body)) return afterEcho(start.slice(body.length), window.linePrefix);
    if (isLongBeginning(start.trimEnd(), body)) return '';
  }
  return undefined;
}

/** Few letters are an echo too when they lead up to the half-typed line, or stand in the same shape over many lines. */
function saysEnough(echoed: string, text: string, { prefix, linePrefix }: CursorWindow): boolean {
  if (hasLetters(echoed, LETTERS_OF_ECHO)) return true;
  if (linePrefix.trim() !== '') return echoed.includes('\n');
  return (
    echoed.trimEnd() !== echoed && /\n[ \t]*\n/.test(echoed) && text.startsWith(lastLines(prefix, echoed))
  );
}

/** The end of the prefix from the line on that `tail` begins in, with its indentation. */
function lastLines(prefix: string, tail: string): string {
  return prefix.slice(prefix.lastIndexOf('\n', prefix.length - tail.length - 1) + 1);
}

/** Two lines or more that stand above in the same order are no answer, even if the echo breaks off. */
function isLongBeginning(text: string, body: string): boolean {
  return text.includes('\n') && hasLetters(text, 2 * LETTERS_OF_ECHO) && body.startsWith(text);
}

/** Whether all of a text stands in the lines above, up to where it ends: it may be an echo that is not over yet. */
export function mayBecomeEcho(text: string, place: InsertionPlace): boolean {
  return tailsThatBeginWith(text.trim(), place.window).length > 0;
}

/** The text from lines above to the cursor, without indentation, where it begins so; the shortest first. */
function tailsThatBeginWith(beginning: string, { prefix, linePrefix }: CursorWindow): string[] {
  const tails: string[] = [];
  const end = prefix.length - linePrefix.length;
  for (let at = prefix.indexOf(beginning); at !== -1 && at < end; at = prefix.indexOf(beginning, at + 1))
    if (isFirstInLine(prefix, at)) tails.unshift(prefix.slice(at));
  return tails;
}

function isFirstInLine(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && ' \t'.includes(text.charAt(at - 1))) at--;
  return at === 0 || text.charAt(at - 1) === '\n';
}

/** What follows an echo whose white space at the end differs from the document's. */
function afterEcho(rest: string, linePrefix: string): string {
  if (linePrefix.trim() !== '') return rest.trimStart();
  return rest.replace(/^[ \t]*\n/, '');
}

/** What begins a comment line; an answer that begins with it and a space repeats it. */
const COMMENT_LEADER = /^(?:\/\/[/!]?|#|\*|--|;)[ \t]?$/;

function stripWholeLine(text: string, linePrefix: string): string | undefined {
  const line = linePrefix.trimStart();
  if (line === '') return undefined;
  const isIndentedAlike = line !== linePrefix && text.startsWith(linePrefix);
  if (isIndentedAlike) return text.slice(linePrefix.length);
  const start = text.trimStart();
  const bare = line.trimEnd();
  if (COMMENT_LEADER.test(line) && start.startsWith(`${bare} `))
    return start.slice(line === bare ? bare.length : bare.length + 1);
  if (hasLetters(line, ENOUGH_LETTERS) || line.length >= 4) {
    if (start.startsWith(line)) return start.slice(line.length);
    if (start.startsWith(bare) && bare !== line) return start.slice(bare.length).trimStart();
  }
  return undefined;
}

/** Whoever writes a line again from its start goes on to its end, however few letters that has. */
function withoutRestOfLine(text: string, rest: string): string {
  const isRepeated = /^\w|\w.*\w/.test(rest) && text.endsWith(rest);
  return isRepeated ? text.slice(0, -rest.length) : text;
}

/** The word being typed, written again from its start: `na` + `name` instead of `na` + `me`. */
function stripHalfTypedWord(text: string, line: string): string | undefined {
  const word = /[\w$]+$/.exec(line)?.[0] ?? '';
  if (!/^[A-Za-z_$]/.test(word) || !text.startsWith(word)) return undefined;
  const isWholeWord = !isWordCharacter(text.charAt(word.length));
  // One letter that stands alone in the answer is a name of its own: `i` in `for (i` + `i < 3`.
  return word.length === 1 && (isWholeWord || line !== word) ? undefined : text.slice(word.length);
}

/** Whether a text has so many letters and digits. */
function hasLetters(text: string, count: number): boolean {
  let found = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    found += match[0].length;
    if (found >= count) return true;
  }
  return false;
}
