import { declarationReader } from '../../text/declarations';
import { languageFamily } from '../../text/languageFamily';
import type { Chunk } from './chunk';
import { declarationBlock } from './declarationBlock';
import type { IndexedFile } from './indexedFile';
import type { OpenFileIndex } from './openFileIndex';

/** Where a piece of context comes from; it stays the same while the text there is edited. */
export interface PieceSource {
  readonly chunk: Chunk;
  /** The name whose declaration is meant; without one it is the whole chunk. */
  readonly declaration?: string;
}

/** A piece of context with where its lines now stand. `endLine` is not part of it. */
export interface Candidate {
  readonly source: PieceSource;
  readonly file: IndexedFile;
  readonly startLine: number;
  readonly endLine: number;
  readonly score: number;
}

/** Lines of one document. `endLine` is not part of them. */
export interface LineRange {
  readonly uri: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. */
const BM25_K1 = 1.2;
const BM25_B = 0.75;
/** Entries of the index that one request reads at most, rarest names first; the frequent ones tell nothing. */
const MOST_ENTRIES_READ = 1_000;
/** Chunks, and declarations, that are looked at after scoring: several times what fits. */
const MOST_CANDIDATES = 16;
/** A name that is declared in more places says nothing about which one is meant. */
const MOST_DECLARATIONS = 3;
/** What the declaration of a near name is worth, against a chunk that merely shares it; more crowds out the chunks. */
const DECLARATION_FACTOR = 6;
/** Lines in another language share few habits with the cursor's. */
const OTHER_LANGUAGE_FACTOR = 0.5;

export interface CandidateQuery {
  /** Names around the cursor with their weights. */
  readonly names: ReadonlyMap<string, number>;
  readonly languageId: string;
  /** What the model sees of the document anyway. */
  readonly window: LineRange;
  /** Where a name is defined, if a language server has told; what the files declare counts where none has. */
  readonly definitionOf: (name: string) => PieceSource | undefined;
}

/** The best pieces of the open files, best first, and the score of any other one. */
export interface RankedPieces {
  readonly best: readonly Candidate[];
  /** Where a source's lines now stand and what they are worth; undefined when they are gone or in the window. */
  locate(source: PieceSource): Candidate | undefined;
}

export function rankPieces(index: OpenFileIndex, query: CandidateQuery): RankedPieces {
  const names = rarestFirst(index, query.names);
  const scores = scoreChunks(index, names);
  const declarations = scoreDeclarations(index, names, query);
  const locate = (source: PieceSource) => {
    const declared = declarations.find((scored) => isSameSource(scored.source, source))?.score;
    const similar = source.declaration === undefined ? scores.get(source.chunk) : undefined;
    return locatePiece(index, query, { source, score: declared ?? similar ?? 0 });
  };
  const scored = [
    ...best([...scores], MOST_CANDIDATES, ([, score]) => score).map(([chunk, score]) => ({
      source: { chunk },
      score,
    })),
    ...best(declarations, MOST_CANDIDATES, ({ score }) => score),
  ];
  const located = scored.flatMap((piece) => locatePiece(index, query, piece) ?? []);
  return { best: located.sort((a, b) => b.score - a.score), locate };
}

export function isSameSource(a: PieceSource, b: PieceSource): boolean {
  return a.chunk === b.chunk && a.declaration === b.declaration;
}

export function overlaps(a: LineRange, b: LineRange): boolean {
  return a.uri === b.uri && a.startLine < b.endLine && b.startLine < a.endLine;
}

interface WeightedName {
  readonly name: string;
  /** The chunks that hold it, with how often. */
  readonly chunks: ReadonlyMap<Chunk, number>;
  /** How much it says that a chunk holds the name: its weight at the cursor times its inverse document frequency. */
  readonly weight: number;
}

function rarestFirst(index: OpenFileIndex, names: ReadonlyMap<string, number>): WeightedName[] {
  const known: WeightedName[] = [];
  for (const [name, weight] of names) {
    const chunks = index.chunksHolding(name);
    if (!chunks) continue;
    const frequency = Math.log(1 + (index.chunkCount - chunks.size + 0.5) / (chunks.size + 0.5));
    known.push({ name, chunks, weight: weight * frequency });
  }
  return known.sort((a, b) => a.chunks.size - b.chunks.size);
}

function scoreChunks(index: OpenFileIndex, names: readonly WeightedName[]): Map<Chunk, number> {
  const scores = new Map<Chunk, number>();
  const { namesPerChunk } = index;
  let entriesRead = 0;
  for (const { chunks, weight } of names) {
    entriesRead += chunks.size;
    if (entriesRead > MOST_ENTRIES_READ) break;
    for (const [chunk, count] of chunks) {
      const length = BM25_K1 * (1 - BM25_B + (BM25_B * chunk.nameCount) / namesPerChunk);
      const score = (weight * count * (BM25_K1 + 1)) / (count + length);
      scores.set(chunk, (scores.get(chunk) ?? 0) + score);
    }
  }
  return scores;
}

interface ScoredSource {
  readonly source: PieceSource;
  readonly score: number;
}

function scoreDeclarations(
  index: OpenFileIndex,
  names: readonly WeightedName[],
  { window, definitionOf }: CandidateQuery,
): ScoredSource[] {
  const shown = new Set(chunksWithin(index, window));
  return names.flatMap(({ name, weight }) => {
    const meant = definitionOf(name);
    const sources = meant ? [meant] : declarationsOf(index, name);
    if (sources.length > MOST_DECLARATIONS || sources.some(({ chunk }) => shown.has(chunk))) return [];
    return sources.map((source) => ({ source, score: weight * DECLARATION_FACTOR }));
  });
}

function declarationsOf(index: OpenFileIndex, name: string): PieceSource[] {
  return [...(index.chunksDeclaring(name)?.keys() ?? [])].map((chunk) => ({ chunk, declaration: name }));
}

function chunksWithin(index: OpenFileIndex, { uri, startLine, endLine }: LineRange): Chunk[] {
  const file = index.file(uri);
  if (!file) return [];
  let line = 0;
  return file.chunks.filter((chunk) => {
    const start = line;
    line += chunk.lines.length;
    return start < endLine && line > startLine;
  });
}

function locatePiece(
  index: OpenFileIndex,
  { languageId, window }: CandidateQuery,
  { source, score }: ScoredSource,
): Candidate | undefined {
  const file = index.fileOf(source.chunk);
  const chunkStart = file?.startLineOf(source.chunk);
  if (!file || chunkStart === undefined) return undefined;
  const lines =
    source.declaration === undefined
      ? { startLine: chunkStart, endLine: chunkStart + source.chunk.lines.length }
      : findDeclaration(file, { chunk: source.chunk, declaration: source.declaration }, chunkStart);
  if (!lines || overlaps({ uri: file.file.uri, ...lines }, window)) return undefined;
  const factor =
    languageFamily(file.file.languageId) === languageFamily(languageId) ? 1 : OTHER_LANGUAGE_FACTOR;
  return { source, file, ...lines, score: score * factor };
}

function findDeclaration(
  file: IndexedFile,
  { chunk, declaration }: Required<PieceSource>,
  chunkStart: number,
): { startLine: number; endLine: number } | undefined {
  const read = declarationReader(file.file.path);
  const at = chunk.lines.findIndex((line) => line.includes(declaration) && read(line)?.name === declaration);
  if (at === -1) return undefined;
  return declarationBlock((start, end) => file.linesBetween(start, end), chunkStart + at);
}

/** The `most` greatest items, greatest first, without sorting the others. */
function best<T>(items: readonly T[], most: number, value: (item: T) => number): T[] {
  const found: T[] = [];
  for (const item of items) {
    const last = found[most - 1];
    if (last !== undefined && value(last) >= value(item)) continue;
    const at = found.findIndex((other) => value(other) < value(item));
    found.splice(at === -1 ? found.length : at, 0, item);
    if (found.length > most) found.pop();
  }
  return found;
}
