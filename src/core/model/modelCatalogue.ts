/**
 * The models that Fairwind offers to download: small enough for a laptop, good at filling in the middle, and free to use.
 * Qwen2.5-Coder 3B is not among them, because its licence forbids commercial use. Files and their sizes are the hub's: it
 * is asked before each download, and its digest is the one that a download is held to.
 */
export interface CatalogueModel {
  /** What `model` in `fairwind.models` says. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** `hf:` address of the GGUF file. */
  readonly address: string;
  /** Bytes of the file, roughly, for people who choose. */
  readonly aboutBytes: number;
  /** Bytes of memory that the model takes with its context of 8,192 tokens for completion and chat each, roughly. */
  readonly aboutMemoryBytes: number;
  /** Physical cores from which on suggestions come while a person still wants them. */
  readonly cores: number;
}

const GB = 1e9;

/** From small to large. Quantised to 8 bits, as llama.cpp's own presets for completion are. */
export const MODEL_CATALOGUE: readonly CatalogueModel[] = [
  {
    id: 'qwen2.5-coder-0.5b',
    name: 'Qwen2.5-Coder 0.5B',
    licence: 'Apache-2.0',
    address: 'hf:ggml-org/Qwen2.5-Coder-0.5B-Q8_0-GGUF:qwen2.5-coder-0.5b-q8_0.gguf',
    aboutBytes: 0.53 * GB,
    aboutMemoryBytes: 1 * GB,
    cores: 1,
  },
  {
    id: 'qwen2.5-coder-1.5b',
    name: 'Qwen2.5-Coder 1.5B',
    licence: 'Apache-2.0',
    address: 'hf:ggml-org/Qwen2.5-Coder-1.5B-Q8_0-GGUF:qwen2.5-coder-1.5b-q8_0.gguf',
    aboutBytes: 1.65 * GB,
    aboutMemoryBytes: 2.5 * GB,
    cores: 4,
  },
  {
    id: 'qwen2.5-coder-7b',
    name: 'Qwen2.5-Coder 7B',
    licence: 'Apache-2.0',
    address: 'hf:ggml-org/Qwen2.5-Coder-7B-Q8_0-GGUF:qwen2.5-coder-7b-q8_0.gguf',
    aboutBytes: 8.1 * GB,
    aboutMemoryBytes: 9.5 * GB,
    cores: 8,
  },
];

/** What a machine is, as far as it decides which models it can bear. */
export interface Machine {
  readonly memoryBytes: number;
  readonly physicalCores: number;
  /** A graphics processor that llama.cpp uses through this package (Apple's Metal): it makes up for cores. */
  readonly hasGpu: boolean;
}

/** `slow`: it fits into the memory, but suggestions will come late. `tooLarge`: there is not memory enough. */
export type ModelFit = 'good' | 'slow' | 'tooLarge';

/** The share of all memory that a model may take: the editor, its language servers and the system need the rest. */
const MEMORY_SHARE = 0.5;

export function fitOf(model: CatalogueModel, machine: Machine): ModelFit {
  if (model.aboutMemoryBytes > machine.memoryBytes * MEMORY_SHARE) return 'tooLarge';
  return machine.hasGpu || machine.physicalCores >= model.cores ? 'good' : 'slow';
}

/** The largest model that fits well; the smallest one where none does. */
export function recommendedModel(machine: Machine): CatalogueModel | undefined {
  return MODEL_CATALOGUE.findLast((model) => fitOf(model, machine) === 'good') ?? MODEL_CATALOGUE[0];
}
