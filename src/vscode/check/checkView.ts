import * as vscode from 'vscode';
import type { ModelRole } from '../../core/model/languageModel';
import { Method, type ModelsCheckResult } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { type CheckWords, renderCheck } from './renderCheck';

const SCHEME = 'fairwind-check';
const PAGE = vscode.Uri.from({ scheme: SCHEME, path: '/Connection.md' });

/** The command "Check Connection" and its page: what works, and what to do about what does not. */
export function registerCheckView(engine: EngineClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let page = '';
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => page,
    }),
    vscode.commands.registerCommand(CommandId.checkModels, async () => {
      const result = await check(engine);
      if (!result) return;
      page = renderCheck(result, pageWords());
      changed.fire(PAGE);
      await showPage();
    }),
  );
}

/** Asks the engine, with a notification that shows what is being asked and can cancel it. */
async function check(engine: EngineClient): Promise<ModelsCheckResult | undefined> {
  const options: vscode.ProgressOptions = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking the connection'),
    cancellable: true,
  };
  try {
    return await vscode.window.withProgress(options, (progress, token) =>
      engine.request<ModelsCheckResult>(
        Method.modelsCheck,
        {},
        { token, onProgress: ({ text }) => progress.report({ message: text }) },
      ),
    );
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    if (!(error instanceof EngineRequestError)) throw error;
    void vscode.window.showWarningMessage(error.message);
    return undefined;
  }
}

/** The extension that makes VS Code's Markdown preview, and the editor that it is. */
const MARKDOWN_EXTENSION = 'vscode.markdown-language-features';
const MARKDOWN_PREVIEW = 'vscode.markdown.preview.editor';

/** Tables read best in the preview. VS Code's own Markdown extension makes it, and can be disabled. */
async function showPage(): Promise<void> {
  if (vscode.extensions.getExtension(MARKDOWN_EXTENSION))
    await vscode.commands.executeCommand('vscode.openWith', PAGE, MARKDOWN_PREVIEW);
  else await vscode.window.showTextDocument(PAGE, { preview: false });
}

function pageWords(): CheckWords {
  return {
    title: vscode.l10n.t('Connection'),
    introduction: vscode.l10n.t(
      'Checked at {0}. Run "Fairwind: Check Connection" to check again; "Fairwind: Show What Was Sent" shows the requests.',
      new Date().toLocaleTimeString(vscode.env.language),
    ),
    noModels: vscode.l10n.t(
      'No model is connected, so there is nothing to check: the workspace model suggests code on this machine. Add a model in the setting fairwind.models.',
    ),
    summary: (troubled) =>
      troubled.length === 0
        ? vscode.l10n.t('Everything works.')
        : vscode.l10n.t('Something is to be done for {0}.', troubled.join(', ')),
    settingsProblems: vscode.l10n.t('Wrong in the settings'),
    checks: checkNames(),
    states: {
      ok: vscode.l10n.t('works'),
      warning: vscode.l10n.t('look'),
      failed: vscode.l10n.t('fails'),
      skipped: vscode.l10n.t('skipped'),
    },
    usedFor: (roles) =>
      roles.length === 0
        ? vscode.l10n.t('Not used for anything yet.')
        : vscode.l10n.t('Used for {0}.', roles.map(describeRole).join(', ')),
    columns: {
      check: vscode.l10n.t('Check'),
      found: vscode.l10n.t('What was found'),
      next: vscode.l10n.t('What to do'),
      time: vscode.l10n.t('Time'),
    },
    times: (first, all) => vscode.l10n.t('first text {0} ms, all {1} ms', first, all),
  };
}

/** What the checks are called. */
export function checkNames(): CheckWords['checks'] {
  return {
    reachable: vscode.l10n.t('Reachable'),
    key: vscode.l10n.t('Key'),
    model: vscode.l10n.t('Model'),
    context: vscode.l10n.t('Context size'),
    completion: vscode.l10n.t('Suggestions (FIM)'),
    chat: vscode.l10n.t('Chat'),
  };
}

/** What a role is called in a list of what a model is used for. */
export function describeRole(role: ModelRole): string {
  switch (role) {
    case 'completion':
      return vscode.l10n.t('suggestions');
    case 'chat':
      return vscode.l10n.t('chat');
    case 'commit':
      return vscode.l10n.t('commit messages');
  }
}
