import * as vscode from 'vscode';

/**
 * The part of the built-in git extension's API (version 1) that is used here.
 * From `extensions/git/src/api/git.d.ts` of VS Code, which is not published as a package.
 */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly ui: { readonly selected: boolean };
  readonly state: { readonly HEAD: GitBranch | undefined; readonly indexChanges: readonly unknown[] };
  readonly onDidCommit: vscode.Event<void>;
  /** Stages whole files, by their paths on the disk. */
  add(paths: string[]): Promise<void>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  commit(message: string, options: CommitOptions): Promise<void>;
}

interface CommitOptions {
  readonly amend: boolean;
  readonly all: boolean;
  readonly signCommit?: boolean;
  readonly signoff?: boolean;
}

interface GitBranch {
  /** The branch that it is pushed to; undefined where it is pushed to none. */
  readonly upstream?: object;
  /** Commits that that branch lacks. */
  readonly ahead?: number;
}

interface GitApi {
  readonly repositories: readonly GitRepository[];
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The repositories that the editor shows; undefined where its git extension is off (Restricted Mode, `git.enabled`). */
export async function openRepositories(): Promise<readonly GitRepository[] | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1).repositories : undefined;
}

/** Has the editor replace the last commit by one with the text in the box, together with what is staged. */
export function amendStaged(repository: GitRepository): Thenable<unknown> {
  const { rootUri, inputBox, state } = repository;
  const settings = vscode.workspace.getConfiguration('git', rootUri);
  // With this setting and nothing staged the editor's command would take the whole working tree into the commit.
  const takesAll = settings.get('enableSmartCommit') === true && state.indexChanges.length === 0;
  if (!takesAll) return vscode.commands.executeCommand('git.commitStagedAmend', rootUri);
  return repository.commit(inputBox.value, {
    amend: true,
    all: false,
    signoff: settings.get('alwaysSignOff') === true,
    ...(settings.get('enableCommitSigning') === true && { signCommit: true }),
  });
}
