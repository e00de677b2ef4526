import type { PostprocessRule } from './rule';

const OPENING = /^\s*<(think|thinking|thought|reasoning|reflection)>/i;
const CLOSING = /<\/(think|thinking|thought|reasoning|reflection)>[ \t]*\n{0,2}/i;

/** Removes the reasoning that some models write before their answer, and all of an answer that never left it. */
export const stripReasoning: PostprocessRule = {
  name: 'stripReasoning',
  whenEmpty: 'noCode',
  apply(text, place) {
    if (!text.includes('<')) return text;
    const closing = CLOSING.exec(text);
    if (closing) {
      const isOfDocument = place.window.prefix.includes(`<${closing[1] ?? ''}>`);
      return isOfDocument ? text : text.slice(closing.index + closing[0].length);
    }
    return OPENING.test(text) ? '' : text;
  },
};
