import type { FimWire } from '../core/model/fimWire';
import type {
  ModelCapabilities,
  ModelDescription,
  ModelEvent,
  ModelSpec,
  RequestRole,
} from '../core/model/languageModel';
import type { GatedModel, GatedRequest } from '../core/privacy/gate';
import type { Clock } from '../util/clock';
import { isWireRefused, probeFim } from './modelCheck/probeFim';
import type { ModelMemory } from './modelMemory';

/** Milliseconds that a question to the server may take. A server may have to load its model before it fills a hole. */
const DESCRIBE_TIMEOUT_MS = 10_000;
const PROBE_TIMEOUT_MS = 60_000;
/** Milliseconds after a failure before it is asked again. */
const RETRY_AFTER_MS = 60_000;

export interface LearnModelOptions {
  readonly spec: ModelSpec;
  /** Connects the entry as the provider that the spec names. */
  readonly connect: (spec: ModelSpec) => GatedModel;
  readonly memory: ModelMemory;
  readonly clock: Clock;
}

export interface LearnedModel extends GatedModel {
  /** Keeps what a check found: the FIM wire that does best. */
  readonly rememberWire: (wire: FimWire) => void;
  /** What the model can do beside text, once its server has told. */
  readonly capabilities: ModelCapabilities | undefined;
}

type GatedCompletion = Extract<GatedRequest, { kind: 'completion' }>;

/**
 * A model that finds out, behind its first answer, where nobody waits for it, what the settings do not say: the
 * server's own API, the context size, and the FIM wire that works. A failure is silent; it is asked again behind a later
 * answer. Nothing is asked of any other address than the entry's own.
 */
export function learnModel(options: LearnModelOptions): LearnedModel {
  const learner = new ModelLearner(options);
  return {
    ...learner.model,
    rememberWire: (wire) => {
      learner.rememberWire(wire);
    },
    get identity() {
      return learner.model.identity;
    },
    get contextTokens() {
      return learner.contextTokens;
    },
    get capabilities() {
      return learner.capabilities;
    },
    get fimWires() {
      return learner.fimWires;
    },
    restMs: () => learner.model.restMs(),
    describe: (signal) => learner.describe(signal),
    stream: (role, request, signal) => learner.stream(role, request, signal),
  };
}

class ModelLearner {
  #connected: { readonly spec: ModelSpec; readonly model: GatedModel };
  #contextTokens: number | undefined;
  capabilities: ModelCapabilities | undefined;
  /** The wire to go on with after the server refused others, until the probe says which is best. */
  #fallback: FimWire | undefined;
  #isDescribed = false;
  #isAsking = false;
  #askAgainAt = 0;

  constructor(private readonly options: LearnModelOptions) {
    const { spec, connect } = options;
    this.#connected = { spec, model: connect(spec) };
  }

  /** The model over the API that its server is known to speak. */
  get model(): GatedModel {
    const { spec, connect, memory } = this.options;
    const provider = memory.get(spec)?.provider ?? spec.provider;
    if (provider !== this.#connected.spec.provider) {
      const better = { ...spec, provider };
      this.#connected = { spec: better, model: connect(better) };
    }
    return this.#connected.model;
  }

  get contextTokens(): number {
    return this.#contextTokens ?? this.model.contextTokens;
  }

  /** The wires of the server, the one that is known to work first. */
  get fimWires(): readonly FimWire[] {
    const { fimWires } = this.model;
    const first = this.#fallback ?? this.#rememberedWire;
    return first === undefined ? fimWires : [first, ...fimWires.filter((wire) => wire !== first)];
  }

  async describe(signal: AbortSignal): Promise<ModelDescription> {
    const description = await this.#describeRightApi(signal);
    if (this.options.spec.contextTokens === undefined)
      this.#contextTokens = description.contextTokens ?? this.#contextTokens;
    this.capabilities = description.capabilities ?? this.capabilities;
    this.#isDescribed = true;
    return description;
  }

  async *stream(
    role: RequestRole,
    request: GatedRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void, undefined> {
    const events =
      request.kind === 'completion' && request.wire === undefined
        ? this.#complete(role, request, signal)
        : this.model.stream(role, request, signal);
    let hasAnswered = false;
    try {
      for await (const event of events) {
        hasAnswered = true;
        yield event;
      }
    } finally {
      // Also where the reader had seen enough: completions seldom read to the end.
      if (hasAnswered && role !== 'check') this.#learn(request.kind === 'completion');
    }
  }

  rememberWire(wire: FimWire): void {
    this.#fallback = undefined;
    this.options.memory.set(this.options.spec, { wire });
  }

  get #rememberedWire(): FimWire | undefined {
    const wire = this.options.memory.get(this.options.spec)?.wire;
    return wire !== undefined && this.model.fimWires.includes(wire) ? wire : undefined;
  }

  /** Describes the server over its own API: the one it is remembered to speak, or says that it speaks. */
  async #describeRightApi(signal: AbortSignal): Promise<ModelDescription> {
    const { spec, memory } = this.options;
    let description: ModelDescription;
    try {
      description = await this.model.describe(signal);
    } catch (error) {
      if (this.#connected.spec.provider === spec.provider || !isWireRefused(error)) throw error;
      // Another server has taken its place.
      memory.set(spec, { provider: undefined, wire: undefined });
      description = await this.model.describe(signal);
    }
    const { betterProvider } = description;
    if (betterProvider === undefined || betterProvider === this.#connected.spec.provider) return description;
    memory.set(spec, { provider: betterProvider, wire: undefined });
    this.#fallback = undefined;
    return this.model.describe(signal);
  }

  /** Asks over the first wire, and over the next where the server refuses one, so that the person gets an answer. */
  async *#complete(
    role: RequestRole,
    request: GatedCompletion,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent, void, undefined> {
    let wires = this.fimWires;
    for (;;) {
      const [wire, ...others] = wires;
      let hasAnswered = false;
      try {
        // Without any wire the model itself says so.
        const open = wire === undefined ? request : { ...request, wire };
        for await (const event of this.model.stream(role, open, signal)) {
          hasAnswered = true;
          yield event;
        }
        return;
      } catch (error) {
        if (hasAnswered || others.length === 0 || !this.#giveUpWire(error)) throw error;
        this.#fallback = others[0];
        wires = others;
      }
    }
  }

  /** Whether an error means that the server does not have the wire; then that is no longer taken for known. */
  #giveUpWire(error: unknown): boolean {
    if (!isWireRefused(error)) return false;
    if (this.#rememberedWire === undefined) return true;
    // A wire that has worked refuses single requests too.
    if (error.kind === 'badRequest') return false;
    this.options.memory.set(this.options.spec, { wire: undefined });
    return true;
  }

  #learn(isCompletion: boolean): void {
    if (this.#isAsking || this.options.clock.now() < this.#askAgainAt) return;
    const { provider, contextTokens } = this.options.spec;
    // Behind OpenAI's API another server may stand, whose own API has other wires.
    const hasChoice = provider === 'openai' || this.model.fimWires.length > 1;
    const needsWire = isCompletion && hasChoice && this.#rememberedWire === undefined;
    const needsSize = contextTokens === undefined;
    if (!needsWire && (!needsSize || this.#isDescribed)) return;
    this.#isAsking = true;
    this.#ask(needsWire)
      .catch(() => {
        this.#askAgainAt = this.options.clock.now() + RETRY_AFTER_MS;
      })
      .finally(() => {
        this.#isAsking = false;
      });
  }

  async #ask(needsWire: boolean): Promise<void> {
    const isDescribed = this.#isDescribed || (await this.#tryToDescribe());
    if (needsWire) await this.#findWire();
    if (!isDescribed) throw new Error('the server did not describe itself');
  }

  async #tryToDescribe(): Promise<boolean> {
    try {
      await this.describe(AbortSignal.timeout(DESCRIBE_TIMEOUT_MS));
      return true;
    } catch {
      // A server that does not describe itself may still fill a hole.
      return false;
    }
  }

  async #findWire(): Promise<void> {
    const [only, another] = this.model.fimWires;
    if (only !== undefined && another === undefined) {
      this.rememberWire(only);
      return;
    }
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const { wire } = await probeFim(this.model, this.options.clock, signal);
    this.rememberWire(wire);
  }
}
