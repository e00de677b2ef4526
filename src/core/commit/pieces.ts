import { type DeclarationReader, declarationReader } from '../text/declarations';
import type { FileChange, Hunk } from './change';
import { type FileKind, fileKind } from './fileKind';
import { formOnly } from './formatting';
import { looksGenerated } from './generated';
import { type MovedRun, type Moves, findMoves } from './moves';
import { type Outline, outlineOf } from './outline';

/** One hunk as it can be shown. The texts are made when they are asked for. */
export interface Piece {
  readonly file: FileChange;
  /** The place of the hunk in its file. */
  readonly index: number;
  /** What the piece is worth for a message; higher is taken first. */
  readonly score: number;
  /** Whether the outline alone may be shown. */
  readonly isPartial: boolean;
  /** UTF-16 units of the whole, and of its changed lines. */
  readonly length: number;
  readonly changedLength: number;
  /** Every line of the hunk, with moved blocks told in a line each. */
  readonly whole: () => string;
  /** The changed lines without what stands around them. */
  readonly changes: () => string;
  /** What is told of it where there is no room for its lines. */
  readonly outline: () => Outline;
}

/** The pieces of a change, and what is told of files in a line instead of their text. */
export interface Pieces {
  /** The pieces of each file that has any, in the order of its hunks. */
  readonly byFile: readonly (readonly Piece[])[];
  readonly notes: ReadonlyMap<FileChange, readonly string[]>;
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
/** What declarations add to the weight of a hunk. */
const DECLARATION_WEIGHT = 3;
/** What is left of the weight of a hunk by the share of its changed lines that only moved. */
const MOVED_WEIGHT = 0.3;

/** Splits a change into pieces. Moves, reformatting and reordered imports become notes. */
export function piecesOf(files: readonly FileChange[]): Pieces {
  const notes = new Map<FileChange, readonly string[]>();
  const written: { file: FileChange; hunks: { hunk: Hunk; index: number }[] }[] = [];
  for (const file of files) {
    if (KIND_WEIGHTS[fileKind(file.path)] === 0 || file.hunks.length === 0) continue;
    if (looksGenerated(file)) {
      notes.set(file, ['generated, content left out']);
      continue;
    }
    const { hunks, note } = withoutForm(file);
    if (note.length > 0) notes.set(file, note);
    if (hunks.length > 0) written.push({ file, hunks });
  }
  const moves = findMoves(
    written.map(({ file, hunks }) => ({ ...file, hunks: hunks.map(({ hunk }) => hunk) })),
  );
  const byFile: Piece[][] = [];
  for (const { file, hunks } of written) {
    const stayed = hunks.filter(({ hunk }) => !isAllMoved(hunk, moves.get(hunk)));
    const note = moveNotes(file, hunks, moves);
    if (note.length > 0) notes.set(file, [...(notes.get(file) ?? []), ...note]);
    if (stayed.length > 0) byFile.push(filePieces(file, stayed, moves));
  }
  return { byFile, notes };
}

/** The hunks that change what a file says, and a note on the others. */
function withoutForm(file: FileChange): { hunks: { hunk: Hunk; index: number }[]; note: string[] } {
  const hunks: { hunk: Hunk; index: number }[] = [];
  let reformatted = 0;
  let reordered = 0;
  for (const [index, hunk] of file.hunks.entries()) {
    const form = formOnly(file.path, hunk);
    if (form === 'reformatted') reformatted += 1;
    else if (form === 'importsReordered') reordered += 1;
    else hunks.push({ hunk, index });
  }
  const note: string[] = [];
  if (reformatted > 0)
    note.push(hunks.length === 0 ? 'only reformatted' : `${reformatted} hunks reformatted`);
  if (reordered > 0) note.push('imports reordered');
  return { hunks, note };
}

/** True when every changed line that can be seen is part of a move. */
function isAllMoved({ lines }: Hunk, runs: readonly MovedRun[] = []): boolean {
  if (runs.length === 0) return false;
  let next = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const run = runs[next];
    if (run?.from === index) {
      index += run.count - 1;
      next += 1;
      continue;
    }
    const line = lines[index] ?? '';
    if (!line.startsWith(' ') && line.trim().length > 1) return false;
  }
  return true;
}

/** What moved in the hunks of a file that are not shown, one note for each other file and direction. */
function moveNotes(file: FileChange, hunks: readonly { hunk: Hunk }[], moves: Moves): string[] {
  const counts = new Map<string, number>();
  for (const { hunk } of hunks) {
    const runs = moves.get(hunk) ?? [];
    if (!isAllMoved(hunk, runs)) continue;
    for (const run of runs) {
      if (run.isIndented && hunk.lines[run.from]?.startsWith('-') === true) continue;
      const text = directionOf(file, hunk, run);
      counts.set(text, (counts.get(text) ?? 0) + run.count);
    }
  }
  return [...counts].map(([text, count]) => `${count} lines ${text}`);
}

function directionOf(file: FileChange, hunk: Hunk, run: MovedRun): string {
  if (run.isIndented) return 'indented anew';
  const isArrival = hunk.lines[run.from]?.startsWith('+') === true;
  if (run.otherPath === file.path) return 'moved within the file';
  return isArrival ? `moved here from ${run.otherPath}` : `moved to ${run.otherPath}`;
}

function filePieces(
  file: FileChange,
  hunks: readonly { readonly hunk: Hunk; readonly index: number }[],
  moves: Moves,
): Piece[] {
  const reading = { file, kind: fileKind(file.path), declares: declarationReader(file.path), moves };
  return hunks.map(({ hunk, index }) => toPiece(hunk, index, reading));
}

interface FileReading {
  readonly file: FileChange;
  readonly kind: FileKind;
  readonly declares: DeclarationReader;
  readonly moves: Moves;
}

function toPiece(hunk: Hunk, index: number, { file, kind, declares, moves }: FileReading): Piece {
  const runs = moves.get(hunk) ?? [];
  const lines = runs.length === 0 ? hunk.lines : foldMoves(file, hunk, runs);
  const declared: number[] = [];
  let length = hunk.context.length + 4;
  let changedLength = hunk.context.length + 4;
  let changed = 0;
  for (const [at, text] of lines.entries()) {
    length += text.length + 1;
    if (text.startsWith(' ')) continue;
    changedLength += text.length + 1;
    changed += 1;
    if (declares(text.slice(1)) !== undefined) declared.push(at);
  }
  const moved = runs.reduce((sum, { count }) => sum + count, 0);
  const share = moved / Math.max(1, moved + changed);
  const weight =
    (KIND_WEIGHTS[kind] + (declared.length === 0 ? 0 : DECLARATION_WEIGHT)) *
    (1 - share * (1 - MOVED_WEIGHT));
  const header = `@@ ${hunk.context}`;
  let outline: Outline | undefined;
  return {
    file,
    index,
    // Of two equally telling hunks the shorter one leaves more room; the logarithm keeps long ones in the race.
    score: weight / Math.log2(length / 3 + 8),
    length,
    changedLength,
    // Of a hunk that was not read to its end only the outline is shown: nothing is cut inside a hunk.
    isPartial: hunk.isPartial === true,
    whole: () => `${header}\n${lines.join('\n')}\n`,
    changes: () => `${header}\n${lines.filter((line) => !line.startsWith(' ')).join('\n')}\n`,
    outline: () => (outline ??= outlineOf({ kind, context: hunk.context, lines, declared, declares })),
  };
}

/** A hunk's lines with each moved block told in one line. */
function foldMoves(file: FileChange, hunk: Hunk, runs: readonly MovedRun[]): string[] {
  const declares = declarationReader(file.path);
  const lines: string[] = [];
  let at = 0;
  for (const run of runs) {
    lines.push(...hunk.lines.slice(at, run.from));
    at = run.from + run.count;
    const names = hunk.lines
      .slice(run.from, at)
      .flatMap((line) => declares(line.slice(1))?.name ?? [])
      .slice(0, MOST_MOVED_NAMES);
    const mark = hunk.lines[run.from]?.charAt(0) ?? ' ';
    // Told once, where the lines are now.
    if (run.isIndented && mark === '-') continue;
    const named = names.length === 0 ? '' : `: ${names.join(', ')}`;
    lines.push(`${mark}[${run.count} lines ${directionOf(file, hunk, run)}${named}]`);
  }
  lines.push(...hunk.lines.slice(at));
  return lines;
}

const MOST_MOVED_NAMES = 6;
