import { abortError, throwIfAborted } from '../../util/abort';
import type { FinishReason } from '../model/languageModel';
import type { GatedModel, GatedRequest } from '../privacy/gate';
import { isBlank } from '../text/lines';
import { ConfidentText } from './confidentText';
import type { InsertionPlace } from './insertionPlace';
import { findCode, postprocess } from './postprocess';
import { isAnswerOver } from './postprocess/endBySyntax';
import { mayBecomeEcho } from './postprocess/stripRepeatedPrefix';

/** Lines beyond what will be shown that are read before the answer counts as finished. */
const LINES_TO_BE_SURE = 2;
/**
 * A long answer is looked at less often: each look reads all of it, and so the work for one chunk stays the same however
 * long the answer is. Up to seven lines, each line counts.
 */
const SHARE_OF_LINES_SKIPPED = 1 / 8;
/** No answer is read beyond this many UTF-16 units. */
const LONGEST_ANSWER = 8_000;

export interface Answer {
  readonly text: string;
  /** `enough` when nothing more would be shown, `unsure` when more would not be sure enough: then it was not read. */
  readonly end: FinishReason | 'enough' | 'unsure';
}

/**
 * Reads the model's answer line by line and stops, which closes the model's socket, as soon as more of it would not
 * be shown.
 * @throws ModelError, GateRefusal, or an AbortError when the signal was aborted or the person typed something else
 */
export async function streamAnswer(
  model: GatedModel,
  request: Extract<GatedRequest, { kind: 'completion' }>,
  reader: AnswerReader,
  signal: AbortSignal,
): Promise<Answer> {
  const confident = new ConfidentText(request.leastProbability);
  for await (const event of model.stream('completion', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish') {
      reader.add(confident.finish());
      return { text: reader.text, end: event.reason };
    }
    if (event.type !== 'text') continue;
    const isEnough = reader.add(confident.add(event.text, event.logprob));
    if (!reader.agreesWithTyped()) throw abortError();
    if (isEnough) return { text: finishedLines(reader.text), end: 'enough' };
    if (confident.isOver) return { text: reader.text, end: 'unsure' };
  }
  throwIfAborted(signal);
  return { text: reader.text, end: 'stop' };
}

/** Collects an answer and notices when further lines of it change nothing any more. */
export class AnswerReader {
  text = '';
  /** What the person has typed since the answer was asked for. */
  typed = '';
  #lines = 0;
  #lineStart = 0;
  #linesAtNextLook = 1;
  #shown = '';
  #linesAtChange = 0;

  constructor(private readonly place: InsertionPlace) {}

  /** Adds a chunk. True when the answer is long enough; only finished lines are looked at. */
  add(chunk: string): boolean {
    this.text += chunk;
    if (this.text.length > LONGEST_ANSWER) return true;
    return chunk.includes('\n') && this.#isEnough();
  }

  /** Whether what was typed can still become, or has been, the beginning of the answer. */
  agreesWithTyped(typed = this.typed): boolean {
    return typed === '' || this.text.startsWith(typed) || typed.startsWith(this.text);
  }

  #isEnough(): boolean {
    this.#countLines();
    if (this.#lines < this.#linesAtNextLook) return false;
    this.#linesAtNextLook = this.#lines + 1 + Math.floor(this.#lines * SHARE_OF_LINES_SKIPPED);
    const finished = finishedLines(this.text);
    const { text: shown } = postprocess(finished, this.place, false);
    if (shown !== '' && isAnswerOver(finished, shown, this.place) && !this.#mayBeEcho(finished)) return true;
    if (shown === '' || shown !== this.#shown) this.#linesAtChange = this.#lines;
    this.#shown = shown;
    return this.#lines - this.#linesAtChange >= LINES_TO_BE_SURE;
  }

  /** Counts the lines with text that were finished since the last call. */
  #countLines(): void {
    for (
      let end = this.text.indexOf('\n', this.#lineStart);
      end !== -1;
      end = this.text.indexOf('\n', this.#lineStart)
    ) {
      if (!isBlank(this.text.slice(this.#lineStart, end))) this.#lines++;
      this.#lineStart = end + 1;
    }
  }

  #mayBeEcho(finished: string): boolean {
    return mayBecomeEcho(findCode(finished, this.place), this.place);
  }
}

function finishedLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}
