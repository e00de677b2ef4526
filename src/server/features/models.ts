import type { ModelRole } from '../../core/model/languageModel';
import { Method, type ModelsListResult } from '../../protocol/engine';
import type { EngineContext } from '../engineContext';
import { MODEL_ROLES } from '../modelRegistry';

/** Serves the list of connected models and which one each role uses. */
export function registerModels({ connection, models, settingsProblems }: EngineContext): void {
  connection.onRequest(Method.modelsList, (): ModelsListResult => {
    const roles: Partial<Record<ModelRole, string>> = {};
    for (const role of MODEL_ROLES) {
      const model = models.forRole(role);
      if (model) roles[role] = model.identity.id;
    }
    const { all } = models;
    return {
      models: all.map(({ identity }) => identity),
      details: all.map(({ contextTokens, capabilities }) => ({
        contextTokens,
        ...(capabilities && { capabilities }),
      })),
      roles,
      problems: settingsProblems(),
    };
  });
}
