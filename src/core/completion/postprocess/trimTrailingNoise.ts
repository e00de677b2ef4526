import { isBlank, isWordCharacter } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/**
 * Removes blank lines and white space at the end. White space before text right of the cursor stays between the two,
 * and so does one line break before a whole line.
 */
export const trimTrailingNoise: PostprocessRule = {
  name: 'trimTrailingNoise',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (place.spot !== 'midLine') return text.trimEnd();
    if (isBlank(place.window.linePrefix)) return text.replace(/\n\s*$/, `\n${place.window.linePrefix}`);
    const line = text.replace(/\n\s*$/, '');
    if (!/[ \t]$/.test(line) || isBlank(line)) return line;
    if (isBeforeCloser(line, place)) return line.trimEnd();
    return /\s\s$/.test(line) ? line.trimEnd() + spaceBetween(line.trimEnd(), place) : line;
  },
};

/** White space before a closing bracket or a comma, unless there is as much on the other side. */
function isBeforeCloser(line: string, { window: { linePrefix, lineSuffix } }: InsertionPlace): boolean {
  return /^[)\],;]/.test(lineSuffix) && !/^\s/.test(line) && !/\s$/.test(linePrefix);
}

/** The space that belongs between an answer which ends with several and the text right of the cursor. */
function spaceBetween(line: string, { window }: InsertionPlace): string {
  if (/^\s/.test(window.lineSuffix)) return '';
  if (/[,=+*/%|&?;}{-]$/.test(line)) return ' ';
  const word = /^\w+/.exec(window.lineSuffix)?.[0];
  if (word === undefined || !isWordCharacter(line.at(-1) ?? '')) return '';
  // The end of a word is seldom a word of its own elsewhere.
  const isWordElsewhere = new RegExp(`\\b${word}\\b`);
  return isWordElsewhere.test(window.prefix) || isWordElsewhere.test(window.suffix.slice(word.length))
    ? ' '
    : '';
}
