import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { StatusParams } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';

/** The status-bar item: which model answers, on which host, and what it is doing. The only place completions report to. */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('fairwind.status', vscode.StatusBarAlignment.Right, 100);
  readonly #listeners: vscode.Disposable;

  constructor(private readonly engine: EngineClient) {
    this.#item.name = 'Fairwind';
    this.#item.command = CommandId.statusMenu;
    this.#listeners = vscode.Disposable.from(
      engine.onDidChangeStatus(() => this.#update()),
      engine.onDidChangeState(() => this.#update()),
    );
    this.#update();
    this.#item.show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { icon, words, isProblem } = this.#describe();
    this.#item.text = `${icon} ${this.#shortName()}`;
    this.#item.tooltip = `Fairwind\n${words}`;
    this.#item.accessibilityInformation = { label: `Fairwind: ${words}`, role: 'button' };
    this.#item.backgroundColor = isProblem
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  }

  #shortName(): string {
    const { status, state } = this.engine;
    return state === 'running' && status ? modelLabel(status.model) : 'Fairwind';
  }

  #describe(): StatusWords {
    switch (this.engine.state) {
      case 'untrusted':
        return { icon: '$(shield)', words: vscode.l10n.t('Waits until you trust this workspace.') };
      case 'starting':
        return { icon: '$(loading~spin)', words: vscode.l10n.t('Starting…') };
      case 'stopped':
        return {
          icon: '$(warning)',
          words: vscode.l10n.t('The engine is not running. Run "Fairwind: Restart Engine".'),
          isProblem: true,
        };
      case 'running':
        return this.engine.status
          ? describeStatus(this.engine.status)
          : { icon: '$(loading~spin)', words: vscode.l10n.t('Starting…') };
    }
  }
}

interface StatusWords {
  readonly icon: string;
  readonly words: string;
  readonly isProblem?: boolean;
}

/** What a status means, in words. */
function describeStatus({ state, model, role, message }: StatusParams): StatusWords {
  const host = model.isLocal ? vscode.l10n.t('{0} (this machine)', model.host) : model.host;
  const name = vscode.l10n.t('{0} on {1}', modelLabel(model), host);
  switch (state) {
    case 'idle':
      return {
        icon: '$(sparkle)',
        words:
          model.provider === 'workspace'
            ? vscode.l10n.t(
                'The workspace model suggests code. It learns from your files on this machine and sends nothing.',
              )
            : vscode.l10n.t('{0} is ready.', name),
      };
    case 'busy':
      return { icon: '$(loading~spin)', words: describeWork(role, name) };
    case 'error':
      return { icon: '$(warning)', words: message ?? vscode.l10n.t('{0} failed.', name), isProblem: true };
  }
}

function describeWork(role: StatusParams['role'], name: string): string {
  switch (role) {
    case 'chat':
      return vscode.l10n.t('{0} is answering in the chat.', name);
    case 'commit':
      return vscode.l10n.t('{0} is drafting a commit message.', name);
    default:
      return vscode.l10n.t('{0} is suggesting code.', name);
  }
}
