import { LruMap } from '../../../util/lru';
import { declarationReader } from '../../text/declarations';
import type { PieceSource } from './candidates';
import { declarationBlock } from './declarationBlock';
import type { OpenFile } from './indexedFile';
import type { OpenFileIndex } from './openFileIndex';

/** Documents whose definitions are kept, and excerpts that are kept for all of them. */
const DOCUMENTS_KEPT = 32;
const EXCERPTS_KEPT = 200;

/** Where a name of a document is defined, as a language server knows it. Lines count from 0. */
export interface Definition {
  readonly file: OpenFile;
  readonly line: number;
  /** The lines of the file; not needed for a file that the index holds. */
  readonly lines?: readonly string[];
}

/**
 * What the names of a document mean, where a language server has told. A definition in a file of the index is a place
 * there, which moves with the edits; any other is kept as an excerpt, which the index holds as a file of its own.
 */
export class KnownDefinitions {
  readonly #sources = new LruMap<string, Map<string, PieceSource>>(DOCUMENTS_KEPT);
  /** The URI of each excerpt in the index with that of its file, the oldest first. */
  readonly #excerpts = new Map<string, string>();

  constructor(private readonly index: OpenFileIndex) {}

  /** Takes in what a name of the document `uri` means, in place of what was known of it. */
  set(uri: string, name: string, { file, line, lines }: Definition): void {
    const source = this.index.file(file.uri)
      ? this.#sourceAt(file, line)
      : lines && this.#keepExcerpt(file, line, lines);
    if (!source) return;
    const sources = this.#sources.get(uri) ?? new Map<string, PieceSource>();
    sources.set(name, source);
    this.#sources.set(uri, sources);
  }

  /** Where a name of a document is defined; undefined when nobody told, or the place is gone. */
  find(uri: string, name: string): PieceSource | undefined {
    const source = this.#sources.get(uri)?.get(name);
    return source && this.index.fileOf(source.chunk) ? source : undefined;
  }

  /** Forgets what the names of a document mean. */
  forgetNamesOf(uri: string): void {
    this.#sources.delete(uri);
  }

  /**
   * Forgets the excerpts of a file, or of all files in a folder: they have changed, or the index now holds all of them.
   * Returns whether there were any.
   */
  forgetExcerptsOf(uri: string): boolean {
    const before = this.#excerpts.size;
    for (const [excerpt, file] of this.#excerpts) {
      if (file === uri || file.startsWith(`${uri}/`)) this.#drop(excerpt);
    }
    return this.#excerpts.size < before;
  }

  #sourceAt({ uri, path }: OpenFile, line: number): PieceSource | undefined {
    const place = this.index.file(uri)?.placeOf(line);
    if (!place) return undefined;
    const declared = declarationReader(path)(place.chunk.lines[place.line] ?? '')?.name;
    return declared === undefined ? { chunk: place.chunk } : { chunk: place.chunk, declaration: declared };
  }

  #keepExcerpt(file: OpenFile, line: number, lines: readonly string[]): PieceSource | undefined {
    const { startLine, endLine } = declarationBlock((start, end) => lines.slice(start, end), line);
    const uri = `${file.uri}#${startLine}`;
    this.#drop(uri);
    this.index.open({ ...file, uri }, lines.slice(startLine, endLine));
    this.#excerpts.set(uri, file.uri);
    const [oldest] = this.#excerpts.keys();
    if (oldest !== undefined && this.#excerpts.size > EXCERPTS_KEPT) this.#drop(oldest);
    const [chunk] = this.index.file(uri)?.chunks ?? [];
    return chunk && { chunk };
  }

  #drop(excerpt: string): void {
    if (this.#excerpts.delete(excerpt)) this.index.close(excerpt);
  }
}
