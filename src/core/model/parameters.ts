import type { ModelParameters, ModelRequest, ModelRole, RequestRole } from './languageModel';

/** The parameters of a settings entry: for all that the model does, and for one role, which then count first. */
export type EntryParameters = ModelParameters & Readonly<Partial<Record<ModelRole, ModelParameters>>>;

/**
 * A request with the parameters that the person set. What shapes the sampling replaces the feature's own; a limit only
 * lowers a completion's, which reads no further; ends are added to the feature's.
 * A check asks as its role would, but keeps its own limit and ends: it looks for an answer that it knows.
 */
export function applyParameters<R extends ModelRequest>(
  request: R,
  role: RequestRole,
  parameters: EntryParameters,
): R {
  const of = parameters[role === 'check' ? request.kind : role];
  const { temperature, topP, seed, maxTokens, stop }: ModelParameters = { ...parameters, ...of };
  const sampling = {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(seed !== undefined && { seed }),
  };
  if (role === 'check') return { ...request, ...sampling };
  const most = request.kind === 'completion' ? request.maxTokens : Infinity;
  return {
    ...request,
    ...sampling,
    ...(maxTokens !== undefined && { maxTokens: Math.min(maxTokens, most) }),
    ...(stop !== undefined && { stop: [...(request.stop ?? []), ...stop] }),
  };
}
