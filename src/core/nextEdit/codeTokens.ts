import type { LanguageSyntax } from '../text/languageSyntax';
import { isWordCharacter } from '../text/lines';

/** One token of code, told apart without a grammar. */
export interface CodeToken {
  /** `name` for identifiers and keywords; `text` for a string that ends on its line; `sign` for one other character. */
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'space' | 'lineEnd';
  readonly text: string;
  /** UTF-16 offset in the text that was read. */
  readonly start: number;
}

/** Cuts a text into tokens that together are the whole text. A quote without its partner on its line is a sign. */
export function readCodeTokens(text: string, syntax: LanguageSyntax): CodeToken[] {
  const tokens: CodeToken[] = [];
  for (let start = 0; start < text.length;) {
    const token = readToken(text, start, syntax);
    tokens.push(token);
    start = endOf(token);
  }
  return tokens;
}

/** The UTF-16 offset after a token. */
export function endOf({ start, text }: CodeToken): number {
  return start + text.length;
}

function readToken(text: string, start: number, { lineQuotes, longQuotes }: LanguageSyntax): CodeToken {
  const first = text.charAt(start);
  if (first === '\n' || first === '\r') {
    const lineEnd = text.startsWith('\r\n', start) ? '\r\n' : first;
    return { kind: 'lineEnd', text: lineEnd, start };
  }
  if (first === ' ' || first === '\t')
    return span('space', text, start, (unit) => unit === ' ' || unit === '\t');
  if (first >= '0' && first <= '9') return span('number', text, start, isWordCharacter);
  if (isWordCharacter(first)) return span('name', text, start, isWordCharacter);
  if (lineQuotes.includes(first) || longQuotes.includes(first)) {
    const end = endOfQuoted(text, start);
    if (end !== undefined) return { kind: 'text', text: text.slice(start, end), start };
  }
  return { kind: 'sign', text: String.fromCodePoint(text.codePointAt(start) ?? 0), start };
}

function span(
  kind: CodeToken['kind'],
  text: string,
  start: number,
  belongs: (unit: string) => boolean,
): CodeToken {
  let end = start + 1;
  while (end < text.length && belongs(text.charAt(end))) end++;
  return { kind, text: text.slice(start, end), start };
}

function endOfQuoted(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let index = start + 1; index < text.length; index++) {
    const unit = text.charAt(index);
    if (unit === '\\') index++;
    else if (unit === '\n' || unit === '\r') return undefined;
    else if (unit === quote) return index + 1;
  }
  return undefined;
}
