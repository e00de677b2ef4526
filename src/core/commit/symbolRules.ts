import { stem } from './fileKind';
import { type Finding, type ReadChange, commonAction, isNew, names, typesFor, unique } from './finding';

/** One declaration renamed, wherever it is used. */
export function symbolRenamed(change: ReadChange): Finding | undefined {
  const renamed = change.leading.flatMap((file) => change.symbols(file).renamed);
  const first = renamed[0];
  if (!first || renamed.some((other) => other.from !== first.from || other.to !== first.to)) return undefined;
  const additions = change.leading.flatMap((file) => change.symbols(file).added);
  if (additions.length > 0) return undefined;
  return {
    action: 'rename',
    objects: [first.from],
    target: first.to,
    types: typesFor(change.leading, 'refactor'),
  };
}

/** Declarations removed in some files and added in one. */
export function symbolsMoved(change: ReadChange): Finding | undefined {
  const files = change.leading;
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
    types: typesFor(files, 'refactor'),
  };
}

/** Above so many names the new files say more than what was added to others. */
const MOST_TOLD = 4;

/** New declarations, and new files among changed ones. */
export function symbolsAdded(change: ReadChange): Finding | undefined {
  const files = change.leading;
  const newFiles = files.filter(isNew).map((file) => stem(file.path));
  const added = files.filter((file) => !isNew(file)).flatMap((file) => change.symbols(file).added);
  const all = unique([...newFiles, ...added.map(({ name }) => name)]);
  const objects = newFiles.length > 0 && all.length > MOST_TOLD ? unique(newFiles) : all;
  return objects.length === 0 ? undefined : { action: 'add', objects, types: typesFor(files, 'feat') };
}

/** Declarations removed and none added. */
export function symbolsRemoved(change: ReadChange): Finding | undefined {
  const removed = change.leading.flatMap((file) => change.symbols(file).removed);
  if (removed.length === 0) return undefined;
  return {
    action: 'remove',
    objects: unique(removed.map(({ name }) => name)),
    types: typesFor(change.leading, 'refactor'),
  };
}

/** Never `fix`: a diff does not say whether what was there before was wrong. */
export function anythingElse(change: ReadChange): Finding {
  const files = change.leading;
  const changed = unique(files.flatMap((file) => change.symbols(file).changed.map(({ name }) => name)));
  const objects = changed.length > 0 && changed.length <= 3 ? changed : names(files);
  return { action: commonAction(files), objects, types: typesFor(files, 'refactor') };
}
