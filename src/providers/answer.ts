import { ModelError } from '../core/model/errors';
import type { ReasoningBlock, ToolCall } from '../core/model/chatMessages';
import type { FimWire } from '../core/model/fimWire';
import type {
  CallOptions,
  ChatRequest,
  CompletionRequest,
  FinishReason,
  ModelDescription,
  ModelEvent,
  TokenUsage,
} from '../core/model/languageModel';
import { type FailureContext, reportedFailure } from './failures';
import type { ParameterNames } from './parameters';

/** What one model wire must be able to do. The streams need not look after their sockets; `createProviders` does. */
export interface Adapter {
  /** The ways to ask for a completion, best first. May change once `describe` has found out what the server is. */
  readonly fimWires: readonly FimWire[];
  /** Whether the last message of a chat may be the beginning of the answer. May change as `fimWires` does. */
  readonly canContinue: boolean;
  /** What the chat's wire calls the parameters of a request. It refuses one that has no name there. */
  parameters(): ParameterNames;
  /** Asks over one of `fimWires`. Adapters whose only wire is `chat` have none: `createProviders` does that one. */
  complete?(request: CompletionRequest, wire: OwnFimWire, call: CallOptions): AsyncIterable<ModelEvent>;
  chat(request: ChatRequest, call: CallOptions): AsyncIterable<ModelEvent>;
  describe(call: CallOptions): Promise<ModelDescription>;
}

/** The FIM wires that an adapter speaks itself. */
export type OwnFimWire = Exclude<FimWire, 'chat'>;

/** What one record of any wire contributes to an answer. */
export interface AnswerPiece {
  readonly text?: string | undefined;
  /** Natural logarithm of the joint probability of the record's tokens. */
  readonly logprob?: number | undefined;
  readonly reasoning?: string | undefined;
  readonly reasoningEnd?: ReasoningBlock | undefined;
  readonly toolCalls?: readonly ToolCall[] | undefined;
  readonly finish?: FinishReason | undefined;
  readonly usage?: TokenUsage | undefined;
}

/**
 * Makes the events of an answer from its pieces. Usage may follow the finish (OpenAI), so the finish event comes last.
 * The probability of a token without text, which begins a character or is one of the server's own, goes to the next.
 * @throws ModelError `streamCut` when the pieces end without a finish.
 */
export async function* emitAnswer(
  pieces: AsyncIterable<AnswerPiece>,
  { model }: Pick<FailureContext, 'model'>,
): AsyncGenerator<ModelEvent, void, undefined> {
  let reason: FinishReason | undefined;
  let usage: TokenUsage | undefined;
  let logprob: number | undefined;
  for await (const piece of pieces) {
    if (piece.reasoning) yield { type: 'reasoning', text: piece.reasoning };
    if (piece.logprob !== undefined) logprob = (logprob ?? 0) + piece.logprob;
    if (piece.text) {
      yield { type: 'text', text: piece.text, ...(logprob !== undefined && { logprob }) };
      logprob = undefined;
    }
    if (piece.reasoningEnd) yield { type: 'reasoningEnd', block: piece.reasoningEnd };
    for (const call of piece.toolCalls ?? []) yield { type: 'toolCall', call };
    reason = piece.finish ?? reason;
    usage = piece.usage ?? usage;
  }
  if (reason === undefined) throw new ModelError({ kind: 'streamCut', model });
  yield { type: 'finish', reason, ...(usage && { usage }) };
}

/**
 * Reads one record of a wire: a JSON object.
 * @throws ModelError `streamCut` for anything else, and what the server reports when the record has an `error`.
 */
export function parseRecord(text: string, context: FailureContext): Record<string, unknown> {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    throw new ModelError({ kind: 'streamCut', model: context.model, cause });
  }
  if (typeof record !== 'object' || record === null)
    throw new ModelError({ kind: 'streamCut', model: context.model });
  if ('error' in record && record.error !== null && record.error !== undefined)
    throw reportedFailure(context, record.error);
  return record as Record<string, unknown>;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A count of tokens as servers write it. Zero is a server's way not to tell. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** The usage of an answer, when the server counted both sides. */
export function usageOf(
  promptTokens: unknown,
  answerTokens: unknown,
  cachedPromptTokens?: unknown,
): TokenUsage | undefined {
  if (typeof promptTokens !== 'number' || typeof answerTokens !== 'number') return undefined;
  const cached = tokenCount(cachedPromptTokens);
  return { promptTokens, answerTokens, ...(cached !== undefined && { cachedPromptTokens: cached }) };
}

/**
 * The sum of the natural logarithms of token probabilities, in the shapes in use: a list of numbers (OpenAI's legacy
 * completions) or of records (OpenAI's chat, llama.cpp, Ollama). Undefined when there is none.
 */
export function sumLogprobs(list: unknown): number | undefined {
  if (!Array.isArray(list)) return undefined;
  const values = list
    .map((entry: unknown) =>
      typeof entry === 'object' && entry !== null && 'logprob' in entry ? entry.logprob : entry,
    )
    .filter((value) => typeof value === 'number');
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** A finish reason from a server's word for it: `length` and `limit` are too long, no word is no finish. */
export function finishOf(word: unknown): FinishReason | undefined {
  if (typeof word !== 'string' || word === '') return undefined;
  return word === 'length' || word === 'limit' ? 'length' : 'stop';
}
