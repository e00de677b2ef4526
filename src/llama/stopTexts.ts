/**
 * Looks for stop texts in a text that comes in pieces. What may be the beginning of one is held back until it is known.
 */
export class StopTexts {
  #held = '';

  constructor(private readonly stops: readonly string[]) {}

  /** @returns what may be passed on, and whether a stop text was found; it and what follows are dropped */
  add(piece: string): { readonly text: string; readonly isStopped: boolean } {
    const text = this.#held + piece;
    const found = this.stops.map((stop) => text.indexOf(stop)).filter((index) => index !== -1);
    if (found.length > 0) {
      this.#held = '';
      return { text: text.slice(0, Math.min(...found)), isStopped: true };
    }
    const keep = Math.max(0, ...this.stops.map((stop) => overlap(text, stop)));
    this.#held = text.slice(text.length - keep);
    return { text: text.slice(0, text.length - keep), isStopped: false };
  }

  /** What was held back, when the text ends without a stop text. */
  flush(): string {
    const text = this.#held;
    this.#held = '';
    return text;
  }
}

/** The length of the longest end of `text` with which `stop` begins. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(stop.length - 1, text.length); length > 0; length--)
    if (text.endsWith(stop.slice(0, length))) return length;
  return 0;
}
