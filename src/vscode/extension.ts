import * as vscode from 'vscode';
import { registerApply } from './apply/registerApply';
import { registerChat } from './chat/registerChat';
import { registerCheckView } from './check/checkView';
import { registerBranchName } from './commitMessage/branchCommand';
import { registerExplain } from './commitMessage/explainCommand';
import { registerHookCommand } from './commitMessage/hookCommand';
import { showDraftInEmptyMessages } from './commitMessage/messageEditors';
import { registerPullRequest } from './commitMessage/pullRequestCommand';
import { registerRewording } from './commitMessage/rewordView';
import { StagedSplit } from './commitMessage/splitCommand';
import { CommandId } from './commandIds';
import { registerConnect } from './connect/connectModel';
import { registerEmbeddedCommands } from './embedded/embeddedCommands';
import { EngineClient } from './engineClient';
import { ApiKeys } from './apiKeys';
import { Method } from '../protocol/engine';
import { offerModels } from './languageModels/offerModels';
import { registerUseLentModel } from './languageModels/useLentModel';
import { lendDiagnostics } from './inline/lendDiagnostics';
import { registerInlineChat } from './inlineChat/inlineChat';
import { InlineRequests } from './inline/inlineRequests';
import { Snooze } from './inline/snooze';
import { NextEditView } from './nextEdit/nextEditView';
import { registerCommitCommands } from './scm/commitCommands';
import { registerSentView } from './sent/sentView';
import { registerCompletionCommands } from './status/completionCommands';
import { registerSnoozeCommands } from './status/snoozeCommands';
import { StatusItem } from './status/statusItem';
import { registerStatusMenu } from './status/statusMenu';
import { registerUsageView } from './usage/usageView';

/** The host's composition root: builds the parts and hands each what it needs. The engine starts in the background. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Fairwind', { log: true });
  const keys = new ApiKeys(context.secrets);
  const snooze = new Snooze();
  const inlineRequests = new InlineRequests(snooze);
  const engine = new EngineClient({ context, output, keys, inlineRequests });
  const apply = registerApply(context, engine);
  const split = new StagedSplit(engine);
  context.subscriptions.push(
    output,
    engine,
    keys,
    snooze,
    inlineRequests,
    new StatusItem(engine, snooze),
    registerStatusMenu(engine, snooze),
    registerCompletionCommands(engine, inlineRequests),
    registerSnoozeCommands(snooze),
    new NextEditView(engine),
    lendDiagnostics((params) => engine.notify(Method.contextDiagnostics, params)),
    registerSentView(context, engine),
    registerUsageView(context, engine),
    registerCheckView(engine),
    registerConnect({ engine, keys }),
    registerEmbeddedCommands(engine),
    apply,
    registerChat(context, engine, apply),
    registerInlineChat(engine),
    registerCommitCommands(context, engine, (picked) => {
      // Nobody asked for it, so nobody is told that it failed.
      split.suggest(picked).catch((error: unknown) => output.debug(String(error)));
    }),
    registerRewording(engine),
    registerHookCommand(engine),
    split,
    registerExplain(engine),
    registerBranchName(engine),
    registerPullRequest(engine),
    showDraftInEmptyMessages(snooze),
    offerModels(engine),
    registerUseLentModel({ engine, keys }),
    keys.registerCommand(),
    vscode.commands.registerCommand(CommandId.showOutput, () => output.show()),
    vscode.commands.registerCommand(CommandId.restartEngine, () => engine.restart()),
    vscode.commands.registerCommand(CommandId.openSettings, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', 'fairwind.'),
    ),
  );
  engine.startWhenTrusted();
}
