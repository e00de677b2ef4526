import * as l10n from '@vscode/l10n';
import { type CancellationToken, ProgressType } from 'vscode-languageserver/node';
import { type ModelRole, type ModelSpec, modelLabel } from '../../core/model/languageModel';
import { parseModels } from '../../core/config/models';
import type { GatedModel } from '../../core/privacy/gate';
import {
  Method,
  type ModelCheckData,
  type ModelsCheckParams,
  type ModelsCheckResult,
  type TextDelta,
} from '../../protocol/engine';
import { withAbortSignal } from '../cancellation';
import type { EngineContext } from '../engineContext';
import { EngineError, toResponseError } from '../expectedError';
import { type Question, askModel } from '../modelCheck/askModel';
import { checkItems } from '../modelCheck/checkItems';
import type { LearnedModel } from '../learnModel';
import { MODEL_ROLES, type ModelRegistry } from '../modelRegistry';

const textProgress = new ProgressType<TextDelta>();

/** Serves the check of connections: asks each model what it is and whether it works, and only when told to. */
export function registerModelCheck(context: EngineContext): void {
  context.connection.onRequest(Method.modelsCheck, (params: ModelsCheckParams, token: CancellationToken) =>
    withAbortSignal(token, (signal) => check(context, params, signal)).catch(toResponseError),
  );
}

async function check(
  context: EngineContext,
  params: ModelsCheckParams,
  signal: AbortSignal,
): Promise<ModelsCheckResult> {
  const { connection, models, settingsProblems } = context;
  const { partialResultToken, modelId, entry } = params;
  const tell = (text: string) => {
    if (partialResultToken !== undefined)
      void connection.sendProgress(textProgress, partialResultToken, { text });
  };
  const subjects = subjectsOf(models, params);
  const isForEverything = modelId !== undefined || entry !== undefined;
  const results: ModelCheckData[] = [];
  for (const model of subjects) {
    const roles = MODEL_ROLES.filter((role) => models.forRole(role)?.identity.id === model.identity.id);
    const uses = usesOf(isForEverything ? MODEL_ROLES : roles);
    const onQuestion = (question: Question) => tell(describeQuestion(question, model));
    const findings = await askModel(model, { clock: context.clock, uses, onQuestion }, signal);
    if (findings.completion.kind === 'found') model.rememberWire(findings.completion.value.wire);
    const { identity, contextTokens } = model;
    results.push({ model: identity, roles, checks: checkItems({ identity, contextTokens, findings }) });
  }
  return { models: results, problems: settingsProblems() };
}

function subjectsOf(models: ModelRegistry, { modelId, entry }: ModelsCheckParams): readonly LearnedModel[] {
  if (entry !== undefined) return [models.tryOut(readEntry(entry))];
  return modelId === undefined ? models.inUse() : [findModel(models.all, modelId)];
}

function readEntry(entry: unknown): ModelSpec {
  const { value, problems } = parseModels([entry]);
  const [spec] = value;
  if (spec) return spec;
  throw new EngineError('noModel', l10n.t('This model cannot be used: {0}', problems.join(' ')));
}

/** @throws EngineError `noModel` when the settings have none of that id */
export function findModel<T extends GatedModel>(models: readonly T[], id: string): T {
  const found = models.find(({ identity }) => identity.id === id);
  if (found) return found;
  throw new EngineError('noModel', l10n.t('The setting fairwind.models has no model with the id {0}.', id));
}

function usesOf(roles: readonly ModelRole[]): { completion: boolean; chat: boolean } {
  return {
    completion: roles.includes('completion'),
    chat: roles.includes('chat') || roles.includes('commit'),
  };
}

function describeQuestion(question: Question, { identity }: GatedModel): string {
  const model = modelLabel(identity);
  switch (question) {
    case 'description':
      return l10n.t('Asking {0} what it runs', identity.host);
    case 'completion':
      return l10n.t('Asking {0} at {1} to fill in the middle', model, identity.host);
    case 'chat':
      return l10n.t('Asking {0} at {1} for a word', model, identity.host);
  }
}
