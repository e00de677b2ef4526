import { type BracketBalance, type LoneBracket, balanceBrackets, findOpenQuote } from '../text/brackets';
import { type LanguageSyntax, languageSyntax } from '../text/languageSyntax';
import { isBlank } from '../text/lines';
import { type CursorSpot, type CursorWindow, findCursorSpot } from './cursorWindow';
import { type SyntaxFit, createSyntaxFit } from './syntax/syntaxFit';
import type { SyntaxParser } from './syntax/syntaxParser';

/**
 * The place where an answer is to stand, as the rules of `postprocess/` see it: the window around the cursor and what
 * can be told of it. Made once for each request, because the rules run again and again while the answer streams.
 */
export interface InsertionPlace {
  readonly window: CursorWindow;
  readonly languageId: string;
  readonly spot: CursorSpot;
  readonly syntax: LanguageSyntax;
  /** The last lines with text above the cursor's own line, nearest last. */
  readonly linesAbove: readonly string[];
  /** The lines with text below the cursor's own line, nearest first. */
  readonly linesBelow: readonly string[];
  /** The quote of the string that the cursor stands in, or an empty text. */
  readonly openQuote: string;
  /** Brackets that are open at the cursor, innermost last, and brackets right of it whose partner stands before it. */
  readonly brackets: Pick<BracketBalance, 'openers' | 'closers'>;
  /** Asks the parser of the language, where its grammar is loaded. */
  readonly fits?: SyntaxFit;
}

/** Lines above the cursor that a suggestion is compared with. */
const LINES_ABOVE = 6;
/** Text further away from the cursor than this (UTF-16 units) is not read for brackets. */
const BRACKET_REACH = 3_000;

/** @param parser the parser of the language, where its grammar is loaded */
export function describePlace(
  window: CursorWindow,
  languageId: string,
  parser?: SyntaxParser,
): InsertionPlace {
  const syntax = languageSyntax(languageId);
  const openQuote = findOpenQuote(window.linePrefix, syntax);
  // Reading the window for brackets costs more than all the rest, and most answers need none of them.
  let brackets: InsertionPlace['brackets'] | undefined;
  const place: InsertionPlace = {
    window,
    languageId,
    spot: findCursorSpot(window),
    syntax,
    linesAbove: findLinesAbove(window),
    linesBelow: window.suffix
      .split('\n')
      .slice(1)
      .filter((line) => !isBlank(line)),
    openQuote,
    get brackets() {
      return (brackets ??= findBrackets(window, syntax, openQuote));
    },
  };
  return parser ? Object.assign(place, { fits: createSyntaxFit(parser, place) }) : place;
}

function findBrackets(
  window: CursorWindow,
  syntax: LanguageSyntax,
  openQuote: string,
): InsertionPlace['brackets'] {
  return {
    openers: balanceBrackets(tailByLines(window.prefix, BRACKET_REACH), syntax).openers,
    closers: findClosersAfter(window, syntax, openQuote),
  };
}

function findLinesAbove({ prefix, linePrefix }: CursorWindow): string[] {
  const lines: string[] = [];
  let end = prefix.length - linePrefix.length - 1;
  for (let count = 0; count < LINES_ABOVE && end > 0; count++) {
    const start = prefix.lastIndexOf('\n', end - 1) + 1;
    const line = prefix.slice(start, end);
    if (!isBlank(line)) lines.unshift(line);
    end = start - 1;
  }
  return lines;
}

/** Closing brackets right of the cursor whose partner stands before it, nearest first. */
function findClosersAfter(window: CursorWindow, syntax: LanguageSyntax, openQuote: string): LoneBracket[] {
  const { closers } = balanceBrackets(window.suffix.slice(0, BRACKET_REACH), syntax, openQuote);
  if (isBlank(window.linePrefix)) return [...closers];
  return closers.map((closer) =>
    closer.offset <= window.lineSuffix.length ? { ...closer, startsLine: false } : closer,
  );
}

/** The end of a text, from a line start on, at most `length` long. */
function tailByLines(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(text.indexOf('\n', text.length - length) + 1);
}
