import { type EntryParameters, applyParameters } from '../core/model/parameters';
import type { GatedModel } from '../core/privacy/gate';

/** A model that is asked with the parameters of its settings entry. */
export function withParameters(model: GatedModel, parameters: EntryParameters | undefined): GatedModel {
  if (parameters === undefined) return model;
  return {
    ...model,
    // A copy of the getter's value would not follow what is found out of the server.
    get fimWires() {
      return model.fimWires;
    },
    stream: (role, request, signal) => model.stream(role, applyParameters(request, role, parameters), signal),
  };
}
