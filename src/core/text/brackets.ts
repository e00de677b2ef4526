import type { LanguageSyntax } from './languageSyntax';
import { indentColumns } from './lines';

/** A bracket without its partner in the text that was read. */
export interface LoneBracket {
  /** UTF-16 offset in the text that was read. */
  readonly offset: number;
  /** The closing bracket of the pair, whichever half stands here. */
  readonly closer: string;
  /** Columns of indentation of the line that it stands on. */
  readonly indent: number;
  /** Whether it is the first character of its line. */
  readonly startsLine: boolean;
}

export interface BracketBalance {
  /** Closing brackets whose partner stands before the text, outermost last. */
  readonly closers: readonly LoneBracket[];
  /** Opening brackets whose partner stands after the text, innermost last. */
  readonly openers: readonly LoneBracket[];
}

const CLOSER_OF: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Pairs the brackets of a text, leaving out those in strings and comments as far as that can be told without a parser.
 * A closing bracket of the wrong kind closes the nearest opening one of its own kind, as error-tolerant parsers do.
 * @param openQuote the quote of a string that the text begins in, see {@link findOpenQuote}
 */
export function balanceBrackets(text: string, syntax: LanguageSyntax, openQuote = ''): BracketBalance {
  const closers: Found[] = [];
  const openers: Found[] = [];
  const start = endOfOpenString(text, openQuote);
  forEachBracket(text, { syntax, start }, (bracket, offset) => {
    const closer = CLOSER_OF[bracket];
    if (closer !== undefined) {
      openers.push({ closer, offset });
      return;
    }
    const partner = openers.findLastIndex((opener) => opener.closer === bracket);
    if (partner === -1) closers.push({ closer: bracket, offset });
    else openers.length = partner;
  });
  const describeAll = (found: readonly Found[]) => found.map((bracket) => describe(text, bracket));
  return { closers: describeAll(closers), openers: describeAll(openers) };
}

type Found = Pick<LoneBracket, 'closer' | 'offset'>;

function describe(text: string, { closer, offset }: Found): LoneBracket {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  return { offset, closer, indent: indentColumns(line), startsLine: line.trim() === '' };
}

/** Calls `visit` for each bracket from `start` on that stands outside of strings and comments. */
export function forEachBracket(
  text: string,
  { syntax, start }: { readonly syntax: LanguageSyntax; readonly start: number },
  visit: (bracket: string, offset: number) => void,
): void {
  for (let index = start; index < text.length;) {
    if (MEANS_SOMETHING[text.charCodeAt(index)] !== 1) {
      index++;
      continue;
    }
    const character = text.charAt(index);
    const skipped = skipStringOrComment(text, index, character, syntax);
    if (skipped > index) {
      index = skipped;
      continue;
    }
    if ('()[]{}'.includes(character)) visit(character, index);
    index++;
  }
}

/** Characters of ASCII that can be a bracket or begin a string or a comment in any language; few of a text are. */
const MEANS_SOMETHING = new Uint8Array(128);
for (const character of `()[]{}"'\`/#-<;`) MEANS_SOMETHING[character.charCodeAt(0)] = 1;

/** The quote of the string that the end of a line stands in, or an empty text. */
export function findOpenQuote(line: string, syntax: LanguageSyntax): string {
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
    } else if (syntax.lineComments.some((comment) => line.startsWith(comment, index))) return '';
    else if (syntax.lineQuotes.includes(character)) quote = character;
  }
  return quote;
}

/** The offset after the string of this quote that a text begins in. */
export function endOfOpenString(text: string, quote: string): number {
  return quote === '' ? 0 : endOfString(text, 0, quote, true);
}

/** The offset after the string or comment that begins at `index`, or `index` where none does. */
export function skipStringOrComment(
  text: string,
  index: number,
  character: string,
  syntax: LanguageSyntax,
): number {
  if (syntax.longQuotes.length > 0 && '`"\''.includes(character)) {
    const quote = syntax.longQuotes.find((candidate) => text.startsWith(candidate, index));
    if (quote !== undefined) return endOfString(text, index + quote.length, quote);
  }
  if (syntax.lineQuotes.includes(character)) return endOfString(text, index + 1, character, true);
  if (!'/#-<;{'.includes(character)) return index;
  if (syntax.blockComment && text.startsWith(syntax.blockComment.open, index)) {
    const { open, close } = syntax.blockComment;
    const end = text.indexOf(close, index + open.length);
    return end === -1 ? text.length : end + close.length;
  }
  if (!syntax.lineComments.some((comment) => text.startsWith(comment, index))) return index;
  const end = text.indexOf('\n', index);
  return end === -1 ? text.length : end;
}

function endOfString(text: string, start: number, quote: string, endsWithLine = false): number {
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') index++;
    else if (character === '\n' && endsWithLine) return index;
    else if (character === quote.charAt(0) && text.startsWith(quote, index)) return index + quote.length;
  }
  return text.length;
}
