/** What a line that holds nothing but a comment starts with; directives such as `#include` and `#[test]` are code. */
const COMMENT =
  /^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|<!--|--\s|#(?!\s*(?:include|define|undef|if|ifdef|ifndef|else|elif|endif|pragma|error|region|endregion)\b|!?\[|!\/))/;

/** Whether a line of source code, without its mark, holds nothing but a comment. */
export function isCommentLine(line: string): boolean {
  return COMMENT.test(line);
}

const TRAILING_COMMENT = /\s(?:\/\/|#|--)\s.*$|\/\*.*$/;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** A line of source code without its strings and comments, as far as the line alone tells them. */
export function codeOf(line: string): string {
  return isCommentLine(line) ? '' : line.replace(STRING, ' ').replace(TRAILING_COMMENT, '');
}
