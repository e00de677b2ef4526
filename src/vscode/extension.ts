import * as vscode from 'vscode';
import { registerChatView } from './chat/chatView';
import { registerCheckView } from './check/checkView';
import { CommandId } from './commandIds';
import { EngineClient } from './engineClient';
import { ApiKeys } from './apiKeys';
import { registerCommitCommands } from './scm/commitCommands';
import { registerSentLogView } from './sent/sentLogView';
import { StatusItem } from './status/statusItem';
import { registerStatusMenu } from './status/statusMenu';

/** The host's composition root: builds the parts and hands each what it needs. The engine starts in the background. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Fairwind', { log: true });
  const keys = new ApiKeys(context.secrets);
  const engine = new EngineClient({ context, output, keys });
  context.subscriptions.push(
    output,
    engine,
    keys,
    new StatusItem(engine),
    registerStatusMenu(engine),
    registerSentLogView(engine),
    registerCheckView(engine),
    registerChatView(context, engine),
    registerCommitCommands(context, engine),
    keys.registerCommand(),
    vscode.commands.registerCommand(CommandId.showOutput, () => output.show()),
    vscode.commands.registerCommand(CommandId.restartEngine, () => engine.restart()),
    vscode.commands.registerCommand(CommandId.openSettings, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'fairwind.'),
    ),
  );
  engine.startWhenTrusted();
}
