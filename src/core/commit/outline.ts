import { type DeclarationReader } from '../text/declarations';
import { KEYWORDS } from '../text/keywords';
import { codeOf, isCommentLine } from './commentLine';
import type { FileKind } from './fileKind';
import { LONG_LINE } from './generated';

/** A line of a hunk with its mark, and its place among the hunk's lines. */
export interface OutlineLine {
  readonly at: number;
  readonly text: string;
}

/** What is told of a hunk that there is no room for. */
export interface Outline {
  /** The declaration that the hunk stands in, by its name. */
  readonly within?: string;
  /** The changed lines that declare something. */
  readonly declared: readonly OutlineLine[];
  /** Names that the hunk brings in, those first that are written as only code is. */
  readonly names: readonly string[];
  /** Added lines in which the author says what the code does: comments, titles of tests. */
  readonly remarks: readonly OutlineLine[];
}

export interface OutlineOptions {
  readonly kind: FileKind;
  readonly context: string;
  /** The hunk's lines with their marks. */
  readonly lines: readonly string[];
  /** The places of those changed lines that declare something. */
  readonly declared: readonly number[];
  readonly declares: DeclarationReader;
}

export function outlineOf({ kind, context, lines, declared, declares }: OutlineOptions): Outline {
  if (kind === 'data') return { declared: [], names: [], remarks: [] };
  const within = declares(context)?.name;
  const declarations = declared.map((at) => ({ at, text: lines[at] ?? '' }));
  return {
    ...(within !== undefined && { within }),
    declared: declarations,
    // The words of prose are no names.
    names: newNames(lines, declarations).filter((name) => kind !== 'docs' || isCodeOnly(name)),
    remarks: lines.flatMap((text, at) => (isRemark(text, kind) ? [{ at, text }] : [])),
  };
}

/** Names in added code that stand neither in the hunk's other lines nor in its declarations, in their order. */
function newNames(lines: readonly string[], declared: readonly OutlineLine[]): string[] {
  const known = new Set<string>(declared.flatMap(({ text }) => wordsIn(text)));
  const added = new Set<string>();
  for (const line of lines) {
    if (line.startsWith('+')) for (const name of wordsIn(`+${codeOf(line.slice(1))}`)) added.add(name);
    else for (const name of wordsIn(line)) known.add(name);
  }
  const names = [...added].filter((name) => !known.has(name) && !KEYWORDS.has(name) && !ESCAPE.test(name));
  return [...names.filter(isCodeOnly), ...names.filter((name) => !isCodeOnly(name))];
}

/** What is left of a number such as `0x2b` or a character such as `\u00e9`. */
const ESCAPE = /^[ux][\da-f]{2,}$/i;

/** The words of a line behind its mark that can be names. */
export function wordsIn(line: string): string[] {
  return line.slice(1, LONG_LINE).match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
}

function isCodeOnly(name: string): boolean {
  return /\p{Ll}\p{Lu}|_|\d|\$/u.test(name);
}

/** `it("…")`, `describe('…')`, `t.Run("…")`: in words what a test holds the code to. */
const TEST_TITLE = /^\s*(?:\w+\.)?(?:it|test|describe|context|scenario|run)(?:\.\w+)*\(\s*["'`]/i;
/** A comment that says nothing: rulers, ends of blocks. */
const LEAST_WORDS = 3;

function isRemark(line: string, kind: FileKind): boolean {
  if (!line.startsWith('+') || line.length > LONG_LINE) return false;
  const text = line.slice(1);
  if (kind === 'test' && TEST_TITLE.test(text)) return true;
  return isCommentLine(text) && wordsIn(line).length >= LEAST_WORDS;
}
