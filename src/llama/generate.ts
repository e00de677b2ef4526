import type { LlamaContextSequence, LlamaGrammarEvaluationState, LlamaModel, Token } from 'node-llama-cpp';
import type { LlamaRequest } from '../core/model/llamaMessages';
import type { FinishReason, TokenUsage } from '../core/model/languageModel';
import { throwIfAborted } from '../util/abort';
import { StopTexts } from './stopTexts';

/** Tokens of a prompt that are evaluated at a time: cancelling and giving way take as long as one such step. */
const PROMPT_STEP = 64;
/** Tokens before a token that decide how it is written. */
const SPELLING_TOKENS = 4;

export interface GenerateOptions {
  readonly model: LlamaModel;
  readonly sequence: LlamaContextSequence;
  readonly prompt: readonly Token[];
  readonly request: LlamaRequest;
  readonly grammar?: LlamaGrammarEvaluationState;
  readonly onText: (text: string, logprob: number | undefined) => void;
  /** Awaited before each step. */
  readonly beforeStep: () => Promise<void>;
}

/**
 * Answers a prompt of fewer tokens than the sequence has. What the sequence holds of the prompt from the request before
 * is not evaluated again.
 * @throws AbortError between two tokens, or two steps of the prompt
 */
export async function generate(
  options: GenerateOptions,
  signal: AbortSignal,
): Promise<{ readonly reason: FinishReason; readonly usage: TokenUsage }> {
  const { model, sequence, prompt, request, onText, beforeStep } = options;
  const { rest, cached } = await readPrompt(options, signal);
  const room = sequence.contextSize - prompt.length;
  const limit = Math.min(request.maxTokens ?? room, room);
  const speller = new Speller(model, prompt.slice(-SPELLING_TOKENS));
  const stops = new StopTexts(request.stop);
  // A token that ends the answer ends the loop.
  let reason: FinishReason = 'stop';
  let answerTokens = 0;
  let logprob: number | undefined;
  const tokens = sequence.evaluateWithMetadata(
    rest,
    { confidence: request.wantsProbabilities === true },
    samplingOf(options),
  );
  for await (const { token, confidence } of tokens) {
    throwIfAborted(signal);
    answerTokens++;
    if (confidence !== undefined) logprob = (logprob ?? 0) + Math.log(confidence);
    const { text, isStopped } = stops.add(speller.spell(token));
    if (text !== '') {
      onText(text, logprob);
      logprob = undefined;
    }
    if (isStopped) break;
    if (answerTokens >= limit) {
      reason = 'length';
      break;
    }
    await beforeStep();
    throwIfAborted(signal);
  }
  const end = stops.flush();
  if (end !== '') onText(end, logprob);
  return { reason, usage: { promptTokens: prompt.length, answerTokens, cachedPromptTokens: cached } };
}

/** Evaluates the prompt but for its last step, which the answer begins with. */
async function readPrompt(
  { sequence, prompt, beforeStep }: GenerateOptions,
  signal: AbortSignal,
): Promise<{ readonly rest: readonly Token[]; readonly cached: number }> {
  // The last token must be evaluated anew, since its result is what the answer begins with.
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const cached = sequence.nextTokenIndex;
  let read = cached;
  while (prompt.length - read > PROMPT_STEP) {
    await beforeStep();
    throwIfAborted(signal);
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(read, read + PROMPT_STEP));
    read += PROMPT_STEP;
  }
  await beforeStep();
  throwIfAborted(signal);
  return { rest: prompt.slice(read), cached };
}

function samplingOf({ request, grammar }: GenerateOptions) {
  const { temperature = 0, topP, seed } = request;
  return {
    temperature,
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
    ...(grammar !== undefined && { grammarEvaluationState: grammar }),
  };
}

/** Writes tokens as text. A character may be spread over several tokens: then the first ones give no text yet. */
class Speller {
  #pending: Token[] = [];

  constructor(
    private readonly model: LlamaModel,
    private before: readonly Token[],
  ) {}

  spell(token: Token): string {
    this.#pending.push(token);
    const text = this.model.detokenize(this.#pending, false, this.before);
    if (text.endsWith('\uFFFD') && this.#pending.length < SPELLING_TOKENS) return '';
    this.before = [...this.before, ...this.#pending].slice(-SPELLING_TOKENS);
    this.#pending = [];
    return text;
  }
}
