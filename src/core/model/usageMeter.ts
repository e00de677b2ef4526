import { tokenWeight } from './estimateTokens';
import type { ModelEvent, ModelRequest, TokenUsage } from './languageModel';

/**
 * Follows one request to know its tokens at the end: as the server counted them, else estimated. A stream that was
 * given up has no count, and its prompt was read all the same.
 */
export class UsageMeter {
  #reported: TokenUsage | undefined;
  #answerWeight = 0;

  constructor(private readonly request: ModelRequest) {}

  see(event: ModelEvent): void {
    if (event.type === 'finish') this.#reported = event.usage;
    else this.#answerWeight += weightOfTexts(textOf(event));
  }

  /** @param failed true when the server refused or was not reached: then only an answer that had begun counts */
  usage(failed: boolean): TokenUsage | undefined {
    if (this.#reported) return this.#reported;
    if (failed && this.#answerWeight === 0) return undefined;
    return {
      promptTokens: Math.ceil(weightOfTexts(this.request)),
      answerTokens: Math.ceil(this.#answerWeight),
      isEstimated: true,
    };
  }
}

/** What of an event the model wrote: its text, or the call of a tool. */
function textOf(event: ModelEvent): unknown {
  if (event.type === 'text' || event.type === 'reasoning') return event.text;
  return event.type === 'toolCall' ? event.call : undefined;
}

/** The weight of all texts in a value, in tokens. Names of kinds and roles are among them: chat formats have such words. */
function weightOfTexts(value: unknown): number {
  if (typeof value === 'string') return tokenWeight(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + weightOfTexts(item), 0);
}
