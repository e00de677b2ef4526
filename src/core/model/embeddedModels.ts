import type { ModelIdentity, ModelSpec } from './languageModel';
import type { LlamaAnswerEvent, LlamaModelInfo, LlamaRequest } from './llamaMessages';

/** A settings entry, with how many tokens of context its model gets. */
export type EmbeddedSpec = ModelSpec & { readonly contextTokens: number };

/** The models that run on this machine in a process of Fairwind's own, as a port: `server/embedded` makes it. */
export interface EmbeddedModels {
  /** Where such a model runs, in words for a person. */
  readonly host: string;
  /**
   * Resolves when the model is loaded, which may take a while.
   * @param isAsked whether a person waits for the answer: other requests take no other model's place in memory
   * @throws ModelError and AbortError
   */
  load(
    model: ModelIdentity,
    spec: EmbeddedSpec,
    isAsked: boolean,
    signal: AbortSignal,
  ): Promise<LoadedEmbeddedModel>;
}

export interface LoadedEmbeddedModel {
  readonly info: LlamaModelInfo;
  /** @throws ModelError `serverFailed` when the process crashes, and AbortError */
  ask(request: LlamaRequest, signal: AbortSignal): AsyncIterable<LlamaAnswerEvent>;
}
