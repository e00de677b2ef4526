import { type DeclarationReader, declarationReader } from '../../text/declarations';
import { Chunk, cutLines } from './chunk';
import { forEachName } from './names';
import { IndexedFile, type OpenFile, type ReplacedLines } from './indexedFile';

/** By name, the chunks with how often the name stands there. */
type Postings = Map<string, Map<Chunk, number>>;

/** A place that was edited: a chunk and the number of a line in it. */
export interface EditedPlace {
  readonly chunk: Chunk;
  readonly line: number;
}

/**
 * Which chunks of the open files hold which names: an inverted index that each edit updates at the cost of the edit,
 * so that a request reads only the chunks that share a name with the surroundings of the cursor.
 */
export class OpenFileIndex {
  readonly #files = new Map<string, IndexedFile>();
  readonly #fileOf = new Map<Chunk, IndexedFile>();
  readonly #holding: Postings = new Map();
  readonly #declaring: Postings = new Map();
  #nameCount = 0;

  get chunkCount(): number {
    return this.#fileOf.size;
  }

  /** Names in a chunk on average, each as often as it stands there. */
  get namesPerChunk(): number {
    return this.#nameCount / Math.max(1, this.#fileOf.size);
  }

  file(uri: string): IndexedFile | undefined {
    return this.#files.get(uri);
  }

  /** The file that a chunk is part of; undefined once it was cut anew or its file closed. */
  fileOf(chunk: Chunk): IndexedFile | undefined {
    return this.#fileOf.get(chunk);
  }

  /** The chunks in which a name stands, with how often. */
  chunksHolding(name: string): ReadonlyMap<Chunk, number> | undefined {
    return this.#holding.get(name);
  }

  /** The chunks that declare a name, with how many lines do. */
  chunksDeclaring(name: string): ReadonlyMap<Chunk, number> | undefined {
    return this.#declaring.get(name);
  }

  /** Takes in a file, in place of what was known of it. */
  open(file: OpenFile, lines: readonly string[]): void {
    this.close(file.uri);
    const indexed = new IndexedFile(file);
    this.#files.set(file.uri, indexed);
    this.#cutAnew(indexed, { start: 0, count: 0, lines });
  }

  close(uri: string): void {
    const file = this.#files.get(uri);
    if (!file) return;
    this.#cutAnew(file, { start: 0, count: file.chunks.length, lines: [] });
    this.#files.delete(uri);
  }

  /**
   * Follows an edit. Returns where it ended, and undefined when it changed nothing.
   * @throws RangeError when the file is not open or has no such lines
   */
  edit(uri: string, change: ReplacedLines): EditedPlace | undefined {
    const file = this.#files.get(uri);
    if (!file || change.startLine + change.removedLines > file.lineCount)
      throw new RangeError('The edit is of lines that the index does not hold.');
    const needed = file.withoutEqualEnds(change);
    if (needed.removedLines === 0 && needed.lines.length === 0) return undefined;
    const affected = file.affectedBy(needed);
    if (affected.kind === 'many') this.#cutAnew(file, affected);
    else {
      const { chunk, at } = affected;
      const read = declarationReader(file.file.path);
      const removed = chunk.lines.splice(at, needed.removedLines, ...needed.lines);
      for (const line of removed) this.#count(chunk, line, -1, read);
      for (const line of needed.lines) this.#count(chunk, line, 1, read);
    }
    return file.placeOf(needed.startLine + Math.max(0, needed.lines.length - 1));
  }

  /** Replaces `count` chunks of a file by new ones that hold `lines`. */
  #cutAnew(
    file: IndexedFile,
    { start, count, lines }: { start: number; count: number; lines: readonly string[] },
  ): void {
    const read = declarationReader(file.file.path);
    const added = cutLines(lines).map((piece) => new Chunk(piece));
    for (const chunk of file.chunks.slice(start, start + count)) {
      for (const line of chunk.lines) this.#count(chunk, line, -1, read);
      this.#fileOf.delete(chunk);
    }
    for (const chunk of added) {
      for (const line of chunk.lines) this.#count(chunk, line, 1, read);
      this.#fileOf.set(chunk, file);
    }
    file.chunks.splice(start, count, ...added);
  }

  /** Counts the names of a line of a chunk in (`by` = 1) or out (`by` = -1). */
  #count(chunk: Chunk, line: string, by: 1 | -1, read: DeclarationReader): void {
    forEachName(line, (name) => {
      chunk.nameCount += by;
      this.#nameCount += by;
      addTo(this.#holding, name, chunk, by);
    });
    const declaration = read(line);
    if (declaration) addTo(this.#declaring, declaration.name, chunk, by);
  }
}

function addTo(postings: Postings, name: string, chunk: Chunk, by: 1 | -1): void {
  const counts = postings.get(name);
  if (!counts) {
    postings.set(name, new Map([[chunk, by]]));
    return;
  }
  const count = (counts.get(chunk) ?? 0) + by;
  if (count > 0) counts.set(chunk, count);
  else if (counts.size > 1) counts.delete(chunk);
  else postings.delete(name);
}
