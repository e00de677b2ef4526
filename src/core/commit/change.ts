/** What a commit would contain: every changed file with its statistics, and the hunks of those that were read. */
export interface FileChange {
  /** Path in the repository after the change, with forward slashes. */
  readonly path: string;
  /** Path before a rename or copy. */
  readonly oldPath?: string;
  readonly status: FileStatus;
  /** Git's file modes, for example `100644`; `000000` where the file does not exist on that side. */
  readonly oldMode: string;
  readonly newMode: string;
  readonly isBinary: boolean;
  /** Lines added and deleted; 0 for binary files. */
  readonly addedLines: number;
  readonly deletedLines: number;
  /** Empty when the content was not read (binary, lock and generated files, changes over the cap). */
  readonly hunks: readonly Hunk[];
}

/** `untracked`: a new file that git does not know yet, which a commit of everything would add. */
export type FileStatus =
  'added' | 'deleted' | 'modified' | 'renamed' | 'copied' | 'typeChanged' | 'untracked';

export interface Hunk {
  /** The line that git shows beside the line numbers: usually the function the hunk is in. May be empty. */
  readonly context: string;
  /** First line before and after, counted from 1; 0 when that side has no lines. */
  readonly oldStart: number;
  readonly newStart: number;
  /** Lines with their mark (space, `+`, `-`) first. A trailing CR stays. */
  readonly lines: readonly string[];
  /** Only the first lines of the hunk were read, because there are very many. */
  readonly isPartial?: true;
}

/** `amend`: what the last commit holds, together with what is staged; the commit that amending it would make. */
export type ChangeSource = 'staged' | 'workingTree' | 'amend';

export const SUBMODULE_MODE = '160000';
export const SYMLINK_MODE = '120000';

export function isSubmodule(file: Pick<FileChange, 'oldMode' | 'newMode'>): boolean {
  return file.newMode === SUBMODULE_MODE || file.oldMode === SUBMODULE_MODE;
}

/** The name of a file without its folders. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a path without a final slash; empty at the root. */
export function folderName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
