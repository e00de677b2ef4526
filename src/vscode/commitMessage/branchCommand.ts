import * as vscode from 'vscode';
import { type RefNameProblem, refNameProblems } from '../../core/commit/around/refName';
import type { CommitBranchNamesResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { pickRepository } from '../scm/repositoryPicker';
import { runShown } from './runShown';

/** The command that proposes names for a branch with the change, and makes the branch that the person settles on. */
export function registerBranchName(engine: EngineClient): vscode.Disposable {
  return vscode.commands.registerCommand(CommandId.nameBranch, async (clicked: unknown) => {
    const picked = await pickRepository({
      clicked,
      question: vscode.l10n.t('Name a branch in which repository?'),
    });
    if (!picked) return;
    const { repository, name } = picked;
    const result = await runShown(vscode.l10n.t('Looking for a branch name in {0}', name), (token) =>
      engine.request<CommitBranchNamesResult>(
        Method.commitBranchNames,
        { repositoryUri: repository.rootUri.toString() },
        { token },
      ),
    );
    const branch = result && (await askName(result.names, name));
    if (branch === undefined) return;
    const create = vscode.l10n.t('Create and Switch');
    const copy = vscode.l10n.t('Copy');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t('Create the branch {0} in {1}? Your changes stay as they are.', branch, name),
      create,
      copy,
    );
    if (choice === copy) await vscode.env.clipboard.writeText(branch);
    if (choice !== create) return;
    try {
      await repository.createBranch(branch, true);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The branch {0} was not created: {1}', branch, detail),
      );
    }
  });
}

/** The name that the person takes, edits or writes; only one that git takes can be confirmed. */
async function askName(names: readonly string[], repository: string): Promise<string | undefined> {
  const other = vscode.l10n.t('Another name…');
  const chosen = await vscode.window.showQuickPick([...names, other], {
    placeHolder: vscode.l10n.t('A branch for the change in {0}', repository),
  });
  if (chosen === undefined) return undefined;
  return vscode.window
    .showInputBox({
      prompt: vscode.l10n.t('The name of the new branch in {0}', repository),
      value: chosen === other ? '' : chosen,
      validateInput: (value) => {
        const [problem] = refNameProblems(value.trim());
        return problem && problemWords(problem);
      },
    })
    .then((value) => value?.trim());
}

function problemWords(problem: RefNameProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('A branch needs a name.');
    case 'character':
      return vscode.l10n.t('Git takes no spaces and none of ~ ^ : ? * [ \\ in a name.');
    case 'dots':
    case 'endsWithDot':
    case 'hiddenPart':
      return vscode.l10n.t('Git takes no two dots in a row, and no dot at the end or before a part.');
    case 'slashes':
      return vscode.l10n.t('A name cannot begin or end with a slash, or have two in a row.');
    case 'lockPart':
      return vscode.l10n.t('No part of a name may end with .lock.');
    case 'atBrace':
    case 'reserved':
      return vscode.l10n.t('Git uses this name for something else.');
    case 'dash':
      return vscode.l10n.t('A name cannot begin with a dash.');
  }
}
