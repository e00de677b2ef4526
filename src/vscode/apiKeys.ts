import * as vscode from 'vscode';
import { parseSettings } from '../core/config/settings';
import { modelLabel } from '../core/model/languageModel';
import { CommandId } from './commandIds';
import { readHostSettings } from './hostSettings';

/**
 * The keys of model servers, in VS Code's secret storage only. A key is stored for an origin (scheme, host and port)
 * and given for no other, so that a changed address cannot take it along.
 */
export class ApiKeys implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** Keys that were typed for a server that is not connected yet, by origin. They are in memory alone. */
  readonly #proposed = new Map<string, string>();

  constructor(private readonly secrets: vscode.SecretStorage) {}

  async get(origin: string): Promise<string | undefined> {
    return this.#proposed.get(origin) ?? this.secrets.get(storageKey(origin));
  }

  /** Uses a key from now on, in place of a stored one; {@link keep} stores it and {@link drop} forgets it. */
  propose(origin: string, key: string): void {
    this.#proposed.set(origin, key);
    this.#changed.fire();
  }

  /** Stores the proposed key of an origin, if there is one. */
  async keep(origin: string): Promise<void> {
    const key = this.#proposed.get(origin);
    if (key === undefined) return;
    await this.secrets.store(storageKey(origin), key);
    this.#proposed.delete(origin);
  }

  /** Forgets the proposed key of an origin, if there is one; a stored one counts again. */
  drop(origin: string): void {
    if (this.#proposed.delete(origin)) this.#changed.fire();
  }

  registerCommand(): vscode.Disposable {
    return vscode.commands.registerCommand(CommandId.setKey, (origin?: unknown) =>
      this.#set(typeof origin === 'string' ? origin : undefined),
    );
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #set(givenOrigin: string | undefined): Promise<void> {
    const origin = givenOrigin ?? (await pickOrigin());
    if (origin === undefined) return;
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('API key for {0}', origin),
      prompt: vscode.l10n.t(
        'Kept in VS Code’s secret storage and sent to {0} alone. Leave empty to delete the stored key.',
        origin,
      ),
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined) return;
    if (key.trim() === '') await this.secrets.delete(storageKey(origin));
    else await this.secrets.store(storageKey(origin), key.trim());
    this.#changed.fire();
    void vscode.window.setStatusBarMessage(
      key.trim() === ''
        ? vscode.l10n.t('Fairwind: the key for {0} was deleted.', origin)
        : vscode.l10n.t('Fairwind: the key for {0} was stored.', origin),
      5000,
    );
  }
}

function storageKey(origin: string): string {
  return `fairwind.key ${origin}`;
}

async function pickOrigin(): Promise<string | undefined> {
  const models = parseSettings(readHostSettings()).settings['fairwind.models'];
  if (models.length === 0) {
    const connect = vscode.l10n.t('Connect a Model');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t('No model is connected yet. Connecting one asks for its key where it needs one.'),
      connect,
    );
    if (answer === connect) await vscode.commands.executeCommand(CommandId.connectModel);
    return undefined;
  }
  const origins = new Map<string, string[]>();
  for (const model of models) {
    // Models of this machine's own have no server that could want a key.
    if (model.provider === 'embedded') continue;
    const { origin } = new URL(model.baseUrl);
    origins.set(origin, [...(origins.get(origin) ?? []), modelLabel(model)]);
  }
  const picked = await vscode.window.showQuickPick(
    [...origins].map(([origin, names]) => ({ label: origin, description: names.join(', ') })),
    { title: vscode.l10n.t('Which server is the key for?') },
  );
  return picked?.label;
}
