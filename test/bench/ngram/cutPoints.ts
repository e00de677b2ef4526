/** Random places in real files at which the workspace model is asked how the line goes on. */
import { seededRandom } from '../../../src/core/ngram/random';
import type { Repository, SourceFile } from './corpus';

/** One question: the line is cut, and `rest` is what stood there. */
export interface CutPoint {
  readonly file: SourceFile;
  /** All lines of the file. */
  readonly lines: readonly string[];
  readonly line: number;
  readonly prefix: string;
  /** The rest of the line without blanks at its end; never empty. */
  readonly rest: string;
}

/** `inside`: after the first character that is not blank and before the last. `lineStart`: after the indentation. */
export type CutKind = 'inside' | 'lineStart';

/** Chooses points: a file by its number of lines, a line, and a column, each evenly. */
export function choosePoints(
  repository: Repository,
  { count, kind, seed }: { count: number; kind: CutKind; seed: number },
): CutPoint[] {
  const random = seededRandom(seed);
  const candidates: { file: SourceFile; lines: string[]; line: number }[] = [];
  for (const file of repository.files) {
    if (file.language === undefined) continue;
    const lines = file.text.split(/\r\n|\n|\r/);
    for (let line = 0; line < lines.length; line++) {
      const trimmed = (lines[line] ?? '').trim();
      if (trimmed.length >= 2 && trimmed.length <= 400) candidates.push({ file, lines, line });
    }
  }
  const points: CutPoint[] = [];
  while (points.length < count && candidates.length > 0) {
    const chosen = candidates[Math.floor(random() * candidates.length)];
    if (chosen === undefined) break;
    const text = (chosen.lines[chosen.line] ?? '').trimEnd();
    const indent = text.length - text.trimStart().length;
    const column =
      kind === 'lineStart' ? indent : indent + 1 + Math.floor(random() * (text.length - indent - 1));
    const unit = text.charCodeAt(column);
    if (unit >= 0xdc00 && unit <= 0xdfff) continue;
    points.push({ ...chosen, prefix: text.slice(0, column), rest: text.slice(column) });
  }
  return points;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The brackets an editor has put right of the cursor by itself while the line before it was typed. */
export function closersOf(prefix: string): string {
  const open: string[] = [];
  for (const character of prefix) {
    const closer = CLOSERS[character];
    if (closer !== undefined) open.push(closer);
    else if (character === open.at(-1)) open.pop();
  }
  return open.reverse().join('');
}
