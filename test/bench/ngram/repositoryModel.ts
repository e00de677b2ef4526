/** A repository as the workspace model sees it, with one file at a time cut as if a person were writing it. */
import { DocumentStore } from '../../../src/core/ngram/documentStore';
import type { LineEdit } from '../../../src/core/ngram/documents';
import type { Repository } from './corpus';
import type { CutPoint } from './cutPoints';

/** What stands below the cursor: the rest of the file, as when a line is edited, or nothing, as when it is written. */
export type Below = 'suffix' | 'nothing';

/** The default of `fairwind.workspaceModel.maxMemoryMB`. */
export const MAX_MEMORY_BYTES = 256 * 2 ** 20;

/** Indexes a whole repository, however large. */
export function indexRepository(repository: Repository): DocumentStore {
  const store = new DocumentStore({ maxMemoryBytes: 2 ** 30 });
  for (const { path, text, language } of repository.files)
    store.enqueue({ id: path, languageId: language ?? 'other', version: '' }, text);
  while (store.indexSlice(100_000) > 0);
  return store;
}

/** What is left of the file around the cursor. */
export interface Left {
  readonly below: Below;
  /** What stands right of the cursor; nothing unless given. */
  readonly lineSuffix?: string;
}

/** Calls `ask` while the rest of the line, and with `nothing` all lines below, are out of the model. */
export function withCut<T>(
  edit: (edit: LineEdit) => void,
  { line, lines, prefix }: CutPoint,
  { below, lineSuffix = '' }: Left,
  ask: () => T,
): T {
  const removedLines = below === 'suffix' ? 1 : lines.length - line;
  edit({ startLine: line, removedLines, lines: [prefix + lineSuffix] });
  try {
    return ask();
  } finally {
    edit({ startLine: line, removedLines: 1, lines: lines.slice(line, line + removedLines) });
  }
}
