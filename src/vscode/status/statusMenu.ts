import * as vscode from 'vscode';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { currentSettings } from '../hostSettings';
import type { Snooze } from '../inline/snooze';
import { type MenuEntry, menuEntries } from './menuEntries';

/** The menu behind the status-bar item. Whatever it does is a command of its own in the palette, too. */
export function registerStatusMenu(engine: EngineClient, snooze: Snooze): vscode.Disposable {
  return vscode.commands.registerCommand(CommandId.statusMenu, async () => {
    const languageId = vscode.window.activeTextEditor?.document.languageId;
    const entries = menuEntries({
      engineState: engine.state,
      ...(engine.status && { status: engine.status }),
      settings: currentSettings(),
      isSnoozed: snooze.isActive,
      ...(snooze.minutesLeft !== undefined && { minutesLeft: snooze.minutesLeft }),
      ...(languageId !== undefined && { languageId }),
    });
    const picked = await vscode.window.showQuickPick(entries.map(toItem), { title: 'Fairwind' });
    if (picked?.command !== undefined)
      await vscode.commands.executeCommand(picked.command, ...(picked.arguments ?? []));
  });
}

type MenuItem = vscode.QuickPickItem & Pick<MenuEntry, 'command' | 'arguments'>;

function toItem({ icon, label, ...rest }: MenuEntry): MenuItem {
  return rest.command === undefined
    ? { label, kind: vscode.QuickPickItemKind.Separator }
    : { label: `$(${icon}) ${label}`, ...rest };
}
