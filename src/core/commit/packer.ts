import { type FileChange, type Hunk, baseName, folderName, isOnlyWhitespace, isSubmodule } from './change';
import { type FileKind, fileKind } from './fileKind';
import { estimateTokens } from '../model/estimateTokens';
import { KEYWORDS } from '../text/keywords';
import { declarationReader } from '../text/declarations';

/** The smallest budget that {@link packChange} is made for, in tokens. */
export const MINIMUM_PACK_TOKENS = 1_000;

export interface PackedChange {
  /** The change as a model reads it; at most the budget in estimated tokens. */
  readonly text: string;
  /** Files of which no line is in the text. */
  readonly filesNamedOnly: number;
}

/**
 * Packs a change into a token budget (at least {@link MINIMUM_PACK_TOKENS}). First every file is named with its
 * statistics, in folders where the names alone would be too long. Then whole hunks are added, the best of each file
 * first, by how much they say for a message; a hunk that does not fit is replaced by the declarations it adds and
 * removes. Nothing is cut inside a hunk, and the same change always gives the same text.
 */
export function packChange(files: readonly FileChange[], budgetTokens: number): PackedChange {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const list = fileList(sorted, Math.floor(budgetTokens / 2));
  const pieces = choosePieces(sorted, budgetTokens - estimateTokens(list));
  const sections = sorted.flatMap((file) => {
    const own = pieces.filter((piece) => piece.file === file).sort((a, b) => a.index - b.index);
    return own.length === 0 ? [] : [`--- ${file.path}\n${own.map((piece) => piece.text).join('')}`];
  });
  const shown = new Set(pieces.map((piece) => piece.file));
  const text = sections.length === 0 ? list : `${list}\n${sections.join('\n')}`;
  return { text, filesNamedOnly: sorted.filter((file) => !shown.has(file)).length };
}

/** Names every file: one line each, else the names by folder, else the folders with how many files each has. */
function fileList(files: readonly FileChange[], budgetTokens: number): string {
  const byFolder = groupByFolder(files);
  const forms = [
    () => files.map(fileLine).join('\n'),
    () =>
      byFolder
        .map(([folder, inside]) => `${folder}/: ${inside.map((file) => baseName(file.path)).join(', ')}`)
        .join('\n'),
    () => byFolder.map(folderLine).join('\n'),
    () => groupByFolder(files, 1).map(folderLine).join('\n'),
  ];
  for (const form of forms) {
    const text = `Files changed (${files.length}):\n${form()}\n`;
    if (estimateTokens(text) <= budgetTokens) return text;
  }
  return `Files changed: ${files.length}, in ${byFolder.length} folders.\n`;
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

function folderLine([folder, inside]: readonly [string, readonly FileChange[]]): string {
  const added = inside.reduce((sum, file) => sum + file.addedLines, 0);
  const deleted = inside.reduce((sum, file) => sum + file.deletedLines, 0);
  return `${folder}/: ${inside.length} files (+${added} -${deleted})`;
}

/** One file as a line, for example `renamed src/a.ts -> src/b.ts (+3 -1)`. */
export function fileLine(file: FileChange): string {
  const name = file.oldPath === undefined ? file.path : `${file.oldPath} -> ${file.path}`;
  return `${file.status} ${name} ${fileDetail(file)}`;
}

function fileDetail(file: FileChange): string {
  const notes = [file.isBinary ? 'binary' : `+${file.addedLines} -${file.deletedLines}`];
  if (isSubmodule(file)) notes.push('submodule');
  const kind = fileKind(file.path);
  if (kind === 'lock' || kind === 'generated' || kind === 'vendored') notes.push(`${kind}, content left out`);
  const modeChanged = file.oldMode !== file.newMode && !/^0+$/.test(file.oldMode + file.newMode);
  if (modeChanged && file.status !== 'added' && file.status !== 'deleted' && file.status !== 'untracked')
    notes.push(`mode ${file.oldMode} -> ${file.newMode}`);
  return `(${notes.join(', ')})`;
}

interface Piece {
  readonly file: FileChange;
  readonly index: number;
  readonly text: string;
  readonly tokens: number;
  /** What the piece is worth for a message; higher is taken first. */
  readonly score: number;
  /** The declarations and new names alone, for when the whole does not fit; empty when there are none. */
  readonly outline: () => string;
}

/** Takes the best piece of every file first, then the rest by score, as far as the budget reaches. */
function choosePieces(
  files: readonly FileChange[],
  budgetTokens: number,
): { file: FileChange; index: number; text: string }[] {
  const perFile = files.map((file) => filePieces(file).sort(byScore));
  const first = perFile.flatMap((pieces) => pieces.slice(0, 1)).sort(byScore);
  const rest = perFile.flatMap((pieces) => pieces.slice(1)).sort(byScore);
  let left = budgetTokens - 1;
  const chosen: { file: FileChange; index: number; text: string }[] = [];
  const headed = new Set<FileChange>();
  for (const piece of [...first, ...rest]) {
    const header = headed.has(piece.file) ? 0 : estimateTokens(`--- ${piece.file.path}\n\n`);
    if (left < LEAST_OUTLINE_TOKENS) break;
    const text = piece.tokens + header <= left ? piece.text : piece.outline();
    const tokens = text === piece.text ? piece.tokens : estimateTokens(text);
    if (text === '' || tokens + header > left) continue;
    chosen.push({ file: piece.file, index: piece.index, text });
    headed.add(piece.file);
    left -= header + tokens;
  }
  return chosen;
}

function byScore(a: Piece, b: Piece): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.file.path !== b.file.path) return a.file.path < b.file.path ? -1 : 1;
  return a.index - b.index;
}

/** Code says more than data. */
const KIND_WEIGHTS: Readonly<Record<FileKind, number>> = {
  source: 10,
  build: 7,
  manifest: 7,
  ci: 6,
  config: 6,
  test: 5,
  docs: 5,
  data: 2,
  lock: 0,
  generated: 0,
  vendored: 0,
};

function filePieces(file: FileChange): Piece[] {
  const kind = fileKind(file.path);
  if (KIND_WEIGHTS[kind] === 0 || looksGenerated(file)) return [];
  const declares = declarationReader(file.path);
  return file.hunks.map((hunk, index) => {
    const text = `@@ ${hunk.context}\n${hunk.lines.join('\n')}\n`;
    const declared = hunk.lines.filter(
      (line) => !line.startsWith(' ') && declares(line.slice(1)) !== undefined,
    );
    const isReformatted = isOnlyWhitespace(hunk);
    const hasNames = !isReformatted && kind !== 'data';
    const weight = isReformatted ? 1 : KIND_WEIGHTS[kind] + (declared.length === 0 ? 0 : 3);
    const tokens = estimateTokens(text);
    // Of two equally telling hunks the shorter one leaves more room; the logarithm keeps long ones in the race.
    return {
      file,
      index,
      text,
      tokens,
      score: weight / Math.log2(tokens + 8),
      outline: () => (hasNames ? outlineOf(hunk, declared) : ''),
    };
  });
}

const MOST_OUTLINE_LINES = 12;
const MOST_OUTLINE_NAMES = 12;
/** With less room left not even a short outline fits. */
const LEAST_OUTLINE_TOKENS = 16;

/** A hunk's declaration lines, and the names that it brings in. */
function outlineOf(hunk: Hunk, declared: readonly string[]): string {
  const shown = declared.slice(0, MOST_OUTLINE_LINES);
  const names = newNames(hunk, shown).slice(0, MOST_OUTLINE_NAMES);
  if (shown.length === 0 && names.length === 0) return '';
  const lines = [`@@ ${hunk.context} (outline)`, ...shown];
  if (declared.length > shown.length) lines.push(`… ${declared.length - shown.length} more declarations`);
  if (names.length > 0) lines.push(`new names: ${names.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

/** Names in added lines that stand neither in the hunk's other lines nor in the lines shown, in their order. */
function newNames(hunk: Hunk, shown: readonly string[]): string[] {
  const added = new Set<string>();
  const known = new Set<string>(shown.flatMap(namesIn));
  for (const line of hunk.lines) {
    for (const name of namesIn(line)) (line.startsWith('+') ? added : known).add(name);
  }
  return [...added].filter((name) => !known.has(name) && !KEYWORDS.has(name));
}

function namesIn(line: string): string[] {
  return line.slice(1, LONG_LINE).match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
}

const LONG_LINE = 2_000;

/** A header that says so, or lines that nobody wrote by hand. */
function looksGenerated(file: FileChange): boolean {
  const start = file.hunks[0];
  if (start && start.newStart <= 1 && start.lines.slice(0, 10).some((line) => GENERATED_HEADER.test(line)))
    return true;
  return file.hunks.some((hunk) => hunk.lines.some((line) => line.length > LONG_LINE));
}

const GENERATED_HEADER =
  /@generated\b|\bcode generated\b.*\bdo not edit\b|\bauto-?generated\b.*\bdo not (edit|modify)\b/i;
