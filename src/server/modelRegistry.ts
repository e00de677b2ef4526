import type { Settings } from '../core/config/settings';
import type { LanguageModel, ModelRole, ModelSpec } from '../core/model/languageModel';
import { chooseAuto } from '../core/model/modelUses';
import type { Gate } from '../core/privacy/gate';
import type { Clock } from '../util/clock';
import { type LearnedModel, learnModel } from './learnModel';
import type { ModelMemory } from './modelMemory';
import { withParameters } from './withParameters';

export interface ModelRegistryOptions {
  readonly settings: () => Settings;
  /** Connects a model; the registry passes every one through the gate before anyone sees it. */
  readonly connect: (spec: ModelSpec) => LanguageModel;
  readonly gate: Gate;
  readonly memory: ModelMemory;
  readonly clock: Clock;
}

export const MODEL_ROLES: readonly ModelRole[] = ['completion', 'chat', 'commit'];

/** The connected models and which one each role uses. */
export class ModelRegistry {
  readonly #models = new Map<string, { readonly spec: ModelSpec; readonly model: LearnedModel }>();

  constructor(private readonly options: ModelRegistryOptions) {}

  /** Every connected model, in the order of the settings. */
  get all(): readonly LearnedModel[] {
    return this.#specs.map((spec) => this.#connect(spec));
  }

  /**
   * The model for a role: the one its setting names, or with `auto` the one that `chooseAuto` finds fit.
   * Undefined when none is connected, or when the setting names one that does not exist.
   */
  forRole(role: ModelRole): LearnedModel | undefined {
    const wanted = this.options.settings()[`fairwind.${role}.model`];
    const spec =
      wanted === 'auto'
        ? chooseAuto(role, this.#specs)
        : this.#specs.find((candidate) => candidate.id === wanted);
    return spec && this.#connect(spec);
  }

  /** Every model that answers for a role, once. */
  inUse(): readonly LearnedModel[] {
    return [...new Set(MODEL_ROLES.map((role) => this.forRole(role)).filter((model) => model !== undefined))];
  }

  get #specs(): readonly ModelSpec[] {
    return this.options.settings()['fairwind.models'];
  }

  /** Connects once per settings entry; an entry that changed is connected anew. */
  #connect(spec: ModelSpec): LearnedModel {
    const known = this.#models.get(spec.id);
    if (known && JSON.stringify(known.spec) === JSON.stringify(spec)) return known.model;
    const model = this.tryOut(spec);
    this.#models.set(spec.id, { spec, model });
    return model;
  }

  /** Connects an entry that is not in the settings, so that it can be checked first. */
  tryOut(spec: ModelSpec): LearnedModel {
    const { connect, gate, memory, clock } = this.options;
    return learnModel({
      spec,
      connect: (wanted) => withParameters(gate(connect(wanted)), wanted.parameters),
      memory,
      clock,
    });
  }
}
