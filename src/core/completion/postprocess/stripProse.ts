import { isProseLine } from './proseLines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

const PROSE_LANGUAGES = /^(markdown|plaintext|latex|restructuredtext|scminput|git-commit)$/;

/** Drops sentences before the code, and everything from the first sentence after it that follows a blank line. */
export const stripProse: PostprocessRule = {
  name: 'stripProse',
  whenEmpty: 'noCode',
  apply(text, place) {
    if (PROSE_LANGUAGES.test(place.languageId) || (place.spot === 'midLine' && !text.includes('\n')))
      return text;
    if (isInsideText(place)) return text;
    const lines = text.split('\n');
    let start = 0;
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] ?? '';
      if (line.trim() === '') continue;
      if (!isProseLine(line)) break;
      start = index + 1;
    }
    while (start > 0 && lines[start]?.trim() === '') start++;
    const end = findTrailingProse(lines, start);
    return start === 0 && end === lines.length ? text : lines.slice(start, end).join('\n');
  },
};

function findTrailingProse(lines: readonly string[], start: number): number {
  for (let index = start + 1; index < lines.length; index++) {
    const follows = lines[index - 1]?.trim() === '';
    if (follows && isProseLine(lines[index] ?? '') && !isInsideLongString(lines.slice(start, index)))
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

/** Whether the cursor stands in a comment or a long string, where sentences are what is wanted. */
function isInsideText({ window, syntax }: InsertionPlace): boolean {
  const line = window.linePrefix.trimStart();
  if (/^[*]/.test(line) || syntax.lineComments.some((comment) => line.includes(comment))) return true;
  const quotes = [...syntax.longQuotes];
  if (quotes.some((quote) => (window.prefix.split(quote).length - 1) % 2 === 1)) return true;
  const block = syntax.blockComment;
  return (
    block !== undefined && window.prefix.lastIndexOf(block.open) > window.prefix.lastIndexOf(block.close)
  );
}
