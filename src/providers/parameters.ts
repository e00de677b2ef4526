import type { ModelParameters, ParameterName } from '../core/model/languageModel';

/** What a wire calls the parameters that people know. */
export type ParameterNames = Readonly<Partial<Record<ParameterName, string>>>;

/** Chat Completions and Completions, as most servers know them. */
export const OPENAI_PARAMETERS: ParameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  maxTokens: 'max_tokens',
  seed: 'seed',
  stop: 'stop',
};

/** The `options` of Ollama's own API. */
export const OLLAMA_PARAMETERS: ParameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  maxTokens: 'num_predict',
  seed: 'seed',
  stop: 'stop',
};

/** The parameters that a request has, under the wire's own names. Those without a name are left out. */
export function parameterFields(
  parameters: ModelParameters,
  names: ParameterNames,
): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [name, wireName] of Object.entries(names) as [ParameterName, string][]) {
    const value = parameters[name];
    // Some servers refuse an empty list of stops.
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) fields[wireName] = value;
  }
  return fields;
}
