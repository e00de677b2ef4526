import type { LineSheet } from './lineSheet';

/** How alike a line of a block and a line of a file are, 0 to 1; 1 only where they differ in white space at most. */
export interface SimilarLine {
  readonly line: number;
  readonly similarity: number;
}

const WORD = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu;
/** A word that stands in more lines of the file says little about any of them. */
const COMMON_WORD_LINES = 60;
const MOST_SIMILAR = 6;
/** UTF-16 units; longer lines are data and are compared whole. */
const LONGEST_LINE = 400;

export function wordsOf(line: string): string[] {
  return line.length > LONGEST_LINE ? [] : (line.match(WORD) ?? []);
}

/** How many of the words of two lines are the same, against how many there are (Dice 1945), letters weighing more. */
export function similarityOf(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const word of a) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    total += weightOf(word);
  }
  let shared = 0;
  for (const word of b) {
    total += weightOf(word);
    const count = counts.get(word) ?? 0;
    if (count === 0) continue;
    counts.set(word, count - 1);
    shared += 2 * weightOf(word);
  }
  return total === 0 ? 0 : shared / total;
}

function weightOf(word: string): number {
  return /[\p{L}\p{N}_$]/u.test(word) ? 1 : 0.25;
}

/** Finds the lines of a file that are like a given one, by the words that they share. */
export class SimilarLines {
  readonly #words: (readonly string[])[];
  readonly #linesOfWord = new Map<string, number[]>();

  constructor(private readonly sheet: LineSheet) {
    this.#words = sheet.lines.map((line, index) => (sheet.isTrivial[index] === true ? [] : wordsOf(line)));
    for (const [line, words] of this.#words.entries()) {
      for (const word of new Set(words)) {
        if (weightOf(word) < 1) continue;
        const lines = this.#linesOfWord.get(word);
        if (lines) lines.push(line);
        else this.#linesOfWord.set(word, [line]);
      }
    }
  }

  hasWord(word: string): boolean {
    return this.#linesOfWord.has(word);
  }

  /** Lines of the file that are at least so alike, the likest first; exact ones are left out. */
  find(line: string, key: string, least: number): readonly SimilarLine[] {
    const words = wordsOf(line);
    const candidates = new Set<number>();
    for (const word of new Set(words)) {
      const lines = this.#linesOfWord.get(word) ?? [];
      if (lines.length <= COMMON_WORD_LINES) for (const found of lines) candidates.add(found);
    }
    const found: SimilarLine[] = [];
    for (const candidate of candidates) {
      if (this.sheet.keys[candidate] === key) continue;
      const similarity = Math.min(0.99, similarityOf(words, this.#words[candidate] ?? []));
      if (similarity >= least) found.push({ line: candidate, similarity });
    }
    return found.sort((a, b) => b.similarity - a.similarity).slice(0, MOST_SIMILAR);
  }
}
