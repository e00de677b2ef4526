import type { TextHunk } from './searchReplace';

/** What a diff says of one file. */
export interface DiffFile {
  /** The path after the change without `a/` and `b/`; undefined where the diff has no heads. */
  readonly path: string | undefined;
  readonly isNew: boolean;
  readonly isDeleted: boolean;
  readonly hunks: readonly TextHunk[];
  /** The hunks as they were read, with their heads. */
  readonly lines: readonly string[];
}

const HUNK_HEAD = /^@@+(?:\s*-(\d+)(?:,\d+)?\s+\+\d+(?:,\d+)?\s*@@+)?\s*(.*?)\s*(?:@@)?$/;
const GIT_NOISE =
  /^(?:diff --git |index [0-9a-f]+|new file mode|deleted file mode|old mode|new mode|similarity index|rename (?:from|to) |\\ No newline)/;

/** Whether a text is a diff: it has heads of hunks or of files, or nearly all its lines are marked. */
export function looksLikeDiff(lines: readonly string[], language: string): boolean {
  const shown = lines.filter((line) => line.trim() !== '');
  if (shown.some((line) => /^@@ |^@@$|^diff --git /.test(line))) return hasMarks(shown);
  if (shown.some((line, index) => line.startsWith('--- ') && shown[index + 1]?.startsWith('+++ ') === true))
    return true;
  return /^(?:diff|patch|udiff)$/.test(language) && hasMarks(shown);
}

function hasMarks(lines: readonly string[]): boolean {
  return lines.some((line) => /^[+-]/.test(line));
}

/**
 * Reads a unified diff the way models write them: counts and numbers may be wrong or missing, and so may the space before
 * lines that stay. Its lines alone say what it changes.
 */
export function readDiff(lines: readonly string[]): readonly DiffFile[] {
  const files: OpenFile[] = [];
  let file: OpenFile = openFile(undefined);
  let hunk: OpenHunk | undefined;
  const begin = (path: string | undefined) => {
    if (file.hunks.length > 0 || file.path !== undefined) files.push(file);
    file = openFile(path);
    hunk = undefined;
  };
  for (const [index, line] of lines.entries()) {
    const isHead = line.startsWith('--- ') && lines[index + 1]?.startsWith('+++ ') === true;
    if (line.startsWith('diff --git ')) begin(/ b\/(.+)$/.exec(line)?.[1]);
    else if (isHead) {
      if (file.hunks.length > 0) begin(undefined);
      file.isNew ||= line.startsWith('--- /dev/null');
      hunk = undefined;
    } else if (line.startsWith('+++ ') && lines[index - 1]?.startsWith('--- ') === true) {
      file.isDeleted = line.startsWith('+++ /dev/null');
      file.path = headPath(file.isDeleted ? (lines[index - 1] ?? '') : line) ?? file.path;
    } else if (GIT_NOISE.test(line)) {
      if (line.startsWith('new file')) file.isNew = true;
      if (!line.startsWith('\\')) hunk = undefined;
    } else if (line.startsWith('@@')) {
      hunk = openHunk(line);
      file.hunks.push(hunk);
      file.lines.push(line);
    } else {
      if (!hunk) file.hunks.push((hunk = openHunk('@@')));
      hunk.lines.push(line);
      file.lines.push(line);
    }
  }
  files.push(file);
  return files.map((found) => ({ ...found, hunks: found.hunks.map(closeHunk).filter(changes) }));
}

interface OpenFile {
  path: string | undefined;
  isNew: boolean;
  isDeleted: boolean;
  readonly hunks: OpenHunk[];
  readonly lines: string[];
}

interface OpenHunk {
  readonly lines: string[];
  readonly line: number | undefined;
  readonly under: string;
}

function openFile(path: string | undefined): OpenFile {
  return { path, isNew: false, isDeleted: false, hunks: [], lines: [] };
}

function headPath(line: string): string | undefined {
  const path = line.slice(4).split('\t')[0]?.trim().replace(/^"|"$/g, '') ?? '';
  if (path === '' || path === '/dev/null') return undefined;
  return path.replace(/^[ab]\//, '');
}

function openHunk(head: string): OpenHunk {
  const [, line, under = ''] = HUNK_HEAD.exec(head) ?? [];
  return { lines: [], line: line === undefined ? undefined : Math.max(0, Number(line) - 1), under };
}

function closeHunk({ lines, line, under }: OpenHunk): TextHunk {
  // Without the space before lines that stay, an indented line is one column short of its fellows.
  const unmarked = lines.filter((text) => text !== '' && !/^[+-]/.test(text));
  const hasSpace = unmarked.every((text) => text.startsWith(' '));
  const before: string[] = [];
  const after: string[] = [];
  for (const text of lines) {
    if (text.startsWith('+')) after.push(text.slice(1));
    else if (text.startsWith('-')) before.push(text.slice(1));
    else {
      const content = hasSpace ? text.slice(1) : text;
      before.push(content);
      after.push(content);
    }
  }
  trimEnds(before, after);
  return { before, after, ...(line !== undefined && { line }), ...(under !== '' && { under }) };
}

/** Blank lines around a hunk belong to the answer and not to the file. */
function trimEnds(before: string[], after: string[]): void {
  while (before.at(-1)?.trim() === '' && after.at(-1)?.trim() === '') {
    before.pop();
    after.pop();
  }
}

function changes({ before, after }: TextHunk): boolean {
  return before.length !== after.length || before.some((line, index) => line !== after[index]);
}
