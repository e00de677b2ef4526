import { toLineFeeds } from '../../text/lines';
import type { RecentEdit } from '../editJournal';
import { type RuleDocument, lineText } from '../nextEdit';
import type { EditableRegion, NextEditFormat } from './nextEditFormat';

/** Edits that a model is told of: Sweep's own client sends three. */
const MOST_EDITS = 3;

/** Cuts the region around the last edit of a document; undefined where the last edit was in another one. */
export function cutRegion(
  document: RuleDocument,
  edits: readonly RecentEdit[],
  { regionLines, contextLines }: NextEditFormat,
): EditableRegion | undefined {
  const last = edits.at(-1);
  if (last?.uri !== document.uri) return undefined;
  const cursorLine = last.startLine + Math.max(0, last.after.length - 1);
  const startLine = Math.max(0, Math.min(cursorLine - regionLines, last.startLine));
  const endLine = Math.min(document.lines.count, cursorLine + regionLines + 1);
  const lines = readLines(document, startLine, endLine);
  const original = lines.toSpliced(last.startLine - startLine, last.after.length, ...last.before);
  const cursorColumn = lines[cursorLine - startLine]?.length ?? 0;
  const own = edits.filter(({ uri }) => uri === document.uri).slice(-MOST_EDITS);
  return {
    path: document.path,
    above: endEach(readLines(document, Math.max(0, startLine - contextLines), startLine)),
    below: endEach(readLines(document, endLine, Math.min(document.lines.count, endLine + contextLines))),
    current: lines.join('\n'),
    original: original.join('\n'),
    cursor: endEach(lines.slice(0, cursorLine - startLine)).length + cursorColumn,
    startLine,
    edits: own.map(({ before, after }) => ({
      path: document.path,
      before: toLineFeeds(before.join('\n')),
      after: toLineFeeds(after.join('\n')),
    })),
  };
}

function readLines(document: RuleDocument, startLine: number, endLine: number): string[] {
  return Array.from({ length: Math.max(0, endLine - startLine) }, (_, index) =>
    lineText(document, startLine + index),
  );
}

function endEach(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
