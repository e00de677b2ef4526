import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import { Method, type ModelsListResult } from '../../protocol/engine';
import type { ChatModel, ChatModelChoice, ToWebview } from '../../protocol/webview';
import { CommandId } from '../commandIds';
import { type EngineClient, EngineRequestError } from '../engineClient';

/** The connected models as the chat needs them. */
export class ChatModels implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable;
  #result: ModelsListResult | undefined;
  #problem: string | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(private readonly engine: EngineClient) {
    this.#disposables = vscode.Disposable.from(
      this.#changed,
      // An engine that is not there yet would be started by the question.
      engine.onDidChangeState((state) => {
        if (state === 'running') void this.#follow();
      }),
      engine.onDidChangeStatus(({ state }) => {
        if (state !== 'busy') void this.#follow();
      }),
    );
  }

  /** Those that can hold a conversation, as far as is known: the ones that only fill in are not offered. */
  get choices(): readonly ChatModelChoice[] {
    return (this.#result?.models ?? []).map((model) => ({
      id: model.id,
      name: modelLabel(model),
      host: model.host,
      isLocal: model.isLocal,
    }));
  }

  /** The model that answers in a conversation that has chosen one, or none. */
  current(modelId: string | undefined): ChatModel {
    if (this.#problem !== undefined) return { state: 'none', problem: this.#problem };
    if (!this.#result) return { state: 'unknown' };
    const { models, details, roles, problems } = this.#result;
    const wanted = models.some(({ id }) => id === modelId) ? modelId : roles.chat;
    const index = models.findIndex(({ id }) => id === wanted);
    const model = models[index];
    if (!model) return { state: 'none', ...(problems.length > 0 && { problem: problems.join(' ') }) };
    return {
      state: 'connected',
      id: model.id,
      name: modelLabel(model),
      host: model.host,
      isLocal: model.isLocal,
      contextTokens: details[index]?.contextTokens ?? 0,
    };
  }

  /** The model for a turn; none where a conversation has chosen one that is not connected any more. */
  known(modelId: string | undefined): { readonly modelId?: string } {
    return modelId !== undefined && this.choices.some(({ id }) => id === modelId) ? { modelId } : {};
  }

  /** The name of that model if it is known not to see images. */
  blindModel(modelId: string | undefined): string | undefined {
    const model = this.current(modelId);
    if (model.state !== 'connected' || !this.#result) return undefined;
    const index = this.#result.models.findIndex(({ id }) => id === model.id);
    return this.#result.details[index]?.capabilities?.images === false ? model.name : undefined;
  }

  message(modelId: string | undefined): Extract<ToWebview, { type: 'model' }> {
    return { type: 'model', model: this.current(modelId), models: this.choices };
  }

  /** Asks the engine anew. A failure is told in the model's place: the next message will say what is wrong. */
  async refresh(): Promise<void> {
    if (this.engine.state === 'untrusted') return;
    try {
      this.#result = await this.engine.request<ModelsListResult>(Method.modelsList, {});
      this.#problem = undefined;
    } catch (error) {
      if (!(error instanceof EngineRequestError)) throw error;
      this.#problem = error.message;
    }
    this.#changed.fire();
  }

  /** Asks which model is to answer. Undefined where the person picked none; `null` stands for the chat role's. */
  async pick(modelId: string | undefined): Promise<string | null | undefined> {
    const now = this.current(modelId);
    const nowId = now.state === 'connected' ? now.id : undefined;
    const items = this.choices.map(({ id, name, host, isLocal }) => ({
      choice: id,
      label: `$(${isLocal ? 'vm' : 'cloud'}) ${name}`,
      detail: isLocal
        ? vscode.l10n.t('{0}, on this machine', host)
        : vscode.l10n.t('{0}, on another machine', host),
      ...(id === nowId && { description: vscode.l10n.t('now') }),
    }));
    const usual = {
      choice: null,
      label: `$(discard) ${vscode.l10n.t('The model of the setting fairwind.chat.model')}`,
    };
    const connect = { choice: '', label: `$(plug) ${vscode.l10n.t('Connect a model…')}` };
    const picked = await vscode.window.showQuickPick([...items, usual, connect], {
      title: vscode.l10n.t('Which model shall answer in this conversation?'),
      matchOnDetail: true,
    });
    if (picked?.choice === '') await vscode.commands.executeCommand(CommandId.connectModel);
    return picked?.choice === '' ? undefined : picked?.choice;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Nobody has asked until a page is open; then every change counts. */
  async #follow(): Promise<void> {
    if (this.#result || this.#problem !== undefined) await this.refresh();
  }
}
