import * as vscode from 'vscode';
import type { ChatCommitsResult } from '../../protocol/chat';
import type { CommitExplainParams, CommitExplainResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { type PickedRepository, pickRepository } from '../scm/repositoryPicker';
import { MarkdownPage } from './markdownPage';
import { runShown } from './runShown';

type Source = Pick<CommitExplainParams, 'source' | 'commit'>;

/** The command that explains what is staged, the working tree or a commit, on a page that fills while the model writes. */
export function registerExplain(engine: EngineClient): vscode.Disposable {
  const page = new MarkdownPage('fairwind-explanation', '/Explanation.md');
  return vscode.Disposable.from(
    page,
    vscode.commands.registerCommand(CommandId.explainChange, async (clicked: unknown) => {
      const picked = await pickRepository({
        clicked,
        question: vscode.l10n.t('Explain a change of which repository?'),
      });
      const source = picked && (await askSource(engine, picked));
      if (!source) return;
      let text = '';
      const result = await runShown(vscode.l10n.t('Explaining a change of {0}', picked.name), (token) =>
        engine.request<CommitExplainResult>(
          Method.commitExplain,
          { repositoryUri: picked.repository.rootUri.toString(), ...source },
          {
            token,
            onProgress: (delta) => {
              if (text === '') void page.show();
              text += delta.text;
              page.update(text);
            },
          },
        ),
      );
      if (!result) return;
      page.update(withNotes(result));
      await page.show();
    }),
  );
}

function withNotes({ text, model, filesExcluded }: CommitExplainResult): string {
  const notes = [
    ...(model
      ? []
      : [vscode.l10n.t('No model is connected, so this is a list. A connected model explains it.')]),
    ...(filesExcluded === 0 ? [] : [vscode.l10n.t('Nothing was sent of {0} excluded files.', filesExcluded)]),
  ];
  return notes.length === 0 ? text : `${text}\n\n---\n\n*${notes.join(' ')}*\n`;
}

async function askSource(
  engine: EngineClient,
  { repository, name }: PickedRepository,
): Promise<Source | undefined> {
  const items: (vscode.QuickPickItem & Source)[] = [
    { source: 'staged', label: vscode.l10n.t('Staged changes') },
    { source: 'workingTree', label: vscode.l10n.t('All changes of the working tree') },
    { source: 'commit', label: vscode.l10n.t('A commit…') },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('What of {0} is to be explained?', name),
  });
  if (chosen?.source !== 'commit') return chosen && { source: chosen.source };
  const listed = await runShown(vscode.l10n.t('Reading the commits of {0}', name), (token) =>
    engine.request<ChatCommitsResult>(
      Method.chatCommits,
      { repositoryUri: repository.rootUri.toString() },
      { token },
    ),
  );
  const commits = listed?.commits.map(({ id, subject, author }) => ({
    label: subject,
    description: `${id.slice(0, 8)}, ${author}`,
    id,
  }));
  const commit = await vscode.window.showQuickPick(commits ?? [], { matchOnDescription: true });
  return commit && { source: 'commit', commit: commit.id };
}
