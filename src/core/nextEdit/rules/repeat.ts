import { KEYWORDS } from '../../text/keywords';
import { type EditPattern, applyPattern, readPattern } from '../editPattern';
import { type NextEdit, type NextEditRule, type RuleDocument, lineText, touchesEdit } from '../nextEdit';
import { wholeWords } from '../wholeWords';

/** An edit of more lines is too particular to come again. */
const MOST_LINES = 3;
/** Lines that are compared with the edited one, at most. */
const MOST_CANDIDATES = 500;
/** Least share of tokens that are the same, for an edit that was made once, and for one that was made again. */
const LEAST_ALIKE = { once: 0.8, again: 0.5 };

/** The same edit once more, at lines that are built like the one that was edited. */
export const repeatRule: NextEditRule = ({ edits, document }) => {
  const last = edits.at(-1);
  if (!last || last.before.length > MOST_LINES) return [];
  const pattern = readPattern(last, document.syntax);
  if (!pattern) return [];
  const wasMadeAgain = edits.some(
    (edit) => edit !== last && edit.before.length === last.before.length && predicts(pattern, edit),
  );
  const leastAlike = wasMadeAgain ? LEAST_ALIKE.again : LEAST_ALIKE.once;
  const found: NextEdit[] = [];
  for (const line of candidateLines(document, pattern)) {
    if (last.before.some((_, index) => touchesEdit(last, document.uri, line + index))) continue;
    const start = document.lines.startOf(line);
    const lastLine = line + last.before.length - 1;
    const text = document.text.slice(start, document.lines.startOf(lastLine) + lineText(document, lastLine).length);
    const result = applyPattern(pattern, text);
    if (!result || result.alike < leastAlike) continue;
    if (!document.isCode(start + result.range.start)) continue;
    const range = { start: start + result.range.start, end: start + result.range.end };
    if (document.text.slice(range.start, range.end) === result.newText) continue;
    found.push({ kind: 'repeat', uri: document.uri, range, newText: result.newText });
  }
  return found;
};

/** Whether an edit is the pattern's own, made elsewhere. */
function predicts(pattern: EditPattern, { before, after }: { before: readonly string[]; after: readonly string[] }) {
  const text = before.join('\n');
  const result = applyPattern(pattern, text);
  if (!result) return false;
  return text.slice(0, result.range.start) + result.newText + text.slice(result.range.end) === after.join('\n');
}

/** Lines that hold one of the pattern's two longest names, in order; where it has none, no line. */
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
