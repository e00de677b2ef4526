import type { Hunk } from './change';

/** The part of a patch that belongs to one file. */
export interface FilePatch {
  /** Path after the change, or before it when the file was deleted. */
  readonly path: string;
  readonly hunks: readonly Hunk[];
}

export interface PatchOptions {
  /** UTF-16 units of hunks that are kept of one file, and of all; no end unless told. */
  readonly mostOfFile?: number;
  readonly mostOfAll?: number;
  /** Files whose lines are left out altogether. */
  readonly isLeftOut?: (path: string) => boolean;
  /** Makes text of the bytes in paths, where the patch is pushed as bytes (one UTF-16 unit each). */
  readonly decodePath?: (bytes: string) => string;
  /** The same for the texts of one file. */
  readonly decodeTexts?: (bytes: readonly string[]) => readonly string[];
}

/** Parses a whole patch; see {@link PatchParser}. */
export function parsePatch(patch: string): readonly FilePatch[] {
  const parser = new PatchParser();
  parser.push(patch);
  return parser.end();
}

/** UTF-16 units of a line that are kept: nobody wrote a longer one by hand. */
const LONGEST_LINE = 4_000;

/**
 * Parses the output of `git diff --patch` as it comes, in pieces of any size (prefixes `a/` and `b/`, no colour, no
 * combined diffs), and keeps no more of it than its caps allow. Hunks are read by the line counts of their headers, so
 * content that looks like a header is content. A last hunk that is cut off is left out; one that goes over a cap is
 * kept with its first lines and marked as partial. The libraries at hand (parse-diff 0.12, gitdiff-parser 0.3,
 * parse-git-diff 0.0.20) all lose quoted paths, and the latter two paths with spaces.
 */
export class PatchParser {
  readonly #files: FilePatch[] = [];
  readonly #options: PatchOptions;
  #header: string[] = [];
  #file: OpenFile | undefined;
  #hunk: OpenHunk | undefined;
  /** The beginning of a line whose end has not come. */
  #rest = '';
  #kept = 0;

  constructor(options: PatchOptions = {}) {
    this.#options = options;
  }

  push(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      if (this.#hunk && this.#rest === '' && end - start <= LONGEST_LINE) {
        start = this.#hunkLines(this.#hunk, text, start, end);
        continue;
      }
      const line = start === 0 ? this.#rest + text.slice(0, end) : text.slice(start, end);
      if (start === 0) this.#rest = '';
      this.#line(line.length > LONGEST_LINE ? line.slice(0, LONGEST_LINE) : line);
      start = end + 1;
    }
    if (this.#rest.length <= LONGEST_LINE) this.#rest += text.slice(start, start + LONGEST_LINE + 1);
  }

  /** The files in their order. Ends the parser. */
  end(): readonly FilePatch[] {
    if (this.#rest !== '') this.#line(this.#rest);
    this.#rest = '';
    this.#hunk = undefined;
    this.#closeFile();
    return this.#files;
  }

  #line(line: string): void {
    if (this.#hunk) {
      this.#hunkLine(this.#hunk, line);
    } else if (line.startsWith('diff --git ')) {
      this.#closeFile();
      this.#header = [line];
    } else if (this.#header.length > 0) {
      if (line.startsWith('@@ ')) this.#openHunk(line);
      else if (!this.#file) this.#header.push(line);
    }
  }

  #openHunk(line: string): void {
    this.#file ??= this.#openFile();
    const match = HUNK_HEADER.exec(line);
    if (!match) return;
    const [, oldStart, oldCount = '1', newStart, newCount = '1', context = ''] = match;
    const { mostOfFile = Infinity, mostOfAll = Infinity } = this.#options;
    const room = this.#file.isLeftOut ? 0 : Math.min(mostOfFile - this.#file.kept, mostOfAll - this.#kept);
    const hunk: OpenHunk = {
      context,
      oldStart: Number(oldStart),
      newStart: Number(newStart),
      oldLeft: Number(oldCount),
      newLeft: Number(newCount),
      parts: [],
      hasOddLines: false,
      room,
      length: 0,
    };
    if (hunk.oldLeft > 0 || hunk.newLeft > 0) this.#hunk = hunk;
  }

  /** Takes lines of a hunk as one piece of the text, and returns where the next line begins. */
  #hunkLines(hunk: OpenHunk, text: string, from: number, firstEnd: number): number {
    let start = from;
    let kept = from;
    for (let end = firstEnd; end !== -1; end = text.indexOf('\n', start)) {
      if (end - start > LONGEST_LINE) break;
      this.#count(hunk, text.charCodeAt(start), end - start);
      start = end + 1;
      if (hunk.length <= hunk.room) kept = start;
      if (hunk.oldLeft <= 0 && hunk.newLeft <= 0) break;
    }
    if (kept > from) hunk.parts.push(text.slice(from, kept));
    if (hunk.oldLeft <= 0 && hunk.newLeft <= 0) this.#closeHunk(hunk);
    return start;
  }

  #hunkLine(hunk: OpenHunk, line: string): void {
    this.#count(hunk, line.charCodeAt(0), line.length);
    if (hunk.length <= hunk.room) hunk.parts.push(`${line}\n`);
    if (hunk.oldLeft <= 0 && hunk.newLeft <= 0) this.#closeHunk(hunk);
  }

  #count(hunk: OpenHunk, mark: number, length: number): void {
    hunk.length += length + 1;
    if (mark === BACKSLASH || length === 0) hunk.hasOddLines = true;
    if (mark === BACKSLASH) return;
    if (mark !== PLUS) hunk.oldLeft -= 1;
    if (mark !== MINUS) hunk.newLeft -= 1;
  }

  #closeHunk(hunk: OpenHunk): void {
    this.#hunk = undefined;
    const file = this.#file;
    if (!file || hunk.parts.length === 0) return;
    const isPartial = hunk.length > hunk.room;
    file.kept += Math.min(hunk.length, hunk.room);
    this.#kept += Math.min(hunk.length, hunk.room);
    const { context, oldStart, newStart, hasOddLines } = hunk;
    // Put together anew, since a part of a larger piece would keep all of that in memory.
    const text = `\n${hunk.parts.join('')}`.slice(1, -1);
    file.hunks.push({
      context,
      oldStart,
      newStart,
      isPartial,
      text: hasOddLines ? withoutOddLines(text) : text,
    });
  }

  #openFile(): OpenFile {
    const decode = this.#options.decodePath ?? ((bytes: string) => bytes);
    const path = readPath(this.#header.map(decode));
    const isLeftOut = path === undefined || this.#options.isLeftOut?.(path) === true;
    return { ...(path !== undefined && { path }), isLeftOut, hunks: [], kept: 0 };
  }

  #closeFile(): void {
    const file = this.#file ?? (this.#header.length > 0 ? this.#openFile() : undefined);
    this.#header = [];
    this.#file = undefined;
    if (file?.path === undefined) return;
    const raw = file.hunks.flatMap(({ context, text }) => [context, text]);
    const texts = this.#options.decodeTexts?.(raw) ?? raw;
    const hunks = file.hunks.map(({ oldStart, newStart, isPartial }, index) => ({
      context: texts[index * 2] ?? '',
      oldStart,
      newStart,
      lines: (texts[index * 2 + 1] ?? '').split('\n'),
      ...(isPartial && { isPartial: true as const }),
    }));
    this.#files.push({ path: file.path, hunks });
  }
}

interface OpenHunk {
  readonly context: string;
  readonly oldStart: number;
  readonly newStart: number;
  oldLeft: number;
  newLeft: number;
  /** Text that was kept, each piece with its last line feed. */
  readonly parts: string[];
  /** Whether there are lines that are no content, or that lost their mark. */
  hasOddLines: boolean;
  /** UTF-16 units of lines that may be kept, and that there are so far. */
  readonly room: number;
  length: number;
}

interface OpenFile {
  readonly path?: string;
  readonly isLeftOut: boolean;
  readonly hunks: {
    readonly context: string;
    readonly text: string;
    readonly oldStart: number;
    readonly newStart: number;
    readonly isPartial: boolean;
  }[];
  kept: number;
}

/** Takes "\\ No newline at end of file" out; `diff.suppressBlankEmpty` takes the mark of empty context lines away. */
function withoutOddLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('\\'))
    .map((line) => (line === '' ? ' ' : line))
    .join('\n');
}

const HUNK_HEADER = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/;
const BACKSLASH = 0x5c;
const PLUS = 0x2b;
const MINUS = 0x2d;

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
