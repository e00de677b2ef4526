import * as vscode from 'vscode';
import { isCompletionEnabled, parseSettings } from '../../core/config/settings';
import { type CompletionWhyResult, Method } from '../../protocol/engine';
import { CommandId, FOCUS_CHAT_VIEW } from '../commandIds';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { readHostSettings } from '../hostSettings';

/** The menu behind the status-bar item, and the commands that only it needs. */
export function registerStatusMenu(engine: EngineClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(CommandId.statusMenu, () => showMenu(engine)),
    vscode.commands.registerCommand(CommandId.whyNoSuggestion, () => showWhy(engine)),
    vscode.commands.registerCommand(CommandId.toggleLanguage, () => toggleLanguage()),
  );
}

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
  readonly arguments?: readonly unknown[];
}

async function showMenu(engine: EngineClient): Promise<void> {
  const { status } = engine;
  const languageId = vscode.window.activeTextEditor?.document.languageId;
  const items: MenuItem[] = [];
  if (status?.message !== undefined)
    items.push({ label: `$(warning) ${status.message}`, command: CommandId.checkModels });
  if (engine.state === 'stopped') {
    items.push({
      label: `$(refresh) ${vscode.l10n.t('Restart the engine')}`,
      command: CommandId.restartEngine,
    });
  }
  if (languageId !== undefined) items.push(languageItem(languageId));
  items.push(
    { label: `$(question) ${vscode.l10n.t('Why no suggestion?')}`, command: CommandId.whyNoSuggestion },
    { label: `$(comment-discussion) ${vscode.l10n.t('Open the chat')}`, command: FOCUS_CHAT_VIEW },
    { label: `$(eye) ${vscode.l10n.t('What was sent')}`, command: CommandId.showSent },
    {
      label: `$(plug) ${vscode.l10n.t('Connect or change models…')}`,
      command: 'workbench.action.openSettings',
      arguments: ['fairwind.models'],
    },
    { label: `$(pulse) ${vscode.l10n.t('Check the connection')}`, command: CommandId.checkModels },
    { label: `$(key) ${vscode.l10n.t('Set an API key…')}`, command: CommandId.setKey },
    { label: `$(settings-gear) ${vscode.l10n.t('All settings')}`, command: CommandId.openSettings },
    { label: `$(output) ${vscode.l10n.t('Show the log')}`, command: CommandId.showOutput },
  );
  const picked = await vscode.window.showQuickPick(items, { title: 'Fairwind' });
  if (picked?.command !== undefined)
    await vscode.commands.executeCommand(picked.command, ...(picked.arguments ?? []));
}

function languageItem(languageId: string): MenuItem {
  const enabled = isCompletionEnabled(parseSettings(readHostSettings()).settings, languageId);
  return {
    label: enabled
      ? `$(circle-slash) ${vscode.l10n.t('Turn suggestions off for {0}', languageId)}`
      : `$(check) ${vscode.l10n.t('Turn suggestions on for {0}', languageId)}`,
    command: CommandId.toggleLanguage,
  };
}

/** Writes the language's entry of `fairwind.completion.enable` into the person's own settings. */
async function toggleLanguage(): Promise<void> {
  const languageId = vscode.window.activeTextEditor?.document.languageId;
  if (languageId === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file first; suggestions are turned on and off for its language.'),
    );
    return;
  }
  const { settings } = parseSettings(readHostSettings());
  const configuration = vscode.workspace.getConfiguration('fairwind.completion');
  const own = configuration.inspect<Record<string, boolean>>('enable')?.globalValue ?? {};
  await configuration.update(
    'enable',
    { ...own, [languageId]: !isCompletionEnabled(settings, languageId) },
    vscode.ConfigurationTarget.Global,
  );
}

async function showWhy(engine: EngineClient): Promise<void> {
  try {
    const { message, reason } = await engine.request<CompletionWhyResult>(Method.completionWhy, {});
    await showReason(message, reason === 'modelFailed');
  } catch (error) {
    if (error instanceof EngineRequestError) void vscode.window.showWarningMessage(error.message);
    else throw error;
  }
}

/** A failure of the model offers the check, which says more than its one line. */
async function showReason(message: string, hasModelFailed: boolean): Promise<void> {
  const check = vscode.l10n.t('Check Connection');
  const buttons = hasModelFailed ? [check] : [];
  if ((await vscode.window.showInformationMessage(message, ...buttons)) === check)
    await vscode.commands.executeCommand(CommandId.checkModels);
}
