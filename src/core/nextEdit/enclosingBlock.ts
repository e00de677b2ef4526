import { declarationReader } from '../text/declarations';
import { indentColumns, isBlank } from '../text/lines';
import { type RuleDocument, lineText } from './nextEdit';

/** Lines of a document, counted from 0; `endLine` is not among them. */
export interface LineSpan {
  readonly startLine: number;
  readonly endLine: number;
}

export interface Block extends LineSpan {
  /** False where no declaration stands around the line, so that the block is the whole document. */
  readonly isDeclared: boolean;
}

/** Lines that are looked through for the beginning and the end of a block, each way. */
const FARTHEST = 2_000;

/** The innermost function or class that a line is in, or that it declares, told by indentation; else the whole document. */
export function enclosingBlock(document: RuleDocument, line: number): Block {
  const read = declarationReader(document.path);
  let indent = indentColumns(lineText(document, line));
  for (let start = line; start >= Math.max(0, line - FARTHEST); start--) {
    const text = lineText(document, start);
    if (isBlank(text) || (start !== line && indentColumns(text) >= indent)) continue;
    indent = indentColumns(text);
    if (read(text)) return { startLine: start, endLine: endOfBlock(document, start), isDeclared: true };
  }
  return { startLine: 0, endLine: document.lines.count, isDeclared: false };
}

/** The line after the last one that is indented deeper than `start`, its closing bracket included. */
function endOfBlock(document: RuleDocument, start: number): number {
  const indent = indentColumns(lineText(document, start));
  const last = Math.min(document.lines.count, start + FARTHEST);
  for (let line = start + 1; line < last; line++) {
    const text = lineText(document, line);
    if (isBlank(text) || indentColumns(text) > indent) continue;
    // The end of a parameter list that has lines of its own closes nothing yet.
    if (/^\s*\)/.test(text)) continue;
    return /^\s*[}\])]/.test(text) || /^\s*end\b/.test(text) ? line + 1 : line;
  }
  return last;
}
