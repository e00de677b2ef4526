import type { FileChange, FileStatus, Hunk } from '../change';
import { parsePatch, unquotePath } from '../diffParser';

/**
 * Reads a patch that somebody else had git write, such as the one below the scissors of `git commit -v`: with whatever
 * prefixes (`diff.mnemonicPrefix`, `diff.noprefix`), with the modes and renames that its headers tell.
 */
export function readPatchText(patch: string): FileChange[] {
  return splitFiles(patch).flatMap(({ header, body }) => {
    const file = readHeader(header);
    if (!file) return [];
    const canonical = `diff --git a/x b/x\n--- a/x\n+++ b/x\n${body.join('\n')}\n`;
    const hunks = parsePatch(canonical)[0]?.hunks ?? [];
    return [{ ...file, ...countLines(hunks), hunks }];
  });
}

interface FileText {
  readonly header: string[];
  readonly body: string[];
}

const HUNK_HEADER = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** The lines of each file. Within a hunk the header's counts decide, so that content is never taken for a header. */
function splitFiles(patch: string): FileText[] {
  const files: FileText[] = [];
  let current: FileText | undefined;
  let oldLeft = 0;
  let newLeft = 0;
  for (const line of patch.split('\n')) {
    if (oldLeft > 0 || newLeft > 0) {
      current?.body.push(line);
      const mark = line.charAt(0);
      if (mark === '\\') continue;
      if (mark !== '+') oldLeft -= 1;
      if (mark !== '-') newLeft -= 1;
      continue;
    }
    const hunk = HUNK_HEADER.exec(line);
    if (line.startsWith('diff --git ')) files.push((current = { header: [line], body: [] }));
    else if (hunk) {
      [oldLeft, newLeft] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
      current?.body.push(line);
    } else if (current && current.body.length === 0) current.header.push(line.replace(/\r$/, ''));
  }
  return files;
}

interface Header {
  before?: string;
  after?: string;
  from?: string;
  to?: string;
  oldMode: string;
  newMode: string;
  status: FileStatus;
  isBinary: boolean;
}

/** What each line of a header says of the file. */
const HEADER_LINES: readonly (readonly [RegExp, (header: Header, value: string) => void])[] = [
  [/^--- (.*)$/, (header, value) => (header.before = value)],
  [/^\+\+\+ (.*)$/, (header, value) => (header.after = value)],
  [/^new file mode (\d+)$/, (header, mode) => Object.assign(header, { status: 'added', newMode: mode })],
  [
    /^deleted file mode (\d+)$/,
    (header, mode) => Object.assign(header, { status: 'deleted', oldMode: mode, newMode: '000000' }),
  ],
  [/^old mode (\d+)$/, (header, mode) => (header.oldMode = mode)],
  [/^new mode (\d+)$/, (header, mode) => (header.newMode = mode)],
  [/^index \w+\.\.\w+ (\d+)$/, (header, mode) => Object.assign(header, { oldMode: mode, newMode: mode })],
  [/^rename from (.*)$/, (header, path) => Object.assign(header, { status: 'renamed', from: path })],
  [/^rename to (.*)$/, (header, path) => (header.to = path)],
  [/^copy from (.*)$/, (header, path) => Object.assign(header, { status: 'copied', from: path })],
  [/^copy to (.*)$/, (header, path) => (header.to = path)],
  [/^(?:Binary files .* differ|GIT binary patch)$/, (header) => (header.isBinary = true)],
];

function readHeader(lines: readonly string[]): FileChange | undefined {
  const header: Header = { oldMode: '100644', newMode: '100644', status: 'modified', isBinary: false };
  for (const line of lines.slice(1)) {
    for (const [pattern, apply] of HEADER_LINES) {
      const match = pattern.exec(line);
      if (match) apply(header, match[1] ?? '');
    }
  }
  if (header.status === 'added') header.oldMode = '000000';
  const { before, after, from, to, oldMode, newMode, status, isBinary } = header;
  const path =
    to === undefined ? (pathOfPair(before, after) ?? pathOfFirstLine(lines[0] ?? '')) : unquotePath(to);
  if (path === undefined || path === '') return undefined;
  const oldPath = from === undefined ? undefined : unquotePath(from);
  return {
    path,
    ...(oldPath !== undefined && { oldPath }),
    status,
    oldMode,
    newMode,
    isBinary,
    addedLines: 0,
    deletedLines: 0,
    hunks: [],
  };
}

/** The path that the `---` and `+++` lines name, without the prefix that git put before it. */
function pathOfPair(before = '/dev/null', after = '/dev/null'): string | undefined {
  const [old, now] = [before, after].map((name) => unquotePath(name.replace(/\t$/, '')));
  if (now !== undefined && now !== '/dev/null') return withoutPrefix(now, old ?? '');
  return old === undefined || old === '/dev/null' ? undefined : withoutPrefix(old, '');
}

/** Git's prefixes are one letter and a slash, and differ between the two sides; without them both sides are the same. */
function withoutPrefix(path: string, other: string): string {
  return path === other ? path : path.replace(/^[a-z]\//, '');
}

/** `diff --git a/P b/P` of a file without a line that names it alone: only the mode changed, or it is binary. */
function pathOfFirstLine(line: string): string | undefined {
  const both = line.slice('diff --git '.length);
  const [first, second] = both.startsWith('"')
    ? (both.match(/"(?:[^"\\]|\\.)*"/g) ?? [])
    : [both.slice(0, (both.length - 1) / 2), both.slice((both.length + 1) / 2)];
  if (first === undefined || second === undefined) return undefined;
  return withoutPrefix(unquotePath(second), unquotePath(first));
}

function countLines(hunks: readonly Hunk[]): Pick<FileChange, 'addedLines' | 'deletedLines'> {
  const count = (mark: string) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith(mark)).length, 0);
  return { addedLines: count('+'), deletedLines: count('-') };
}
