/**
 * Takes out of the continuation of an answer what the answer's beginning has already: servers give the beginning back
 * (llama.cpp, Mistral), models repeat its last words or line, or open once more the code block that they are in.
 */
import { openFence } from './openFence';

/** UTF-16 units of the beginning's end that a model may repeat. */
const LONGEST_REPEATED = 2_000;
/** A shorter overlap may be chance: the next word can be like the last one. */
const SHORTEST_REPEATED = 12;

export class Continuation {
  #held = '';
  #isDecided = false;
  readonly #tail: string;

  /** @param begun the answer so far, as the person sees it */
  constructor(private readonly begun: string) {
    this.#tail = begun.slice(-LONGEST_REPEATED);
    this.#isDecided = begun === '';
  }

  /** Adds a piece of the answer; gives what of it is new. */
  push(piece: string): string {
    if (this.#isDecided) return piece;
    this.#held += piece;
    if (this.#mayRepeat()) return '';
    return this.#decide();
  }

  /** The rest at the end of the answer. */
  finish(): string {
    return this.#isDecided ? '' : this.#decide();
  }

  /** Whether what came may be the start of something longer that the beginning has. */
  #mayRepeat(): boolean {
    const held = this.#held.trimStart();
    if (held === '' || this.begun.startsWith(held) || this.#isFence(held)) return true;
    const at = this.#tail.indexOf(held);
    return at !== -1;
  }

  /** Whether a first line that opens a code block is not yet whole, in an answer that is in one. */
  #isFence(held: string): boolean {
    return openFence(this.begun) !== undefined && /^(?:`{1,2}|~{1,2}|(?:`{3,}|~{3,})[^\n]*)$/.test(held);
  }

  #decide(): string {
    this.#isDecided = true;
    const text = this.#withoutFence(this.#withoutRepeated(this.#held));
    this.#held = '';
    return this.#withoutSpace(text);
  }

  #withoutRepeated(text: string): string {
    const trimmed = text.trimStart();
    const begun = this.begun.trimEnd();
    if (trimmed.startsWith(begun)) return trimmed.slice(begun.length);
    const tail = this.#tail.trimEnd();
    for (let start = 0; start <= tail.length - SHORTEST_REPEATED; start++) {
      const end = tail.slice(start);
      if (trimmed.startsWith(end)) return trimmed.slice(end.length);
    }
    return text;
  }

  #withoutFence(text: string): string {
    if (openFence(this.begun) === undefined) return text;
    // A fence alone closes the block, and belongs there.
    return text.replace(/^\s*(?:`{3,}|~{3,})[\w+#.-]+(?: [^\n`]*)?\n/, '');
  }

  /** White space at the end of the beginning was not given to the model, so that it may bring it again. */
  #withoutSpace(text: string): string {
    const end = /\s*$/.exec(this.begun)?.[0] ?? '';
    if (end === '') return text;
    const start = /^\s*/.exec(text)?.[0] ?? '';
    for (let length = Math.min(end.length, start.length); length > 0; length--)
      if (end.endsWith(start.slice(0, length))) return text.slice(length);
    return text;
  }
}
