import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import type { CommitPullRequestResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { pickRepository } from '../scm/repositoryPicker';
import { runShown } from './runShown';

/** The command that writes title and description of a pull request into an editor; the first line is the title. */
export function registerPullRequest(engine: EngineClient): vscode.Disposable {
  return vscode.commands.registerCommand(CommandId.draftPullRequest, async (clicked: unknown) => {
    const picked = await pickRepository({
      clicked,
      question: vscode.l10n.t('A pull request from which repository?'),
    });
    if (!picked) return;
    const { repository, name } = picked;
    const result = await runShown(vscode.l10n.t('Writing a pull request for {0}', name), (token) =>
      engine.request<CommitPullRequestResult>(
        Method.commitPullRequest,
        { repositoryUri: repository.rootUri.toString() },
        { token },
      ),
    );
    if (!result) return;
    const content = `${result.title}\n\n${result.body}\n`;
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document, { preview: false });
    // Not awaited: a notification may stay for hours.
    void offerCopies(document, result);
  });
}

/** What is copied is the editor's text as it is then. */
async function offerCopies(document: vscode.TextDocument, result: CommitPullRequestResult): Promise<void> {
  const { branch, base, commits, model, template } = result;
  const title = vscode.l10n.t('Copy Title');
  const body = vscode.l10n.t('Copy Description');
  const words = [
    model
      ? vscode.l10n.t('Written by {0} from {1} commits: {2} → {3}.', modelLabel(model), commits, branch, base)
      : vscode.l10n.t('Made without a model from {0} commits: {1} → {2}.', commits, branch, base),
    ...(template === undefined ? [] : [vscode.l10n.t('{0} is filled in.', template)]),
  ];
  for (;;) {
    const choice = await vscode.window.showInformationMessage(words.join(' '), title, body);
    if (choice === undefined) return;
    const [first = '', ...rest] = document.getText().split('\n');
    await vscode.env.clipboard.writeText(choice === title ? first.trim() : rest.join('\n').trim());
  }
}
