import { cleanMessage } from './cleanMessage';
import { subjectOf } from './style';

/**
 * Turns a model's answer, as it streams, into the text that may already be shown: only what the clean-up of the whole
 * answer will keep. The last line is held back while it could still turn out to be a fence, a label or a trailer.
 */
export class DraftStream {
  #answer = '';
  #shown = '';

  constructor(private readonly notes: string) {}

  /** Adds a piece of the answer and returns the text to append to what is shown; often empty. */
  push(text: string): string {
    this.#answer += text;
    const stable = cleanMessage(stablePart(this.#answer, subjectOf(this.#shown)), this.notes, false);
    if (!stable.startsWith(this.#shown)) return '';
    const delta = stable.slice(this.#shown.length);
    this.#shown = stable;
    return delta;
  }

  /** The whole message, cleaned. */
  finish(): string {
    return cleanMessage(this.#answer, this.notes);
  }
}

/** Beginnings of lines that the clean-up may drop once the line is complete. */
const UNDECIDED =
  /^\s*(?:[`~"'“「*#<{\\$@+\d]|-(?:-|$)|(?:sure|diff|index|option|alternative|version|variant|or|hmm|wait|so|now|first|we|looking|analyzing|body|description|alright|certainly|of course|okay?|absolutely|great|here|the|a|my|suggested|proposed|possible|git|commit|subject|title|message|based|this|let|i|feel|note|explanation|다음|以下)\b)|^[A-Za-z]+(?:-[A-Za-z]*)*:?$|^[A-Z][a-z]+-[a-z]+(?:-[a-z]+)?:/i;

/** A mark of a chat template, or a closing tag, that may not be whole yet. */
const OPEN_MARK = /<[|/\w]*$/;

function stablePart(answer: string, subject: string): string {
  const lineStart = answer.lastIndexOf('\n') + 1;
  const lastLine = answer.slice(lineStart);
  // A line that repeats the subject is dropped.
  const isAgain = subject !== '' && lineStart > 0 && subject.startsWith(lastLine.trim());
  return isAgain || UNDECIDED.test(lastLine) ? answer.slice(0, lineStart) : answer.replace(OPEN_MARK, '');
}
