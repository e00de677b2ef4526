import * as vscode from 'vscode';
import { Method, type SentListResult } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { renderSentLog } from './renderSentLog';

const SCHEME = 'fairwind-sent';
const PAGE = vscode.Uri.from({ scheme: SCHEME, path: '/What was sent.md' });

/** The page "What was sent": a read-only document that follows the engine's log and can be searched like any other. */
export function registerSentLogView(engine: EngineClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    engine.onDidChangeSent(() => changed.fire(PAGE)),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => render(engine),
    }),
    vscode.commands.registerCommand(CommandId.showSent, async () => {
      changed.fire(PAGE);
      await vscode.window.showTextDocument(PAGE, { preview: false });
    }),
    vscode.commands.registerCommand(CommandId.clearSent, async () => {
      await engine.request(Method.sentClear, {});
      changed.fire(PAGE);
    }),
  );
}

async function render(engine: EngineClient): Promise<string> {
  const { entries } = await engine.request<SentListResult>(Method.sentList, {});
  return renderSentLog(entries, {
    title: vscode.l10n.t('What was sent'),
    introduction: vscode.l10n.t(
      'Every request that left Fairwind since its engine started, newest first, complete. It is kept in memory on this machine and goes with the window. Keys are never part of it.',
    ),
    empty: vscode.l10n.t('Nothing has been sent.'),
    thisMachine: vscode.l10n.t('this machine'),
    otherMachine: vscode.l10n.t('another machine'),
    running: vscode.l10n.t('running'),
    leftOut: (parameters) => vscode.l10n.t('not sent, because it is refused: {0}', parameters),
    tokens: (prompt, answer) => vscode.l10n.t('{0} tokens in, {1} tokens out', prompt, answer),
  });
}
