import * as vscode from 'vscode';
import { parseModels } from '../../core/config/models';
import type { ModelRole } from '../../core/model/languageModel';
import { changeSetting, currentSettings, writeSetting } from '../hostSettings';
import { type NamedEntry, putEntry } from './modelEntry';
import { ROLES, changeRoles } from './roleSettings';

/** The entries as they stand in the person's own settings. */
export function ownModels(): readonly unknown[] {
  const own = vscode.workspace.getConfiguration().inspect<unknown>('fairwind.models')?.globalValue;
  return Array.isArray(own) ? own : [];
}

/**
 * Writes an entry to the person's own settings, and then what it is used for.
 * @throws Error of VS Code's when the settings cannot be written, with nothing written
 */
export async function connectEntry(entry: NamedEntry, roles: readonly ModelRole[]): Promise<void> {
  const before = currentSettings();
  const models = putEntry(ownModels(), entry);
  await changeSetting<unknown>('fairwind.models', () => models);
  const changes = changeRoles({
    id: entry.id,
    chosen: roles,
    settings: {
      completion: before['fairwind.completion.model'],
      chat: before['fairwind.chat.model'],
      commit: before['fairwind.commit.model'],
    },
    before: before['fairwind.models'],
    after: parseModels(models).value,
  });
  for (const role of ROLES) {
    const id = changes[role];
    if (id !== undefined) await writeSetting(`fairwind.${role}.model`, id);
  }
}
