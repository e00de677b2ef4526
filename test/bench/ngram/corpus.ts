/** Reads repositories for the workspace model's bench: the files a person would edit, without what tools made. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';

const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  'dist',
  'build',
  'vendor',
  'target',
  'third_party',
  '.cache',
]);
/** UTF-16 units, or bytes on disk; longer files are data. */
export const LARGEST_FILE = 1024 * 1024;

/** Languages that are measured, by extension; files of other kinds are indexed but no point is taken from them. */
const MEASURED: Readonly<Record<string, string>> = {
  '.ts': 'typescript',
  '.tsx': 'typescript',
  '.py': 'python',
  '.rs': 'rust',
  '.go': 'go',
};
const INDEXED = new Set(
  '.js .jsx .mjs .cjs .mts .cts .json .toml .yaml .yml .md .css .html .sh .sql .proto .vue .c .h .java .mod'.split(
    ' ',
  ),
);

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Undefined when no points are taken from it. */
  readonly language: string | undefined;
}

export interface Repository {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

export function readRepository(path: string): Repository {
  const files: SourceFile[] = [];
  walk(path, path, files);
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { name: basename(path), files };
}

function walk(root: string, folder: string, files: SourceFile[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) walk(root, path, files);
    } else if (entry.isFile()) {
      const file = readSource(root, path);
      if (file !== undefined) files.push(file);
    }
  }
}

function readSource(root: string, path: string): SourceFile | undefined {
  const language = MEASURED[extname(path)];
  if (!isIndexed(path) || statSync(path).size > LARGEST_FILE) return undefined;
  const text = readFileSync(path, 'utf8');
  if (text.includes('\0')) return undefined;
  return { path: relative(root, path), text, language: isGenerated(text) ? undefined : language };
}

/** Whether a file, by its path, is one that a person would edit. */
export function isIndexed(path: string): boolean {
  const extension = extname(path);
  if (MEASURED[extension] === undefined && !INDEXED.has(extension)) return false;
  return !/\.min\.|-lock\.|\.lock$/.test(path) && !path.split('/').some((part) => SKIPPED_FOLDERS.has(part));
}

/** Code that a tool wrote is indexed, as it would be, but nobody types it: no points are taken from it. */
function isGenerated(text: string): boolean {
  return /(Code generated .* DO NOT EDIT|@generated|AUTO-?GENERATED)/i.test(text.slice(0, 2000));
}
