import { isProseLine } from './proseLines';
import type { InsertionPlace } from '../insertionPlace';
import type { PostprocessRule } from './rule';

const FENCE = /^[ \t]*(?:```|~~~)[\w+#.-]*[ \t]*$/;

/**
 * Takes the code out of a Markdown fence. Code that stands before the first fence is the answer itself, and the fence
 * only closes it. Documents that have fences of their own keep theirs.
 */
export const unwrapFences: PostprocessRule = {
  name: 'unwrapFences',
  whenEmpty: 'noCode',
  apply(text, place) {
    if (!text.includes('```') && !text.includes('~~~')) return text;
    if (hasFencesOfItsOwn(place)) return text;
    const lines = text.split('\n');
    const first = lines.findIndex((line) => FENCE.test(line));
    if (first === -1) return unwrapInline(text);
    const before = lines.slice(0, first);
    if (before.some((line) => line.trim() !== '' && !isProseLine(line))) return before.join('\n');
    const end = lines.findIndex((line, index) => index > first && FENCE.test(line));
    return lines.slice(first + 1, end === -1 ? undefined : end).join('\n');
  },
};

const BARE_FENCE = /^[ \t]*(?:```|~~~)/m;

/** Fences behind a comment leader do not count: those of an answer that wraps its code stand bare. */
function hasFencesOfItsOwn({ window }: InsertionPlace): boolean {
  return BARE_FENCE.test(window.prefix) || BARE_FENCE.test(window.suffix);
}

const WHOLE_LINE =
  /^\s*```(?:(?:[jt]sx?|javascript|typescript|py|python|go|java|rust|rs|c|cpp|cs|rb|ruby|sh|bash|sql|json|text)[ \t])?([^\n]*?)```\s*$/;
/** A fence at the end of a line of code; behind a comment leader it is the comment's own. */
const CLOSING = /(^|\n)(?![ \t]*(?:\/\/|#|\*))([^\n]*?)[ \t]*```[ \t]*$/;

/** A fence whose code stands on the same line, or that only closes the last line. */
function unwrapInline(text: string): string {
  const whole = WHOLE_LINE.exec(text);
  return whole ? (whole[1] ?? '') : text.replace(CLOSING, '$1$2');
}
