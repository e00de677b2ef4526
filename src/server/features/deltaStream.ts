import type { TextDelta } from '../../protocol/engine';

/** Milliseconds between two progress notifications: at most one for each frame of a 60 Hz screen. */
const INTERVAL_MS = 16;

/** Joins streamed text so that a fast model does not flood the editor. The first piece goes out at once. */
export class DeltaStream {
  #text = '';
  #reasoning = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (delta: TextDelta) => void) {}

  push(text: string, reasoning: boolean): void {
    if (text === '') return;
    if (reasoning !== this.#reasoning) this.#flush();
    this.#reasoning = reasoning;
    this.#text += text;
    if (this.#timer) return;
    this.#flush();
    this.#timer = setTimeout(() => this.#tick(), INTERVAL_MS);
  }

  /** Sends what is left. Nothing is sent after it. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flush();
  }

  #tick(): void {
    this.#timer = this.#text === '' ? undefined : setTimeout(() => this.#tick(), INTERVAL_MS);
    this.#flush();
  }

  #flush(): void {
    if (this.#text === '') return;
    this.send({ text: this.#text, ...(this.#reasoning && { reasoning: true }) });
    this.#text = '';
  }
}
