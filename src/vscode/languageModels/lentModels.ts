import * as vscode from 'vscode';
import { type HostModelInfo, OWN_VENDOR, findHostModel, parseHostModel } from '../../core/model/hostModels';

/** The models that VS Code can lend: those of other extensions. Fairwind's own among them would ask themselves. */
export async function listLentModels(): Promise<readonly HostModelInfo[]> {
  const models = await vscode.lm.selectChatModels();
  return models
    .filter(({ vendor }) => vendor !== OWN_VENDOR)
    .map(({ vendor, id, family, name, version, maxInputTokens }) => {
      return { vendor, id, family, name, version, maxInputTokens };
    });
}

/** Finds models of VS Code by their names in the settings. */
export class LentModels implements vscode.Disposable {
  /** What was found, until VS Code says that its models have changed: finding one asks its extension each time. */
  readonly #found = new Map<string, vscode.LanguageModelChat>();
  readonly #listener = vscode.lm.onDidChangeChatModels(() => this.#found.clear());

  /** @param name `vendor/id` or `vendor/family` */
  async find(name: string): Promise<vscode.LanguageModelChat | undefined> {
    const known = this.#found.get(name);
    if (known) return known;
    const vendor = parseHostModel(name)?.vendor;
    if (vendor === undefined || vendor === OWN_VENDOR) return undefined;
    const model = findHostModel(await vscode.lm.selectChatModels({ vendor }), name);
    if (model) this.#found.set(name, model);
    return model;
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
