/** Reads real edits out of git histories: each commit's changes to one file, as hunks without context. */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { splitLines } from '../../../src/core/text/lines';

/** One hunk: lines of the old file, counted from 0, and what replaced them. */
export interface Hunk {
  readonly startLine: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What one commit did to one file. */
export interface FileChange {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly oldLines: readonly string[];
  readonly hunks: readonly Hunk[];
}

export const LANGUAGES = ['py', 'go', 'rs', 'java', 'ts', 'tsx', 'js', 'mjs'];
const MOST_BYTES = 1_000_000_000;
/** UTF-16 units; longer files are data. */
const LARGEST_FILE = 400_000;

/** A change of more hunks is a formatter's or a script's. */
const MOST_HUNKS = 40;

/** The last `count` commits of a repository that changed code, merges left out; newest first. */
export function readHistory(
  path: string,
  count: number,
  languages: readonly string[] = LANGUAGES,
): FileChange[] {
  const diff = git(path, [
    'log',
    `--max-count=${count}`,
    '--no-merges',
    '--no-renames',
    '--diff-filter=M',
    '--full-index',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '-p',
    '-U0',
    '--format=commit %H',
    '--',
    ...languages.map((extension) => `*.${extension}`),
  ]);
  const changes = parseLog(diff).filter(({ hunks }) => hunks.length <= MOST_HUNKS);
  const texts = readBlobs(path, [...new Set(changes.map(({ blob }) => blob))]);
  return changes.flatMap(({ blob, ...change }) => {
    const text = texts.get(blob);
    if (text === undefined || text.length > LARGEST_FILE) return [];
    return [{ ...change, repository: basename(path), oldLines: splitLines(text) }];
  });
}

type ParsedChange = Omit<FileChange, 'oldLines' | 'repository'> & { readonly blob: string };
type OpenHunk = { startLine: number; before: string[]; after: string[] };

function parseLog(log: string): ParsedChange[] {
  const changes: (ParsedChange & { hunks: OpenHunk[] })[] = [];
  let commit = '';
  let blob = '';
  let hunk: OpenHunk | undefined;
  for (const line of log.split('\n')) {
    const start = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(line);
    if (line.startsWith('commit ')) [commit, hunk] = [line.slice(7), undefined];
    else if (line.startsWith('diff --git')) hunk = undefined;
    else if (hunk === undefined && line.startsWith('index ')) blob = line.slice(6, line.indexOf('.'));
    else if (hunk === undefined && line.startsWith('+++ b/'))
      changes.push({ commit, blob, path: line.slice(6), hunks: [] });
    else if (start) {
      // A hunk that takes nothing away is placed by git after the line it names.
      const first = Number(start[1]) - (start[2] === '0' ? 0 : 1);
      hunk = { startLine: first, before: [], after: [] };
      changes.at(-1)?.hunks.push(hunk);
    } else if (line.startsWith('-')) hunk?.before.push(withoutReturn(line.slice(1)));
    else if (line.startsWith('+')) hunk?.after.push(withoutReturn(line.slice(1)));
  }
  return changes;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function readBlobs(path: string, blobs: readonly string[]): Map<string, string> {
  const output = spawnSync('git', ['-C', path, 'cat-file', '--batch'], {
    input: blobs.join('\n') + '\n',
    maxBuffer: MOST_BYTES,
  }).stdout;
  const texts = new Map<string, string>();
  for (let at = 0; at < output.length;) {
    const headerEnd = output.indexOf(10, at);
    const [blob = '', kind = '', size = '0'] = output.toString('utf8', at, headerEnd).split(' ');
    if (kind === 'missing') {
      at = headerEnd + 1;
      continue;
    }
    const end = headerEnd + 1 + Number(size);
    texts.set(blob, output.toString('utf8', headerEnd + 1, end));
    at = end + 1;
  }
  return texts;
}

function git(path: string, args: readonly string[]): string {
  const { stdout, status, stderr } = spawnSync('git', ['-C', path, ...args], {
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  if (status !== 0) throw new Error(`git could not read ${path}: ${stderr}`);
  return stdout;
}
