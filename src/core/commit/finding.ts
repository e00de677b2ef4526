import { type FileChange, baseName } from './change';
import { type FileKind, fileKind } from './fileKind';
import type { Action } from './phrases';
import { type SymbolChanges, symbolChanges } from './symbols';

/** What a rule found: one statement with all its objects, and the kind of change in Conventional Commits' words. */
export interface Finding {
  readonly action: Action;
  /** Names of what was changed, the most telling first; empty when there are too many files to name. */
  readonly objects: readonly string[];
  readonly target?: string;
  /** Types that fit, best first; the repository's own habit chooses among them. */
  readonly types: readonly string[];
  /** Scopes that fit whatever files are concerned, where the repository uses them. */
  readonly scopes?: readonly string[];
}

/** A change with what the rules ask of it worked out once. */
export interface ReadChange {
  readonly files: readonly FileChange[];
  /** The files that the subject is about: source if there is any, else what else a person wrote. */
  readonly leading: readonly FileChange[];
  readonly kinds: ReadonlySet<FileKind>;
  readonly symbols: (file: FileChange) => SymbolChanges;
}

/** Undefined when the rule has nothing to say about the change. */
export type Rule = (change: ReadChange) => Finding | undefined;

/** Reads a change of at least one file. */
export function readChange(files: readonly FileChange[]): ReadChange {
  const known = new Map<FileChange, SymbolChanges>();
  return {
    files,
    leading: leadingFiles(files),
    kinds: new Set(files.map((file) => fileKind(file.path))),
    symbols: (file) => {
      const symbols = known.get(file) ?? symbolChanges(file);
      known.set(file, symbols);
      return symbols;
    },
  };
}

const LEADING_KINDS: readonly (readonly FileKind[])[] = [
  ['source'],
  ['build', 'ci', 'config', 'manifest'],
  ['test'],
  ['docs'],
];

function leadingFiles(files: readonly FileChange[]): readonly FileChange[] {
  for (const kinds of LEADING_KINDS) {
    const leading = files.filter((file) => kinds.includes(fileKind(file.path)));
    if (leading.length > 0) return leading;
  }
  return files;
}

/** The type by what the subject is about; `ofSource` when that is source code. */
export function typesFor(files: readonly FileChange[], ofSource: string): readonly string[] {
  switch (fileKind(files[0]?.path ?? '')) {
    case 'source':
      return [ofSource];
    case 'test':
      return ['test', 'tests'];
    case 'docs':
      return ['docs', 'doc'];
    case 'ci':
      return ['ci', 'build', 'chore'];
    case 'build':
    case 'manifest':
      return ['build', 'chore'];
    default:
      return ['chore'];
  }
}

/** What happened to the files as a whole. */
export function commonAction(files: readonly FileChange[]): Action {
  if (files.every(isNew)) return 'add';
  return files.every((file) => file.status === 'deleted') ? 'remove' : 'update';
}

/** Whether a commit would add the file. */
export function isNew(file: FileChange): boolean {
  return file.status === 'added' || file.status === 'untracked' || file.status === 'copied';
}

/** With more files than these their number says more than three of their names. */
const MOST_NAMED_FILES = 6;

/** The files' names, each once; none when there are too many. `nameOf` is the base name unless told. */
export function names(files: readonly FileChange[], nameOf = baseName): string[] {
  return files.length > MOST_NAMED_FILES ? [] : unique(files.map((file) => nameOf(file.path)));
}

/** The distinct items, in the order of their first appearance. */
export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
