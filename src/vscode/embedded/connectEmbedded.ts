import * as vscode from 'vscode';
import { isForChat } from '../../core/model/modelUses';
import { connectEntry } from '../connect/connectEntry';
import { showFirstSuggestion } from '../connect/firstSuggestion';
import { ROLES } from '../connect/roleSettings';
import { currentSettings } from '../hostSettings';

/**
 * Connects a model that was downloaded, for suggestions and, where it is made for it, for chat and commit messages; and
 * shows its first suggestion.
 * @param model what `model` of the entry is to say
 */
export async function connectEmbedded(model: string, name: string): Promise<void> {
  const models = currentSettings()['fairwind.models'];
  const known = models.find((spec) => spec.provider === 'embedded' && spec.model === model);
  const id = known?.id ?? freeId(name, models);
  await connectEntry({ id, provider: 'embedded', model }, isForChat(name) ? ROLES : ['completion']);
  await showFirstSuggestion(name, vscode.l10n.t('this machine'));
}

function freeId(name: string, models: readonly { readonly id: string }[]): string {
  let id = name;
  for (let number = 2; models.some((model) => model.id === id); number++) id = `${name} ${number}`;
  return id;
}
