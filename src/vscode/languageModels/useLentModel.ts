import * as vscode from 'vscode';
import { DEFAULT_BASE_URLS } from '../../core/config/models';
import type { HostModelInfo } from '../../core/model/hostModels';
import { CommandId } from '../commandIds';
import { type Step, pickOne } from '../connect/steps';
import { type ConnectContext, orWarn, useModel } from '../connect/useModel';
import { listLentModels } from './lentModels';

/** Registers the command that connects a model of VS Code. */
export function registerUseLentModel(context: ConnectContext): vscode.Disposable {
  return vscode.commands.registerCommand(CommandId.useEditorModels, () =>
    orWarn(() => useLentModel(context)),
  );
}

interface LentItem extends vscode.QuickPickItem {
  /** Absent where VS Code has none. */
  readonly model?: HostModelInfo;
}

async function useLentModel(context: ConnectContext): Promise<Step<'done'>> {
  for (;;) {
    const picked = await pickOne<LentItem>(lentItems(), {
      title: vscode.l10n.t('Models of VS Code: which one?'),
      placeholder: vscode.l10n.t(
        'VS Code asks you before Fairwind may use it; it counts against your quota there.',
      ),
    });
    if (picked === 'back') return 'back';
    const { model } = picked.item;
    if (!model) return 'back';
    const choice = {
      provider: 'vscode',
      baseUrl: DEFAULT_BASE_URLS.vscode,
      model: `${model.vendor}/${model.id}`,
    } as const;
    if ((await useModel(context, choice)) === 'done') return 'done';
  }
}

async function lentItems(): Promise<readonly LentItem[]> {
  const models = await listLentModels();
  if (models.length === 0)
    return [
      {
        label: vscode.l10n.t('VS Code has no model at the moment.'),
        detail: vscode.l10n.t('Install an extension that lends models, or sign in to the one you have.'),
      },
    ];
  return models.map((model) => ({
    label: `$(copilot) ${model.name}`,
    description: `${model.vendor}/${model.id}`,
    model,
  }));
}
