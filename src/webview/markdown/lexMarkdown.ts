import { Marked, type Token, type Tokens } from 'marked';

/** A formula, in TeX. `isOpen`: its end has not arrived yet. */
export interface MathToken extends Tokens.Generic {
  readonly type: 'math';
  readonly text: string;
  readonly isDisplay: boolean;
  readonly isOpen: boolean;
}

/** `[^1]`: the mark of a footnote. */
export interface FootnoteMarkToken extends Tokens.Generic {
  readonly type: 'footnoteMark';
  readonly label: string;
}

/** `[^1]: text`. */
export interface FootnoteToken extends Tokens.Generic {
  readonly type: 'footnote';
  readonly label: string;
  readonly tokens: Token[];
}

/** `$$…$$` or `\[…\]` on lines of their own. As in TeX, a blank line ends it: it was no formula then. */
const BLOCK_MATH = /^ {0,3}(\$\$|\\\[)((?:(?!\n[ \t]*\n)[^])*?)(\$\$|\\\])[ \t]*(?:\n+|$)/;
const OPEN_BLOCK_MATH = /^ {0,3}(?:\$\$|\\\[)(?:(?!\n[ \t]*\n)[^])*$/;
const DISPLAY_MATH = /^\$\$(?!\$)([^$\n]+?)\$\$/;
/**
 * `$x$` by the rules that Pandoc has: no white space inside of either dollar, and no digit after the second, so that
 * prices stay what they are.
 */
const INLINE_MATH = /^\$(?![\s$])((?:\\[^]|[^\\$\n]){0,499}?(?:\\[^]|[^\\$\s]))\$(?!\d)/;
const INLINE_BRACKETS = /^\\\(([^\n]{1,1000}?)\\\)/;
const FOOTNOTE_MARK = /^\[\^([^\]\s]{1,40})\](?!:)/;
const FOOTNOTE = /^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]+([^\n]*(?:\n(?!\s*\n|[ \t]*\[\^)[^\n]+)*)(?:\n+|$)/;

const marked = new Marked({ gfm: true }).use({
  extensions: [
    { name: 'math', level: 'block', start: startOf(/^ {0,3}(?:\$\$|\\\[)/m), tokenizer: blockMath },
    { name: 'math', level: 'inline', start: startOf(/\$|\\\(/), tokenizer: inlineMath },
    { name: 'footnoteMark', level: 'inline', start: startOf(/\[\^/), tokenizer: footnoteMark },
    {
      name: 'footnote',
      level: 'block',
      start: startOf(/^ {0,3}\[\^/m),
      tokenizer(source) {
        const [raw, label, text] = FOOTNOTE.exec(source) ?? [];
        if (raw === undefined || label === undefined || text === undefined) return undefined;
        return { type: 'footnote', raw, label, tokens: this.lexer.inlineTokens(text) };
      },
    },
  ],
});

/** Splits Markdown into its top-level blocks. Text that is nested deeper than the parser can go is one plain block. */
export function lexMarkdown(text: string): Token[] {
  try {
    return marked.lexer(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ type: 'html', block: true, pre: false, raw: text, text }];
  }
}

function blockMath(source: string): MathToken | undefined {
  const [raw, opening, text, closing] = BLOCK_MATH.exec(source) ?? [];
  if (raw !== undefined && text !== undefined && (opening === '$$') === (closing === '$$')) {
    return { type: 'math', raw, text, isDisplay: true, isOpen: false };
  }
  return OPEN_BLOCK_MATH.test(source)
    ? { type: 'math', raw: source, text: source, isDisplay: true, isOpen: true }
    : undefined;
}

function inlineMath(source: string): MathToken | undefined {
  const display = DISPLAY_MATH.exec(source);
  const found = display ?? INLINE_MATH.exec(source) ?? INLINE_BRACKETS.exec(source);
  const [raw, text] = found ?? [];
  if (raw === undefined || text === undefined) return undefined;
  return { type: 'math', raw, text, isDisplay: display !== null, isOpen: false };
}

function footnoteMark(source: string): FootnoteMarkToken | undefined {
  const [raw, label] = FOOTNOTE_MARK.exec(source) ?? [];
  return raw === undefined || label === undefined ? undefined : { type: 'footnoteMark', raw, label };
}

/** Where marked is to look next; undefined for nowhere. */
function startOf(pattern: RegExp): (source: string) => number | undefined {
  return (source) => pattern.exec(source)?.index;
}
