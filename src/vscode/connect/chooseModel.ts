import * as vscode from 'vscode';
import type { OfferedModel, ServerAddress } from '../../core/model/modelServer';
import { answersInText, isKnownToFill } from '../../core/model/modelUses';
import { type PickOptions, type Step, askText } from './steps';

/** A line of a list of models; without `model` it is a way to another one. */
export interface ModelItem extends vscode.QuickPickItem {
  readonly model?: OfferedModel;
}

/** The lines for a server's models: those that are known to fill in the middle first, else in the server's order. */
export function modelItems(
  { provider }: Pick<ServerAddress, 'provider'>,
  models: readonly OfferedModel[],
): ModelItem[] {
  const items = models
    .filter(({ name }) => answersInText(name))
    .map((model) => ({ model, fills: isKnownToFill({ provider, model: model.name }) }));
  return items
    .sort((a, b) => Number(b.fills) - Number(a.fills))
    .map(({ model, fills }) => toItem(model, fills));
}

function toItem(model: OfferedModel, fills: boolean): ModelItem {
  const words = [
    ...(model.sizeBytes === undefined ? [] : [describeSize(model.sizeBytes)]),
    ...(model.contextTokens === undefined ? [] : [vscode.l10n.t('{0} tokens', model.contextTokens)]),
    ...(fills ? [vscode.l10n.t('fills in the middle')] : []),
  ];
  return { label: shownName(model.name), description: words.join(' · '), model };
}

/** A model's name without the folders that llama.cpp puts before it. */
export function shownName(name: string): string {
  return isPath(name) ? (name.split(/[/\\]/).at(-1) ?? name) : name;
}

/** True for a name that is a path on the server's disk, which a server with one model does not need to be told. */
export function isPath(name: string): boolean {
  return /^(\/|[a-z]:\\)/i.test(name);
}

function describeSize(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}

/** Asks for the name of a model that the server does not list. */
export function askModelName(options: PickOptions & { readonly page?: string }): Promise<Step<string>> {
  return askText({
    title: options.title,
    prompt: vscode.l10n.t('The model’s name, as the server knows it'),
    ...(options.placeholder !== undefined && { placeholder: options.placeholder }),
    ...(options.page !== undefined && { page: options.page }),
    validate: (name) => (name === '' ? vscode.l10n.t('Type a name first.') : undefined),
  });
}
