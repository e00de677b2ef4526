import { LineAligner } from './alignLines';
import type { Pair } from './layout';
import type { LineSheet } from './lineSheet';

/** A place in the file where lines were found. */
export interface FoundPlace {
  /** Which line of what was looked for stands for which of the file; blank lines take part where they agree. */
  readonly pairs: readonly Pair[];
  readonly start: number;
  readonly end: number;
}

/** Lines of a sheet that are not blank, in order. */
function shownLines({ keys }: LineSheet): number[] {
  return keys.flatMap((key, line) => (key === '' ? [] : [line]));
}

/** Finds runs of lines in one file, again and again. White space and blank lines may differ. */
export class LineFinder {
  readonly #shown: readonly number[];
  readonly #placesOfKey = new Map<string, number[]>();

  constructor(private readonly file: LineSheet) {
    this.#shown = shownLines(file);
    for (const [place, line] of this.#shown.entries()) {
      const key = file.keys[line] ?? '';
      const places = this.#placesOfKey.get(key);
      if (places) places.push(place);
      else this.#placesOfKey.set(key, [place]);
    }
  }

  /** Everywhere that the lines stand, first those that agree to the last character where any do. */
  findAll(sought: LineSheet): readonly FoundPlace[] {
    const lines = shownLines(sought);
    const key = (index: number) => sought.keys[lines[index] ?? 0] ?? '';
    let rarest = 0;
    for (let index = 1; index < lines.length; index++) {
      if (this.#count(key(index)) < this.#count(key(rarest))) rarest = index;
    }
    if (lines.length === 0) return [];
    const starts = (this.#placesOfKey.get(key(rarest)) ?? []).map((place) => place - rarest);
    const fits = (start: number) =>
      start >= 0 &&
      lines.every((_, index) => this.file.keys[this.#shown[start + index] ?? -1] === key(index));
    const found = starts.filter(fits).map((start) => this.#describe(sought, lines, start));
    const exact = found.filter(({ pairs }) =>
      pairs.every((pair) => sought.lines[pair.block]?.trimEnd() === this.file.lines[pair.file]?.trimEnd()),
    );
    return exact.length > 0 ? exact : found;
  }

  #count(key: string): number {
    return this.#placesOfKey.get(key)?.length ?? 0;
  }

  #describe(sought: LineSheet, lines: readonly number[], start: number): FoundPlace {
    const pairs: Pair[] = [];
    for (const [index, line] of lines.entries()) {
      const other = this.#shown[start + index] ?? 0;
      const previous = pairs.at(-1);
      // Blank lines stand for each other where there are as many.
      if (previous && line - previous.block === other - previous.file) {
        for (let step = 1; step < line - previous.block; step++)
          pairs.push({ block: previous.block + step, file: previous.file + step });
      }
      pairs.push({ block: line, file: other });
    }
    const around = [...this.#blankLines(pairs[0], -1, sought), ...this.#blankLines(pairs.at(-1), 1, sought)];
    const all = [...pairs, ...around].sort((a, b) => a.block - b.block);
    return { pairs: all, start: pairs[0]?.file ?? 0, end: (pairs.at(-1)?.file ?? 0) + 1 };
  }

  /** Blank lines before the first or after the last pair, as far as both have them. */
  #blankLines(from: Pair | undefined, step: 1 | -1, sought: LineSheet): Pair[] {
    const pairs: Pair[] = [];
    if (!from) return pairs;
    let [block, file] = [from.block + step, from.file + step];
    while (sought.keys[block] === '' && this.file.keys[file] === '') {
      pairs.push({ block, file });
      block += step;
      file += step;
    }
    return pairs;
  }
}

/** Of the lines that say something, this share must be found. */
const LEAST_FOUND_SHARE = 0.6;
const AMBIGUOUS_SHARE = 0.85;

/** Finds lines that are only like those of the file; undefined where they are not, or are in several places. */
export function findSimilar(sought: LineSheet, file: LineSheet): FoundPlace | 'ambiguous' | undefined {
  const items = sought.lines.map((text) => ({ text, isElision: false }));
  const aligner = new LineAligner(sought, items, file);
  const scope = { blockStart: 0, blockEnd: items.length, fileStart: 0, fileEnd: file.lines.length };
  const alignment = aligner.align(scope);
  if (!alignment) return undefined;
  const pairs = [...alignment.matches.entries()].flatMap(([block, line]) =>
    line < 0 ? [] : [{ block, file: line }],
  );
  const said = sought.isTrivial.filter((isTrivial) => !isTrivial).length;
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last || pairs.length < said * LEAST_FOUND_SHARE || alignment.score < 0.6) return undefined;
  if (last.file - first.file > 1.5 * (last.block - first.block) + 3) return undefined;
  const taken = new Set(pairs.map(({ file: line }) => line));
  const rival = aligner.align({ ...scope, isBarred: (line) => taken.has(line) });
  if (rival && rival.score > alignment.score * AMBIGUOUS_SHARE) return 'ambiguous';
  return { pairs: fillRuns(sought, file, pairs), start: first.file, end: last.file + 1 };
}

/** Adds the lines that say nothing, beside those that do. */
function fillRuns(sought: LineSheet, file: LineSheet, pairs: readonly Pair[]): Pair[] {
  const byLine = new Map(pairs.map((pair) => [pair.block, pair.file]));
  const taken = new Set(pairs.map(({ file: line }) => line));
  for (const step of [1, -1]) {
    for (const pair of step === 1 ? pairs : [...pairs].reverse()) {
      let [line, other] = [pair.block + step, pair.file + step];
      while (
        line >= 0 &&
        line < sought.lines.length &&
        !byLine.has(line) &&
        !taken.has(other) &&
        sought.keys[line] === file.keys[other]
      ) {
        byLine.set(line, other);
        taken.add(other);
        line += step;
        other += step;
      }
    }
  }
  return [...byLine].map(([block, line]) => ({ block, file: line })).sort((a, b) => a.block - b.block);
}
