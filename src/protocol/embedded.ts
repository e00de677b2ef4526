/** The messages about models that run inside Fairwind: types only, as all of the wire. */
import type { ModelFit } from '../core/model/modelCatalogue';

/** A model of the catalogue, and how it stands with it on this machine. */
export interface EmbeddedModelData {
  /** What `model` of an `embedded` entry says. */
  readonly id: string;
  readonly name: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** Bytes to download, roughly. */
  readonly aboutBytes: number;
  /** Bytes of memory that it takes, roughly. */
  readonly aboutMemoryBytes: number;
  readonly fit: ModelFit;
  /** The best one for this machine. */
  readonly isRecommended: boolean;
  readonly isDownloaded: boolean;
  /** Bytes that are there: all, or those of a download that was paused. */
  readonly downloadedBytes: number;
}

export interface EmbeddedListResult {
  readonly isRuntimeInstalled: boolean;
  /** From small to large. */
  readonly models: readonly EmbeddedModelData[];
}

export interface EmbeddedDownloadParams {
  readonly partialResultToken?: string | number;
  /** An id of the catalogue, `hf:owner/name:file-or-quantisation`, or the path of a file: then only llama.cpp is. */
  readonly model: string;
}

/** How far a download is. */
export interface EmbeddedDownloadProgress {
  /** `runtime` is llama.cpp itself, which comes before the first model. */
  readonly part: 'runtime' | 'model';
  readonly receivedBytes: number;
  /** Absent where the server does not tell. */
  readonly totalBytes?: number;
}

export interface EmbeddedDownloadResult {
  readonly path: string;
  readonly sizeBytes: number;
  /** Absent for a file that was not downloaded. */
  readonly sha256?: string;
}

export interface EmbeddedRemoveParams {
  readonly model: string;
}
