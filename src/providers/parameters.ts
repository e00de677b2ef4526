import { ModelError } from '../core/model/errors';
import type { ModelParameters, ModelRequest, ParameterName } from '../core/model/languageModel';

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

/** What a completion cannot do without: the path reads its answers only so far. */
const NEEDED_BY_COMPLETIONS: ReadonlySet<ParameterName> = new Set(['maxTokens', 'stop']);

/**
 * The request without the parameters that its wire or model refuses, and which these are.
 * @param refused what the model was found to refuse
 * @param names what the wire calls them; absent where the wire knows them all
 */
export function withoutRefused(
  request: ModelRequest,
  refused: ReadonlySet<ParameterName>,
  names: ParameterNames | undefined,
): { readonly asked: ModelRequest; readonly leftOut: readonly ParameterName[] } {
  const leftOut = parametersIn(request).filter(
    (name) => refused.has(name) || (names !== undefined && names[name] === undefined),
  );
  if (leftOut.length === 0) return { asked: request, leftOut };
  return { asked: { ...request, ...Object.fromEntries(leftOut.map((name) => [name, undefined])) }, leftOut };
}

const PARAMETER_NAMES: readonly ParameterName[] = ['temperature', 'topP', 'maxTokens', 'seed', 'stop'];

function parametersIn(request: ModelRequest): ParameterName[] {
  const mayLeave = (name: ParameterName) => request.kind === 'chat' || !NEEDED_BY_COMPLETIONS.has(name);
  return PARAMETER_NAMES.filter((name) => request[name] !== undefined && mayLeave(name));
}

/** How servers say that they do not take a parameter, beside naming it. */
const REFUSES = /unsupported|not support|deprecated|not permitted|not allowed|unknown|unrecogni[sz]ed/i;

/** The parameter of a request that a server names as the reason why it refused the request. */
export function findRefused(
  error: unknown,
  request: ModelRequest,
  names: ParameterNames,
): ParameterName | undefined {
  if (!ModelError.is(error) || error.kind !== 'badRequest' || !REFUSES.test(error.detail ?? ''))
    return undefined;
  const words: ReadonlySet<string> = new Set(error.detail?.split(/[^\w]+/));
  return parametersIn(request).find((name) => words.has(names[name] ?? name));
}
