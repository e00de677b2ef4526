import { MODEL_CATALOGUE } from './modelCatalogue';

/** A GGUF file in a repository of a hub that speaks Hugging Face's API. */
export interface ModelAddress {
  /** `owner/name`. */
  readonly repository: string;
  /** A file of the repository, or a quantisation that one file's name must hold, for example `Q4_K_M`. */
  readonly file: string;
}

const ADDRESS = /^hf:([\w.-]+\/[\w.-]+):([\w./-]+)$/;

/**
 * Reads what `model` of an embedded entry says: the id of a model of the catalogue, or `hf:owner/name:FILE-or-QUANT`.
 * Undefined for anything else, paths among them.
 */
export function parseModelAddress(model: string): ModelAddress | undefined {
  const text = MODEL_CATALOGUE.find(({ id }) => id === model)?.address ?? model;
  const [, repository, file] = ADDRESS.exec(text) ?? [];
  if (repository === undefined || file === undefined) return undefined;
  return [repository, file].some((part) => part.split('/').includes('..')) ? undefined : { repository, file };
}

/** The name under which the file of an address is kept: one for each address, and a plain file name everywhere. */
export function fileNameOf({ repository, file }: ModelAddress): string {
  const name = `${repository}--${file}`.replaceAll('/', '--');
  return name.endsWith('.gguf') ? name : `${name}.gguf`;
}
