import { estimateTokens } from '../model/estimateTokens';
import { type FileChange, baseName, folderName, isSubmodule } from './change';
import { fileKind, isSummarisedKind } from './fileKind';

/** The list of changed files that a packed change begins with. */
export interface FileList {
  readonly text: string;
  /** Whether the notes are in it, and the names of all files. */
  readonly hasNotes: boolean;
  readonly hasNames: boolean;
}

/** What is told of a file beside its statistics, for example that it was only reformatted. */
export type FileNotes = ReadonlyMap<FileChange, readonly string[]>;

export interface FileListOptions {
  readonly notes: FileNotes;
  /** The most tokens that the list may have. */
  readonly mostTokens: number;
  /** The tokens above which a shorter form is taken that tells the same, so that there is room for the change itself. */
  readonly wantedTokens: number;
}

const ALL = { hasNotes: true, hasNames: true };
const NAMES = { hasNotes: false, hasNames: true };
const FOLDERS = { hasNotes: false, hasNames: false };

/**
 * Names every file within a budget: one line each, else by folder with statistics and notes, else without the notes,
 * else the names by folder, else the folders with how many files each has.
 */
export function fileList(
  files: readonly FileChange[],
  { notes, mostTokens, wantedTokens }: FileListOptions,
): FileList {
  const byFolder = groupByFolder(files);
  const short = (file: FileChange) => notes.get(file)?.map(shortened);
  const forms: readonly (readonly [has: Omit<FileList, 'text'>, tokens: number, form: () => string])[] = [
    [ALL, wantedTokens, () => files.map((file) => fileLine(file, notes.get(file))).join('\n')],
    [ALL, mostTokens, () => byFolder.map((folder) => statisticsLine(folder, short)).join('\n')],
    [NAMES, mostTokens, () => byFolder.map((folder) => statisticsLine(folder)).join('\n')],
    [NAMES, mostTokens, () => byFolder.map(namesLine).join('\n')],
    [FOLDERS, mostTokens, () => byFolder.map(folderLine).join('\n')],
    [FOLDERS, mostTokens, () => groupByFolder(files, 1).map(folderLine).join('\n')],
  ];
  for (const [has, tokens, form] of forms) {
    const text = `Files changed (${files.length}):\n${form()}\n`;
    if (estimateTokens(text) <= tokens) return { text, ...has };
  }
  return { text: `Files changed: ${files.length}, in ${byFolder.length} folders.\n`, ...FOLDERS };
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

/** The files of a folder in one line, for example `src/: a.ts (+3 -1), added b.ts (+9 -0)`. */
function statisticsLine(
  [folder, inside]: readonly [string, readonly FileChange[]],
  notesOf?: (file: FileChange) => readonly string[] | undefined,
): string {
  const texts = inside.map((file) => {
    const status = file.status === 'modified' ? '' : `${file.status} `;
    const from = file.oldPath === undefined ? '' : `${file.oldPath} -> `;
    return `${status}${from}${baseName(file.path)} (${[...fileDetails(file), ...(notesOf?.(file) ?? [])].join(', ')})`;
  });
  return `${folder}/: ${texts.join(', ')}`;
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
