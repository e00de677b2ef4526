import { estimateTokens } from '../model/estimateTokens';
import { type FileChange, baseName } from './change';
import { type FileList, type FileNotes, fileList } from './fileList';
import { choosePieces } from './choosePieces';
import { type Pieces, piecesOf } from './pieces';

/** The smallest budget that {@link packChange} is made for, in tokens. */
export const MINIMUM_PACK_TOKENS = 1_000;

export interface PackedChange {
  /** The change as a model reads it; at most the budget in estimated tokens. */
  readonly text: string;
  /** Files of which the text holds neither a line nor a note that tells all of their change. */
  readonly filesNamedOnly: number;
  /** How much of what people wrote is there with all its changed lines, 0 to 1 by length. */
  readonly shownShare: number;
}

/**
 * Packs a change into a token budget (at least {@link MINIMUM_PACK_TOKENS}). First every file is named with its
 * statistics, in folders where the names alone would be too long; what only moved or was reformatted is told there.
 * Then comes what {@link choosePieces} takes of the hunks. Nothing is cut inside a hunk, and the same change always gives
 * the same text.
 */
export function packChange(files: readonly FileChange[], budgetTokens: number): PackedChange {
  const sorted = sortByPath(files);
  const pieces = piecesOf(sorted);
  return pack({ files: sorted, pieces, notes: pieces.notes }, budgetTokens);
}

/** Shares of a budget that the list of files may take: with a line for each file, in its shorter forms, with summaries. */
const LINES_SHARE = 0.2;
const LIST_SHARE = 0.5;
const SUMMARY_SHARE = 0.8;

/**
 * Packs a change of whose files there are summaries: each stands beside its file in place of other notes, and the rest
 * of the budget goes to hunks as in {@link packChange}.
 */
export function packSummaries(
  files: readonly FileChange[],
  summaries: ReadonlyMap<FileChange, string>,
  budgetTokens: number,
): PackedChange {
  const sorted = sortByPath(files);
  const pieces = piecesOf(sorted);
  const notes = new Map(pieces.notes);
  for (const [file, summary] of summaries) notes.set(file, [summary]);
  return pack({ files: sorted, pieces, notes, summaries }, budgetTokens);
}

function sortByPath(files: readonly FileChange[]): FileChange[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** What stands above the text of each file: its name, where the list has the path and no other file the name. */
function headings(files: readonly FileChange[], { hasNames }: FileList): ReadonlyMap<FileChange, string> {
  const counts = new Map<string, number>();
  for (const { path } of files) counts.set(baseName(path), (counts.get(baseName(path)) ?? 0) + 1);
  return new Map(
    files.map((file) => {
      const name = baseName(file.path);
      return [file, `--- ${hasNames && counts.get(name) === 1 ? name : file.path}`];
    }),
  );
}

interface Packing {
  /** By path. */
  readonly files: readonly FileChange[];
  readonly pieces: Pieces;
  readonly notes: FileNotes;
  readonly summaries?: ReadonlyMap<FileChange, string>;
}

function pack({ files, pieces, notes, summaries }: Packing, budgetTokens: number): PackedChange {
  const tokens = (share: number) => Math.floor(budgetTokens * share);
  const list = fileList(files, {
    notes,
    mostTokens: tokens(summaries ? SUMMARY_SHARE : LIST_SHARE),
    wantedTokens: tokens(summaries ? SUMMARY_SHARE : LINES_SHARE),
  });
  const room = budgetTokens - estimateTokens(list.text);
  const { sections, shownShare } = choosePieces(pieces.byFile, headings(files, list), room);
  const hasPieces = new Set(pieces.byFile.flatMap(([piece]) => piece?.file ?? []));
  const isTold = (file: FileChange) =>
    sections.has(file) ||
    (list.hasNotes && (summaries?.has(file) === true || (notes.has(file) && !hasPieces.has(file))));
  return {
    text: sections.size === 0 ? list.text : `${list.text}\n${[...sections.values()].join('\n')}`,
    filesNamedOnly: files.filter((file) => !isTold(file)).length,
    shownShare,
  };
}
