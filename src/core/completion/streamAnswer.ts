import { abortError, throwIfAborted } from '../../util/abort';
import type { FinishReason } from '../model/languageModel';
import type { GatedModel, GatedRequest } from '../privacy/gate';
import type { InsertionPlace } from './insertionPlace';
import { postprocess } from './postprocess';
import { isStatementComplete } from './postprocess/cutAtBlockEnd';
import { mayBecomeEcho } from './postprocess/stripRepeatedPrefix';

/** Lines beyond what will be shown that are read before the answer counts as finished. */
const LINES_TO_BE_SURE = 2;
/** No answer is read beyond this many UTF-16 units. */
const LONGEST_ANSWER = 8_000;

export interface Answer {
  readonly text: string;
  /** `enough` when reading was stopped because nothing more would be shown. */
  readonly end: FinishReason | 'enough';
}

/**
 * Reads the model's answer line by line and stops, which closes the model's socket, as soon as more of it would not
 * be shown.
 * @throws ModelError, GateRefusal, or an AbortError when the signal was aborted or the person typed something else
 */
export async function streamAnswer(
  model: GatedModel,
  request: GatedRequest,
  reader: AnswerReader,
  signal: AbortSignal,
): Promise<Answer> {
  for await (const event of model.stream('completion', request, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish') return { text: reader.text, end: event.reason };
    if (event.type !== 'text') continue;
    const isEnough = reader.add(event.text);
    if (!reader.agreesWithTyped()) throw abortError();
    if (isEnough) return { text: finishedLines(reader.text), end: 'enough' };
  }
  throwIfAborted(signal);
  return { text: reader.text, end: 'stop' };
}

/** Collects an answer and notices when further lines of it change nothing any more. */
export class AnswerReader {
  text = '';
  /** What the person has typed since the answer was asked for. */
  typed = '';
  #shown = '';
  #linesRead = 0;
  #linesWithoutChange = 0;

  constructor(private readonly place: InsertionPlace) {}

  /** Adds a chunk. True when the answer is long enough; only finished lines are looked at. */
  add(chunk: string): boolean {
    this.text += chunk;
    return chunk.includes('\n') && this.#isEnough();
  }

  /** Whether what was typed can still become, or has been, the beginning of the answer. */
  agreesWithTyped(typed = this.typed): boolean {
    return this.text.startsWith(typed) || typed.startsWith(this.text);
  }

  #isEnough(): boolean {
    if (this.text.length > LONGEST_ANSWER) return true;
    const finished = finishedLines(this.text);
    const lines = countLinesWithText(finished);
    if (lines === this.#linesRead) return false;
    this.#linesRead = lines;
    const { text: shown } = postprocess(finished, this.place);
    if (shown !== '' && this.#isWholeStatement(shown) && !mayBecomeEcho(finished, this.place)) return true;
    this.#linesWithoutChange = shown !== '' && shown === this.#shown ? this.#linesWithoutChange + 1 : 0;
    this.#shown = shown;
    return this.#linesWithoutChange >= LINES_TO_BE_SURE;
  }

  #isWholeStatement(shown: string): boolean {
    return this.place.spot === 'lineEnd' && isStatementComplete(shown, this.place);
  }
}

function finishedLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

function countLinesWithText(text: string): number {
  return text.match(/\S[^\n]*\n/g)?.length ?? 0;
}
