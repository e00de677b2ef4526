import { ModelError } from '../core/model/errors';
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

/** What one model wire must be able to do. The streams need not look after their sockets; `createProviders` does. */
export interface Adapter {
  complete(request: CompletionRequest, call: CallOptions): AsyncIterable<ModelEvent>;
  chat(request: ChatRequest, call: CallOptions): AsyncIterable<ModelEvent>;
  describe(call: CallOptions): Promise<ModelDescription>;
}

/** What one record of any wire contributes to an answer. */
export interface AnswerPiece {
  readonly text?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly finish?: FinishReason | undefined;
  readonly usage?: TokenUsage | undefined;
}

/**
 * Makes the events of an answer from its pieces. Usage may follow the finish (OpenAI), so the finish event comes last.
 * @throws ModelError `streamCut` when the pieces end without a finish.
 */
export async function* emitAnswer(
  pieces: AsyncIterable<AnswerPiece>,
  { model }: Pick<FailureContext, 'model'>,
): AsyncGenerator<ModelEvent, void, undefined> {
  let reason: FinishReason | undefined;
  let usage: TokenUsage | undefined;
  for await (const piece of pieces) {
    if (piece.reasoning) yield { type: 'reasoning', text: piece.reasoning };
    if (piece.text) yield { type: 'text', text: piece.text };
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
export function usageOf(promptTokens: unknown, answerTokens: unknown): TokenUsage | undefined {
  return typeof promptTokens === 'number' && typeof answerTokens === 'number'
    ? { promptTokens, answerTokens }
    : undefined;
}

/** A finish reason from a server's word for it: `length` and `limit` are too long, no word is no finish. */
export function finishOf(word: unknown): FinishReason | undefined {
  if (typeof word !== 'string' || word === '') return undefined;
  return word === 'length' || word === 'limit' ? 'length' : 'stop';
}
