import * as vscode from 'vscode';
import type { FoundServer, OfferedModel } from '../../core/model/modelServer';
import { Method, type ModelsOfferedResult } from '../../protocol/engine';
import { type ModelItem, askModelName, isPath, modelItems, shownName } from './chooseModel';
import { type Step, pickOne, withProgress } from './steps';
import { type ConnectContext, orWarn, useModel } from './useModel';

const OLLAMA_LIBRARY = 'https://ollama.com/library';

interface ServerItem extends ModelItem {
  readonly isDownload?: boolean;
}

/** Connects a model of a server on this machine; Ollama's models can be downloaded and deleted here, too. */
export async function connectLocal(context: ConnectContext, server: FoundServer): Promise<Step<'done'>> {
  const title = vscode.l10n.t('{0}: which model?', server.name);
  let { models } = server;
  for (;;) {
    const picked = await pickOne(serverItems(server, models), { title });
    if (picked === 'back') return 'back';
    const { item, button } = picked;
    if (item.model && button) {
      const { name } = item.model;
      if (await confirmDelete(name, server)) await deleteModel(context, server, name);
      models = await listAgain(context, server, models);
      continue;
    }
    const name = item.model?.name ?? (await download(context, server));
    if (name === 'back') continue;
    if (item.isDownload === true) models = await listAgain(context, server, models);
    if ((await useModel(context, choose(server, name))) === 'done') return 'done';
  }
}

/** llama.cpp calls its one model by the path of its file, which is nobody's business and not needed. */
function choose({ provider, baseUrl }: FoundServer, name: string) {
  return isPath(name)
    ? { provider, baseUrl, model: '', name: shownName(name) }
    : { provider, baseUrl, model: name };
}

function serverItems(server: FoundServer, models: readonly OfferedModel[]): ServerItem[] {
  const items = modelItems(server, models);
  if (server.provider !== 'ollama') return items;
  const trash = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Delete from Ollama') };
  return [
    ...items.map((item) => ({ ...item, buttons: [trash] })),
    {
      label: `$(desktop-download) ${vscode.l10n.t('Download a model with Ollama…')}`,
      isDownload: true,
    },
  ];
}

/** Asks for a name, and has Ollama download that model. Cancelled or failed, it is one step back. */
async function download(context: ConnectContext, { baseUrl }: FoundServer): Promise<Step<string>> {
  const model = await askModelName({
    title: vscode.l10n.t('Download a model with Ollama…'),
    placeholder: 'qwen2.5-coder:1.5b-base',
    page: OLLAMA_LIBRARY,
  });
  if (model === 'back') return 'back';
  return orWarn(async () => {
    await withProgress(vscode.l10n.t('Downloading {0}', model), (report, token) =>
      context.engine.request(
        Method.ollamaPull,
        { baseUrl, model },
        { token, onProgress: ({ text }) => report(text) },
      ),
    );
    return model;
  });
}

async function confirmDelete(model: string, { name }: FoundServer): Promise<boolean> {
  const yes = vscode.l10n.t('Delete');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete {0} from {1}?', model, name),
    { modal: true, detail: vscode.l10n.t('Its file is deleted from the disk; it can be downloaded again.') },
    yes,
  );
  return answer === yes;
}

async function deleteModel(
  { engine }: ConnectContext,
  { baseUrl }: FoundServer,
  model: string,
): Promise<void> {
  await orWarn(async () => {
    await engine.request(Method.ollamaDelete, { baseUrl, model });
    return 'done';
  });
}

/** The server's models now; the list as it was where the server does not answer any more. */
async function listAgain(
  { engine }: ConnectContext,
  { provider, baseUrl, name }: FoundServer,
  models: readonly OfferedModel[],
): Promise<readonly OfferedModel[]> {
  const listed = await orWarn(() =>
    engine.request<ModelsOfferedResult>(Method.modelsOffered, { provider, baseUrl, name }),
  );
  return listed === 'back' ? models : listed.models;
}
