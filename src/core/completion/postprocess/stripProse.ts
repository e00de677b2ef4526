import { isAnnouncement, isProseLine } from './proseLines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

const PROSE_LANGUAGES = /^(markdown|plaintext|latex|restructuredtext|scminput|git-commit)$/;

/** Drops sentences before the code, and everything from the first sentence after it that follows a blank line. */
export const stripProse: PostprocessRule = {
  name: 'stripProse',
  whenEmpty: 'noCode',
  apply(text, place) {
    if (!text.includes('\n')) return isProseAlone(text, place) ? '' : text;
    let isInside: boolean | undefined;
    const isProse = (line: string) => {
      if (!isProseLine(line) && !isAnnouncement(line)) return false;
      isInside ??= isInsideText(place);
      return isInside ? isAnnouncement(line) : isProseLine(line);
    };
    const lines = text.split('\n');
    let start = 0;
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] ?? '';
      if (line.trim() === '') continue;
      if (!isProse(line)) break;
      start = index + 1;
    }
    while (start > 0 && lines[start]?.trim() === '') start++;
    const end = findTrailingProse(lines, start, isProse);
    return start === 0 && end === lines.length ? text : lines.slice(start, end).join('\n');
  },
};

/** A single sentence is an answer only where sentences are wanted, or where it goes on with what was begun. */
function isProseAlone(text: string, place: InsertionPlace): boolean {
  return place.spot === 'newLine' && isProseLine(text) && !isInsideText(place);
}

function findTrailingProse(
  lines: readonly string[],
  start: number,
  isProse: (line: string) => boolean,
): number {
  for (let index = start + 1; index < lines.length; index++) {
    const follows = lines[index - 1]?.trim() === '';
    if (follows && isProse(lines[index] ?? '') && !isInsideLongString(lines.slice(start, index)))
      return index - 1;
  }
  return lines.length;
}

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
function isInsideText({ window, syntax, languageId }: InsertionPlace): boolean {
  if (isProseLanguage(languageId)) return true;
  const line = window.linePrefix.trimStart();
  if (line.startsWith('*') || syntax.lineComments.some((comment) => line.includes(comment))) return true;
  if (syntax.longQuotes.some((quote) => (window.prefix.split(quote).length - 1) % 2 === 1)) return true;
  const block = syntax.blockComment;
  return (
    block !== undefined && window.prefix.lastIndexOf(block.open) > window.prefix.lastIndexOf(block.close)
  );
}
