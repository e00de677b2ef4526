/**
 * The ways in which a server can be asked to fill in the middle. Which of them a model has is found out by asking it
 * (`server/learnModel`); adapters say which ones they can speak, best first.
 */
export const FIM_WIRES = [
  /** llama.cpp `/infill`: the server knows the model's own FIM tokens. */
  'infill',
  /** `/fim/completions` of Mistral and Inception, which answers in the shape of a chat. */
  'fimCompletions',
  /** Prefix and suffix in two fields: OpenAI's legacy completions, DeepSeek, SiliconFlow, Ollama. */
  'suffix',
  /** One raw prompt with the tokens of the model's family; see `core/model/fim`. */
  'template',
  /** An instruction to a chat model; see `core/model/chatFill`. */
  'chat',
] as const;

export type FimWire = (typeof FIM_WIRES)[number];

/** The wire that a `fim` of the settings names; undefined when it names a template family or nothing. */
export function findFimWire(name: string | undefined): FimWire | undefined {
  return FIM_WIRES.find((wire) => wire === name);
}

/** What the settings say of FIM, and which wires that leaves of those that a server may have. */
export function allowedFimWires(fim: string | undefined, wires: readonly FimWire[]): readonly FimWire[] {
  if (fim === undefined) return wires;
  if (fim === 'none') return [];
  return [findFimWire(fim) ?? 'template'];
}
