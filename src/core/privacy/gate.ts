import type { Clock } from '../../util/clock';
import type { FimWire } from '../model/fimWire';
import type {
  CallOptions,
  LanguageModel,
  ModelDescription,
  ModelEvent,
  ModelIdentity,
  ModelRequest,
  RequestRole,
} from '../model/languageModel';
import { ModelError } from '../model/errors';
import { UsageMeter } from '../model/usageMeter';
import { isAbortError, throwIfAborted } from '../../util/abort';
import type { SentEntry, SentLog } from './sentLog';

/**
 * One rule that a request passes on its way out, for example an ignore rule or secret masking.
 * It gives the request to send, or the reason in words why nothing may be sent.
 */
export interface GateRule {
  readonly name: string;
  apply(request: ModelRequest, passage: GatePassage): Promise<GateVerdict>;
}

/** Where a request comes from and goes to. */
export interface GatePassage {
  readonly destination: ModelIdentity;
  readonly role: RequestRole;
  /** URIs of the files whose text is in the request. */
  readonly files: readonly string[];
}

/** A request as features hand it to the gate: with where its text is from. */
export type GatedRequest = ModelRequest & {
  /** URIs of the files whose text is in the request. They stay on this machine. */
  readonly files: readonly string[];
};

/** What a rule says of a request. */
export type GateVerdict =
  | {
      readonly request: ModelRequest;
      /** What was masked in it, one word or two for each secret. */
      readonly maskedSecrets?: readonly string[];
    }
  | { readonly refused: string };

/** The name of the rule for the month's limit: features tell the person of its refusals in words of their own. */
export const MONTHLY_LIMIT_RULE = 'monthlyLimit';

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
  /** See `LanguageModel.fimWires`. */
  readonly fimWires: readonly FimWire[];
  /** See `LanguageModel.restMs`. */
  restMs(): number;
  /**
   * Streams an answer; see `LanguageModel.stream`.
   * @throws GateRefusal when a rule refuses the request.
   */
  stream(
    role: RequestRole,
    request: GatedRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void, undefined>;
  /** Asks the server what it runs; see `LanguageModel.describe`. No rule applies: it holds nothing of the person's. */
  describe(signal: AbortSignal): Promise<ModelDescription>;
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
    get fimWires() {
      return model.fimWires;
    },
    restMs: () => model.restMs(),
    stream: (role, request, signal) => send(options, model, role, request, signal),
    describe: (signal) => describe(options, model, signal),
  });
}

async function* send(
  { rules, log, clock }: GateOptions,
  model: LanguageModel,
  role: RequestRole,
  request: GatedRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, undefined> {
  const { files, ...unchecked } = request;
  const allowed = await applyRules(rules, unchecked, { destination: model.identity, role, files });
  throwIfAborted(signal);
  const { entry, onWire, close } = openEntry({ log, clock }, model.identity, role);
  if (allowed.maskedSecrets.length > 0) log.masked(entry, allowed.maskedSecrets);
  const meter = new UsageMeter(allowed.request);
  let outcome = 'cancelled';
  let failed = false;
  try {
    for await (const event of model.stream(allowed.request, {
      signal,
      isAsked: role !== 'completion',
      onWire,
    })) {
      meter.see(event);
      if (event.type === 'finish') {
        outcome = event.reason;
        if (event.leftOut) log.leftOut(entry, event.leftOut);
      }
      yield event;
    }
  } catch (error) {
    outcome = outcomeOf(error);
    failed = !isAbortError(error);
    throw error;
  } finally {
    const usage = meter.usage(failed || entry.wire.length === 0);
    if (usage) log.usage(entry, usage);
    close(outcome);
  }
}

function describe(
  options: GateOptions,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<ModelDescription> {
  return askServer(options, model.identity, (call) => model.describe(call), signal);
}

/**
 * Asks a server what it is or has, with an entry in the log of what was sent. No rule applies: such a request may hold
 * nothing of the person's but the name of a model.
 */
export async function askServer<T>(
  options: Pick<GateOptions, 'log' | 'clock'>,
  destination: ModelIdentity,
  ask: (call: CallOptions) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { onWire, close } = openEntry(options, destination, 'check');
  try {
    const answer = await ask({ signal, onWire });
    close('stop');
    return answer;
  } catch (error) {
    close(outcomeOf(error));
    throw error;
  }
}

/** Writes the beginning of a request to the log, before anything of it is sent. */
function openEntry(
  { log, clock }: Pick<GateOptions, 'log' | 'clock'>,
  destination: ModelIdentity,
  role: RequestRole,
): { entry: SentEntry; onWire: CallOptions['onWire']; close: (outcome: string) => void } {
  const entry = log.begin({ role, destination, sentAt: clock.wallTime() });
  const started = clock.now();
  return {
    entry,
    onWire: (wire) => log.wire(entry, wire),
    close: (outcome) => log.end(entry, { outcome, durationMs: clock.now() - started }),
  };
}

function outcomeOf(error: unknown): string {
  if (isAbortError(error)) return 'cancelled';
  return ModelError.is(error) ? error.kind : 'failed';
}

async function applyRules(
  rules: readonly GateRule[],
  request: ModelRequest,
  passage: GatePassage,
): Promise<{ readonly request: ModelRequest; readonly maskedSecrets: readonly string[] }> {
  let allowed = request;
  const maskedSecrets: string[] = [];
  for (const rule of rules) {
    const verdict = await rule.apply(allowed, passage);
    if ('refused' in verdict) throw new GateRefusal(rule.name, verdict.refused);
    allowed = verdict.request;
    maskedSecrets.push(...(verdict.maskedSecrets ?? []));
  }
  return { request: allowed, maskedSecrets };
}
