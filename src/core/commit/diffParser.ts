import type { Hunk } from './change';

/** The part of a patch that belongs to one file. */
export interface FilePatch {
  /** Path after the change, or before it when the file was deleted. */
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

/**
 * Parses the output of `git diff --patch` (prefixes `a/` and `b/`, no colour, no combined diffs).
 * Hunks are read by the line counts of their headers, so content that looks like a header is content. A last hunk that
 * is cut off is left out. The libraries at hand (parse-diff 0.12, gitdiff-parser 0.3, parse-git-diff 0.0.20) all lose
 * quoted paths, and the latter two paths with spaces.
 */
export function parsePatch(patch: string): readonly FilePatch[] {
  const lines = new LineReader(patch);
  const files: FilePatch[] = [];
  let line = lines.next();
  while (line !== undefined) {
    if (!line.startsWith('diff --git ')) {
      line = lines.next();
      continue;
    }
    const header = [line];
    line = lines.next();
    while (line !== undefined && !line.startsWith('diff --git ') && !line.startsWith('@@ ')) {
      header.push(line);
      line = lines.next();
    }
    const hunks: Hunk[] = [];
    while (line?.startsWith('@@ ') === true) {
      const hunk = readHunk(line, lines);
      if (hunk) hunks.push(hunk);
      line = lines.next();
      while (line?.startsWith('\\') === true) line = lines.next();
    }
    const path = readPath(header);
    if (path !== undefined) files.push({ path, hunks });
  }
  return files;
}

/** Walks over lines without an array of them all: a patch can have a hundred thousand. */
class LineReader {
  #offset = 0;
  constructor(private readonly text: string) {}

  /** The next line without its line feed; undefined at the end. */
  next(): string | undefined {
    if (this.#offset >= this.text.length) return undefined;
    const end = this.text.indexOf('\n', this.#offset);
    const line = this.text.slice(this.#offset, end === -1 ? undefined : end);
    this.#offset = end === -1 ? this.text.length : end + 1;
    return line;
  }
}

const HUNK_HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;

/** Reads one hunk's lines; undefined when the text ends before the hunk does. */
function readHunk(header: string, lines: LineReader): Hunk | undefined {
  const [, oldStart, oldCount = '1', newStart, newCount = '1', context = ''] = HUNK_HEADER.exec(header) ?? [];
  if (oldStart === undefined || newStart === undefined) return undefined;
  let oldLeft = Number(oldCount);
  let newLeft = Number(newCount);
  const content: string[] = [];
  while (oldLeft > 0 || newLeft > 0) {
    const line = lines.next();
    if (line === undefined) return undefined;
    const mark = line.charAt(0);
    if (mark === '\\') continue;
    if (mark !== '+') oldLeft -= 1;
    if (mark !== '-') newLeft -= 1;
    // `diff.suppressBlankEmpty` takes the mark of an empty context line away.
    content.push(line === '' ? ' ' : line);
  }
  return { context, oldStart: Number(oldStart), newStart: Number(newStart), lines: content };
}

/** The path a file's header lines name; the most exact line wins. */
function readPath(header: readonly string[]): string | undefined {
  let before: string | undefined;
  for (const line of header) {
    if (line.startsWith('+++ ')) {
      const path = markedPath(line, 'b/');
      if (path !== undefined) return path;
    } else if (line.startsWith('--- ')) before = markedPath(line, 'a/');
    else if (line.startsWith('rename to ')) return unquotePath(line.slice('rename to '.length));
    else if (line.startsWith('copy to ')) return unquotePath(line.slice('copy to '.length));
  }
  return before ?? pathOfFirstLine(header[0] ?? '');
}

/** The path of a `---` or `+++` line; undefined for /dev/null. Git ends a path with spaces by a tab there. */
function markedPath(line: string, prefix: string): string | undefined {
  const path = unquotePath(line.slice(4).replace(/\t$/, ''));
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** `diff --git a/P b/P` where both paths are the same: a mode change, a binary or an empty file. */
function pathOfFirstLine(line: string): string | undefined {
  const both = line.slice('diff --git '.length);
  const second = both.slice((both.length + 1) / 2);
  const path = unquotePath(second);
  return path.startsWith('b/') ? path.slice(2) : undefined;
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Undoes git's C-style quoting: `"\345\214\227.txt"` is `北.txt`. A path without quotes is itself. */
export function unquotePath(text: string): string {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text;
  // Escaped bytes become percent escapes, which the platform decodes as UTF-8.
  const encoded = text.slice(1, -1).replace(/%|\\(?:([0-7]{3})|(.))/g, (all, octal?: string, letter = '') => {
    if (all === '%') return '%25';
    const code = octal === undefined ? ESCAPES[String(letter)] : parseInt(octal, 8);
    return code === undefined ? String(letter) : `%${code.toString(16).padStart(2, '0')}`;
  });
  try {
    return decodeURIComponent(encoded);
  } catch {
    return text;
  }
}
