import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { type GitRepository, openRepositories } from './gitExtension';

/**
 * The repository a command is for: the one that was clicked, else the only one, the selected one, or the one that the
 * person picks. A wrong repository is worse than none, so a clicked one is matched by its exact root.
 * Undefined when the person picked none, or after they were told why there is none.
 */
export async function pickRepository(clicked: unknown): Promise<GitRepository | undefined> {
  // VS Code's git extension is off in Restricted Mode; the engine would refuse as well.
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Commit messages wait until you trust this workspace: in Restricted Mode git is not run.',
      ),
    );
    return undefined;
  }
  const repositories = await openRepositories();
  if (!repositories) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Git is switched off in this window. Turn on the setting git.enabled to draft commit messages.',
      ),
    );
    return undefined;
  }
  const rootUri = rootUriOf(clicked);
  if (rootUri) return findByRoot(repositories, rootUri) ?? (await ask(repositories));
  if (repositories.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no git repository open. Open a folder that has one, or run "Git: Initialize Repository".',
      ),
    );
    return undefined;
  }
  if (repositories.length === 1) return repositories[0];
  const selected = repositories.filter((repository) => repository.ui.selected);
  return selected.length === 1 ? selected[0] : ask(repositories);
}

/** A repository's name for people: its folder's. */
export function repositoryName({ rootUri }: GitRepository): string {
  return rootUri.path.slice(rootUri.path.lastIndexOf('/') + 1);
}

/** Menus of Source Control hand the clicked `SourceControl` over. */
function rootUriOf(clicked: unknown): vscode.Uri | undefined {
  if (typeof clicked !== 'object' || clicked === null || !('rootUri' in clicked)) return undefined;
  return clicked.rootUri instanceof vscode.Uri ? clicked.rootUri : undefined;
}

function findByRoot(repositories: readonly GitRepository[], rootUri: vscode.Uri): GitRepository | undefined {
  const exact = repositories.find((repository) => repository.rootUri.toString() === rootUri.toString());
  if (exact) return exact;
  const real = realPath(rootUri);
  return repositories.find((repository) => realPath(repository.rootUri) === real);
}

/** One name for a folder, however it is reached: through a link, or with another case where case does not count. */
function realPath(uri: vscode.Uri): string {
  try {
    return realpathSync.native(uri.fsPath);
  } catch {
    return uri.fsPath;
  }
}

async function ask(repositories: readonly GitRepository[]): Promise<GitRepository | undefined> {
  const picked = await vscode.window.showQuickPick(
    repositories.map((repository) => ({
      label: repositoryName(repository),
      description: vscode.workspace.asRelativePath(repository.rootUri, true),
      repository,
    })),
    { placeHolder: vscode.l10n.t('Draft a commit message for which repository?') },
  );
  return picked?.repository;
}
