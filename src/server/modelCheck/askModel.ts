import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';
import { ModelError } from '../../core/model/errors';
import { FIM_PROBE } from '../../core/model/fimProbe';
import type { ChatRequest, ModelDescription, ModelRequest } from '../../core/model/languageModel';
import type { GatedModel } from '../../core/privacy/gate';

/** What came of one question to a model. */
export type Finding<T> =
  | { readonly kind: 'found'; readonly value: T; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly error: ModelError }
  | { readonly kind: 'notAsked' };

/** An answer in text. */
export interface ProbeAnswer {
  readonly text: string;
  /** True when the model wrote anything at all: text, or reasoning, or tokens that the server keeps to itself. */
  readonly hasContent: boolean;
  /** Milliseconds to the first piece of it; undefined when none came. */
  readonly firstTokenMs: number | undefined;
}

/** Everything that was found out about one model. */
export interface Findings {
  readonly description: Finding<ModelDescription>;
  readonly completion: Finding<ProbeAnswer>;
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
  const stream = async (question: 'completion' | 'chat', request: ModelRequest) =>
    isDead || !options.uses[question]
      ? ({ kind: 'notAsked' } as const)
      : ask(question, (own) => readAnswer(model, request, options.clock, own), { model, options, signal });
  return {
    description,
    completion: await stream('completion', FIM_PROBE),
    chat: await stream('chat', CHAT_PROBE),
  };
}

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

async function readAnswer(
  model: GatedModel,
  request: ModelRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const started = clock.now();
  let text = '';
  let firstTokenMs: number | undefined;
  let answerTokens = 0;
  for await (const event of model.stream('check', { ...request, files: [] }, signal)) {
    throwIfAborted(signal);
    if (event.type === 'finish') answerTokens = event.usage?.answerTokens ?? 0;
    else firstTokenMs ??= clock.now() - started;
    if (event.type === 'text') text += event.text;
  }
  return { text, hasContent: firstTokenMs !== undefined || answerTokens > 0, firstTokenMs };
}
