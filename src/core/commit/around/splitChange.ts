import { KEYWORDS } from '../../text/keywords';
import { type FileChange, baseName, folderName } from '../change';
import { type FileKind, fileKind, stem } from '../fileKind';
import { symbolChanges } from '../symbols';

/** Files of a change that belong together. */
export type ChangePart = readonly FileChange[];

/** More parts than these are not found by looking at names, but by chance. */
const MOST_PARTS = 5;
/** A name that stands in more files than this says nothing of which belong together. */
const MOST_FILES_OF_A_NAME = 4;
/** Names that two files must share before they belong together, where neither declares any of them. */
const LEAST_SHARED_NAMES = 2;
const MOST_FILES = 200;

/**
 * The parts of a change that have nothing to do with each other, the largest first; one part when it is one thing, or
 * cannot be told. Files belong together that stand in one folder, declare, import or use the same names, that are a test
 * and what it tests, a document and what it writes about, or that moved together. What is small, and what goes with
 * every change (tests, translations, change logs, manifests), is never a part of its own beside code: a wrong suggestion costs
 * more than a missed one.
 */
export function splitChange(files: readonly FileChange[]): ChangePart[] {
  if (files.length < 2 || files.length > MOST_FILES) return [files];
  const groups = new Groups(files);
  joinByNames(files, groups);
  joinByPaths(files, groups);
  joinCompanions(groups);
  const parts = groups.all().sort((a, b) => sizeOf(b) - sizeOf(a));
  return parts.length > MOST_PARTS || !parts.every(isThing) ? [files] : parts;
}

/** Files in groups that can be joined (union-find). */
class Groups {
  readonly #parents = new Map<FileChange, FileChange>();

  constructor(private readonly files: readonly FileChange[]) {}

  join(a: FileChange, b: FileChange): void {
    const [first, second] = [this.#rootOf(a), this.#rootOf(b)];
    if (first !== second) this.#parents.set(second, first);
  }

  all(): FileChange[][] {
    const groups = new Map<FileChange, FileChange[]>();
    for (const file of this.files) {
      const root = this.#rootOf(file);
      const group = groups.get(root);
      if (group) group.push(file);
      else groups.set(root, [file]);
    }
    return [...groups.values()];
  }

  #rootOf(file: FileChange): FileChange {
    let root = file;
    for (let parent = this.#parents.get(root); parent; parent = this.#parents.get(root)) root = parent;
    return root;
  }
}

/** Files whose changed lines have a name in common that one of them declares, or several that are rare. */
function joinByNames(files: readonly FileChange[], groups: Groups): void {
  const users = new Map<string, FileChange[]>();
  for (const file of files) {
    for (const name of namesIn(file)) {
      const known = users.get(name);
      if (known) known.push(file);
      else users.set(name, [file]);
    }
  }
  const declared = new Map(files.map((file) => [file, declaredNames(file)]));
  const shared = new Map<string, number>();
  for (const [name, using] of users) {
    if (using.length < 2) continue;
    const declaring = using.find((file) => declared.get(file)?.has(name) === true);
    if (declaring) for (const file of using) groups.join(declaring, file);
    else if (using.length <= MOST_FILES_OF_A_NAME) joinOftenShared(using, shared, groups);
  }
}

/** Counts a rare name for each two of the files, and joins those that have enough of them. */
function joinOftenShared(using: readonly FileChange[], shared: Map<string, number>, groups: Groups): void {
  using.forEach((a, index) => {
    for (const b of using.slice(index + 1)) {
      const key = `${a.path}\0${b.path}`;
      const count = (shared.get(key) ?? 0) + 1;
      shared.set(key, count);
      if (count >= LEAST_SHARED_NAMES) groups.join(a, b);
    }
  });
}

function declaredNames(file: FileChange): Set<string> {
  const { added, removed, renamed, changed } = symbolChanges(file);
  const declarations = [...added, ...removed, ...changed].map(({ name }) => name);
  return new Set([...declarations, ...renamed.flatMap(({ from, to }) => [from, to])]);
}

/** Names in the changed lines of a file that are long enough to mean something. */
function namesIn(file: FileChange): Set<string> {
  const names = new Set<string>();
  for (const { lines } of file.hunks) {
    for (const line of lines) {
      if (line.startsWith(' ')) continue;
      for (const name of line.slice(1, 2_000).match(/[\p{L}_$][\p{L}\p{N}_$]{3,}/gu) ?? [])
        if (!KEYWORDS.has(name) && isTelling(name)) names.add(name);
    }
  }
  return names;
}

/** Written as only code is, or long: words of prose and of every program stand in unrelated files too. */
function isTelling(name: string): boolean {
  return /[a-z][A-Z]|_|^[A-Z][a-z]+[A-Z]|\d/.test(name) || name.length >= 8;
}

/** Files that their names and places say belong together. */
function joinByPaths(files: readonly FileChange[], groups: Groups): void {
  const byTopic = new Map<string, FileChange>();
  const join = (topic: string, file: FileChange) => {
    const known = byTopic.get(topic);
    if (known) groups.join(known, file);
    else byTopic.set(topic, file);
  };
  for (const file of files) {
    const kind = fileKind(file.path);
    join(`stem ${topicOf(file.path)}`, file);
    if (kind === 'manifest' || kind === 'lock') join('packages', file);
    if (file.oldPath !== undefined) join(`move ${folderName(file.oldPath)} ${folderName(file.path)}`, file);
    if (kind === 'source' || kind === 'test') join(`folder ${folderName(file.path)}`, file);
    if (SUPPORTING.has(kind))
      join(`kind ${kind} ${kind === 'docs' || kind === 'ci' ? '' : folderName(file.path)}`, file);
  }
  joinMentions(files, groups);
  joinImports(files, groups);
}

/** A file whose hunks, context included, name another as a path. */
function joinImports(files: readonly FileChange[], groups: Groups): void {
  for (const file of files) {
    if (!['source', 'test'].includes(fileKind(file.path))) continue;
    const paths = new Set(
      file.hunks.flatMap(({ lines }) =>
        lines.flatMap((line) =>
          [...line.matchAll(/["'<]([\w@./-]+)[">']/g)].map((match) => stem(match[1] ?? '')),
        ),
      ),
    );
    for (const other of files) if (other !== file && paths.has(stem(other.path))) groups.join(file, other);
  }
}

/** Kinds whose files are one thing when nothing else tells them apart. */
const SUPPORTING: ReadonlySet<FileKind> = new Set([
  'docs',
  'ci',
  'config',
  'build',
  'data',
  'generated',
  'vendored',
]);

/** What a file is about by its name: a test is about what it tests. */
function topicOf(path: string): string {
  const name = stem(path)
    .replace(/[._-](test|tests|spec|stories)$/i, '')
    .replace(/^test[_-]/i, '')
    .replace(/(?<=[a-z])Tests?$/, '');
  // Every folder may have its own `index` and `README`.
  return /^(index|main|mod|readme|__init__|package|types|utils?)$/i.test(name) ? path : name.toLowerCase();
}

/** A document or a setting that names a changed file belongs to it. */
function joinMentions(files: readonly FileChange[], groups: Groups): void {
  for (const file of files) {
    if (!['docs', 'config', 'build', 'manifest'].includes(fileKind(file.path))) continue;
    const text = file.hunks.flatMap(({ lines }) => lines.filter((line) => !line.startsWith(' '))).join('\n');
    for (const other of files) {
      const name = stem(other.path);
      const isNamed = text.includes(baseName(other.path)) || (name.length >= 6 && text.includes(name));
      if (other !== file && isNamed) groups.join(file, other);
    }
  }
}

/** Lines of a part, at least, that could be a thing of its own beside another. */
const LEAST_LINES = 6;
const LEADING: ReadonlySet<FileKind> = new Set(['source', 'docs', 'ci']);

/** Puts what is no thing of its own with the largest part that is. */
function joinCompanions(groups: Groups): void {
  const parts = groups.all().sort((a, b) => sizeOf(b) - sizeOf(a));
  const main = parts.find((part) => part.some(({ path }) => fileKind(path) === 'source')) ?? parts[0];
  const first = main?.[0];
  if (!first) return;
  const hasCode = main.some(({ path }) => fileKind(path) === 'source');
  for (const part of parts) {
    const [file] = part;
    if (file && part !== main && isCompanion(part, hasCode)) groups.join(first, file);
  }
}

function isCompanion(part: ChangePart, besideCode: boolean): boolean {
  if (part.every(({ path }) => /^(?:changelog|changes|history|news|releases?)\b/i.test(baseName(path))))
    return true;
  const lines = part.reduce((sum, { addedLines, deletedLines }) => sum + addedLines + deletedLines, 0);
  const hasCode = part.some(({ path }) => fileKind(path) === 'source');
  if (hasCode && lines < LEAST_LINES && !part.some(({ status }) => status === 'added')) return true;
  return besideCode && !part.some(({ path }) => LEADING.has(fileKind(path)));
}

/** Whether a part could be a commit of its own: not a lock file or generated code alone. */
function isThing(part: ChangePart): boolean {
  return part.some(({ path }) => !['lock', 'generated', 'vendored'].includes(fileKind(path)));
}

function sizeOf(part: ChangePart): number {
  return part.reduce((sum, { addedLines, deletedLines }) => sum + addedLines + deletedLines + 1, 0);
}
