import type * as vscode from 'vscode';
import type { LanguageClient, ProgressType } from 'vscode-languageclient/node';
import { type LmListResult, type LmSendParams, Method, type TextDelta } from '../../protocol/engine';
import { sendToLentModel } from './lendModels';
import { type LentModels, listLentModels } from './lentModels';
import { UsedModels } from './usedModels';

/** Answers the engine's questions for models of VS Code. */
export function lendToEngine(
  client: Pick<LanguageClient, 'onRequest' | 'sendProgress'>,
  textProgress: ProgressType<TextDelta>,
  { context, models }: { readonly context: vscode.ExtensionContext; readonly models: LentModels },
): void {
  const used = new UsedModels(context.globalState);
  const { languageModelAccessInformation: access } = context;
  client.onRequest(Method.lmList, async (): Promise<LmListResult> => ({ models: await listLentModels() }));
  client.onRequest(Method.lmSend, (params: LmSendParams, token: vscode.CancellationToken) =>
    sendToLentModel(
      params,
      {
        find: (name) => models.find(name),
        used,
        canSendRequest: (model) => access.canSendRequest(model),
        onText: (text) => client.sendProgress(textProgress, params.partialResultToken, { text }),
      },
      token,
    ),
  );
}
