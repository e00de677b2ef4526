import { readFileLines } from './fileLines';
import { diffLines } from './lineDiff';
import type { OffsetEdit } from './placement';

/** What turns one text into another, line by line, their line ends included. */
export function diffTexts(before: string, after: string): readonly OffsetEdit[] {
  if (before === after) return [];
  const file = readFileLines(before);
  const withEnds = (text: ReturnType<typeof readFileLines>) =>
    text.lines.map((line, index) => line + (text.ends[index] ?? ''));
  const edits = diffLines(withEnds(file), withEnds(readFileLines(after))).map(({ start, end, lines }) => ({
    start: file.starts[start] ?? before.length,
    end: file.starts[end] ?? before.length,
    newText: lines.join(''),
  }));
  // Only a byte order mark is no line.
  return edits.length > 0 ? edits : [{ start: 0, end: before.length, newText: after }];
}
