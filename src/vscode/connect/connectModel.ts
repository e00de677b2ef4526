import * as vscode from 'vscode';
import type { FoundServer } from '../../core/model/modelServer';
import { Method, type ModelsFindResult } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import { shownName } from './chooseModel';
import { findContinueConfig, importFromContinue } from './importContinue';
import { startLlamafile, stopLlamafile } from './llamafile';
import { connectLocal } from './localServer';
import { connectAddress, connectService } from './remoteServer';
import { SERVICES } from './services';
import { type Step, pickOne } from './steps';
import { type ConnectContext, orWarn } from './useModel';

/** Registers the commands "Connect a Model…", "Start a Llamafile…" and "Stop a Llamafile…". */
export function registerConnect(context: ConnectContext): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(CommandId.connectModel, () => orWarn(() => connectModel(context))),
    vscode.commands.registerCommand(CommandId.startLlamafile, () => orWarn(() => startLlamafile(context))),
    vscode.commands.registerCommand(CommandId.stopLlamafile, () =>
      orWarn(() => stopLlamafile(context.engine)),
    ),
  );
}

/** A way to a model; `run` resolves with `back` when the person wants another. */
interface WayItem extends vscode.QuickPickItem {
  readonly run?: () => Promise<Step<'done'>>;
}

/** The one quick pick that leads to every kind of model. Escape goes one step back, and ends it at the first. */
async function connectModel(context: ConnectContext): Promise<Step<'done'>> {
  for (;;) {
    const picked = await pickOne(wayItems(context), {
      title: vscode.l10n.t('Connect a model'),
      placeholder: vscode.l10n.t('Where is the model?'),
      isFirst: true,
    });
    if (picked === 'back') return 'back';
    const { run } = picked.item;
    if (run && (await orWarn(run)) === 'done') return 'done';
  }
}

async function wayItems(context: ConnectContext): Promise<readonly WayItem[]> {
  const [{ servers }, config] = await Promise.all([
    context.engine.request<ModelsFindResult>(Method.modelsFind, {}),
    findContinueConfig(),
  ]);
  return [
    separator(vscode.l10n.t('Found on this machine')),
    ...servers.map((server) => foundItem(context, server)),
    ...(servers.length > 0 ? [] : [nothingFound()]),
    {
      label: `$(play) ${vscode.l10n.t('Start a llamafile…')}`,
      detail: vscode.l10n.t('A program and a model in one file. It runs until VS Code is closed.'),
      run: () => startLlamafile(context),
    },
    separator(vscode.l10n.t('Inside Fairwind')),
    commandItem(
      `$(desktop-download) ${vscode.l10n.t('Download a model that runs inside Fairwind…')}`,
      vscode.l10n.t('On this machine, with nothing else to install.'),
      CommandId.downloadModel,
    ),
    separator(vscode.l10n.t('With a key')),
    ...SERVICES.map((service) => ({
      label: `$(cloud) ${service.name}`,
      description: new URL(service.baseUrl).host,
      run: () => connectService(context, service),
    })),
    separator(vscode.l10n.t('Others')),
    {
      label: `$(globe) ${vscode.l10n.t('By its address…')}`,
      description: vscode.l10n.t('vLLM, a gateway, a server of your company'),
      run: () => connectAddress(context),
    },
    commandItem(`$(copilot) ${vscode.l10n.t('Models of VS Code…')}`, undefined, CommandId.useEditorModels),
    ...(config === undefined
      ? []
      : [
          {
            label: `$(file-symlink-file) ${vscode.l10n.t('Import from Continue…')}`,
            description: config.path,
            run: () => importFromContinue(context, config),
          },
        ]),
    commandItem(
      `$(json) ${vscode.l10n.t('Open the setting fairwind.models')}`,
      undefined,
      CommandId.editModels,
    ),
  ];
}

function foundItem(context: ConnectContext, server: FoundServer): WayItem {
  const names = server.models.map(({ name }) => shownName(name));
  return {
    label: `$(vm) ${server.name}`,
    description: new URL(server.baseUrl).host,
    detail: names.length === 0 ? vscode.l10n.t('It has no model yet.') : names.join(', '),
    run: () => connectLocal(context, server),
  };
}

function nothingFound(): WayItem {
  return {
    label: `$(refresh) ${vscode.l10n.t('Look again')}`,
    detail: vscode.l10n.t(
      'No model server answers here. Start Ollama, llama.cpp, a llamafile, LM Studio or vLLM first.',
    ),
    run: () => Promise.resolve('back'),
  };
}

function commandItem(label: string, detail: string | undefined, command: string): WayItem {
  return {
    label,
    ...(detail !== undefined && { detail }),
    run: async () => {
      await vscode.commands.executeCommand(command);
      return 'done';
    },
  };
}

function separator(label: string): WayItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
