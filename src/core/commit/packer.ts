import { estimateTokens } from '../model/estimateTokens';
import type { FileChange } from './change';
import { type FileNotes, fileList } from './fileList';
import { type Piece, type Pieces, piecesOf } from './pieces';

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
 * Then come the declarations and new names of every hunk, the best of each file first, then the changed lines of the
 * hunks, then what stands around them, each as far as the budget reaches. Nothing is cut inside a hunk, and the same
 * change always gives the same text.
 */
export function packChange(files: readonly FileChange[], budgetTokens: number): PackedChange {
  const sorted = sortByPath(files);
  const pieces = piecesOf(sorted);
  return pack({ files: sorted, pieces, notes: pieces.notes }, budgetTokens);
}

/** Share of a budget that the list of files may take, without and with a summary of each. */
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

interface Packing {
  /** By path. */
  readonly files: readonly FileChange[];
  readonly pieces: Pieces;
  readonly notes: FileNotes;
  readonly summaries?: ReadonlyMap<FileChange, string>;
}

function pack({ files, pieces, notes, summaries }: Packing, budgetTokens: number): PackedChange {
  const listTokens = Math.floor(budgetTokens * (summaries ? SUMMARY_SHARE : LIST_SHARE));
  const list = fileList(files, notes, listTokens);
  const { chosen, shownShare } = choosePieces(pieces.byFile, budgetTokens - estimateTokens(list.text));
  const sections = [...chosen].map(
    ([file, texts]) => `--- ${file.path}\n${texts.map(({ text }) => text).join('')}`,
  );
  const hasPieces = new Set(pieces.byFile.flatMap(([piece]) => piece?.file ?? []));
  const isTold = (file: FileChange) =>
    chosen.has(file) ||
    (list.hasNotes && (summaries?.has(file) === true || (notes.has(file) && !hasPieces.has(file))));
  return {
    text: sections.length === 0 ? list.text : `${list.text}\n${sections.join('\n')}`,
    filesNamedOnly: files.filter((file) => !isTold(file)).length,
    shownShare,
  };
}

interface Choice {
  readonly piece: Piece;
  text: string;
  tokens: number;
  /** Whether every changed line is in the text. */
  hasLines: boolean;
}

interface Chosen {
  /** The texts of each file that has any, files by path. */
  readonly chosen: ReadonlyMap<FileChange, readonly { readonly index: number; readonly text: string }[]>;
  readonly shownShare: number;
}

/** Pieces in a row that may not fit before no more are tried. */
const MOST_MISSES = 40;
/** With less room left not even a short outline fits. */
const LEAST_TOKENS = 12;
/** UTF-16 units that a token never has more of, on the average of a hunk. */
const LONGEST_TOKEN = 16;
/** A whole hunk is taken in place of its outline when it costs at most so many tokens more. */
const CHEAP_TOKENS = 12;
/** Share of the budget that outlines may take, so that some hunks are seen as they are. */
const OUTLINE_SHARE = 0.75;

/** Takes the best piece of every file first, then the rest by score; outlines before lines before whole hunks. */
function choosePieces(byFile: readonly (readonly Piece[])[], budgetTokens: number): Chosen {
  const ordered = inOrder(byFile);
  const room = new Room(budgetTokens - 1);
  room.fill(ordered, OUTLINE_SHARE, (piece) => {
    const outline = piece.outline();
    if (outline === '') return undefined;
    const isShort = !piece.isPartial && piece.length < outline.length + CHEAP_TOKENS * 4;
    return isShort ? { text: piece.whole(), hasLines: true } : { text: outline, hasLines: false };
  });
  const complete = ordered.filter((piece) => !piece.isPartial);
  room.fill(complete, 1, (piece) => ({ text: piece.changes(), hasLines: true }));
  room.fill(complete, 1, (piece) => ({ text: piece.whole(), hasLines: true }));
  const all = ordered.reduce((sum, piece) => sum + piece.length, 0);
  const shown = room.choices.reduce((sum, { piece, hasLines }) => sum + (hasLines ? piece.length : 0), 0);
  const chosen = new Map<FileChange, { index: number; text: string }[]>();
  for (const pieces of byFile) {
    const texts = pieces.flatMap((piece) => {
      const choice = room.choiceOf(piece);
      return choice ? [{ index: piece.index, text: choice.text }] : [];
    });
    const file = pieces[0]?.file;
    if (file && texts.length > 0) chosen.set(file, texts);
  }
  return { chosen, shownShare: all === 0 ? 1 : shown / all };
}

/** The best piece of every file, then the others; each by score. */
function inOrder(byFile: readonly (readonly Piece[])[]): Piece[] {
  const sorted = byFile.map((pieces) => [...pieces].sort(byScore));
  const first = sorted.flatMap((pieces) => pieces.slice(0, 1)).sort(byScore);
  return [...first, ...sorted.flatMap((pieces) => pieces.slice(1)).sort(byScore)];
}

function byScore(a: Piece, b: Piece): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.file.path !== b.file.path) return a.file.path < b.file.path ? -1 : 1;
  return a.index - b.index;
}

/** The tokens that are left, and what they were spent on. */
class Room {
  readonly #choices = new Map<Piece, Choice>();
  readonly #headed = new Set<FileChange>();
  #left: number;

  constructor(private readonly all: number) {
    this.#left = all;
  }

  get choices(): readonly Choice[] {
    return [...this.#choices.values()];
  }

  choiceOf(piece: Piece): Choice | undefined {
    return this.#choices.get(piece);
  }

  /** Puts a longer text in the place of each piece's own, where it fits; `share` of the budget may be spent then. */
  fill(
    pieces: readonly Piece[],
    share: number,
    textOf: (piece: Piece) => { readonly text: string; readonly hasLines: boolean } | undefined,
  ): void {
    const reserve = Math.floor(this.all * (1 - share));
    let misses = 0;
    for (const piece of pieces) {
      const left = this.#left - reserve;
      if (left < LEAST_TOKENS || misses > MOST_MISSES) return;
      const before = this.#choices.get(piece);
      // Spares the text of a hunk that could not fit if it were one word after the other.
      const isTooLong = share === 1 && piece.length / LONGEST_TOKEN > left + (before?.tokens ?? 0);
      const offered = isTooLong ? undefined : textOf(piece);
      if (offered && offered.text === before?.text) continue;
      const tokens = offered ? estimateTokens(offered.text) : Infinity;
      const header = this.#headed.has(piece.file) ? 0 : estimateTokens(`--- ${piece.file.path}\n\n`);
      const cost = tokens - (before?.tokens ?? 0) + header;
      if (!offered || cost > left) {
        misses += 1;
        continue;
      }
      misses = 0;
      this.#choices.set(piece, { piece, tokens, ...offered });
      this.#headed.add(piece.file);
      this.#left -= cost;
    }
  }
}
