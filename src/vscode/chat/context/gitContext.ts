import * as vscode from 'vscode';
import { type ChatCommitsResult } from '../../../protocol/chat';
import { Method } from '../../../protocol/engine';
import type { EngineClient } from '../../engineClient';
import { type GitRepository, openRepositories } from '../../scm/gitExtension';
import { repositoryName } from '../../scm/repositoryChoice';
import { engineContext, type FoundContext } from './fileContext';

/** What is staged in a repository, or what is changed and not staged. */
export async function changesContext(
  engine: EngineClient,
  source: 'staged' | 'workingTree',
): Promise<FoundContext> {
  const repository = await chooseRepository();
  if (typeof repository === 'string') return repository;
  if (!repository) return [];
  return engineContext(engine, { kind: 'changes', repositoryUri: repository.rootUri.toString(), source });
}

/** A commit that the person picks among the latest. */
export async function commitContext(engine: EngineClient): Promise<FoundContext> {
  const repository = await chooseRepository();
  if (typeof repository === 'string') return repository;
  if (!repository) return [];
  const repositoryUri = repository.rootUri.toString();
  const { commits } = await engine.request<ChatCommitsResult>(Method.chatCommits, { repositoryUri });
  const picked = await vscode.window.showQuickPick(
    commits.map(({ id, subject, author, authoredAt }) => ({
      label: `$(git-commit) ${subject}`,
      description: `${author}, ${new Date(authoredAt).toLocaleDateString(vscode.env.language)}`,
      commit: id,
    })),
    { title: vscode.l10n.t('Which commit?'), matchOnDescription: true },
  );
  return picked ? engineContext(engine, { kind: 'commit', repositoryUri, commit: picked.commit }) : [];
}

/** The repository: the only one, the selected one, or the one that the person picks. Words where there is none. */
async function chooseRepository(): Promise<GitRepository | string | undefined> {
  const repositories = await openRepositories();
  if (!repositories) return vscode.l10n.t('Git is switched off in this window.');
  if (repositories.length === 0) return vscode.l10n.t('There is no git repository open.');
  if (repositories.length === 1) return repositories[0];
  const selected = repositories.filter(({ ui }) => ui.selected);
  if (selected.length === 1) return selected[0];
  const picked = await vscode.window.showQuickPick(
    repositories.map((repository) => ({
      label: repositoryName(repository),
      description: vscode.workspace.asRelativePath(repository.rootUri, true),
      repository,
    })),
    { title: vscode.l10n.t('Which repository?') },
  );
  return picked?.repository;
}
