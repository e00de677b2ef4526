import * as vscode from 'vscode';
import { isHttpUrl } from '../../core/config/models';
import type { OfferedModel, ServerAddress } from '../../core/model/modelServer';
import { Method, type ModelsOfferedParams, type ModelsOfferedResult } from '../../protocol/engine';
import { EngineRequestError } from '../engineClient';
import { askKey } from './askKey';
import { type ModelItem, askModelName, modelItems } from './chooseModel';
import type { Service } from './services';
import { type Step, askText, pickOne, withProgress } from './steps';
import { type ConnectContext, useModel } from './useModel';

/** A server whose address is known and whose key may be needed. */
interface RemoteServer extends ServerAddress {
  readonly name: string;
  readonly keyPage?: string;
  /** A service always wants one, so that it is asked for before anything is sent. */
  readonly needsKey: boolean;
}

/** Connects a model of a service: its key, its model, the check. */
export function connectService(context: ConnectContext, service: Service): Promise<Step<'done'>> {
  return connectServer(context, { ...service, needsKey: true });
}

/** Connects a model of any server with OpenAI's API, by its address. */
export async function connectAddress(context: ConnectContext): Promise<Step<'done'>> {
  let value = '';
  for (;;) {
    const address = await askText({
      title: vscode.l10n.t('Address of the server'),
      prompt: vscode.l10n.t('With OpenAI’s API: vLLM, a gateway, llama.cpp, a server of your company.'),
      placeholder: 'https://models.example.com/v1',
      value,
      validate: describeAddressProblem,
    });
    if (address === 'back') return 'back';
    value = address;
    const server = {
      name: new URL(address).host,
      provider: 'openai',
      baseUrl: address,
      needsKey: false,
    } as const;
    if ((await connectServer(context, server)) === 'done') return 'done';
  }
}

function describeAddressProblem(address: string): string | undefined {
  if (!isHttpUrl(address)) return vscode.l10n.t('An address begins with http:// or https://.');
  const { username, password } = new URL(address);
  return username === '' && password === ''
    ? undefined
    : vscode.l10n.t('Leave the password out: settings are no place for it. A key is asked for next.');
}

/** Where the person steps back, a key that was typed and not connected is forgotten. */
async function connectServer(context: ConnectContext, server: RemoteServer): Promise<Step<'done'>> {
  const { origin } = new URL(server.baseUrl);
  try {
    for (;;) {
      const listed = await listModels(context, server);
      if (listed === 'back') return 'back';
      const outcome = await chooseModel(context, server, listed);
      if (outcome === 'done' || !listed.hasAskedKey) return outcome;
      context.keys.drop(origin);
    }
  } finally {
    context.keys.drop(origin);
  }
}

interface Listed {
  readonly models: readonly OfferedModel[];
  /** Why there is no list, in words. */
  readonly problem?: string;
  readonly hasAskedKey: boolean;
}

/** The server's models; its key is asked for where none is stored, and again as long as it is refused. */
async function listModels({ engine, keys }: ConnectContext, server: RemoteServer): Promise<Step<Listed>> {
  const { name, provider, baseUrl, needsKey } = server;
  const params: ModelsOfferedParams = { provider, baseUrl, name };
  const isStored = (await keys.get(new URL(baseUrl).origin)) !== undefined;
  let hasAskedKey = false;
  let mustAsk = needsKey && !isStored;
  let problem: string | undefined;
  for (;;) {
    if (mustAsk) {
      hasAskedKey = true;
      const answer = await askKey(keys, { ...server, ...(problem !== undefined && { problem }) });
      if (answer === 'back') return 'back';
    }
    try {
      const title = vscode.l10n.t('Asking {0} for its models', name);
      const { models } = await withProgress(title, (_report, token) =>
        engine.request<ModelsOfferedResult>(Method.modelsOffered, params, { token }),
      );
      return { models, hasAskedKey };
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      mustAsk = error.data?.kind === 'unauthorized';
      // A server that wanted a key and got none has refused nothing.
      problem = mustAsk && !hasAskedKey && !isStored ? undefined : error.message;
      // Some servers do not list their models; a name can be typed all the same.
      if (!mustAsk) return { models: [], problem: error.message, hasAskedKey };
    }
  }
}

async function chooseModel(
  context: ConnectContext,
  server: RemoteServer,
  { models, problem }: Listed,
): Promise<Step<'done'>> {
  const { name, provider, baseUrl } = server;
  const title = vscode.l10n.t('{0}: which model?', name);
  const items: ModelItem[] = [
    ...modelItems(server, models),
    {
      label: `$(edit) ${vscode.l10n.t('Another name…')}`,
      ...(problem !== undefined && { detail: problem }),
    },
  ];
  for (;;) {
    const picked = await pickOne(items, { title });
    if (picked === 'back') return 'back';
    const model = picked.item.model?.name ?? (await askModelName({ title }));
    if (model === 'back') continue;
    if ((await useModel(context, { provider, baseUrl, model })) === 'done') return 'done';
  }
}
