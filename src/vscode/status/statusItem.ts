import * as vscode from 'vscode';
import { isCompletionEnabled } from '../../core/config/settings';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { currentSettings, onDidChangeHostSettings } from '../hostSettings';
import { isCovered } from '../inline/documentSchemes';
import type { Snooze } from '../inline/snooze';
import { describeStatusItem } from './statusWords';

/**
 * The status-bar item: which model answers, on which host, what it is doing, and whether suggestions are off or snoozed.
 * The only place completions report to.
 */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('fairwind.status', vscode.StatusBarAlignment.Right, 100);
  readonly #listeners: vscode.Disposable;
  readonly #first: NodeJS.Immediate;

  constructor(
    private readonly engine: EngineClient,
    private readonly snooze: Snooze,
  ) {
    const update = () => this.#update();
    this.#item.name = 'Fairwind';
    this.#item.command = CommandId.statusMenu;
    this.#listeners = vscode.Disposable.from(
      engine.onDidChangeStatus(update),
      engine.onDidChangeState(update),
      snooze.onDidChange(update),
      onDidChangeHostSettings(update),
      vscode.window.onDidChangeActiveTextEditor(update),
    );
    // Reading the settings takes milliseconds, for which other extensions would wait during activation.
    this.#first = setImmediate(() => {
      this.#update();
      this.#item.show();
    });
  }

  dispose(): void {
    clearImmediate(this.#first);
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { engine, snooze } = this;
    const offFor = languageThatIsOff();
    const { icon, text, words, isProblem } = describeStatusItem({
      engineState: engine.state,
      ...(engine.status && { status: engine.status }),
      isSnoozed: snooze.isActive,
      ...(snooze.minutesLeft !== undefined && { minutesLeft: snooze.minutesLeft }),
      ...(offFor !== undefined && { offFor }),
    });
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.tooltip = `Fairwind\n${words}`;
    this.#item.accessibilityInformation = { label: `Fairwind: ${words}`, role: 'button' };
    this.#item.backgroundColor = isProblem
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
  }
}

/** The active editor's language when suggestions are off for it; `*` when they are off and no editor is open. */
function languageThatIsOff(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const languageId = document && isCovered(document) ? document.languageId : '*';
  return isCompletionEnabled(currentSettings(), languageId) ? undefined : languageId;
}
