import { type Anchor, longestAscending } from './anchors';
import { LEAVES_MORE, LEFT, MATCH, type Table, UP, fillRow, jumpFreely } from './alignTable';
import type { BlockLine } from './elision';
import { type LineSheet, unitEnd } from './lineSheet';
import { type SimilarLine, SimilarLines, wordsOf } from './similarLines';

/** For each line of the block the line of the file that it stands for; -1 for new ones and marks. */
export type LineMatches = Int32Array;

export interface Alignment {
  readonly matches: LineMatches;
  readonly score: number;
}

/** Cells of the table of one alignment; a 2,000-line block in a 10,000-line file takes half of it. */
const MOST_CELLS = 40_000_000;
/** From as many cells on, lines that both have once are taken for each other without weighing them. */
const MANY_CELLS = 2_000_000;
/** What it costs to leave a line of the file that says something out of a block. */
const SKIP_COST = 0.16;
/** Leaving out the head of a function would delete code of which the block shows nothing. */
const SKIP_DECLARATION_COST = 1.5;
const LEAST_SIMILAR = 0.6;
/** A line that only resembles another counts for less than one that equals it. */
const SIMILAR_SHARE = 0.55;

/** A line that both have once says most of all (Bram Cohen's patience diff). */
const ANCHOR_FACTOR = 2.5;
/** The head of a function says more of where it is than its lines do. */
const DECLARATION_FACTOR = 1.5;

/** Where lines of the block may be found: which lines of the block and of the file are looked at. */
export interface AlignmentScope {
  readonly blockStart: number;
  readonly blockEnd: number;
  readonly fileStart: number;
  readonly fileEnd: number;
  /** Lines of the file that must not be matched. */
  readonly isBarred?: (line: number) => boolean;
}

/**
 * Lays a block over a file: which line stands for which, in order, so that the lines that say most are matched
 * (Needleman and Wunsch 1970, with free ends in the file). Lines of the file are passed over freely where the block has
 * a mark, and at a small cost elsewhere. Lines that say nothing of where they are take no part.
 */
export class LineAligner {
  readonly #similar: SimilarLines;
  readonly #linesOfKey = new Map<string, number[]>();
  readonly #candidates: (readonly Candidate[])[];
  readonly #countOfKey = new Map<string, number>();
  readonly #linesOfName = new Map<string, number[]>();

  constructor(
    private readonly block: LineSheet,
    private readonly items: readonly BlockLine[],
    private readonly file: LineSheet,
  ) {
    for (const [line, key] of file.keys.entries()) {
      if (file.isTrivial[line] === true) continue;
      const lines = this.#linesOfKey.get(key);
      if (lines) lines.push(line);
      else this.#linesOfKey.set(key, [line]);
    }
    for (const [line, declared] of file.declarations.entries()) {
      if (declared)
        this.#linesOfName.set(declared.name, [...(this.#linesOfName.get(declared.name) ?? []), line]);
    }
    for (const key of block.keys) this.#countOfKey.set(key, (this.#countOfKey.get(key) ?? 0) + 1);
    this.#similar = new SimilarLines(file);
    this.#candidates = items.map((item, line) => (item.isElision ? [] : this.#candidatesOf(line)));
  }

  /** What follows a mark may stand anywhere further down, whatever its indentation. */
  #shownEnd(start: number, end: number): number {
    const mark = this.items.findIndex(({ isElision }, line) => isElision && line > start);
    return mark < 0 ? end : Math.min(mark, end);
  }

  /** Whether a name stands anywhere in the file. */
  hasWord(word: string): boolean {
    return this.#similar.hasWord(word);
  }

  /** Lines of the file that a line of the block is like, without those that it equals. */
  similarTo(line: number): readonly SimilarLine[] {
    const { block } = this;
    if (block.isTrivial[line] === true || this.items[line]?.isElision === true) return [];
    return this.#similar.find(block.lines[line] ?? '', block.keys[line] ?? '', LEAST_SIMILAR);
  }

  /**
   * The best alignment of the whole block; undefined where it would take too long. What the block shows of a function
   * stands for lines of that function alone, however much others are like it.
   */
  alignAll(): Alignment | undefined {
    const { block, file } = this;
    const whole = { blockStart: 0, blockEnd: block.lines.length, fileStart: 0, fileEnd: file.lines.length };
    const alignment = this.align(whole);
    if (!alignment) return undefined;
    const { matches } = alignment;
    for (let line = 0; line < matches.length; line++) {
      const other = matches[line] ?? -1;
      const name = block.declarations[line]?.name;
      if (other < 0 || name === undefined || file.declarations[other]?.name !== name) continue;
      const scope = {
        blockStart: line + 1,
        blockEnd: this.#shownEnd(line, unitEnd(block, line) + 1),
        fileStart: other + 1,
        fileEnd: unitEnd(file, other) + 1,
      };
      if (!isOutside(matches, scope)) continue;
      const inner = this.align(scope);
      if (!inner) return undefined;
      matches.set(inner.matches.subarray(scope.blockStart, scope.blockEnd), scope.blockStart);
      for (let later = scope.blockEnd; later < matches.length; later++)
        if ((matches[later] ?? -1) < scope.fileEnd) matches[later] = -1;
    }
    return alignment;
  }

  /** The best alignment in a scope; undefined where it would take too long. */
  align(scope: AlignmentScope): Alignment | undefined {
    const cells = (scope.blockEnd - scope.blockStart) * (scope.fileEnd - scope.fileStart);
    if (cells <= MANY_CELLS || scope.isBarred) return this.#alignTable(scope);
    return this.#alignBetween(scope, this.#anchors(scope));
  }

  /** Upper limit of what an alignment of the scope could score. */
  bestScore({ blockStart, blockEnd, fileStart, fileEnd, isBarred }: AlignmentScope): number {
    let sum = 0;
    for (let line = blockStart; line < blockEnd; line++) {
      let best = 0;
      for (const { line: other, weight } of this.#candidates[line] ?? []) {
        if (other >= fileStart && other < fileEnd && weight > best && isBarred?.(other) !== true)
          best = weight;
      }
      sum += best;
    }
    return sum;
  }

  #alignTable(scope: AlignmentScope): Alignment | undefined {
    const rows: number[] = [];
    for (let line = scope.blockStart; line < scope.blockEnd; line++) {
      const item = this.items[line];
      if (item?.isElision === true || (this.#candidates[line]?.length ?? 0) > 0) rows.push(line);
    }
    const width = scope.fileEnd - scope.fileStart;
    if ((rows.length + 1) * (width + 1) > MOST_CELLS) return undefined;
    return this.#traceBack(rows, scope, this.#fill(rows, scope, width));
  }

  /** In long texts what both have once is matched first, and only what stands between is compared. */
  #alignBetween(scope: AlignmentScope, anchors: readonly Anchor[]): Alignment | undefined {
    const matches = new Int32Array(this.items.length).fill(-1);
    let score = 0;
    let [blockStart, fileStart] = [scope.blockStart, scope.fileStart];
    for (const anchor of [...anchors, undefined]) {
      const [blockEnd, fileEnd] = [anchor?.block ?? scope.blockEnd, anchor?.file ?? scope.fileEnd];
      const part = this.#alignTable({ blockStart, blockEnd, fileStart, fileEnd });
      if (!part) return undefined;
      matches.set(part.matches.subarray(blockStart, blockEnd), blockStart);
      score += part.score;
      if (!anchor) break;
      matches[anchor.block] = anchor.file;
      score += anchor.weight;
      [blockStart, fileStart] = [anchor.block + 1, anchor.file + 1];
    }
    return { matches, score };
  }

  /** The longest row of lines that both have once, in the order of both. */
  #anchors({ blockStart, blockEnd, fileStart, fileEnd }: AlignmentScope): readonly Anchor[] {
    const found: Anchor[] = [];
    for (let line = blockStart; line < blockEnd; line++) {
      const [only, ...others] = this.#candidates[line] ?? [];
      if (!only || others.length > 0 || only.line < fileStart || only.line >= fileEnd) continue;
      const isSame = this.block.keys[line] === this.file.keys[only.line];
      if (isSame && this.#countInBlock(this.block.keys[line] ?? '') === 1)
        found.push({ block: line, file: only.line, weight: only.weight });
    }
    return longestAscending(found);
  }

  #fill(rows: readonly number[], { fileStart, fileEnd, isBarred }: AlignmentScope, width: number): Table {
    const columns = width + 1;
    const steps = new Uint8Array(rows.length * columns);
    const weights = new Float32Array(width);
    const skips = this.#skipCosts(fileStart, fileEnd);
    let above = new Float32Array(columns);
    let current = new Float32Array(columns);
    for (const [row, line] of rows.entries()) {
      const offset = row * columns;
      if (this.items[line]?.isElision === true) {
        jumpFreely(above, current, steps.subarray(offset, offset + columns));
      } else {
        const candidates = this.#candidates[line] ?? [];
        for (const { line: other, weight } of candidates) {
          if (other >= fileStart && other < fileEnd && isBarred?.(other) !== true)
            weights[other - fileStart] = weight;
        }
        fillRow({ above, current, weights, skips, steps: steps.subarray(offset, offset + columns) });
        for (const { line: other } of candidates) {
          if (other >= fileStart && other < fileEnd) weights[other - fileStart] = 0;
        }
      }
      [above, current] = [current, above];
    }
    return { steps, last: above, columns };
  }

  /** Passing over a line that says nothing costs nothing. */
  #skipCosts(fileStart: number, fileEnd: number): Float32Array {
    const costs = new Float32Array(fileEnd - fileStart);
    for (let line = fileStart; line < fileEnd; line++) {
      const declared = this.file.declarations[line];
      const isHead = declared !== undefined && declared.kind !== 'constant';
      if (this.file.isTrivial[line] !== true)
        costs[line - fileStart] = isHead ? SKIP_DECLARATION_COST : SKIP_COST;
    }
    return costs;
  }

  #traceBack(
    rows: readonly number[],
    { fileStart }: AlignmentScope,
    { steps, last, columns }: Table,
  ): Alignment {
    const matches = new Int32Array(this.items.length).fill(-1);
    let column = 0;
    for (let index = 1; index < columns; index++) {
      if ((last[index] ?? 0) > (last[column] ?? 0)) column = index;
    }
    const score = last[column] ?? 0;
    let row = rows.length - 1;
    let isLeaving = false;
    while (row >= 0 && column >= 0) {
      const step = steps[row * columns + column] ?? UP;
      if (isLeaving || (step & 3) === LEFT) {
        isLeaving = (step & LEAVES_MORE) !== 0;
        column--;
      } else {
        if ((step & 3) === MATCH) matches[rows[row] ?? 0] = fileStart + --column;
        row--;
      }
    }
    return { matches, score };
  }

  #countInBlock(key: string): number {
    return this.#countOfKey.get(key) ?? 0;
  }

  #candidatesOf(line: number): readonly Candidate[] {
    const { block, file } = this;
    if (block.isTrivial[line] === true) return [];
    const key = block.keys[line] ?? '';
    const exact = this.#linesOfKey.get(key) ?? [];
    const text = block.lines[line] ?? '';
    const declared = block.declarations[line];
    const weight = weightOfWords(wordsOf(text)) * (declared ? DECLARATION_FACTOR : 1);
    const share =
      exact.length === 1 && this.#countInBlock(key) === 1
        ? ANCHOR_FACTOR
        : 1 / (1 + 0.35 * Math.log2(Math.max(1, exact.length)));
    const sameIndent = (other: number) => (block.indents[line] === file.indents[other] ? 1.1 : 1);
    const found: Candidate[] = exact.map((other) => ({
      line: other,
      weight: weight * share * sameIndent(other),
    }));
    // A line that stands in the file is no other version of one there.
    if (exact.length > 0) return found;
    const declares = (other: number) => {
      const named = file.declarations[other];
      return declared !== undefined && named?.name === declared.name && named.kind === declared.kind;
    };
    for (const { line: other, similarity } of this.#similar.find(text, key, LEAST_SIMILAR)) {
      const isTaken = this.#countInBlock(file.keys[other] ?? '') > 0;
      // One of another name is another function, unless what stands in it says so.
      const isOther = declared !== undefined && file.declarations[other] !== undefined;
      if (isTaken || isOther) continue;
      found.push({ line: other, weight: weight * similarity * SIMILAR_SHARE * sameIndent(other) });
    }
    if (!declared) return found;
    // A function of the same name is that function, however its parameters have changed.
    for (const other of this.#linesOfName.get(declared.name) ?? []) {
      if (declares(other))
        found.push({ line: other, weight: weight * 0.9 * SIMILAR_SHARE * sameIndent(other) });
    }
    return found;
  }
}

/** Whether lines of the block are matched outside of the lines of the file that the scope names. */
function isOutside(
  matches: LineMatches,
  { blockStart, blockEnd, fileStart, fileEnd }: AlignmentScope,
): boolean {
  return matches
    .subarray(blockStart, blockEnd)
    .some((file) => file >= 0 && (file < fileStart || file >= fileEnd));
}

/** Words say more than signs. */
function weightOfWords(words: readonly string[]): number {
  const names = words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return Math.min(3, 0.4 + 0.35 * names + 0.05 * (words.length - names));
}

interface Candidate {
  readonly line: number;
  readonly weight: number;
}
