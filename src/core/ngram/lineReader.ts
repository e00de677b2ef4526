import {
  MAX_LINE_LENGTH,
  MAX_LINE_TOKENS,
  indentationEnd,
  indentationWidth,
  isHighSurrogate,
  tokenizeLine,
} from './tokenizer';
import { lineStartToken, type Vocabulary } from './vocabulary';

/** A line as tokens, in arrays that the next line overwrites. */
export interface LineTokens {
  readonly tokens: Int32Array;
  /** 0 for a line that is blank or too long to be code. */
  length: number;
  /** Columns. */
  indent: number;
  /** Offset of the last lexeme, its space included. */
  lastStart: number;
}

/** Reads lines of text into tokens. The first token is the line start, to be set by whoever knows the line before. */
export class LineReader {
  readonly #line: LineTokens = {
    tokens: new Int32Array(MAX_LINE_TOKENS + 1),
    length: 0,
    indent: 0,
    lastStart: 0,
  };

  constructor(private readonly vocabulary: Vocabulary) {}

  /** Reads a line, giving numbers to new lexemes. */
  read(text: string): LineTokens {
    return this.#read(text, (lexeme) => this.vocabulary.intern(lexeme));
  }

  /** Reads a line without changing the vocabulary; what it does not know becomes the unknown lexeme. */
  peek(text: string): LineTokens {
    return this.#read(text, (lexeme) => this.vocabulary.find(lexeme));
  }

  #read(text: string, numberOf: (lexeme: string) => number): LineTokens {
    const line = this.#line;
    line.length = 0;
    const start = indentationEnd(text);
    line.indent = indentationWidth(text, start);
    if (text.length > MAX_LINE_LENGTH || start === text.length) return line;
    line.tokens[0] = lineStartToken(0, false);
    line.length = 1;
    tokenizeLine(text, start, (from, to, spaced) => {
      if (line.length > MAX_LINE_TOKENS) return;
      line.lastStart = spaced ? from - 1 : from;
      line.tokens[line.length++] = (numberOf(text.slice(from, to)) << 1) | (spaced ? 1 : 0);
    });
    return line;
  }
}

/** Whether the text was cut inside a surrogate pair. */
export function endsInsidePair(text: string): boolean {
  return text.length > 0 && isHighSurrogate(text.charCodeAt(text.length - 1));
}
