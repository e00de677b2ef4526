import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import { Method, type ModelsListResult } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { currentSettings, writeSetting } from '../hostSettings';

interface ModelItem extends vscode.QuickPickItem {
  /** The value for the setting; undefined for the way to connect another model. */
  readonly choice?: string;
}

/**
 * Asks which model is to suggest code: `auto`, the workspace model, or a connected one with its host.
 * @throws EngineRequestError when the engine cannot be asked for its models
 */
export async function chooseModel(engine: EngineClient): Promise<void> {
  const { models } = await engine.request<ModelsListResult>(Method.modelsList, {});
  const picked = await vscode.window.showQuickPick(modelItems(models), {
    title: vscode.l10n.t('Which model shall suggest code?'),
    matchOnDescription: true,
  });
  if (!picked) return;
  if (picked.choice === undefined) await vscode.commands.executeCommand(CommandId.connectModel);
  else await writeSetting('fairwind.completion.model', picked.choice);
}

function modelItems(models: ModelsListResult['models']): ModelItem[] {
  const current = currentSettings()['fairwind.completion.model'];
  const now = vscode.l10n.t('now');
  const item = (choice: string, icon: string, label: string, detail: string): ModelItem => ({
    choice,
    label: `$(${icon}) ${label}`,
    detail,
    ...(choice === current && { description: now }),
  });
  return [
    item(
      'auto',
      'wand',
      vscode.l10n.t('Automatic'),
      vscode.l10n.t('The first connected model that fills in the middle, else the workspace model.'),
    ),
    item(
      'workspace',
      'folder',
      vscode.l10n.t('Workspace model'),
      vscode.l10n.t('Learns from your files on this machine and sends nothing.'),
    ),
    ...models.map((model) =>
      item(
        model.id,
        model.isLocal ? 'vm' : 'cloud',
        modelLabel(model),
        model.isLocal
          ? vscode.l10n.t('{0}, on this machine', model.host)
          : vscode.l10n.t('{0}, on another machine', model.host),
      ),
    ),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(plug) ${vscode.l10n.t('Connect a model…')}` },
  ];
}
