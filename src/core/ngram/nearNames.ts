import type { ContextIndex } from './contextIndex';
import { type Cursor, visitNearTokens } from './cursor';
import { type GrowingTable, growTo, newGrowingTable } from './growingTable';
import { LexemeKind } from './tokenizer';
import type { Vocabulary } from './vocabulary';

/** Which lexemes stand near the cursor, and how far away. Reused from one prediction to the next. */
export class NearNames {
  /** The words, nearest first, above before below. */
  readonly words: number[] = [];
  readonly #above: GrowingTable;
  readonly #below: GrowingTable;
  readonly #set: number[] = [];

  /** @param maxLexemes numbers of lexemes are smaller than this */
  constructor(maxLexemes: number) {
    this.#above = newGrowingTable(maxLexemes);
    this.#below = newGrowingTable(maxLexemes);
  }

  /** Reads the surroundings of a cursor. */
  read({ index, vocabulary }: { index: ContextIndex; vocabulary: Vocabulary }, cursor: Cursor): void {
    for (const lexeme of this.#set) this.#above[lexeme] = this.#below[lexeme] = 0;
    this.#set.length = 0;
    this.words.length = 0;
    growTo(this.#above, vocabulary.size);
    growTo(this.#below, vocabulary.size);
    visitNearTokens(index, cursor, (token, distance) => {
      const lexeme = token >> 1;
      const side = distance > 0 ? this.#above : this.#below;
      if (side[lexeme] !== 0) return;
      if (this.#above[lexeme] === 0 && this.#below[lexeme] === 0) {
        this.#set.push(lexeme);
        if (vocabulary.kind(lexeme) === LexemeKind.Word) this.words.push(lexeme);
      }
      side[lexeme] = Math.abs(distance);
    });
  }

  /** Tokens between the cursor and the nearest use above it; 0 when there is none near. */
  above(lexeme: number): number {
    return this.#above[lexeme] ?? 0;
  }

  /** Tokens between the line after the cursor and the first use there; 0 when there is none near. */
  below(lexeme: number): number {
    return this.#below[lexeme] ?? 0;
  }
}
