import { estimateTokens } from '../model/estimateTokens';
import { type FileChange, baseName, folderName, isSubmodule } from './change';
import { fileKind, isSummarisedKind } from './fileKind';

/** The list of changed files that a packed change begins with. */
export interface FileList {
  readonly text: string;
  /** Whether the notes are in it. */
  readonly hasNotes: boolean;
}

/** What is told of a file beside its statistics, for example that it was only reformatted. */
export type FileNotes = ReadonlyMap<FileChange, readonly string[]>;

/**
 * Names every file within a budget: one line each, else without the notes, else the names by folder, else the folders
 * with how many files each has.
 */
export function fileList(files: readonly FileChange[], notes: FileNotes, budgetTokens: number): FileList {
  const byFolder = groupByFolder(files);
  const forms: readonly (readonly [hasNotes: boolean, form: () => string])[] = [
    [true, () => files.map((file) => fileLine(file, notes.get(file))).join('\n')],
    [true, () => files.map((file) => fileLine(file, notes.get(file)?.map(shortened))).join('\n')],
    [false, () => files.map((file) => fileLine(file)).join('\n')],
    [false, () => byFolder.map(namesLine).join('\n')],
    [false, () => byFolder.map(folderLine).join('\n')],
    [false, () => groupByFolder(files, 1).map(folderLine).join('\n')],
  ];
  for (const [hasNotes, form] of forms) {
    const text = `Files changed (${files.length}):\n${form()}\n`;
    if (estimateTokens(text) <= budgetTokens) return { text, hasNotes };
  }
  return { text: `Files changed: ${files.length}, in ${byFolder.length} folders.\n`, hasNotes: false };
}

/** UTF-16 units of a note where there is room for little. */
const SHORT_NOTE = 60;

function shortened(note: string): string {
  return note.length <= SHORT_NOTE ? note : `${note.slice(0, SHORT_NOTE)}…`;
}

function groupByFolder(files: readonly FileChange[], depth = Infinity): [string, FileChange[]][] {
  const folders = new Map<string, FileChange[]>();
  for (const file of files) {
    const folder = folderName(file.path).split('/').slice(0, depth).join('/') || '.';
    const inside = folders.get(folder);
    if (inside) inside.push(file);
    else folders.set(folder, [file]);
  }
  return [...folders];
}

function namesLine([folder, inside]: readonly [string, readonly FileChange[]]): string {
  return `${folder}/: ${inside.map((file) => baseName(file.path)).join(', ')}`;
}

function folderLine([folder, inside]: readonly [string, readonly FileChange[]]): string {
  const added = inside.reduce((sum, file) => sum + file.addedLines, 0);
  const deleted = inside.reduce((sum, file) => sum + file.deletedLines, 0);
  return `${folder}/: ${inside.length} files (+${added} -${deleted})`;
}

/** One file as a line, for example `renamed src/a.ts -> src/b.ts (+3 -1)`. */
export function fileLine(file: FileChange, notes: readonly string[] = []): string {
  const name = file.oldPath === undefined ? file.path : `${file.oldPath} -> ${file.path}`;
  return `${file.status} ${name} (${[...fileDetails(file), ...notes].join(', ')})`;
}

function fileDetails(file: FileChange): string[] {
  const details = [file.isBinary ? 'binary' : `+${file.addedLines} -${file.deletedLines}`];
  if (isSubmodule(file)) details.push('submodule');
  const kind = fileKind(file.path);
  if (isSummarisedKind(kind)) details.push(`${kind}, content left out`);
  const modeChanged = file.oldMode !== file.newMode && !/^0+$/.test(file.oldMode + file.newMode);
  if (modeChanged && file.status !== 'added' && file.status !== 'deleted' && file.status !== 'untracked')
    details.push(`mode ${file.oldMode} -> ${file.newMode}`);
  return details;
}
