import type { Clock } from '../../util/clock';
import type {
  LanguageModel,
  ModelEvent,
  ModelIdentity,
  ModelRequest,
  ModelRole,
  WireRequest,
} from '../model/languageModel';
import { ModelError } from '../model/errors';
import { isAbortError } from '../../util/abort';
import type { SentLog } from './sentLog';

/**
 * One rule that a request passes on its way out, for example an ignore rule or secret masking.
 * It returns the request to send, or the reason why nothing may be sent.
 */
export interface GateRule {
  readonly name: string;
  apply(request: ModelRequest, destination: ModelIdentity): ModelRequest | { readonly refused: string };
}

/** Thrown when a rule of the gate refuses a request. Nothing has left the machine. */
export class GateRefusal extends Error {
  constructor(
    readonly rule: string,
    readonly reason: string,
  ) {
    super(`${rule}: ${reason}`);
    this.name = 'GateRefusal';
  }
}

const gated = Symbol('gated');

/** A model as features see it: the only way to ask it leads through the gate. Made by {@link createGate} alone. */
export interface GatedModel {
  readonly [gated]: true;
  readonly identity: ModelIdentity;
  /** Tokens the model can see, as far as is known. */
  readonly contextTokens: number;
  /**
   * Streams an answer; see `LanguageModel.stream`.
   * @throws GateRefusal when a rule refuses the request.
   */
  stream(
    role: ModelRole,
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void, undefined>;
}

export interface GateOptions {
  readonly rules: readonly GateRule[];
  readonly log: SentLog;
  readonly clock: Clock;
}

/** The single way out: turns a model into a gated one. */
export type Gate = (model: LanguageModel) => GatedModel;

/**
 * Makes the gate. Every request of every feature passes its rules in order, is written to the log of what was sent,
 * and only then reaches the provider.
 */
export function createGate(options: GateOptions): Gate {
  return (model) => ({
    [gated]: true,
    identity: model.identity,
    contextTokens: model.contextTokens,
    stream: (role, request, signal) => send(options, model, role, request, signal),
  });
}

async function* send(
  { rules, log, clock }: GateOptions,
  model: LanguageModel,
  role: ModelRole,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, undefined> {
  const allowed = applyRules(rules, request, model.identity);
  const entry = log.begin({ role, destination: model.identity, sentAt: clock.wallTime() });
  const started = clock.now();
  const close = (outcome: string) => log.end(entry, { outcome, durationMs: clock.now() - started });
  const onWire = (wire: WireRequest) => log.wire(entry, wire);
  let outcome = 'cancelled';
  try {
    for await (const event of model.stream(allowed, { signal, onWire })) {
      if (event.type === 'finish') {
        outcome = event.reason;
        if (event.usage) log.usage(entry, event.usage);
      }
      yield event;
    }
  } catch (error) {
    if (!isAbortError(error)) outcome = ModelError.is(error) ? error.kind : 'failed';
    throw error;
  } finally {
    close(outcome);
  }
}

function applyRules(
  rules: readonly GateRule[],
  request: ModelRequest,
  destination: ModelIdentity,
): ModelRequest {
  let allowed = request;
  for (const rule of rules) {
    const result = rule.apply(allowed, destination);
    if ('refused' in result) throw new GateRefusal(rule.name, result.refused);
    allowed = result;
  }
  return allowed;
}
