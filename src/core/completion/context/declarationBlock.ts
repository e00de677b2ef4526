import { indentColumns, isBlank } from '../../text/lines';

/** Lines of a declaration at most: the signature, or the first members. */
export const MOST_DECLARATION_LINES = 12;

/** A comment that begins and ends on its line. */
const COMMENT_LINE = /^\s*(?:\/\/|#(?!\s*(?:define|include|if|end))|--|\/\*.*\*\/\s*$)/;

/**
 * The lines of a declaration: a line of comment above it, what is indented below it, and the line that closes it where
 * that is within the limit. `endLine` is not part of it.
 * @param linesBetween reads lines of the file, the end not included
 * @param line number of the line that declares
 */
export function declarationBlock(
  linesBetween: (start: number, end: number) => readonly string[],
  line: number,
): { readonly startLine: number; readonly endLine: number } {
  const [above] = line === 0 ? [] : linesBetween(line - 1, line);
  const startLine = above !== undefined && COMMENT_LINE.test(above) ? line - 1 : line;
  const [first = '', ...below] = linesBetween(line, line + MOST_DECLARATION_LINES);
  const indent = indentColumns(first);
  const after = below.findIndex((each) => !isBlank(each) && indentColumns(each) <= indent);
  if (after === -1) return { startLine, endLine: line + 1 + below.length };
  const closes = /^\s*([)\]}]|end\b)/.test(below[after] ?? '');
  return { startLine, endLine: line + 1 + after + (closes ? 1 : 0) };
}
