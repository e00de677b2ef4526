import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import type { Snooze, SnoozeTime } from '../inline/snooze';

/** The commands that put suggestions off for a while, and their context key. */
export function registerSnoozeCommands(snooze: Snooze): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(CommandId.snooze, () => chooseTime(snooze)),
    vscode.commands.registerCommand(CommandId.resume, () => snooze.resume()),
    snooze.onDidChange(
      () => void vscode.commands.executeCommand('setContext', 'fairwind.completion.snoozed', snooze.isActive),
    ),
  );
}

const TIMES: readonly SnoozeTime[] = [5, 15, 60, 'restart'];

async function chooseTime(snooze: Snooze): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    TIMES.map((time) => ({ time, label: timeWords(time) })),
    { title: vscode.l10n.t('Snooze suggestions in this window') },
  );
  if (picked) snooze.start(picked.time);
}

function timeWords(time: SnoozeTime): string {
  return time === 'restart'
    ? vscode.l10n.t('Until the window is closed or reloaded')
    : vscode.l10n.t('{0} minutes', time);
}
