import * as vscode from 'vscode';
import {
  type LlamafileListResult,
  type LlamafileParams,
  type LlamafileStartResult,
  Method,
} from '../../protocol/engine';
import type { EngineClient } from '../engineClient';
import { currentSettings } from '../hostSettings';
import { connectLocal } from './localServer';
import { type Step, pickOne, withProgress } from './steps';
import type { ConnectContext } from './useModel';

/** Starts a llamafile that the person chooses, and connects it where it is not connected yet. */
export async function startLlamafile(context: ConnectContext): Promise<Step<'done'>> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Start a llamafile'),
      openLabel: vscode.l10n.t('Start'),
    })) ?? [];
  if (!uri || !(await confirm(uri))) return 'back';
  const { baseUrl, models } = await start(context.engine, uri);
  const isConnected = currentSettings()['fairwind.models'].some((entry) => entry.baseUrl === baseUrl);
  if (!isConnected)
    return connectLocal(context, { name: 'llamafile', provider: 'llamacpp', baseUrl, models });
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} runs and answers at {1}.', nameOf(uri), new URL(baseUrl).host),
  );
  return 'done';
}

/** Stops one of those that were started so. */
export async function stopLlamafile(engine: EngineClient): Promise<Step<'done'>> {
  const { running } = await engine.request<LlamafileListResult>(Method.llamafileList, {});
  if (running.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Fairwind has started no llamafile that runs.'));
    return 'done';
  }
  const items = running.map(({ path, baseUrl }) => ({
    label: nameOf(vscode.Uri.file(path)),
    description: new URL(baseUrl).host,
    path,
  }));
  const picked = await pickOne(items, { title: vscode.l10n.t('Stop which llamafile?'), isFirst: true });
  if (picked === 'back') return 'back';
  const params: LlamafileParams = { path: picked.item.path };
  await engine.request<null>(Method.llamafileStop, params);
  return 'done';
}

/** A program is run only after a question, whatever its name says. */
async function confirm(uri: vscode.Uri): Promise<boolean> {
  const yes = vscode.l10n.t('Start');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Start {0}?', nameOf(uri)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'It is a program, and can do on this machine what you can. Start only one whose origin you trust. It answers this machine alone and ends with VS Code.',
      ),
    },
    yes,
  );
  return answer === yes;
}

function start(engine: EngineClient, uri: vscode.Uri): Promise<LlamafileStartResult> {
  const params: LlamafileParams = { path: uri.fsPath };
  return withProgress(vscode.l10n.t('Starting {0}', nameOf(uri)), (_report, token) =>
    engine.request<LlamafileStartResult>(Method.llamafileStart, params, { token }),
  );
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
