import { findOpenQuote } from '../../text/brackets';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';
import { isProseLanguage } from './stripProse';

const TYPOGRAPHIC = /[\u00a0\u2002-\u200a\u202f“”‘’]/;
const SPACES = /[\u00a0\u2002-\u200a\u202f]/g;
const QUOTED = /“([^“”"\n]*)”|‘([^‘’'\n]*)’/g;

/**
 * Makes no-break spaces and typographic quotes what a compiler reads. Quotes within strings and comments are text, and
 * a document that has such characters itself keeps those of the answer.
 */
export const straightenTypography: PostprocessRule = {
  name: 'straightenTypography',
  whenEmpty: 'emptyAnswer',
  apply(text, place) {
    if (!TYPOGRAPHIC.test(text) || isProseLanguage(place.languageId)) return text;
    const { prefix, suffix, linePrefix } = place.window;
    if (TYPOGRAPHIC.test(prefix) || TYPOGRAPHIC.test(suffix)) return text;
    return text
      .replace(SPACES, ' ')
      .split('\n')
      .map((line, index) => straightenQuotes(line, index === 0 ? linePrefix : '', place))
      .join('\n');
  },
};

function straightenQuotes(line: string, before: string, { syntax }: InsertionPlace): string {
  return line.replace(
    QUOTED,
    (quoted, double: string | undefined, single: string | undefined, offset: number) => {
      const left = before + line.slice(0, offset);
      const isCode =
        findOpenQuote(left, syntax) === '' && !syntax.lineComments.some((comment) => left.includes(comment));
      if (!isCode) return quoted;
      return double === undefined ? `'${single ?? ''}'` : `"${double}"`;
    },
  );
}
