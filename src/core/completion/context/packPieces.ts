import { estimateTokens } from '../../model/estimateTokens';
import type { ContextPiece } from '../../model/languageModel';
import { isBlank } from '../../text/lines';
import { type Candidate, type PieceSource, type RankedPieces, isSameSource, overlaps } from './candidates';

/** Tokens of the markers around a piece in a prompt, beside its path and text. */
const MARKER_TOKENS = 4;
/** A piece that is worth less than this share of the best one would only take time to read. */
const LEAST_SHARE_OF_BEST = 0.25;
/**
 * What a new choice must be worth, against the pieces already sent, before any is exchanged: a server reads the whole
 * prompt anew from the first piece that changed, which costs more than slightly better pieces gain.
 */
const GAIN_WORTH_A_CHANGE = 1.2;
/** A piece with its text and what it costs. */
export interface PackedPiece extends Candidate {
  readonly piece: ContextPiece;
  readonly tokens: number;
}

/** Reads a candidate's lines, without blank ones at its ends. */
export function renderPiece(candidate: Candidate): PackedPiece {
  const { file, startLine, endLine } = candidate;
  const lines = file.linesBetween(startLine, endLine);
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  const text = first === -1 ? '' : lines.slice(first, last + 1).join('\n');
  const piece = { uri: file.file.uri, path: file.file.path, text };
  return { ...candidate, piece, tokens: tokensOf(piece) };
}

/** What a piece costs in a prompt. */
export function tokensOf({ path, text }: ContextPiece): number {
  return estimateTokens(text) + estimateTokens(path) + MARKER_TOKENS;
}

export interface PackRequest {
  readonly ranked: RankedPieces;
  /** What was sent for this document before, in its order. */
  readonly previous: readonly PieceSource[];
  /** Pieces that are sent in any case: none of the others overlaps them. */
  readonly taken: readonly PackedPiece[];
  /** Tokens that the pieces may have together. */
  readonly budget: number;
}

/**
 * Chooses pieces within the budget, never part of one and none that overlaps another. Pieces sent before keep their
 * place as long as they are nearly as good as any others; new ones come after them.
 */
export function packPieces({ ranked, previous, taken, budget }: PackRequest): PackedPiece[] {
  const sent = fill([], previous.flatMap((source) => ranked.locate(source) ?? []).map(renderPiece), {
    taken,
    budget,
  });
  const leastWorth = (ranked.best[0]?.score ?? 0) * LEAST_SHARE_OF_BEST;
  const candidates = ranked.best
    .filter(({ score }) => score >= leastWorth)
    .map(
      (candidate) =>
        sent.find((piece) => isSameSource(piece.source, candidate.source)) ?? renderPiece(candidate),
    );
  const fresh = fill([], candidates, { taken, budget });
  const isAllThere = sent.length === previous.length;
  if (isAllThere && worth(fresh) <= worth(sent) * GAIN_WORTH_A_CHANGE) return sent;
  const least = fresh.at(-1)?.score ?? 0;
  const staying = sent.filter(({ score }) => score >= least);
  return fill(staying, candidates, { taken, budget });
}

/** Adds to `chosen` each candidate that fits, in order. */
function fill(
  chosen: readonly PackedPiece[],
  candidates: readonly PackedPiece[],
  { taken, budget }: Pick<PackRequest, 'taken' | 'budget'>,
): PackedPiece[] {
  const filled = [...chosen];
  let left = budget - filled.reduce((sum, { tokens }) => sum + tokens, 0);
  for (const candidate of candidates) {
    if (candidate.tokens > left || candidate.piece.text === '') continue;
    if ([...taken, ...filled].some((other) => overlaps(rangeOf(other), rangeOf(candidate)))) continue;
    filled.push(candidate);
    left -= candidate.tokens;
  }
  return filled;
}

function worth(pieces: readonly PackedPiece[]): number {
  return pieces.reduce((sum, { score }) => sum + score, 0);
}

function rangeOf({ file, startLine, endLine }: Candidate) {
  return { uri: file.file.uri, startLine, endLine };
}
