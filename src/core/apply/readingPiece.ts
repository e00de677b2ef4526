import { type Layout, type Segment, isBlankLine } from './layout';
import type { LineSheet } from './lineSheet';

/** Lines of the file, counted without blank ones, that a segment of the block is to stand in place of. */
export interface Range {
  readonly start: number;
  readonly end: number;
  /** Lines that go or come; blank ones are not counted. */
  readonly cost: number;
}

/** Whether a line of the block may stand for one of the file that it does not equal. */
export type IsLike = (blockLine: number, fileLine: number) => boolean;

/** A line in which one name has become another; one that goes and one that comes cost two. */
const LIKE_COST = 0.4;
/** Of two lines that say the same the one is meant that is indented alike. */
const SHIFT_COST = 0.001;
/** Lines of the file that a segment may take beyond twice its own. */
const MOST_TAKEN = 64;

/** A file without its blank lines. */
export interface FileIndex {
  readonly lines: readonly number[];
  /** A number for what each of the lines says. */
  readonly ids: Int32Array;
  readonly idOfKey: ReadonlyMap<string, number>;
  /** The only line that says something; undefined where several do. */
  readonly onlyLine: ReadonlyMap<number, number | undefined>;
}

export function indexFile(file: LineSheet): FileIndex {
  const lines = shownLines(file, 0, file.lines.length);
  const idOfKey = new Map<string, number>();
  const onlyLine = new Map<number, number | undefined>();
  const ids = Int32Array.from(lines, (line) => {
    const key = file.keys[line] ?? '';
    const id = idOfKey.get(key) ?? idOfKey.size;
    idOfKey.set(key, id);
    onlyLine.set(id, onlyLine.has(id) ? undefined : line);
    return id;
  });
  return { lines, ids, idOfKey, onlyLine };
}

function shownLines(sheet: LineSheet, start: number, end: number): number[] {
  const lines: number[] = [];
  for (let line = start; line < end; line++) if (!isBlankLine(sheet, line)) lines.push(line);
  return lines;
}

interface PieceOptions {
  readonly index: FileIndex;
  readonly segment: Segment;
  readonly isLike: IsLike;
}

/** A segment of the block, to be laid over any lines of the file. */
export class Piece {
  readonly #own: readonly number[];
  readonly #ids: Int32Array;
  /** Columns by which most lines that the file has once are indented deeper there. */
  readonly #shift: number;
  readonly #starts: readonly number[];
  readonly #most: number;

  constructor(
    private readonly layout: Layout,
    private readonly options: PieceOptions,
  ) {
    this.#own = shownLines(layout.block, options.segment.start, options.segment.end);
    const { idOfKey } = options.index;
    this.#ids = Int32Array.from(this.#own, (line) => idOfKey.get(layout.block.keys[line] ?? '') ?? -1);
    this.#shift = this.#usualShift();
    this.#most = 2 * this.#own.length + MOST_TAKEN;
    this.#starts = options.index.lines.flatMap((_, index) =>
      this.#costOf(0, index) < Infinity ? [index] : [],
    );
  }

  get cells(): number {
    return this.#starts.length * this.#own.length * Math.min(this.#most, this.options.index.lines.length);
  }

  /** All ranges of the file that begin and end with the piece's first and last line. */
  ranges(): Range[] {
    const last = this.#own.length - 1;
    return this.#starts.flatMap((start) => {
      const costs = this.#table(start, Math.min(this.options.index.lines.length, start + this.#most)).last;
      const found: Range[] = [];
      for (let length = 1; length < costs.length; length++) {
        if (last > 0 && length === 1) continue;
        if (this.#costOf(last, start + length - 1) < Infinity)
          found.push({ start, end: start + length, cost: costs[length] ?? Infinity });
      }
      return last === 0 ? found.slice(0, 1) : found;
    });
  }

  /** Whether one range of some is another's twin: the same lines, and nothing shown tells which of them is meant. */
  isRepeated(ranges: readonly Range[], best: Range | undefined): boolean {
    if (!best) return false;
    const ids = (range: Range) => this.options.index.ids.subarray(range.start, range.end);
    const own = ids(best);
    return ranges.some((other) => {
      if (other.start === best.start || other.end - other.start !== own.length) return false;
      return ids(other).every((id, index) => id === own[index]) && !this.leavesSame(best, other);
    });
  }

  /** Whether two ranges leave the same file. */
  leavesSame(one: Range, other: Range): boolean {
    const keys = (from: number, to: number) =>
      this.options.index.lines.slice(from, to).map((line) => this.layout.file.keys[line]);
    const [start, end] = [Math.min(one.start, other.start), Math.max(one.end, other.end)];
    const own = this.#own.map((line) => this.layout.block.keys[line]);
    const made = (range: Range) => [...keys(start, range.start), ...own, ...keys(range.end, end)];
    const [a, b] = [made(one), made(other)];
    return a.length === b.length && a.every((key, index) => key === b[index]);
  }

  /** Says which lines of the piece stand for which of a range, blank ones between them included. */
  match({ start, end }: Range, matches: Int32Array): void {
    const { rows } = this.#table(start, end, true);
    let [row, column] = [this.#own.length, end - start];
    let [block, file] = [this.options.segment.end, -1];
    while (row > 0 && column > 0) {
      const cost = this.#costOf(row - 1, start + column - 1);
      const here = rows[row]?.[column] ?? 0;
      // The first lines of both belong together, wherever else either would fit.
      const isFirst = row === 1 && column === 1;
      const isFree = isFirst || (row > 1 && column > 1);
      if (isFree && cost < Infinity && here >= (rows[row - 1]?.[column - 1] ?? 0) + cost - 1e-4) {
        const [line, other] = [this.#own[--row] ?? 0, this.options.index.lines[start + --column] ?? 0];
        matches[line] = other;
        for (let step = 1; block - line === file - other && step < block - line; step++)
          if (isBlankLine(this.layout.block, line + step)) matches[line + step] = other + step;
        [block, file] = [line, other];
      } else if (row > 1 && (column === 1 || here >= (rows[row - 1]?.[column] ?? 0) + 1 - 1e-4)) row--;
      else column--;
    }
  }

  /** What it costs to turn each beginning of some lines of the file into the piece. */
  #table(
    start: number,
    end: number,
    keepsRows = false,
  ): { last: Float32Array; rows: readonly Float32Array[] } {
    const width = end - start;
    let above = Float32Array.from({ length: width + 1 }, (_, column) => column);
    const rows = [above];
    for (const index of this.#own.keys()) {
      const current = new Float32Array(width + 1);
      current[0] = index + 1;
      for (let column = 1; column <= width; column++) {
        let best = Math.min(above[column] ?? 0, current[column - 1] ?? 0) + 1;
        const match = this.#costOf(index, start + column - 1);
        if (match < Infinity) best = Math.min(best, (above[column - 1] ?? 0) + match);
        current[column] = best;
      }
      above = current;
      if (keepsRows) rows.push(current);
    }
    return { last: above, rows };
  }

  /** What it costs that a line of the piece stands for one of the file; infinite where it cannot. */
  #costOf(index: number, shown: number): number {
    const [line, other] = [this.#own[index] ?? 0, this.options.index.lines[shown] ?? 0];
    if (this.#ids[index] !== this.options.index.ids[shown])
      return this.#ids[index] === -1 && this.options.isLike(line, other) ? LIKE_COST : Infinity;
    return this.#shiftOf(line, other) === this.#shift ? 0 : SHIFT_COST;
  }

  #shiftOf(line: number, other: number): number {
    const { block, file } = this.layout;
    return (file.indents[other] ?? 0) - (block.indents[line] ?? 0);
  }

  #usualShift(): number {
    const counts = new Map<number, number>();
    for (const [index, line] of this.#own.entries()) {
      const other = this.options.index.onlyLine.get(this.#ids[index] ?? -1);
      if (other === undefined || this.layout.block.isTrivial[line] === true) continue;
      const shift = this.#shiftOf(line, other);
      counts.set(shift, (counts.get(shift) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  }
}
