import { indentOf } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** Drops indentation, and blank lines, that the answer repeats although the cursor already stands behind them. */
export const stripRepeatedIndentation: PostprocessRule = {
  name: 'stripRepeatedIndentation',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (place.spot !== 'newLine') return text;
    const { linePrefix } = place.window;
    const withoutBlankLines = text.replace(/^(?:[ \t]*\n)+/, '');
    if (linePrefix === '')
      return isStraySpace(withoutBlankLines, place) ? text.trimStart() : withoutBlankLines;
    const indent = indentOf(withoutBlankLines);
    if (indent === '') return withoutBlankLines;
    if (indent.startsWith(linePrefix)) return withoutBlankLines.slice(linePrefix.length);
    return withoutBlankLines.slice(indent.length);
  },
};

/** Whether a line begins with a single space although no line nearby does. */
function isStraySpace(text: string, { linesAbove, linesBelow }: InsertionPlace): boolean {
  return (
    /^ \S/.test(text) &&
    ![...linesAbove, ...linesBelow, ...text.split('\n').slice(1)].some((line) => /^ \S/.test(line))
  );
}
