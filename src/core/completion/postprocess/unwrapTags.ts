import type { PostprocessRule } from './rule';

/** Tags that models put around an answer, as they were told to or saw it done. */
const WRAPPED =
  /^\s*<(code|answer|completion|output|result|response|fill|middle|missing|insert|snippet)>(?:[ \t]*\n([^]*?)(?:\n?[ \t]*<\/\1>|$)|([^\n]*?)<\/\1>)/;
const MARKUP = /html|xml|react|vue|svelte|astro|markdown|php/;

/**
 * Takes the code out of a tag around the whole answer. Documents with such tags keep theirs, and so does a new line in
 * a language of tags.
 */
export const unwrapTags: PostprocessRule = {
  name: 'unwrapTags',
  whenEmpty: 'noCode',
  apply(text, { languageId, spot, window }) {
    if (!/^\s*</.test(text) || (spot === 'newLine' && MARKUP.test(languageId))) return text;
    const wrapped = WRAPPED.exec(text);
    if (!wrapped) return text;
    const tag = `<${wrapped[1] ?? ''}`;
    return window.prefix.includes(tag) || window.suffix.includes(tag)
      ? text
      : (wrapped[2] ?? wrapped[3] ?? '');
  },
};
