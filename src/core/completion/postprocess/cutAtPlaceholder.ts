import type { PostprocessRule } from './rule';

/** A comment that stands for code: `// ... rest of the code`, `# (existing code unchanged)`. */
const COMMENT = /^[ \t]*(?:\/\/|#|--|\/\*|<!--|;|%)[ \t]*(\S[^\n]*)$/;
const ELLIPSIS = /\.{3}|…/;
const LEFT_OUT = /\b(?:rest|remaining|remainder|existing|previous|unchanged|omitted|same as)\b/i;
const REST_OF_CODE =
  /^(?:the )?(?:rest|remainder) of (?:the|your) (?:\w+ )?(?:code|file|class|function|method|implementation)\b/i;

/** Cuts an answer at the comment that says that it leaves something out. */
export const cutAtPlaceholder: PostprocessRule = {
  name: 'cutAtPlaceholder',
  whenEmpty: 'noCode',
  apply(text) {
    if (!LEFT_OUT.test(text)) return text;
    const lines = text.split('\n');
    const start = lines.findIndex(isPlaceholder);
    return start === -1 ? text : lines.slice(0, start).join('\n');
  },
};

function isPlaceholder(line: string): boolean {
  const comment = COMMENT.exec(line)?.[1];
  if (comment === undefined) return false;
  return (ELLIPSIS.test(comment) && LEFT_OUT.test(comment)) || REST_OF_CODE.test(comment);
}
