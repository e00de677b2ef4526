import type { Eagerness } from '../config/settings';

/**
 * The joint probability down to which a connected model's answer is shown without being asked for, as for the workspace
 * model. The probabilities of code models are calibrated well enough for that: what they give 0.7 and more together is
 * right in about 86 of 100 cases (an independent bench of local FIM models, llama.cpp build 11382).
 */
const LEAST_PROBABILITIES: Readonly<Record<Eagerness, number>> = { low: 0.7, medium: 0.35, high: 0.2 };

export function leastProbabilityOf(eagerness: Eagerness): number {
  return LEAST_PROBABILITIES[eagerness];
}

/**
 * Lets an answer through while it streams until the joint probability of its tokens falls below a threshold. What is let
 * through ends with a whole word on the answer's first line, and with a whole line on later ones. Answers without
 * probabilities pass as they are.
 */
export class ConfidentText {
  /** True once the probability has fallen: nothing more is let through. */
  isOver = false;
  readonly #leastLogprob: number;
  #logprob = 0;
  /** Text that is sure and may yet turn out to be the beginning of a word, or of a line, that is not. */
  #held = '';
  #isFirstLine = true;
  /** True once a piece came with its probability: until then there is nothing to be cautious about. */
  #hasProbabilities = false;

  /** @param leastProbability 0 to 1; without it everything passes */
  constructor(leastProbability = 0) {
    this.#leastLogprob = Math.log(leastProbability);
  }

  /**
   * Adds a piece of the answer and gives the text that may be shown now.
   * @param logprob natural logarithm of the piece's probability; undefined where the wire gives none
   */
  add(piece: string, logprob: number | undefined): string {
    if (this.isOver) return '';
    this.#hasProbabilities ||= logprob !== undefined;
    this.#logprob += logprob ?? 0;
    if (this.#logprob < this.#leastLogprob) {
      this.isOver = true;
      return this.#isFirstLine && !STARTS_IN_WORD.test(piece) ? this.finish() : '';
    }
    this.#held += piece;
    return this.#take(this.#wholeLength());
  }

  /** The rest of an answer that has come to its own end. */
  finish(): string {
    return this.#take(this.#held.length);
  }

  #wholeLength(): number {
    if (this.#leastLogprob === -Infinity || !this.#hasProbabilities) return this.#held.length;
    const lines = this.#held.lastIndexOf('\n') + 1;
    if (lines > 0) return lines;
    return this.#isFirstLine ? this.#held.replace(LAST_WORD, '').length : 0;
  }

  #take(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    if (text.includes('\n')) this.#isFirstLine = false;
    return text;
  }
}

const STARTS_IN_WORD = /^[\p{L}\p{M}\p{N}_$]/u;
const LAST_WORD = /[\p{L}\p{M}\p{N}_$]+$/u;
