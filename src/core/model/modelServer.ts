import type { ProviderKind } from './languageModel';

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
