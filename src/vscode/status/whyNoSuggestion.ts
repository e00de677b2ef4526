import * as vscode from 'vscode';
import { type CompletionWhyResult, Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import type { InlineRequests } from '../inline/inlineRequests';

/**
 * Says in one line why there is no suggestion, with a button for the next step where there is one.
 * @throws EngineRequestError when the engine cannot be asked
 */
export async function showWhy(engine: EngineClient, requests: InlineRequests): Promise<void> {
  const { message, reason } = await engine.request<CompletionWhyResult>(
    Method.completionWhy,
    requests.explain(),
  );
  const step = nextStep(reason);
  const picked = await vscode.window.showInformationMessage(message, ...(step ? [step.label] : []));
  if (!step || picked !== step.label) return;
  // The button took the focus, and VS Code shows suggestions only where it is.
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await vscode.commands.executeCommand(step.command, ...(step.arguments ?? []));
}

interface NextStep {
  readonly label: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** What a person can do about a reason; undefined where typing on is all there is. */
export function nextStep(reason: string): NextStep | undefined {
  switch (reason) {
    case 'disabledForLanguage':
      return { label: vscode.l10n.t('Turn On'), command: CommandId.toggleLanguage };
    case 'snoozed':
      return { label: vscode.l10n.t('Resume'), command: CommandId.resume };
    case 'editorSuggestionsOff':
      return {
        label: vscode.l10n.t('Open Setting'),
        command: 'workbench.action.openSettings',
        arguments: ['editor.inlineSuggest.enabled'],
      };
    case 'severalCursors':
    case 'midWord':
      return { label: vscode.l10n.t('Ask Now'), command: 'editor.action.inlineSuggest.trigger' };
    case 'notSureEnough':
      return { label: vscode.l10n.t('Choose Eagerness'), command: CommandId.chooseEagerness };
    case 'cancelled':
    case 'noCode':
      return { label: vscode.l10n.t('Choose Model'), command: CommandId.chooseModel };
    case 'noModel':
      return { label: vscode.l10n.t('Connect a Model'), command: CommandId.connectModel };
    case 'modelFailed':
    case 'emptyAnswer':
      return { label: vscode.l10n.t('Check Connection'), command: CommandId.checkModels };
    case 'limitReached':
      return { label: vscode.l10n.t('Show Usage'), command: CommandId.showUsage };
    case 'refused':
      return { label: vscode.l10n.t('What Was Sent'), command: CommandId.showSent };
    default:
      return undefined;
  }
}
