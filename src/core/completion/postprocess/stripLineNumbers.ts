import { isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** A line's number and what separates it from the line. */
const NUMBERED = /^[ \t]*(\d{1,6})(?:[ \t]*\|[ \t]?|:[ \t]|\t)/;
/** Numbers from 0 or 1 on are as often the keys of a map or the rows of a table. */
const FEWEST_LINES_FROM_ONE = 4;

/** Removes the line numbers of an answer whose lines all have one, each the next after the last. */
export const stripLineNumbers: PostprocessRule = {
  name: 'stripLineNumbers',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (!NUMBERED.test(text) || isAmongNumberedLines(place)) return text;
    const lines = text.trimEnd().split('\n');
    const first = numberOf(lines[0] ?? '');
    if (lines.length < (first > 1 ? 2 : FEWEST_LINES_FROM_ONE)) return text;
    const areNumbered = lines.every((line, index) => numberOf(line) === first + index);
    return areNumbered ? lines.map((line) => line.replace(NUMBERED, '')).join('\n') : text;
  },
};

function numberOf(line: string): number {
  // The separator of a blank line may have lost its space.
  return Number(NUMBERED.exec(`${line} `)?.[1] ?? Number.NaN);
}

function isAmongNumberedLines({ linesAbove, linesBelow, window }: InsertionPlace): boolean {
  if (!isBlank(window.linePrefix) && NUMBERED.test(`${window.linePrefix} `)) return true;
  return [linesAbove.at(-1), linesBelow[0]].some((line) => line !== undefined && NUMBERED.test(line));
}
