import { indentColumns, isBlank } from '../../text/lines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/**
 * Drops white space that an answer within or at the end of a line begins with, where the line cannot go on with it: a
 * second space, a space inside of brackets in a document that writes none there, a line break in mid-expression.
 */
export const stripLeadingSpace: PostprocessRule = {
  name: 'stripLeadingSpace',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (place.spot === 'newLine' || isBlank(place.window.linePrefix) || !/^\s/.test(text)) return text;
    const broken = /^[ \t]*\n/.exec(text)?.[0];
    if (broken !== undefined) return breaksExpression(text, place) ? text.slice(broken.length) : text;
    return /^ \S/.test(text) && isSpaceTooMuch(text, place) ? text.slice(1) : text;
  },
};

function isSpaceTooMuch(text: string, { window: { prefix, linePrefix, suffix } }: InsertionPlace): boolean {
  if (/[ \t]$/.test(linePrefix)) return true;
  const opener = /[([@]$/.exec(linePrefix)?.[0];
  if (opener === undefined || text.endsWith(' ') || suffix.startsWith(' ')) return false;
  return !prefix.includes(`${opener} `) && !suffix.includes(`${opener} `);
}

/** What a line ends with that only goes on in the same line. */
const GOES_ON = /[=.+*/&|!@$ ]$/;
const CLOSES_OR_CHAINS = /^[ \t]*[)\]}.?&|<]/;

/** Whether a single line break and a line that is not indented stand where the cursor's line is not over. */
function breaksExpression(text: string, { window: { linePrefix }, openQuote }: InsertionPlace): boolean {
  const next = text.split('\n', 2)[1] ?? '';
  if (openQuote !== '') return true;
  if (next.trim() === '' || CLOSES_OR_CHAINS.test(next)) return false;
  const indent = indentColumns(linePrefix);
  if (indent > 0) return indentColumns(next) === 0;
  return indentColumns(next) === 0 && GOES_ON.test(linePrefix);
}
