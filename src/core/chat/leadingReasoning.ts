/**
 * Parts the reasoning from an answer whose server does not: models write it at the start, between `<think>` and
 * `</think>`. Anywhere else such a tag is text.
 */
const OPENINGS = ['<think>', '<thinking>', '<reasoning>'] as const;

export interface PartedText {
  readonly reasoning: string;
  readonly text: string;
}

export class LeadingReasoning {
  #held = '';
  #closing: string | undefined;
  #isOver: boolean;

  /** @param isContinued true when the answer goes on: its start, and any reasoning, came before */
  constructor(isContinued: boolean) {
    this.#isOver = isContinued;
  }

  push(piece: string): PartedText {
    if (this.#isOver) return { reasoning: '', text: piece };
    this.#held += piece;
    return this.#closing === undefined ? this.#findOpening() : this.#takeReasoning(this.#closing);
  }

  /** What is held at the end. Reasoning that was never closed stays reasoning. */
  finish(): PartedText {
    const held = this.#held;
    this.#held = '';
    return this.#closing === undefined ? { reasoning: '', text: held } : { reasoning: held, text: '' };
  }

  #findOpening(): PartedText {
    const start = this.#held.trimStart();
    const opening = OPENINGS.find((each) => start.startsWith(each));
    if (opening !== undefined) {
      this.#closing = opening.replace('<', '</');
      this.#held = start.slice(opening.length);
      return this.#takeReasoning(this.#closing);
    }
    if (OPENINGS.some((each) => each.startsWith(start))) return { reasoning: '', text: '' };
    return this.#end('', this.#held);
  }

  #takeReasoning(closing: string): PartedText {
    const end = this.#held.indexOf(closing);
    if (end !== -1) {
      const text = this.#held.slice(end + closing.length).trimStart();
      return this.#end(this.#held.slice(0, end), text);
    }
    // The end of what came may be the beginning of the closing tag.
    const sure = Math.max(0, this.#held.length - closing.length + 1);
    const reasoning = this.#held.slice(0, sure);
    this.#held = this.#held.slice(sure);
    return { reasoning, text: '' };
  }

  #end(reasoning: string, text: string): PartedText {
    this.#isOver = true;
    this.#held = '';
    return { reasoning, text };
  }
}
