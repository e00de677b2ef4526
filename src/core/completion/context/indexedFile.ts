import { type Chunk, FEWEST_LINES, MOST_LINES } from './chunk';

/** Lines of a file that others take the place of. Lines count from 0. */
export interface ReplacedLines {
  readonly startLine: number;
  readonly removedLines: number;
  readonly lines: readonly string[];
}

/** A file as the editor shows it. */
export interface OpenFile {
  readonly uri: string;
  /** Relative to its workspace folder, for the model. */
  readonly path: string;
  readonly languageId: string;
}

/** Where a line stands: the number of its chunk, and of the line in it. */
interface ChunkPlace {
  readonly chunk: number;
  readonly line: number;
}

/** An open file in chunks. It knows where lines are; what is in them is the index's business. */
export class IndexedFile {
  readonly chunks: Chunk[] = [];

  constructor(readonly file: OpenFile) {}

  get lineCount(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.lines.length, 0);
  }

  /** The number of a chunk's first line; undefined when the chunk is no longer part of the file. */
  startLineOf(chunk: Chunk): number | undefined {
    let line = 0;
    for (const candidate of this.chunks) {
      if (candidate === chunk) return line;
      line += candidate.lines.length;
    }
    return undefined;
  }

  /** The chunk that a line is in, and its number there; the last line's for any beyond it. */
  placeOf(line: number): { readonly chunk: Chunk; readonly line: number } | undefined {
    const place = this.#locate(line);
    const chunk = this.chunks[place.chunk];
    return chunk && { chunk, line: Math.min(place.line, chunk.lines.length - 1) };
  }

  /** The lines from `start` to before `end`, as many of them as there are. */
  linesBetween(start: number, end: number): string[] {
    const lines: string[] = [];
    let { chunk, line } = this.#locate(start);
    for (; lines.length < end - start && chunk < this.chunks.length; chunk++, line = 0) {
      lines.push(...(this.chunks[chunk]?.lines.slice(line, line + end - start - lines.length) ?? []));
    }
    return lines;
  }

  /** The change without the lines at its ends that stay as they are. */
  withoutEqualEnds({ startLine, removedLines, lines }: ReplacedLines): ReplacedLines {
    const old = this.linesBetween(startLine, startLine + removedLines);
    const most = Math.min(old.length, lines.length);
    let above = 0;
    while (above < most && old[above] === lines[above]) above++;
    let below = 0;
    while (below < most - above && old[old.length - 1 - below] === lines[lines.length - 1 - below]) below++;
    return {
      startLine: startLine + above,
      removedLines: removedLines - above - below,
      lines: lines.slice(above, lines.length - below),
    };
  }

  /** The chunks that a change touches, and what their lines become: in the one chunk, or in all of them together. */
  affectedBy({ startLine, removedLines, lines }: ReplacedLines): AffectedChunks {
    const first = this.#locate(startLine);
    const last = removedLines === 0 ? first : this.#locate(startLine + removedLines - 1);
    const chunk = this.chunks[first.chunk];
    const size = (chunk?.lines.length ?? 0) + lines.length - removedLines;
    if (chunk && first.chunk === last.chunk && size >= FEWEST_LINES && size <= MOST_LINES)
      return { kind: 'one', chunk, at: first.line };
    const start = Math.max(0, first.chunk - (size < FEWEST_LINES ? 1 : 0));
    const count = Math.min(this.chunks.length, last.chunk + 1) - start;
    const all = this.chunks.slice(start, start + count).flatMap((touched) => touched.lines);
    const above = this.chunks
      .slice(start, first.chunk)
      .reduce((sum, touched) => sum + touched.lines.length, first.line);
    return { kind: 'many', start, count, lines: all.toSpliced(above, removedLines, ...lines) };
  }

  /** A line after the last is taken as the end of the last chunk. */
  #locate(line: number): ChunkPlace {
    let left = line;
    for (const [number, { lines }] of this.chunks.entries()) {
      const isLast = number === this.chunks.length - 1;
      if (left < lines.length || isLast) return { chunk: number, line: Math.min(left, lines.length) };
      left -= lines.length;
    }
    return { chunk: 0, line: 0 };
  }
}

type AffectedChunks =
  | { readonly kind: 'one'; readonly chunk: Chunk; readonly at: number }
  | {
      readonly kind: 'many';
      readonly start: number;
      readonly count: number;
      readonly lines: readonly string[];
    };
