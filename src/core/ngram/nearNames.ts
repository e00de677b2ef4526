import type { ContextIndex } from './contextIndex';
import { type Cursor, visitNearTokens } from './cursor';
import { grown } from './tokenArena';
import { LexemeKind } from './tokenizer';
import type { Vocabulary } from './vocabulary';

/** Which lexemes stand near the cursor, and how far away. Reused from one prediction to the next. */
export class NearNames {
  /** The words, nearest first, above before below. */
  readonly words: number[] = [];
  #above = new Int32Array(1024);
  #below = new Int32Array(1024);
  readonly #set: number[] = [];

  /** Reads the surroundings of a cursor. */
  read({ index, vocabulary }: { index: ContextIndex; vocabulary: Vocabulary }, cursor: Cursor): void {
    for (const lexeme of this.#set) this.#above[lexeme] = this.#below[lexeme] = 0;
    this.#set.length = 0;
    this.words.length = 0;
    if (vocabulary.size > this.#above.length) {
      this.#above = grown(this.#above, vocabulary.size * 2);
      this.#below = grown(this.#below, vocabulary.size * 2);
    }
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
