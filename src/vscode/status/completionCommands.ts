import * as vscode from 'vscode';
import { isCompletionEnabled } from '../../core/config/settings';
import { CommandId } from '../commandIds';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { changeSetting, currentSettings } from '../hostSettings';
import type { InlineRequests } from '../inline/inlineRequests';
import { type EnableMap, switchAllLanguages, switchLanguage } from '../inline/languageSwitch';
import { chooseEagerness } from './chooseEagerness';
import { chooseModel } from './chooseModel';
import { showWhy } from './whyNoSuggestion';

/** The commands that change how suggestions are made, or say why there are none. */
export function registerCompletionCommands(
  engine: EngineClient,
  requests: InlineRequests,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(CommandId.toggleCompletion, () => toggleAllLanguages()),
    vscode.commands.registerCommand(CommandId.toggleLanguage, () => toggleLanguage()),
    vscode.commands.registerCommand(CommandId.toggleNextEdit, () => toggleNextEdit()),
    vscode.commands.registerCommand(CommandId.chooseEagerness, () => chooseEagerness()),
    vscode.commands.registerCommand(CommandId.chooseModel, () => withWarning(() => chooseModel(engine))),
    vscode.commands.registerCommand(CommandId.whyNoSuggestion, () =>
      withWarning(() => showWhy(engine, requests)),
    ),
    vscode.commands.registerCommand(CommandId.editModels, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'fairwind.models'),
    ),
  );
}

async function toggleAllLanguages(): Promise<void> {
  const isOn = currentSettings()['fairwind.completion.enable']['*'] ?? true;
  await changeSetting<EnableMap>(
    'fairwind.completion.enable',
    (own = {}) => switchAllLanguages(own, !isOn),
    (map) => Object.hasOwn(map, '*'),
  );
}

/** Nothing else on screen says whether next edits are on. */
async function toggleNextEdit(): Promise<void> {
  const isOn = !currentSettings()['fairwind.nextEdit.enable'];
  await changeSetting<boolean>('fairwind.nextEdit.enable', () => isOn);
  const words = isOn
    ? vscode.l10n.t('Next edits are on: after a rename or a repeated edit, Tab goes to the next place.')
    : vscode.l10n.t('Next edits are off.');
  vscode.window.setStatusBarMessage(words, 5_000);
}

async function toggleLanguage(): Promise<void> {
  const languageId = vscode.window.activeTextEditor?.document.languageId;
  if (languageId === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a file first; suggestions are turned on and off for its language.'),
    );
    return;
  }
  const isOn = isCompletionEnabled(currentSettings(), languageId);
  await changeSetting<EnableMap>(
    'fairwind.completion.enable',
    (own = {}) => switchLanguage(own, languageId, !isOn),
    (map) => Object.hasOwn(map, languageId),
  );
}

/** An engine that cannot be asked is something to tell the person, in its own words. */
async function withWarning(ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof EngineRequestError)) throw error;
    void vscode.window.showWarningMessage(error.message);
  }
}
