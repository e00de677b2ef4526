import * as vscode from 'vscode';
import type { CommitHookParams, CommitHookState } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { pickRepository } from '../scm/repositoryPicker';
import { runShown } from './runShown';

/** The command that installs the commit hook in a repository, or takes it away again. It says what it will do first. */
export function registerHookCommand(engine: EngineClient): vscode.Disposable {
  return vscode.commands.registerCommand(CommandId.commitHook, async (clicked: unknown) => {
    const picked = await pickRepository({
      clicked,
      question: vscode.l10n.t('Commit hook of which repository?'),
    });
    if (!picked) return;
    const { repository, name } = picked;
    const ask = (action: CommitHookParams['action']) => {
      const params: CommitHookParams = { repositoryUri: repository.rootUri.toString(), action };
      const title = vscode.l10n.t('Commit hook of {0}', name);
      return runShown(title, (token) =>
        engine.request<CommitHookState>(Method.commitHook, params, { token }),
      );
    };
    const state = await ask('look');
    if (!state) return;
    const action = await askAction(name, state);
    const after = action && (await ask(action));
    if (after) void vscode.window.showInformationMessage(resultWords(name, after));
  });
}

/** What the person wants; undefined for nothing. */
async function askAction(name: string, state: CommitHookState): Promise<'install' | 'remove' | undefined> {
  switch (state.state) {
    case 'absent': {
      const install = vscode.l10n.t('Install');
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t('Install a hook that drafts the commit messages of {0}?', name),
        { modal: true, detail: detailWords(state) },
        install,
      );
      return choice === install ? 'install' : undefined;
    }
    case 'installed': {
      const remove = vscode.l10n.t('Remove');
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t('Remove the commit hook of {0}?', name),
        {
          modal: true,
          detail: state.hasOther
            ? vscode.l10n.t('The hook that was there before is put back as it was.')
            : vscode.l10n.t('Nothing else of the repository changes.'),
        },
        remove,
      );
      return choice === remove ? 'remove' : undefined;
    }
    case 'edited':
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The commit hook of {0} was edited since it was installed, so it is left alone. It lies in {1}.',
          name,
          state.folder,
        ),
      );
      return undefined;
  }
}

function detailWords({ folder, hooksPath, isInProject, hasOther }: CommitHookState): string {
  const parts = [
    vscode.l10n.t(
      'When you run "git commit" in a terminal, the model for commit messages drafts one into your editor. A commit is never held up: without an answer in time, or with a message given by -m, everything is as before.',
    ),
    vscode.l10n.t('The hook is written into {0}.', folder),
    ...(hooksPath === undefined
      ? []
      : [vscode.l10n.t('Your git setting core.hooksPath ("{0}") says so.', hooksPath)]),
    ...(isInProject
      ? [
          vscode.l10n.t(
            'That folder is part of the project: whoever gets its files gets the hook. Do not commit it.',
          ),
        ]
      : []),
    ...(hasOther ? [vscode.l10n.t('The hook that is there now is kept, and runs first.')] : []),
  ];
  return parts.join('\n\n');
}

function resultWords(name: string, { state, folder }: CommitHookState): string {
  return state === 'installed'
    ? vscode.l10n.t('The commit hook of {0} is installed in {1}.', name, folder)
    : vscode.l10n.t('The commit hook of {0} is removed.', name);
}
