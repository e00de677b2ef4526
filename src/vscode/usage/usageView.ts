import * as vscode from 'vscode';
import { usageCsv } from '../../core/usage/usageTables';
import { type UsageMonthResult, Method } from '../../protocol/engine';
import type { ToUsagePage } from '../../protocol/usagePage';
import { CommandId } from '../commandIds';
import { EditorPage } from '../editorPage';
import type { EngineClient } from '../engineClient';
import { onDidChangeHostSettings } from '../hostSettings';
import { usageStrings } from './usageStrings';

/** Milliseconds between two looks at the sums while requests come and go. */
const REFRESH_INTERVAL_MS = 2000;

/** Registers the page "Usage and cost" with its command. */
export function registerUsageView(context: vscode.ExtensionContext, engine: EngineClient): vscode.Disposable {
  const view = new UsageView(context.extensionUri, engine);
  return vscode.Disposable.from(view);
}

class UsageView implements vscode.Disposable {
  readonly #page: EditorPage;
  readonly #disposables: vscode.Disposable;
  /** The month that is shown; undefined for the present one. */
  #month: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    extensionUri: vscode.Uri,
    private readonly engine: EngineClient,
  ) {
    this.#page = new EditorPage({
      extensionUri,
      viewType: 'fairwind.usage',
      bundle: 'usage',
      title: () => vscode.l10n.t('Usage and cost'),
      onMessage: (message) => void this.#receive(message),
    });
    this.#disposables = vscode.Disposable.from(
      this.#page,
      engine.onDidChangeSent(() => this.#refreshSoon()),
      onDidChangeHostSettings(() => this.#refreshSoon()),
      vscode.commands.registerCommand(CommandId.showUsage, () => this.#page.show()),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #post(message: ToUsagePage): void {
    this.#page.post(message);
  }

  /** The page may send anything: only what is known does something. */
  async #receive(raw: unknown): Promise<void> {
    if (typeof raw !== 'object' || raw === null || !('type' in raw)) return;
    switch (raw.type) {
      case 'ready':
        this.#post({ type: 'strings', strings: usageStrings(vscode.l10n), language: vscode.env.language });
        return this.#refresh();
      case 'month':
        this.#month = 'month' in raw && typeof raw.month === 'string' ? raw.month : undefined;
        return this.#refresh();
      case 'export':
        return this.#export();
      case 'setPrices':
        return openSetting('fairwind.usage.prices');
      case 'setLimit':
        return openSetting('fairwind.usage.monthlyLimit');
    }
  }

  #refreshSoon(): void {
    if (!this.#page.isVisible) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#refresh();
    }, REFRESH_INTERVAL_MS);
  }

  async #refresh(): Promise<void> {
    try {
      this.#post({ type: 'usage', usage: await this.#ask() });
    } catch (error) {
      this.#post({ type: 'failed', message: wordsOf(error) });
    }
  }

  #ask(): Promise<UsageMonthResult> {
    const month = this.#month;
    return this.engine.request<UsageMonthResult>(Method.usageMonth, month === undefined ? {} : { month });
  }

  async #export(): Promise<void> {
    try {
      const { month, cells } = await this.#ask();
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const name = `fairwind-usage-${month}.csv`;
      const target = await vscode.window.showSaveDialog({
        ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
        filters: { CSV: ['csv'] },
      });
      if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(usageCsv(cells)));
    } catch (error) {
      this.#post({ type: 'failed', message: wordsOf(error) });
    }
  }
}

async function openSetting(key: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', key);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
