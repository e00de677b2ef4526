import { isProseLine } from './proseLines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

/** What begins a fence: with a language, a title or a path behind it, as the many flavours of Markdown have it. */
const OPENING = /^[ \t]*(?:`{3,}|~~~(?!~))[^`\n]{0,80}$/;
const CLOSING = /^[ \t]*(?:`{3,}|~~~)[ \t]*$/;

/**
 * Takes the code out of a Markdown fence. Code that stands before the first fence is the answer itself, and the fence
 * only closes it. Documents that have fences of their own keep theirs.
 */
export const unwrapFences: PostprocessRule = {
  name: 'unwrapFences',
  whenEmpty: 'noCode',
  apply(text, place) {
    if (!text.includes('```') && !text.includes('~~~')) return unwrapInlineCode(text, place);
    if (hasFencesOfItsOwn(place)) return text;
    const lines = text.split('\n');
    const first = lines.findIndex((line) => OPENING.test(line));
    if (first === -1) return unwrapInline(text);
    const before = lines.slice(0, first);
    if (before.some((line) => line.trim() !== '' && !isProseLine(line))) return before.join('\n');
    const end = lines.findIndex((line, index) => index > first && CLOSING.test(line));
    return lines.slice(first + 1, end === -1 ? undefined : end).join('\n');
  },
};

/** A longer row of tildes underlines a heading. */
const BARE_FENCE = /^[ \t]*(?:```|~~~(?!~))/m;

/** Fences behind a comment leader do not count: those of an answer that wraps its code stand bare. */
function hasFencesOfItsOwn({ window }: InsertionPlace): boolean {
  return BARE_FENCE.test(window.prefix) || BARE_FENCE.test(window.suffix);
}

const WHOLE_LINE =
  /^\s*```(?:(?:[jt]sx?|javascript|typescript|py|python|go|java|rust|rs|c|cpp|cs|rb|ruby|sh|bash|sql|json|text)[ \t])?([^\n]*?)```\s*$/;
/** A fence at the end of a line of code; right behind a comment leader it is the comment's own. */
const AT_LINE_END = /(?<![/#*!`][ \t]*)```\s*$/;

/** A fence whose code stands on the same line, or that only closes the last line. */
function unwrapInline(text: string): string {
  const whole = WHOLE_LINE.exec(text);
  return whole ? (whole[1] ?? '') : text.replace(AT_LINE_END, '');
}

/** All of an answer in one pair of backticks. */
const INLINE_CODE = /^\s*`([^`\n]+)`\s*$/;

/** What a string may follow. */
const BEFORE_A_STRING = /(?:[=(,:[?+{>&|]|\b(?:return|case|of|in|throw|await|yield|default))\s*$/;

/** Code in a pair of backticks, which is a string where the language has such strings and a statement cannot end so. */
function unwrapInlineCode(text: string, { syntax, spot, window, openQuote }: InsertionPlace): string {
  const code = text.includes('`') ? INLINE_CODE.exec(text)?.[1] : undefined;
  if (code === undefined || openQuote !== '') return text;
  const isText = [...syntax.lineComments, '*'].some((leader) => window.linePrefix.includes(leader));
  const mayBeString =
    syntax.longQuotes.includes('`') && spot !== 'newLine' && BEFORE_A_STRING.test(window.linePrefix);
  return isText || mayBeString ? text : code;
}
