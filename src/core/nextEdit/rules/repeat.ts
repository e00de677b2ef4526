import { KEYWORDS } from '../../text/keywords';
import type { RecentEdit } from '../editJournal';
import { type EditPattern, applyPattern, readPattern } from '../editPattern';
import { type NextEdit, type NextEditRule, type RuleDocument, lineText, touchesEdit } from '../nextEdit';
import { wholeWords } from '../wholeWords';

/** An edit of more lines is too particular to come again. */
const MOST_LINES = 3;
/** Lines that are compared with the edited one, at most. */
const MOST_CANDIDATES = 500;
/** An edit that fits more places is meant for some of them alone, and which ones cannot be told. */
const MOST_PLACES = 50;
/** Tokens of the edited lines, without spaces, that the edit must leave in place: they say which lines are alike. */
const FEWEST_KEPT = 3;

/** How alike another line must be: the share of the same tokens, without spaces. Chosen with the bench on real commits. */
const LEAST_ALIKE = 0.6;
/** Tokens that an edit may put in, without spaces. */
const MOST_INSERTED = 30;

/**
 * An edit that was made at two places, once more: at lines that are built like those two. One that was made at a single
 * place comes again too seldom: of what was shown for it, the bench found little more than half to be right.
 */
export const repeatRule: NextEditRule = ({ edits, document }) => {
  const last = edits.at(-1);
  if (!last || last.before.length > MOST_LINES) return [];
  const pattern = readPattern(last, document.syntax);
  if (!pattern || pattern.kept < FEWEST_KEPT || pattern.inserted > MOST_INSERTED) return [];
  if (!edits.some((edit) => edit !== last && predicts(pattern, last, edit))) return [];
  const found: NextEdit[] = [];
  for (const line of candidateLines(document, pattern)) {
    const edit = repeatAt(document, line, { pattern, last });
    if (edit) found.push(edit);
  }
  return found.length > MOST_PLACES ? [] : found;
};

function repeatAt(
  document: RuleDocument,
  line: number,
  { pattern, last }: { readonly pattern: EditPattern; readonly last: RecentEdit },
): NextEdit | undefined {
  if (last.before.some((_, index) => touchesEdit(last, line + index))) return undefined;
  const start = document.lines.startOf(line);
  const lastLine = line + last.before.length - 1;
  const end = document.lines.startOf(lastLine) + lineText(document, lastLine).length;
  const result = applyPattern(pattern, document.text.slice(start, end));
  if (!result || result.alike < LEAST_ALIKE || !document.isCode(start + result.range.start)) return undefined;
  const range = { start: start + result.range.start, end: start + result.range.end };
  if (document.text.slice(range.start, range.end) === result.newText) return undefined;
  return { kind: 'repeat', uri: document.uri, range, newText: result.newText };
}

/** Whether an edit is the pattern's own, made elsewhere. */
function predicts(pattern: EditPattern, { before }: RecentEdit, edit: RecentEdit): boolean {
  if (edit.before.length !== before.length) return false;
  const text = edit.before.join('\n');
  const result = applyPattern(pattern, text);
  if (!result) return false;
  const predicted = text.slice(0, result.range.start) + result.newText + text.slice(result.range.end);
  return predicted === edit.after.join('\n');
}

/** Lines that hold one of the two longest names of the pattern's first line, in order. */
function candidateLines(document: RuleDocument, { tokens }: EditPattern): number[] {
  const firstLine = tokens.slice(0, tokens.findIndex(({ kind }) => kind === 'lineEnd') >>> 0);
  const names = new Set(
    firstLine.filter(({ kind, text }) => kind === 'name' && !KEYWORDS.has(text)).map(({ text }) => text),
  );
  const longest = [...names].sort((a, b) => b.length - a.length).slice(0, 2);
  const lines = new Set<number>();
  for (const name of longest) {
    for (const offset of wholeWords(document.text, name)) {
      lines.add(document.lines.lineAt(offset));
      if (lines.size >= MOST_CANDIDATES) break;
    }
  }
  return [...lines].sort((a, b) => a - b);
}
