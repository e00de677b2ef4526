import { forEachBracket } from '../text/brackets';
import { type Declaration, declarationReader } from '../text/declarations';
import { type LanguageSyntax, languageSyntax } from '../text/languageSyntax';
import { indentColumns } from '../text/lines';

/** Lines of a file or a block, and what can be told of each without a parser. */
export interface LineSheet {
  readonly lines: readonly string[];
  /** Each line without any white space, for comparing. */
  readonly keys: readonly string[];
  /** Columns of indentation; a tab counts for four. */
  readonly indents: readonly number[];
  /** True for lines that say nothing of where they are: blank ones, brackets, `end`, `else`. */
  readonly isTrivial: readonly boolean[];
  /** Brackets that each line opens less those that it closes, outside of strings and comments. */
  readonly depths: readonly number[];
  /** The nearest line above that is indented less; -1 for none. */
  readonly parents: readonly number[];
  /** What each line declares. */
  readonly declarations: readonly (Declaration | undefined)[];
  readonly syntax: LanguageSyntax;
}

const TRIVIAL_WORDS =
  'end|else|break|continue|pass|return|fi|done|esac|then|do|begin|try|finally|default|endif|null|true|false|ensure|loop|in|of';
const TRIVIAL = new RegExp(`^[^\\p{L}\\p{N}]*(?:${TRIVIAL_WORDS})?[^\\p{L}\\p{N}]*$`, 'u');

/** What begins or ends code in Markdown stands there many times. */
const FENCE = /^(?:`{3,}|~{3,})[\w-]{0,12}$/;

/** @param isElision lines that stand for code which is not shown; they count for nothing */
export function readSheet(
  lines: readonly string[],
  { path, languageId }: { readonly path: string; readonly languageId: string },
  isElision: (line: number) => boolean = () => false,
): LineSheet {
  const syntax = languageSyntax(languageId);
  const readDeclaration = declarationReader(path);
  const shown = lines.map((line, index) => (isElision(index) ? '' : line));
  const keys = shown.map((line) => line.replace(/\s+/g, ''));
  const indents = shown.map(indentColumns);
  return {
    lines,
    keys,
    indents,
    isTrivial: keys.map((key) => (key.length < 12 && TRIVIAL.test(key)) || FENCE.test(key)),
    depths: readDepths(shown, syntax),
    parents: readParents(keys, indents),
    declarations: shown.map((line) => readDeclaration(line)),
    syntax,
  };
}

function readDepths(lines: readonly string[], syntax: LanguageSyntax): number[] {
  const depths = lines.map(() => 0);
  const ends: number[] = [];
  let length = 0;
  for (const line of lines) ends.push((length += line.length + 1));
  let line = 0;
  forEachBracket(lines.join('\n'), { syntax, start: 0 }, (bracket, offset) => {
    while (offset >= (ends[line] ?? Infinity)) line++;
    depths[line] = (depths[line] ?? 0) + ('([{'.includes(bracket) ? 1 : -1);
  });
  return depths;
}

/** A line that holds nothing but an opening bracket belongs to the line above it, unless that has ended. */
const LONE_OPENER = /^[{([]+$/;
const ENDED = /[,;{[(}\]]$/;

function readParents(keys: readonly string[], indents: readonly number[]): number[] {
  const open: number[] = [];
  let previous = -1;
  return keys.map((key, line) => {
    if (key === '') return open.at(-1) ?? -1;
    const indent = indents[line] ?? 0;
    const isBesideHead =
      previous >= 0 &&
      previous === line - 1 &&
      indents[previous] === indent &&
      !ENDED.test(keys[previous] ?? '');
    previous = line;
    while (open.length > 0 && (indents[open.at(-1) ?? 0] ?? 0) >= indent) open.pop();
    const parent = open.at(-1) ?? -1;
    if (!LONE_OPENER.test(key) || !isBesideHead) open.push(line);
    return parent;
  });
}

const CLOSER = /^\s*(?:[)\]}]|end\b|<\/|fi\b|done\b|esac\b)/;
const CONTINUATION =
  /^\s*(?:[)\]}{]|end\b|<\/|fi\b|done\b|esac\b|else\b|elif\b|elsif\b|except\b|finally\b|catch\b|rescue\b|ensure\b|when\b|then\b|do\b)/;

export function isCloser(line: string): boolean {
  return CLOSER.test(line);
}

/**
 * The last line of what a line begins: all that is indented deeper, with the lines that close or continue it at its own
 * indentation, and all that stands in brackets which it opens. The line itself where it begins nothing.
 */
export function unitEnd(sheet: LineSheet, header: number): number {
  const { keys, indents, depths, lines } = sheet;
  const indent = indents[header] ?? 0;
  let depth = depths[header] ?? 0;
  let end = header;
  let isClosed = false;
  for (let line = header + 1; line < lines.length; line++) {
    if (keys[line] === '') continue;
    const text = lines[line] ?? '';
    const column = indents[line] ?? 0;
    const isInside = column > indent || (column === indent && CONTINUATION.test(text));
    // Preprocessor lines and labels stand at the margin inside of functions. Brackets in strings that are not known for
    // strings do not count once the end is there.
    if (!isInside && (depth <= 0 || isClosed || (column < indent && isCloser(text)))) break;
    depth += depths[line] ?? 0;
    end = line;
    if (column <= indent) isClosed = isCloser(text);
    if (!isInside && depth <= 0) break;
  }
  return end;
}

/** The sum of the depths of lines from `start` to before `end`. */
export function depthOf({ depths }: LineSheet, start: number, end: number): number {
  let sum = 0;
  for (let line = start; line < end; line++) sum += depths[line] ?? 0;
  return sum;
}

/** Whether lines from `start` to before `end` close nothing that they have not opened, and leave nothing open. */
export function isBalanced({ depths }: LineSheet, start: number, end: number): boolean {
  let sum = 0;
  for (let line = start; line < end; line++) {
    sum += depths[line] ?? 0;
    if (sum < 0) return false;
  }
  return sum === 0;
}
