import type { Disposable } from '../../util/disposable';
import type { CallOptions, ModelIdentity, ProviderKind } from './languageModel';

/** A server as it can be asked before a model of it is chosen. */
export interface ServerAddress {
  readonly provider: ProviderKind;
  /** As `baseUrl` of an entry of `fairwind.models`. */
  readonly baseUrl: string;
}

/** A model that a server says it has. A field is absent where the server does not tell. */
export interface OfferedModel {
  readonly name: string;
  /** Bytes of its file. */
  readonly sizeBytes?: number;
  /** Tokens that it can see, or was made for. */
  readonly contextTokens?: number;
}

/** A model server that was found, by its own answers. */
export interface FoundServer extends ServerAddress {
  /** The software for people, with its version where it tells, for example `Ollama 0.12.0`. */
  readonly name: string;
  readonly models: readonly OfferedModel[];
}

/** How far a download on a server is. */
export interface PullProgress {
  /** What it is doing, in the server's words. */
  readonly status: string;
  readonly completedBytes?: number;
  readonly totalBytes?: number;
}

/** The providers that have servers of their own. */
export const SERVER_PROVIDERS = ['openai', 'llamacpp', 'ollama', 'anthropic', 'gemini'] as const;
export type ServerProvider = (typeof SERVER_PROVIDERS)[number];

/** Whether a provider has servers; the models of others run inside Fairwind or are lent by the editor. */
export function hasServer(provider: ProviderKind): provider is ServerProvider {
  return SERVER_PROVIDERS.some((other) => other === provider);
}

/** An address of this machine where a model server usually answers. */
export interface LocalAddress {
  readonly baseUrl: string;
  /** True where Ollama is at home, which is asked in its own words. */
  readonly isOllamas?: boolean;
}

/** Every connection to a server of which no model is chosen yet, or whose models are managed. */
export interface ModelServers extends Disposable {
  /** One question for each usual address of this machine. No key goes with them. */
  local(addresses?: readonly LocalAddress[]): readonly LocalQuestion[];
  /** @param getKey The person's key for the server's origin. */
  at(address: ReachableAddress, getKey: () => Promise<string | undefined>): ModelServer;
}

export interface ReachableAddress extends ServerAddress {
  readonly provider: ServerProvider;
  /** What people call the server, for messages; its host when absent. */
  readonly name?: string;
}

export interface LocalQuestion {
  readonly identity: ModelIdentity;
  /** What answers there; undefined when it is no model server that is known. @throws ModelError, AbortError */
  ask(call: CallOptions): Promise<FoundServer | undefined>;
}

export interface ModelServer {
  readonly identity: ModelIdentity;
  /** The models that it lists. @throws ModelError, AbortError */
  list(call: CallOptions): Promise<readonly OfferedModel[]>;
  /**
   * Has Ollama download a model, and yields how far it is. Ending the loop early stops it.
   * @throws ModelError, AbortError
   */
  pull(model: string, call: CallOptions): AsyncGenerator<PullProgress, void, undefined>;
  /** Has Ollama delete a model. @throws ModelError, AbortError */
  delete(model: string, call: CallOptions): Promise<void>;
}
