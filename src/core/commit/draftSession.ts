/**
 * One draft as it is written into the input box of Source Control. The person's own words win: as soon as the box holds
 * anything else than what was written here, nothing more is written.
 */
export class DraftSession {
  /** What the person had in the box before. */
  readonly before: string;
  /**
   * Everything that was written so far. VS Code echoes each text back a moment later, by when the next one may have
   * been written: an older text in the box is not the person's.
   */
  readonly #written = new Set<string>();

  constructor(private readonly box: { value: string }) {
    this.before = box.value;
    this.#written.add(this.before);
  }

  /** True once the person has typed into the box while the draft was being written. */
  get isOverruled(): boolean {
    return !this.#written.has(this.box.value);
  }

  /** Shows the draft as it is so far. */
  show(message: string): void {
    if (this.isOverruled) return;
    // From here on a box with the text from before is one that the person has put back.
    this.#written.delete(this.before);
    this.box.value = message;
    // The box may normalise what it is given.
    this.#written.add(this.box.value);
  }

  /** Gives the person's own text back, unless they have typed something else since. */
  restore(): void {
    this.show(this.before);
  }
}
