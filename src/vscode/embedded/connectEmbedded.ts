import * as vscode from 'vscode';
import { parseModels } from '../../core/config/models';
import type { ModelRole } from '../../core/model/languageModel';
import { isForChat } from '../../core/model/modelUses';
import { ROLES, changeRoles } from '../connect/roleSettings';
import { showFirstSuggestion } from '../connect/firstSuggestion';
import { ownModels } from '../connect/useModel';
import { changeSetting, currentSettings, writeSetting } from '../hostSettings';

/**
 * Connects a model that was downloaded, for suggestions and, where it is made for it, for chat and commit messages; and
 * shows its first suggestion.
 * @param model what `model` of the entry is to say
 */
export async function connectEmbedded(model: string, name: string): Promise<void> {
  const before = currentSettings();
  const known = before['fairwind.models'].find(
    (spec) => spec.provider === 'embedded' && spec.model === model,
  );
  const id = known?.id ?? freeId(name, before['fairwind.models']);
  if (!known)
    await changeSetting<unknown>('fairwind.models', () => [
      ...ownModels(),
      { id, provider: 'embedded', model },
    ]);
  const chosen: readonly ModelRole[] = isForChat(name) ? ROLES : ['completion'];
  const changes = changeRoles({
    id,
    chosen,
    settings: {
      completion: before['fairwind.completion.model'],
      chat: before['fairwind.chat.model'],
      commit: before['fairwind.commit.model'],
    },
    before: before['fairwind.models'],
    after: parseModels(ownModels()).value,
  });
  for (const role of chosen) {
    const wanted = changes[role];
    if (wanted !== undefined) await writeSetting(`fairwind.${role}.model`, wanted);
  }
  await showFirstSuggestion(name, vscode.l10n.t('this machine'));
}

function freeId(name: string, models: readonly { readonly id: string }[]): string {
  let id = name;
  for (let number = 2; models.some((model) => model.id === id); number++) id = `${name} ${number}`;
  return id;
}
