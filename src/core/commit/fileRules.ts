import { type FileChange, baseName, folderName, isSubmodule } from './change';
import { isCommentLine } from './commentLine';
import { dependencyChanges } from './dependencies';
import { formOnly } from './formatting';
import { type FileKind, fileKind, stem } from './fileKind';
import { type Finding, type ReadChange, commonAction, isNew, names, typesFor, unique } from './finding';

/** Files of which only the executable bit changed. */
export function modeOnly({ files }: ReadChange): Finding | undefined {
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

/** Hunks that say the same as before, in another form. */
export function formattingOnly({ files }: ReadChange): Finding | undefined {
  const reformatted = files.every(
    (file) =>
      file.status === 'modified' &&
      file.hunks.length > 0 &&
      file.hunks.every((hunk) => formOnly(file.path, hunk) === 'reformatted'),
  );
  return reformatted ? { action: 'reformat', objects: names(files), types: ['style', 'chore'] } : undefined;
}

/** Comments in source code and nothing else. */
export function commentsOnly({ files }: ReadChange): Finding | undefined {
  const isComment = (line: string) =>
    line.startsWith(' ') || line.length === 1 || isCommentLine(line.slice(1));
  const commented = files.every(
    (file) =>
      fileKind(file.path) === 'source' &&
      file.hunks.length > 0 &&
      file.hunks.every((hunk) => hunk.lines.every(isComment)),
  );
  return commented ? { action: 'comment', objects: names(files), types: ['docs', 'doc'] } : undefined;
}

/** Submodules added, removed or set to another commit. */
export function submodulesOnly({ files }: ReadChange): Finding | undefined {
  if (!files.every(isSubmodule)) return undefined;
  const objects = files.map((file) => `submodule ${file.path}`);
  return { action: commonAction(files), objects, types: ['build', 'chore'] };
}

/** Files renamed or moved with hardly a line changed. */
export function renamesOnly({ files }: ReadChange): Finding | undefined {
  const first = files[0];
  if (first?.oldPath === undefined || !files.every(isPlainRename)) return undefined;
  const types = ['refactor'];
  const folder = folderName(first.path);
  const keepNames = files.every((file) => baseName(file.oldPath ?? '') === baseName(file.path));
  if (keepNames && files.every((file) => folderName(file.path) === folder))
    return { action: 'move', objects: names(files), target: folder === '' ? '/' : `${folder}/`, types };
  if (files.length > 1)
    return { action: keepNames ? 'moveFiles' : 'renameFiles', objects: names(files), types };
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

/** A new version of the project itself, with its lock file and change log. */
export function releaseOnly({ files }: ReadChange): Finding | undefined {
  const holders = files.filter(
    (file) => fileKind(file.path) === 'manifest' || /version/i.test(baseName(file.path)),
  );
  const others = files.filter((file) => !holders.includes(file));
  if (!others.every((file) => ['lock', 'docs'].includes(fileKind(file.path)))) return undefined;
  const { version, added, removed, updated } = dependencyChanges(holders);
  // The packages of a monorepo depend on each other's new version.
  const foreign = updated.filter(({ to }) => to !== version);
  if (version === undefined || added.length + removed.length + foreign.length > 0) return undefined;
  return { action: 'bump', objects: ['version'], target: version, types: ['chore', 'release', 'build'] };
}

const DEPENDENCY_SCOPES = ['deps', 'dependencies', 'deps-dev'];

/** Dependencies in manifests, lock files and workflows. */
export function dependenciesOnly({ files, kinds }: ReadChange): Finding | undefined {
  if (![...kinds].every((kind) => kind === 'manifest' || kind === 'lock' || kind === 'ci')) return undefined;
  const types = kinds.has('ci') && kinds.size === 1 ? ['ci', 'build', 'chore'] : ['build', 'chore'];
  const { added, removed, updated } = dependencyChanges(
    files.filter((file) => fileKind(file.path) !== 'lock'),
  );
  const only = updated[0];
  if (added.length > 0) return { action: 'add', objects: added, types, scopes: DEPENDENCY_SCOPES };
  if (removed.length > 0 && updated.length === 0)
    return { action: 'remove', objects: removed, types, scopes: DEPENDENCY_SCOPES };
  if (only && updated.length === 1)
    return { action: 'bump', objects: [only.name], target: only.to, types, scopes: DEPENDENCY_SCOPES };
  if (updated.length > 1)
    return { action: 'update', objects: updated.map(({ name }) => name), types, scopes: DEPENDENCY_SCOPES };
  return { action: commonAction(files), objects: names(files), types };
}

/** Tests and nothing else. */
export function testsOnly({ files, kinds }: ReadChange): Finding | undefined {
  if (kinds.size !== 1 || !kinds.has('test')) return undefined;
  const subjects = unique(files.map((file) => testedName(file.path)));
  const types = ['test', 'tests'];
  const grows = files.every(
    (file) => file.deletedLines === 0 && file.addedLines > 0 && !TEST_HELPER.test(stem(file.path)),
  );
  return grows
    ? { action: 'test', objects: subjects, types }
    : { action: commonAction(files), objects: names(files), types };
}

const TEST_HELPER = /^(conftest|setup|helpers?|utils?|fixtures?)$/i;

/** `diffParser` for `test/diffParser.test.ts`, `test_diff_parser.py` or `DiffParserTest.java`. */
function testedName(path: string): string {
  return stem(path)
    .replace(/[._-](test|tests|spec)$/i, '')
    .replace(/^test[_-]/, '')
    .replace(/Tests?$/, '');
}

/** Documents and nothing else: a new section, a new document, or an edit. */
export function docsOnly({ files, kinds }: ReadChange): Finding | undefined {
  if (kinds.size !== 1 || !kinds.has('docs')) return undefined;
  const types = ['docs', 'doc'];
  const only = files[0];
  if (files.length === 1 && only?.status === 'modified') {
    const headings = addedHeadings(only);
    if (headings.length > 0) return { action: 'document', objects: headings, types };
  }
  const added = files.filter(isNew);
  const told = added.length > 0 ? added : files;
  return { action: commonAction(told), objects: unique(told.map((file) => documentName(file.path))), types };
}

/** `README` for README.md: nobody says its extension. */
function documentName(path: string): string {
  return /^[A-Z_]+$/.test(stem(path)) ? stem(path) : baseName(path);
}

/** Markdown headings that were added and not merely edited. */
function addedHeadings(file: FileChange): string[] {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  if (lines.some((line) => /^-#{1,6} /.test(line))) return [];
  return lines.flatMap((line) => /^\+#{2,4} +(.{3,40}?)\s*#*$/.exec(line)?.[1] ?? []);
}

const SUPPORTING: readonly (readonly [FileKind, readonly string[]])[] = [
  ['build', ['build', 'chore']],
  ['config', ['chore', 'build']],
  ['generated', ['chore', 'build']],
  ['vendored', ['chore', 'build']],
  ['data', ['chore']],
];

/** Build files, settings or data of one kind. */
export function supportingFilesOnly({ files, kinds }: ReadChange): Finding | undefined {
  const found = SUPPORTING.find(([kind]) => kinds.size === 1 && kinds.has(kind));
  return found && { action: commonAction(files), objects: names(files), types: found[1] };
}

/** New files, with whatever else changed beside them. */
export function filesAdded(change: ReadChange): Finding | undefined {
  const files = change.leading;
  if (!files.every(isNew)) return undefined;
  return {
    action: 'add',
    objects: names(files, stem),
    types: typesFor(files, 'feat'),
  };
}

/** Files removed, with whatever else changed beside them. */
export function filesRemoved(change: ReadChange): Finding | undefined {
  const files = change.leading;
  if (!files.every((file) => file.status === 'deleted')) return undefined;
  return {
    action: 'remove',
    objects: names(files, stem),
    types: typesFor(files, 'refactor'),
  };
}
