import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { type GitRepository, openRepositories } from './gitExtension';
import { type RepositoryChoice, chooseRepository, repositoryName } from './repositoryChoice';

/** A repository that a command is for, with the name that tells it from the others. */
export interface PickedRepository {
  readonly repository: GitRepository;
  readonly name: string;
}

export interface PickOptions {
  /** What the command was given: the clicked `SourceControl`, `{selected: true}` by key, nothing from the palette. */
  readonly clicked: unknown;
  /** The question where the person has to pick. */
  readonly question: string;
  /** Those that the command can do something for; all when absent. */
  readonly suits?: (repository: GitRepository) => boolean;
  /** What to say when there is none that the command could do something for. */
  readonly none?: string;
}

/** The repository a command is for. Undefined when the person picked none, or after they were told why there is none. */
export async function pickRepository({
  clicked,
  question,
  suits,
  none,
}: PickOptions): Promise<PickedRepository | undefined> {
  const found = await findChoices(clicked, suits);
  if (typeof found === 'string') {
    void vscode.window.showInformationMessage(found);
    return undefined;
  }
  const { choice, named } = found;
  switch (choice.kind) {
    case 'one':
      return named(choice.repository);
    case 'ask':
      return ask(choice.repositories.map(named), question);
    case 'none':
      void vscode.window.showInformationMessage(none ?? noRepository());
      return undefined;
  }
}

interface Choices {
  readonly choice: RepositoryChoice<GitRepository>;
  readonly named: (repository: GitRepository) => PickedRepository;
}

/** The repositories that a command may be for, or why there are none, in words. */
async function findChoices(clicked: unknown, suits: PickOptions['suits']): Promise<Choices | string> {
  // VS Code's git extension is off in Restricted Mode; the engine would refuse as well.
  if (!vscode.workspace.isTrusted)
    return vscode.l10n.t(
      'Commit messages wait until you trust this workspace: in Restricted Mode git is not run.',
    );
  const repositories = await openRepositories();
  if (!repositories)
    return vscode.l10n.t(
      'Git is switched off in this window. Turn on the setting git.enabled to draft commit messages.',
    );
  if (repositories.length === 0) return noRepository();
  const rootUri = rootUriOf(clicked);
  const choice = chooseRepository({
    repositories,
    isSelectedMeant: isSelectedMeant(clicked),
    realPath,
    ...(rootUri && { clicked: rootUri }),
    ...(suits && { suits }),
  });
  const named = (repository: GitRepository) => ({
    repository,
    name: repositoryName(repository, repositories),
  });
  return { choice, named };
}

function noRepository(): string {
  return vscode.l10n.t(
    'There is no git repository open. Open a folder that has one, or run "Git: Initialize Repository".',
  );
}

/** Menus of Source Control hand the clicked `SourceControl` over. */
function rootUriOf(clicked: unknown): vscode.Uri | undefined {
  if (typeof clicked !== 'object' || clicked === null || !('rootUri' in clicked)) return undefined;
  return clicked.rootUri instanceof vscode.Uri ? clicked.rootUri : undefined;
}

/** The keybinding says so: it works in the box of one repository. */
function isSelectedMeant(clicked: unknown): boolean {
  return (
    typeof clicked === 'object' && clicked !== null && 'selected' in clicked && clicked.selected === true
  );
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

async function ask(
  repositories: readonly PickedRepository[],
  question: string,
): Promise<PickedRepository | undefined> {
  const picked = await vscode.window.showQuickPick(
    repositories.map((choice) => ({
      label: choice.name,
      description: vscode.workspace.asRelativePath(choice.repository.rootUri, true),
      choice,
    })),
    { placeHolder: question },
  );
  return picked?.choice;
}
