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

/**
 * How alike another line must be (share of the same tokens) and how much an edit may put in (tokens): more may differ
 * once the person has made the edit at a second place. Chosen with the bench on real commits.
 */
const MADE_ONCE = { leastAlike: 0.8, mostInserted: 8, mostLines: 1, mostAdded: 2 };
const MADE_AGAIN = { leastAlike: 0.6, mostInserted: 30, mostLines: MOST_LINES, mostAdded: 30 };

/** The same edit once more, at lines of the same document that are built like the one that was edited. */
export const repeatRule: NextEditRule = ({ edits, document }) => {
  const last = edits.at(-1);
  if (last?.uri !== document.uri || last.before.length > MOST_LINES) return [];
  const pattern = readPattern(last, document.syntax);
  if (!pattern || pattern.kept < FEWEST_KEPT) return [];
  const limits = edits.some((edit) => edit !== last && predicts(pattern, last, edit))
    ? MADE_AGAIN
    : MADE_ONCE;
  if (!isWithin(pattern, last, limits)) return [];
  const found: NextEdit[] = [];
  for (const line of candidateLines(document, pattern)) {
    const edit = repeatAt(document, line, { pattern, last, leastAlike: limits.leastAlike });
    if (edit) found.push(edit);
  }
  return found.length > MOST_PLACES ? [] : found;
};

function isWithin(
  { inserted, removed, insertsLine }: EditPattern,
  edit: RecentEdit,
  limits: typeof MADE_ONCE,
) {
  if (inserted > limits.mostInserted || edit.before.length > limits.mostLines) return false;
  // What is only put in, at one place so far, says little about others.
  if (removed === 0 && inserted > limits.mostAdded) return false;
  return limits === MADE_AGAIN || !insertsLine;
}

function repeatAt(
  document: RuleDocument,
  line: number,
  { pattern, last, leastAlike }: { pattern: EditPattern; last: RecentEdit; leastAlike: number },
): NextEdit | undefined {
  if (last.before.some((_, index) => touchesEdit(last, document.uri, line + index))) return undefined;
  const start = document.lines.startOf(line);
  const lastLine = line + last.before.length - 1;
  const end = document.lines.startOf(lastLine) + lineText(document, lastLine).length;
  const result = applyPattern(pattern, document.text.slice(start, end));
  if (!result || result.alike < leastAlike || !document.isCode(start + result.range.start)) return undefined;
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
