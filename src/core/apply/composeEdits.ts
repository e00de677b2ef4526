import { applyEdits } from './fileLines';
import type { OffsetEdit } from './placement';

/**
 * One list of edits for two that are made one after the other. Edits that touch become one.
 * @param text what `first` is made to
 * @param second is made to the text after `first`
 */
export function composeEdits(
  text: string,
  first: readonly OffsetEdit[],
  second: readonly OffsetEdit[],
): OffsetEdit[] {
  const between = applyEdits(text, first);
  const spans: Span[] = [];
  let shift = 0;
  for (const { start, end, newText } of first) {
    spans.push({
      start: start + shift,
      end: start + shift + newText.length,
      shift: newText.length - (end - start),
    });
    shift += newText.length - (end - start);
  }
  for (const { start, end } of second) spans.push({ start, end, shift: 0 });
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  const groups: { start: number; end: number; shift: number }[] = [];
  for (const span of spans) {
    const last = groups.at(-1);
    if (last && span.start <= last.end) {
      last.end = Math.max(last.end, span.end);
      last.shift += span.shift;
    } else groups.push({ ...span });
  }
  let before = 0;
  return groups.map(({ start, end, shift: own }) => {
    const inner = second
      .filter((edit) => edit.start >= start && edit.end <= end)
      .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const from = start - before;
    before += own;
    return { start: from, end: end - before, newText: applyEdits(between.slice(start, end), inner) };
  });
}

/** A range of the text between, and by how much the edit there has made the text longer. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}
