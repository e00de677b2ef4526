/**
 * One draft as it is written into the input box of Source Control. The person's own words win: as soon as the box holds
 * anything else than what was written here, nothing more is written.
 */
export class DraftSession {
  /** What the person had in the box before. */
  readonly before: string;
  #written: string;

  constructor(private readonly box: { value: string }) {
    this.before = box.value;
    this.#written = this.before;
  }

  /** True once the person has typed into the box while the draft was being written. */
  get isOverruled(): boolean {
    return this.box.value !== this.#written;
  }

  /** Shows the draft as it is so far. */
  show(message: string): void {
    if (this.isOverruled) return;
    this.box.value = message;
    // The box may normalise what it is given.
    this.#written = this.box.value;
  }

  /** Gives the person's own text back, unless they have typed something else since. */
  restore(): void {
    this.show(this.before);
  }
}
