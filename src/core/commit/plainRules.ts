import { type FileChange, baseName, folderName, isOnlyWhitespace, isSubmodule } from './change';
import { dependencyChanges } from './dependencies';
import { type FileKind, fileKind, stem } from './fileKind';
import type { Action } from './phrases';
import { type SymbolChanges, symbolChanges } from './symbols';

/** What a rule found: one statement with all its objects, and the kind of change in Conventional Commits' words. */
export interface Finding {
  readonly action: Action;
  /** Names of what was changed, the most telling first; at least one. */
  readonly objects: readonly string[];
  readonly target?: string;
  /** Types that fit, best first; the repository's own habit chooses among them. */
  readonly types: readonly string[];
}

/** A change with what the rules ask of it worked out once. */
export interface ReadChange {
  readonly files: readonly FileChange[];
  readonly kinds: ReadonlySet<FileKind>;
  readonly symbols: (file: FileChange) => SymbolChanges;
}

export function readChange(files: readonly FileChange[]): ReadChange {
  const known = new Map<FileChange, SymbolChanges>();
  return {
    files,
    kinds: new Set(files.map((file) => fileKind(file.path))),
    symbols: (file) => {
      const symbols = known.get(file) ?? symbolChanges(file);
      known.set(file, symbols);
      return symbols;
    },
  };
}

type Rule = (change: ReadChange) => Finding | undefined;

/** The rules in their order; the first that has something to say decides. The last always has. */
export const PLAIN_RULES: readonly Rule[] = [
  modeOnly,
  formattingOnly,
  submodulesOnly,
  renamesOnly,
  dependenciesOnly,
  testsOnly,
  docsOnly,
  supportingFilesOnly,
  filesAdded,
  filesRemoved,
  symbolRenamed,
  symbolsMoved,
  symbolsAdded,
  symbolsRemoved,
  anythingElse,
];

function modeOnly({ files }: ReadChange): Finding | undefined {
  const first = files[0];
  if (!first || !files.every((file) => isModeChange(file) && file.newMode === first.newMode))
    return undefined;
  const action = first.newMode.endsWith('755') ? 'makeExecutable' : 'makeNonExecutable';
  return { action, objects: names(files), types: ['chore', 'build'] };
}

function isModeChange(file: FileChange): boolean {
  return (
    file.status === 'modified' &&
    file.oldMode !== file.newMode &&
    file.addedLines + file.deletedLines === 0 &&
    !file.isBinary
  );
}

function formattingOnly({ files }: ReadChange): Finding | undefined {
  const reformatted = files.every(
    (file) => file.status === 'modified' && file.hunks.length > 0 && file.hunks.every(isOnlyWhitespace),
  );
  return reformatted ? { action: 'reformat', objects: names(files), types: ['style', 'chore'] } : undefined;
}

function submodulesOnly({ files }: ReadChange): Finding | undefined {
  if (!files.every(isSubmodule)) return undefined;
  const objects = files.map((file) => `submodule ${file.path}`);
  return { action: commonAction(files), objects, types: ['build', 'chore'] };
}

function renamesOnly({ files }: ReadChange): Finding | undefined {
  const first = files[0];
  if (first?.oldPath === undefined || !files.every(isPlainRename)) return undefined;
  const types = ['refactor', 'chore'];
  const folder = folderName(first.path);
  const keepNames = files.every((file) => baseName(file.oldPath ?? '') === baseName(file.path));
  if (keepNames && files.every((file) => folderName(file.path) === folder))
    return { action: 'move', objects: names(files), target: folder === '' ? '/' : `${folder}/`, types };
  if (files.length > 1)
    return { action: keepNames ? 'move' : 'rename', objects: names(files), types, target: folder };
  const sameFolder = folderName(first.oldPath) === folder;
  return {
    action: 'rename',
    objects: [sameFolder ? baseName(first.oldPath) : first.oldPath],
    target: sameFolder ? baseName(first.path) : first.path,
    types,
  };
}

/** A rename that changes little: what was edited along the way does not deserve the subject. */
function isPlainRename(file: FileChange): boolean {
  return file.status === 'renamed' && file.addedLines + file.deletedLines <= 4;
}

function dependenciesOnly({ files, kinds }: ReadChange): Finding | undefined {
  if (![...kinds].every((kind) => kind === 'manifest' || kind === 'lock')) return undefined;
  const types = ['build', 'chore'];
  const manifests = files.filter((file) => fileKind(file.path) === 'manifest');
  if (manifests.length === 0) return { action: commonAction(files), objects: names(files), types };
  const { added, removed, updated, version } = dependencyChanges(manifests);
  const only = updated[0];
  if (version !== undefined && updated.length + added.length + removed.length === 0)
    return { action: 'bump', objects: ['version'], target: version, types: ['chore', 'release', 'build'] };
  if (added.length > 0) return { action: 'add', objects: added, types };
  if (removed.length > 0 && updated.length === 0) return { action: 'remove', objects: removed, types };
  if (only && updated.length === 1) return { action: 'bump', objects: [only.name], target: only.to, types };
  if (updated.length > 1) return { action: 'update', objects: updated.map(({ name }) => name), types };
  return undefined;
}

function testsOnly({ files, kinds }: ReadChange): Finding | undefined {
  if (kinds.size !== 1 || !kinds.has('test')) return undefined;
  const subjects = unique(files.map((file) => testedName(file.path)));
  const types = ['test', 'tests', 'chore'];
  const grows = files.every((file) => file.deletedLines === 0 && file.addedLines > 0);
  return grows
    ? { action: 'test', objects: subjects, types }
    : { action: commonAction(files), objects: names(files), types };
}

/** `diffParser` for `test/diffParser.test.ts`, `test_diff_parser.py` or `DiffParserTest.java`. */
function testedName(path: string): string {
  return stem(path)
    .replace(/[._-](test|tests|spec)$/i, '')
    .replace(/^test[_-]/, '')
    .replace(/Tests?$/, '');
}

function docsOnly({ files, kinds }: ReadChange): Finding | undefined {
  if (kinds.size !== 1 || !kinds.has('docs')) return undefined;
  const types = ['docs', 'doc', 'chore'];
  const only = files[0];
  if (files.length === 1 && only?.status === 'modified') {
    const headings = addedHeadings(only);
    if (headings.length > 0) return { action: 'document', objects: headings, types };
  }
  return {
    action: commonAction(files),
    objects: unique(files.map((file) => stemOfDocument(file.path))),
    types,
  };
}

function stemOfDocument(path: string): string {
  return /^[A-Z]+$/.test(stem(path)) ? stem(path) : baseName(path);
}

/** Markdown headings that were added and not merely edited. */
function addedHeadings(file: FileChange): string[] {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  if (lines.some((line) => /^-#{1,6} /.test(line))) return [];
  return lines.flatMap((line) => /^\+#{2,4} +(.{3,40}?)\s*#*$/.exec(line)?.[1] ?? []);
}

const SUPPORTING: readonly (readonly [FileKind, readonly string[]])[] = [
  ['ci', ['ci', 'build', 'chore']],
  ['build', ['build', 'chore']],
  ['config', ['chore', 'build']],
  ['manifest', ['build', 'chore']],
  ['generated', ['chore', 'build']],
  ['vendored', ['chore', 'build']],
  ['data', ['chore', 'feat']],
];

function supportingFilesOnly({ files, kinds }: ReadChange): Finding | undefined {
  const found = SUPPORTING.find(([kind]) => kinds.size === 1 && kinds.has(kind));
  return found && { action: commonAction(files), objects: names(files), types: found[1] };
}

function filesAdded(change: ReadChange): Finding | undefined {
  const files = leadingFiles(change);
  if (!files.every(isNew)) return undefined;
  return { action: 'add', objects: unique(files.map((file) => stem(file.path))), types: ['feat', 'chore'] };
}

function filesRemoved(change: ReadChange): Finding | undefined {
  const files = leadingFiles(change);
  if (!files.every((file) => file.status === 'deleted')) return undefined;
  return {
    action: 'remove',
    objects: unique(files.map((file) => stem(file.path))),
    types: ['refactor', 'chore'],
  };
}

function symbolRenamed(change: ReadChange): Finding | undefined {
  const renamed = leadingFiles(change).flatMap((file) => change.symbols(file).renamed);
  const first = renamed[0];
  if (!first || renamed.some((other) => other.from !== first.from || other.to !== first.to)) return undefined;
  const additions = leadingFiles(change).flatMap((file) => change.symbols(file).added);
  if (additions.length > 0) return undefined;
  return { action: 'rename', objects: [first.from], target: first.to, types: ['refactor', 'chore'] };
}

function symbolsMoved(change: ReadChange): Finding | undefined {
  const files = leadingFiles(change);
  const removed = new Set(files.flatMap((file) => change.symbols(file).removed.map(({ name }) => name)));
  const targets = files.filter((file) => change.symbols(file).added.some(({ name }) => removed.has(name)));
  const target = targets[0];
  if (!target || targets.length > 1) return undefined;
  const moved = change.symbols(target).added.filter(({ name }) => removed.has(name));
  if (moved.length * 2 < files.flatMap((file) => change.symbols(file).added).length) return undefined;
  return {
    action: 'move',
    objects: unique(moved.map(({ name }) => name)),
    target: stem(target.path),
    types: ['refactor', 'chore'],
  };
}

function symbolsAdded(change: ReadChange): Finding | undefined {
  const files = leadingFiles(change);
  const newFiles = files.filter(isNew).map((file) => stem(file.path));
  const added = files.filter((file) => !isNew(file)).flatMap((file) => change.symbols(file).added);
  const objects = unique([...newFiles, ...added.map(({ name }) => name)]);
  return objects.length === 0 ? undefined : { action: 'add', objects, types: ['feat', 'chore'] };
}

function symbolsRemoved(change: ReadChange): Finding | undefined {
  const removed = leadingFiles(change).flatMap((file) => change.symbols(file).removed);
  if (removed.length === 0) return undefined;
  return { action: 'remove', objects: unique(removed.map(({ name }) => name)), types: ['refactor', 'chore'] };
}

/** Never `fix`: a diff does not say whether what was there before was wrong. */
function anythingElse(change: ReadChange): Finding {
  const files = leadingFiles(change);
  const changed = unique(files.flatMap((file) => change.symbols(file).changed.map(({ name }) => name)));
  const objects = changed.length > 0 && changed.length <= 3 ? changed : names(files);
  return { action: commonAction(files), objects, types: ['refactor', 'chore'] };
}

const LEADING_KINDS: readonly (readonly FileKind[])[] = [
  ['source'],
  ['build', 'ci', 'config', 'manifest'],
  ['test'],
  ['docs'],
];

/** The files that the subject is about: source if there is any, else what else a person wrote. */
function leadingFiles({ files }: ReadChange): readonly FileChange[] {
  for (const kinds of LEADING_KINDS) {
    const leading = files.filter((file) => kinds.includes(fileKind(file.path)));
    if (leading.length > 0) return leading;
  }
  return files;
}

function commonAction(files: readonly FileChange[]): Action {
  if (files.every(isNew)) return 'add';
  return files.every((file) => file.status === 'deleted') ? 'remove' : 'update';
}

function isNew(file: FileChange): boolean {
  return file.status === 'added' || file.status === 'untracked' || file.status === 'copied';
}

function names(files: readonly FileChange[]): string[] {
  return unique(files.map((file) => baseName(file.path)));
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
