import { isAnnouncement, isProseLine, talksAboutCode } from './proseLines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

const PROSE_LANGUAGES = /^(markdown|plaintext|latex|restructuredtext|scminput|git-commit)$/;

/** Drops sentences before the code, and everything from the first sentence after it that follows a blank line. */
export const stripProse: PostprocessRule = {
  name: 'stripProse',
  whenEmpty: 'noCode',
  apply(text, place) {
    if (!text.includes('\n')) return isProseAlone(text, place) ? '' : text;
    const isProse = proseTest(place);
    const lines = text.split('\n');
    let start = 0;
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] ?? '';
      if (line.trim() === '') continue;
      if (!isProse(line, (lines[index + 1] ?? 'none').trim())) break;
      start = index + 1;
    }
    while (start > 0 && lines[start]?.trim() === '') start++;
    const end = findTrailingProse(lines, start, isProse);
    return start === 0 && end === lines.length ? text : lines.slice(start, end).join('\n');
  },
};

/**
 * Whether a line is about the code, where the cursor stands. In a comment that ends with its line only the beginning of
 * an answer can be its text; `next`, the line after it, is given for that beginning alone.
 */
function proseTest(place: InsertionPlace): (line: string, next?: string) => boolean {
  let inLong: boolean | undefined;
  return (line, next) => {
    if (!isProseLine(line) && !isAnnouncement(line)) return false;
    if (isAnnouncement(line)) return true;
    inLong ??= isInsideLongText(place);
    if (inLong) return false;
    // The text of a comment seldom ends with an empty line when more is to follow.
    return next === undefined || !isInsideLineComment(place) || (next === '' && talksAboutCode(line));
  };
}

/** A single sentence is an answer only where sentences are wanted, or where it goes on with what was begun. */
function isProseAlone(text: string, place: InsertionPlace): boolean {
  return place.spot === 'newLine' && isProseLine(text) && !isInsideText(place);
}

function findTrailingProse(
  lines: readonly string[],
  start: number,
  isProse: ReturnType<typeof proseTest>,
): number {
  for (let index = start + 1; index < lines.length; index++) {
    if (!isProse(lines[index] ?? '') || isInsideLongString(lines.slice(start, index))) continue;
    if (lines[index - 1]?.trim() === '') return index - 1;
    if (!/^\s/.test(lines[index] ?? '') && !TAG.test(lines[index - 1] ?? '')) return index;
  }
  return lines.length;
}

/** A tag, whose text may be a sentence at the start of its line. */
const TAG = /<\/[a-z]|^\s*<[a-z]/i;

function isInsideLongString(lines: readonly string[]): boolean {
  const text = lines.join('\n');
  const count = (needle: string) => text.split(needle).length - 1;
  return (
    count('"""') % 2 === 1 || count("'''") % 2 === 1 || count('`') % 2 === 1 || count('/*') > count('*/')
  );
}

/** Whether sentences are what a language consists of. */
export function isProseLanguage(languageId: string): boolean {
  return PROSE_LANGUAGES.test(languageId);
}

/** Whether the cursor stands in a comment, a long string or a language of sentences, where sentences are wanted. */
function isInsideText(place: InsertionPlace): boolean {
  return isInsideLineComment(place) || isInsideLongText(place);
}

function isInsideLineComment({ window, syntax }: InsertionPlace): boolean {
  return syntax.lineComments.some((comment) => window.linePrefix.includes(comment));
}

/** Whether the lines below the cursor's are sentences too. */
function isInsideLongText({ window, syntax, languageId }: InsertionPlace): boolean {
  const isInBlock = syntax.blockComment !== undefined && window.linePrefix.trimStart().startsWith('*');
  if (isInBlock || isProseLanguage(languageId)) return true;
  if (syntax.longQuotes.some((quote) => (window.prefix.split(quote).length - 1) % 2 === 1)) return true;
  const block = syntax.blockComment;
  return (
    block !== undefined && window.prefix.lastIndexOf(block.open) > window.prefix.lastIndexOf(block.close)
  );
}
