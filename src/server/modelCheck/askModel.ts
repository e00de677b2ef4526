import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';
import { ModelError } from '../../core/model/errors';
import type { ChatRequest, ModelDescription } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';
import { type FimFinding, probeFim } from './probeFim';
import { type ProbeAnswer, readAnswer } from './readAnswer';

/** What came of one question to a model. */
export type Finding<T> =
  | { readonly kind: 'found'; readonly value: T; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly error: ModelError }
  | { readonly kind: 'notAsked' };

/** Everything that was found out about one model. */
export interface Findings {
  readonly description: Finding<ModelDescription>;
  readonly completion: Finding<FimFinding>;
  readonly chat: Finding<ProbeAnswer>;
}

/** One of the questions, in the order in which they are asked. */
export type Question = keyof Findings;

export interface AskOptions {
  readonly clock: Clock;
  /** What is asked beside the description. */
  readonly uses: { readonly completion: boolean; readonly chat: boolean };
  /** Called before each question. */
  readonly onQuestion: (question: Question) => void;
  /** Milliseconds that each question may take. */
  readonly timeoutsMs?: Readonly<Record<Question, number>>;
}

/** A server may have to load its model before it answers in text. */
const TIMEOUTS_MS: Readonly<Record<Question, number>> = {
  description: 10_000,
  completion: 60_000,
  chat: 60_000,
};

/** Small, but with room for a model that reasons before it answers. */
const CHAT_PROBE: ChatRequest = {
  kind: 'chat',
  messages: [{ role: 'user', content: 'Answer with one word: ready' }],
  maxTokens: 64,
};

/**
 * Asks a model what it is, to fill a known hole, and to answer a word: one after the other, so that the times are its
 * own. A server that nobody reaches is asked once.
 * @throws AbortError when `signal` was aborted, GateRefusal when a rule refused; failures of the model are findings.
 */
export async function askModel(
  model: GatedModel,
  options: AskOptions,
  signal: AbortSignal,
): Promise<Findings> {
  const description = await ask('description', (own) => model.describe(own), { model, options, signal });
  const isDead = description.kind === 'failed' && NOBODY_THERE.has(description.error.kind);
  const asked = { model, options, signal };
  const completion = (own: AbortSignal) => probeFim(model, options.clock, own);
  const chat = (own: AbortSignal) => readAnswer(model, CHAT_PROBE, options.clock, own);
  return {
    description,
    completion: isDead || !options.uses.completion ? NOT_ASKED : await ask('completion', completion, asked),
    chat: isDead || !options.uses.chat ? NOT_ASKED : await ask('chat', chat, asked),
  };
}

const NOT_ASKED = { kind: 'notAsked' } as const;
const NOBODY_THERE: ReadonlySet<ModelError['kind']> = new Set(['unreachable', 'proxyFailed', 'stalled']);

interface AskContext {
  readonly model: GatedModel;
  readonly options: AskOptions;
  readonly signal: AbortSignal;
}

async function ask<T>(
  question: Question,
  run: (signal: AbortSignal) => Promise<T>,
  { model, options, signal }: AskContext,
): Promise<Finding<T>> {
  const { clock, onQuestion, timeoutsMs = TIMEOUTS_MS } = options;
  throwIfAborted(signal);
  onQuestion(question);
  const timeout = AbortSignal.timeout(timeoutsMs[question]);
  const started = clock.now();
  try {
    const value = await run(AbortSignal.any([signal, timeout]));
    return { kind: 'found', value, durationMs: clock.now() - started };
  } catch (error) {
    throwIfAborted(signal);
    if (ModelError.is(error)) return { kind: 'failed', error };
    if (isAbortError(error) && timeout.aborted)
      return { kind: 'failed', error: new ModelError({ kind: 'stalled', model: model.identity }) };
    throw error;
  }
}
