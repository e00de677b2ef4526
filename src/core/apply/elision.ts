/** One line of a block: code, or a mark that stands for code of the file which the block leaves out. */
export interface BlockLine {
  readonly text: string;
  readonly isElision: boolean;
}

/** A line that is nothing but a comment, in any language; its second group is what it says. */
const COMMENT =
  /^\s*(?:\{\s*)?(\/\/+|#+|--+|;+|%+|\/\*+|<!--+|\(\*|\{-|"""|'''|rem\b|')\s*(.*?)\s*(?:\*+\/|--+>|\*\)|-\}|"""|''')?(?:\s*\})?\s*$/i;
const BARE = /^\s*[[(<{]?\s*(?:\.{3,}|…)\s*[\])>}]?[;,]?\s*$/;
const DOTS = /^(?:\.{3,}|…)|(?:\.{3,}|…)$/;
const WHAT =
  '(?:code|content|file|class|function|method|implementation|import|prop|field|line|logic|part|section|test|style|rule|item|entr|config|option|element|definition|declaration|stuff|body|block|statement|setup|component|handler|route|case|key|script|markup)\\w*';
const SAME = '(?:unchanged|same|existing|remain\\w*|omitted|unmodified|rest|as before|as above|previous)';
const SAYS_UNCHANGED = new RegExp(
  `^(?:(?:the\\s+)?(?:rest|remainder|remaining|existing|unchanged|other|previous|original|same)\\b.{0,40}\\b(?:${WHAT}|${SAME})\\b.{0,40}|(?:the\\s+)?${WHAT}\\s+(?:(?:is|are|stays?|here|goes|of)\\s+){0,3}.{0,20}${SAME}\\b.{0,30}|(?:unchanged|no changes?|same as (?:before|above)|omitted(?: for brevity)?)\\.?)$`,
  'i',
);
/** A line of code that ends in a body which is left out, as \`run() { ... }\`. */
const INLINE =
  /^(\s*\S.*?[{([:])\s*(?:(?:\/\*|\/\/|#)\s*(?:\.{3,}|…)[^*]*(?:\*\/)?|\.{3,}|…)\s*([}\])]*[;,]?)\s*$/;

/** Whether a line stands for code that the block leaves out. */
export function isElisionLine(line: string): boolean {
  if (line.length > 160) return false;
  if (BARE.test(line)) return true;
  const says = COMMENT.exec(line)?.[2]?.trim();
  if (says === undefined || says === '') return false;
  const words = says.replace(/^[-–—=*\s]+|[-–—=*\s]+$/g, '');
  return DOTS.test(words) ? isOnlyMark(words) : SAYS_UNCHANGED.test(words);
}

/** A sentence that happens to end in dots is a comment like any other. */
function isOnlyMark(words: string): boolean {
  const says = words.replace(/^[\s.…]+|[\s.…]+$/g, '').replace(/^[([]|[)\]]$/g, '');
  const startsAndEnds = /^(?:\.{3,}|…)/.test(words);
  if (says === '') return true;
  return startsAndEnds
    ? says.length <= 80
    : SAYS_UNCHANGED.test(says) || new RegExp(`^${SAME}\\b`, 'i').test(says);
}

/**
 * Tells the marks of a block from its code.
 * @param isInFile whether the file has a line like this: then it is code, whatever it looks like
 */
export function readBlockLines(
  lines: readonly string[],
  isInFile: (line: string) => boolean,
): readonly BlockLine[] {
  return lines.flatMap((text): BlockLine[] => {
    if (!/\.{3}|…|unchanged|same|exist|rest|remain|omitted|previous|as before|as above|no change/i.test(text))
      return [{ text, isElision: false }];
    if (isInFile(text)) return [{ text, isElision: false }];
    if (isElisionLine(text)) return [{ text, isElision: true }];
    const [, head, tail = ''] = INLINE.exec(text) ?? [];
    // Spread syntax and rest parameters end in brackets too, but have a name behind the dots.
    if (head === undefined || /\.{3}\s*\w/.test(text) || !isInFile(head)) return [{ text, isElision: false }];
    const indent = /^\s*/.exec(text)?.[0] ?? '';
    return [
      { text: head, isElision: false },
      { text: `${indent}...`, isElision: true },
      ...(tail === '' ? [] : [{ text: indent + tail, isElision: false }]),
    ];
  });
}
