import { skipStringOrComment } from './brackets';
import type { LanguageSyntax } from './languageSyntax';
import { isBlank } from './lines';

/** What a cursor stands in, as far as that can be told without a parser. */
export type LexicalSpot = 'code' | 'comment' | 'string';

/** Text further before the cursor than this (UTF-16 units) is not read. */
const LOOK_BACK = 8_000;

/**
 * Whether the offset stands in a comment or a string. A docstring is a comment. Looks at a bounded piece of text before
 * the offset: a comment or string of many lines that begins before it is only noticed where it ends.
 * @param offset in UTF-16 units from the start of the text
 */
export function findLexicalSpot(text: string, offset: number, syntax: LanguageSyntax): LexicalSpot {
  const start = findReadStart(text, offset);
  const before = text.slice(start, offset);
  // What is still open at the cursor reaches beyond this one character more; what is closed ends before it.
  const read = `${before}\0`;
  for (let index = start === 0 ? 0 : endOfOpenRegion(before, syntax); index < before.length;) {
    const end = skipStringOrComment(read, index, read.charAt(index), syntax);
    if (end > before.length) return describeOpenRegion(before, index, syntax);
    index = Math.max(end, index + 1);
  }
  return 'code';
}

function findReadStart(text: string, offset: number): number {
  if (offset <= LOOK_BACK) return 0;
  return text.indexOf('\n', offset - LOOK_BACK) + 1 || offset;
}

function describeOpenRegion(before: string, start: number, syntax: LanguageSyntax): LexicalSpot {
  const begins = (mark: string) => before.startsWith(mark, start);
  if (syntax.blockComment && begins(syntax.blockComment.open)) return 'comment';
  if (syntax.lineComments.some(begins)) return 'comment';
  const isLong = syntax.longQuotes.some(begins);
  if (isLong && before.charAt(start) === '`' && isInInterpolation(before.slice(start + 1))) return 'code';
  const isDocstring = isLong && syntax.indentationMakesBlocks && isBlank(lineBefore(before, start));
  return isDocstring ? 'comment' : 'string';
}

/** Whether the end of a template string's text stands between `${` and its `}`. */
function isInInterpolation(text: string): boolean {
  const start = text.lastIndexOf('${');
  if (start === -1) return false;
  let depth = 0;
  for (let index = start + 1; index < text.length; index++) {
    if (text.charAt(index) === '{') depth++;
    else if (text.charAt(index) === '}' && --depth === 0) return false;
  }
  return true;
}

/** Where the code begins in a text that may begin inside of a comment or a string of many lines; 0 if it does not. */
function endOfOpenRegion(text: string, { blockComment, longQuotes }: LanguageSyntax): number {
  if (blockComment) {
    const close = text.indexOf(blockComment.close);
    const open = text.indexOf(blockComment.open);
    if (close !== -1 && (open === -1 || close < open)) return close + blockComment.close.length;
  }
  for (const quote of longQuotes) {
    const first = quote.length > 1 ? text.indexOf(quote) : -1;
    if (first !== -1 && looksLikeClosing(text, first)) return first + quote.length;
  }
  return 0;
}

/** Whether a quote of three characters ends a string: behind words, or alone on its line where no docstring begins. */
function looksLikeClosing(text: string, quote: number): boolean {
  const line = lineBefore(text, quote);
  if (!isBlank(line)) return !/[=(,[{:+]\s*[rbfuRBFU]*$|\breturn\s+$/.test(line);
  return !text
    .slice(0, quote - line.length)
    .trimEnd()
    .endsWith(':');
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}
