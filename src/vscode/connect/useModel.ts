import * as vscode from 'vscode';
import { type ModelRole, modelLabel } from '../../core/model/languageModel';
import type { ServerAddress } from '../../core/model/modelServer';
import { type CheckItem, Method, type ModelCheckData, type ModelsCheckResult } from '../../protocol/engine';
import type { ApiKeys } from '../apiKeys';
import { checkNames, describeRole } from '../check/checkView';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { askKey } from './askKey';
import { showFirstSuggestion } from './firstSuggestion';
import { connectEntry, ownModels } from './connectEntry';
import { type ModelEntry, makeEntry } from './modelEntry';
import { ROLES, possibleRoles, proposedRoles } from './roleSettings';
import { type Step, pickMany, pickOne, withProgress } from './steps';

/** What the flow needs of the extension. */
export interface ConnectContext {
  readonly engine: EngineClient;
  readonly keys: ApiKeys;
}

/** A model that the person chose, and where it is. */
export interface ModelChoice extends ServerAddress {
  readonly model: string;
  /** What people call it where its own name is empty. */
  readonly name?: string;
}

/**
 * Checks a model, shows what was found, and connects it for what the person says. Nothing is written before that.
 * @returns `back` when the person wants another model
 * @throws EngineRequestError when the engine cannot be asked
 */
export async function useModel(context: ConnectContext, choice: ModelChoice): Promise<Step<'done'>> {
  const entry = makeEntry(choice, choice, ownModels());
  for (;;) {
    const data = await check(context.engine, entry);
    if (data === undefined) return 'back';
    const next = await showResult(data);
    if (next === 'back') return 'back';
    if (next === 'checkAgain') continue;
    if (next === 'askKey') {
      const key = await askKey(context.keys, { baseUrl: entry.baseUrl, name: new URL(entry.baseUrl).host });
      if (key === 'back') return 'back';
      continue;
    }
    const provider = data.model.provider === 'workspace' ? entry.provider : data.model.provider;
    await connectEntry({ ...entry, provider }, next);
    await context.keys.keep(new URL(entry.baseUrl).origin);
    await showConnected(data, next);
    return 'done';
  }
}

async function check(engine: EngineClient, entry: ModelEntry): Promise<ModelCheckData | undefined> {
  const title = vscode.l10n.t('Checking {0}', entry.id);
  try {
    const { models } = await withProgress(title, (report, token) =>
      engine.request<ModelsCheckResult>(
        Method.modelsCheck,
        { entry },
        { token, onProgress: ({ text }) => report(text) },
      ),
    );
    return models[0];
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    throw error;
  }
}

type Answer = 'checkAgain' | 'askKey' | readonly ModelRole[];

interface ResultItem extends vscode.QuickPickItem {
  readonly answer?: Answer | 'chooseRoles';
}

/** What the check found, what to do about it, and what the model is to be used for. */
async function showResult(data: ModelCheckData): Promise<Step<Answer>> {
  const title = vscode.l10n.t('{0} on {1}', modelLabel(data.model), data.model.host);
  for (;;) {
    const picked = await pickOne(resultItems(data), { title });
    if (picked === 'back') return 'back';
    const { answer } = picked.item;
    if (answer === undefined) continue;
    if (answer !== 'chooseRoles') return answer;
    const roles = await chooseRoles(data, title);
    if (roles !== 'back') return roles;
  }
}

function resultItems(data: ModelCheckData): ResultItem[] {
  const proposed = proposedRoles(data);
  const isKeyWrong = data.checks.some(({ name, state }) => name === 'key' && state === 'failed');
  const actions: ResultItem[] = [
    ...(proposed.length === 0
      ? []
      : [{ label: `$(check) ${vscode.l10n.t('Use for {0}', describeRoles(proposed))}`, answer: proposed }]),
    ...(possibleRoles(data).length === 0
      ? []
      : [
          {
            label: `$(list-selection) ${vscode.l10n.t('Choose what it is used for…')}`,
            answer: 'chooseRoles' as const,
          },
        ]),
    ...(isKeyWrong
      ? [{ label: `$(key) ${vscode.l10n.t('Enter another key…')}`, answer: 'askKey' as const }]
      : []),
    { label: `$(refresh) ${vscode.l10n.t('Check again')}`, answer: 'checkAgain' },
    ...(possibleRoles(data).length === 0
      ? [
          {
            label: `$(plug) ${vscode.l10n.t('Connect it all the same')}`,
            description: vscode.l10n.t('for when the server is back'),
            answer: ROLES,
          },
        ]
      : []),
  ];
  const found = { label: vscode.l10n.t('What was found'), kind: vscode.QuickPickItemKind.Separator };
  return [...actions, found, ...data.checks.flatMap(checkLines)];
}

const ICONS: Readonly<Record<CheckItem['state'], string>> = {
  ok: 'pass',
  warning: 'warning',
  failed: 'error',
  skipped: 'circle-slash',
};

/** A line for a check, and one for what to do about it: a line is cut off where the box ends. */
function checkLines({ name, state, message, fix, firstTokenMs, durationMs }: CheckItem): ResultItem[] {
  const time = firstTokenMs ?? durationMs;
  const line = {
    label: `$(${ICONS[state]}) ${checkNames()[name]}`,
    ...(time !== undefined && { description: `${Math.round(time)} ms` }),
    detail: message,
  };
  // Another key is entered above, not by a command.
  return fix === undefined || name === 'key' ? [line] : [line, { label: `$(arrow-right) ${fix}` }];
}

async function chooseRoles(data: ModelCheckData, title: string): Promise<Step<readonly ModelRole[]>> {
  const proposed = proposedRoles(data);
  const items = possibleRoles(data).map((role) => ({
    label: describeRole(role),
    picked: proposed.includes(role),
    role,
  }));
  const picked = await pickMany(items, {
    title,
    placeholder: vscode.l10n.t('What shall it be used for?'),
  });
  return picked === 'back' ? 'back' : picked.map(({ role }) => role);
}

async function showConnected({ model }: ModelCheckData, roles: readonly ModelRole[]): Promise<void> {
  if (roles.includes('completion')) await showFirstSuggestion(modelLabel(model), model.host);
  const message =
    roles.length === 0
      ? vscode.l10n.t('{0} on {1} is connected.', modelLabel(model), model.host)
      : vscode.l10n.t(
          '{0} on {1} is connected for {2}.',
          modelLabel(model),
          model.host,
          describeRoles(roles),
        );
  void vscode.window.showInformationMessage(message);
}

function describeRoles(roles: readonly ModelRole[]): string {
  return roles.map(describeRole).join(', ');
}

/** Runs a part of the flow; an engine that cannot be asked is something to tell the person, in its own words. */
export async function orWarn<T>(run: () => Promise<Step<T>>): Promise<Step<T>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return 'back';
    if (!(error instanceof EngineRequestError)) throw error;
    void vscode.window.showWarningMessage(error.message);
    return 'back';
  }
}
