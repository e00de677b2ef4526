import * as vscode from 'vscode';
import { modelLabel } from '../../core/model/languageModel';
import { DraftSession } from '../../core/commit/draftSession';
import { type CommitDraftResult, Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import { type EngineClient, EngineRequestError } from '../engineClient';
import type { GitRepository } from './gitExtension';
import { pickRepository, repositoryName } from './repositoryPicker';

const BUSY_CONTEXT = 'fairwind.commit.busy';
const UNDO_CONTEXT = 'fairwind.commit.canUndo';

/** The commands that draft, stop and undo commit messages. */
export function registerCommitCommands(
  context: vscode.ExtensionContext,
  engine: EngineClient,
): vscode.Disposable {
  const drafts = new CommitDrafts(engine, context.globalState);
  return vscode.Disposable.from(
    drafts,
    vscode.commands.registerCommand(CommandId.draftCommit, (clicked: unknown) => drafts.start(clicked)),
    vscode.commands.registerCommand(CommandId.stopCommit, (clicked: unknown) => drafts.stop(clicked)),
    vscode.commands.registerCommand(CommandId.undoCommit, (clicked: unknown) => drafts.undo(clicked)),
  );
}

interface RunningDraft {
  readonly session: DraftSession;
  /** What the person has typed: the notes for the draft, and what undo gives back. */
  readonly ownWords: string;
  readonly cancellation: vscode.CancellationTokenSource;
}

interface FinishedDraft {
  readonly before: string;
  readonly message: string;
  /** Forgets the draft once it is committed. */
  readonly listener: vscode.Disposable;
}

/** The drafts that are being written and those that can be undone, each by the root of its repository. */
class CommitDrafts implements vscode.Disposable {
  readonly #running = new Map<string, RunningDraft>();
  readonly #finished = new Map<string, FinishedDraft>();

  constructor(
    private readonly engine: EngineClient,
    private readonly memory: vscode.Memento,
  ) {}

  async start(clicked: unknown): Promise<void> {
    const repository = await pickRepository(clicked);
    if (!repository) return;
    const key = repository.rootUri.toString();
    if (this.#running.has(key)) return;
    const running = {
      session: new DraftSession(repository.inputBox),
      ownWords: this.#ownWords(repository),
      cancellation: new vscode.CancellationTokenSource(),
    };
    this.#running.set(key, running);
    this.#updateContext();
    try {
      // An engine that does not come up answers nothing, not even that a request was cancelled.
      const stopped = rejectWhenCancelled(running.cancellation.token);
      await withProgress(repository, () => Promise.race([this.#draft(repository, running), stopped]));
    } catch (error) {
      running.session.restore();
      // Not awaited: a notification may stay for hours, and the draft is over now.
      if (!(error instanceof vscode.CancellationError)) void showFailure(repository, error);
    } finally {
      this.#running.delete(key);
      running.cancellation.dispose();
      this.#updateContext();
    }
  }

  /** Stops the clicked repository's draft; from the palette, every one. */
  async stop(clicked: unknown): Promise<void> {
    const repository = clicked === undefined ? undefined : await pickRepository(clicked);
    const key = repository?.rootUri.toString();
    for (const [root, { session, cancellation }] of this.#running) {
      if (key !== undefined && key !== root) continue;
      session.restore();
      cancellation.cancel();
    }
  }

  /** Gives back what the person had in the box before the draft. */
  async undo(clicked: unknown): Promise<void> {
    const repository = await pickRepository(clicked);
    if (!repository) return;
    const key = repository.rootUri.toString();
    const draft = this.#finished.get(key);
    if (!draft) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no drafted commit message to undo in {0}.', repositoryName(repository)),
      );
      return;
    }
    if (repository.inputBox.value !== draft.message && !(await confirmUndo(repository))) return;
    repository.inputBox.value = draft.before;
    this.#forget(key);
  }

  dispose(): void {
    for (const { cancellation } of this.#running.values()) cancellation.cancel();
    for (const { listener } of this.#finished.values()) listener.dispose();
  }

  /** The box's text, unless that is our own draft of before: drafting again starts from the same words as then. */
  #ownWords({ rootUri, inputBox }: GitRepository): string {
    const last = this.#finished.get(rootUri.toString());
    return last?.message === inputBox.value ? last.before : inputBox.value;
  }

  #remember(repository: GitRepository, before: string): void {
    const key = repository.rootUri.toString();
    this.#forget(key);
    this.#finished.set(key, {
      before,
      message: repository.inputBox.value,
      listener: repository.onDidCommit(() => this.#forget(key)),
    });
    this.#updateContext();
  }

  #forget(key: string): void {
    this.#finished.get(key)?.listener.dispose();
    this.#finished.delete(key);
    this.#updateContext();
  }

  async #draft(repository: GitRepository, { session, ownWords, cancellation }: RunningDraft): Promise<void> {
    let streamed = '';
    const { token } = cancellation;
    const result = await this.engine.request<CommitDraftResult>(
      Method.commitDraft,
      { repositoryUri: repository.rootUri.toString(), notes: ownWords },
      {
        token,
        onProgress: ({ text }) => {
          if (token.isCancellationRequested || text === '') return;
          streamed += text;
          session.show(streamed);
        },
      },
    );
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    if (session.isOverruled) return;
    session.show(result.message);
    this.#remember(repository, ownWords);
    await this.#explain(repository, result);
  }

  /** Says once how a message came about that no model wrote; afterwards the status bar is enough. */
  async #explain(repository: GitRepository, result: CommitDraftResult): Promise<void> {
    const { writtenBy } = result;
    vscode.window.setStatusBarMessage(describe(repository, result), 8_000);
    if (writtenBy !== 'rules' || this.memory.get(RULES_EXPLAINED) === true) return;
    await this.memory.update(RULES_EXPLAINED, true);
    const connect = vscode.l10n.t('Connect a Model');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t(
          'No model wrote this message: it was made from the change itself. A connected model can say more.',
        ),
        connect,
      )
      .then((choice) => (choice === connect ? openModelSettings() : undefined));
  }

  #updateContext(): void {
    void vscode.commands.executeCommand('setContext', BUSY_CONTEXT, this.#running.size > 0);
    void vscode.commands.executeCommand('setContext', UNDO_CONTEXT, this.#finished.size > 0);
  }
}

const RULES_EXPLAINED = 'fairwind.commit.rulesExplained';

function rejectWhenCancelled(token: vscode.CancellationToken): Promise<never> {
  return new Promise((_, reject) => {
    token.onCancellationRequested(() => reject(new vscode.CancellationError()));
  });
}

/** Shows progress in the Source Control view, as the editor's own git commands do, and names the repository. */
async function withProgress(repository: GitRepository, task: () => Promise<void>): Promise<void> {
  await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Window,
        title: vscode.l10n.t('Drafting a commit message for {0}', repositoryName(repository)),
      },
      task,
    ),
  );
}

function describe(
  repository: GitRepository,
  { writtenBy, source, model, filesExcluded }: CommitDraftResult,
): string {
  const name = repositoryName(repository);
  if (writtenBy === 'git') return vscode.l10n.t('{0}: git’s own message for what is in progress', name);
  const what =
    source === 'staged' ? vscode.l10n.t('staged changes') : vscode.l10n.t('all changes, nothing is staged');
  const words = model
    ? vscode.l10n.t('{0}: drafted by {1} ({2})', name, modelLabel(model), what)
    : vscode.l10n.t('{0}: drafted without a model ({1})', name, what);
  return filesExcluded === 0
    ? words
    : vscode.l10n.t('{0}; nothing was sent of {1} excluded files', words, filesExcluded);
}

async function confirmUndo(repository: GitRepository): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The commit message of {0} was edited since it was drafted. Replace it with your text from before?',
      repositoryName(repository),
    ),
    { modal: true },
    replace,
  );
  return choice === replace;
}

/** One plain message, with a button where there is something to do. */
async function showFailure(repository: GitRepository, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof EngineRequestError ? error.data?.kind : undefined;
  const text = `${repositoryName(repository)}: ${message}`;
  if (kind === 'nothingToCommit' || kind === 'mergeConflict' || kind === 'restricted') {
    void vscode.window.showInformationMessage(message);
    return;
  }
  const action = kind === undefined ? undefined : FAILURE_ACTIONS[kind];
  const choice = await vscode.window.showErrorMessage(text, ...(action ? [action.title()] : []));
  if (choice !== undefined) await action?.run();
}

interface FailureAction {
  readonly title: () => string;
  readonly run: () => Thenable<unknown>;
}

const settingsAction: FailureAction = {
  title: () => vscode.l10n.t('Open Settings'),
  run: openModelSettings,
};

const checkAction: FailureAction = {
  title: () => vscode.l10n.t('Check Connection'),
  run: () => vscode.commands.executeCommand(CommandId.checkModels),
};

/** What can be done at once about a failure. */
const FAILURE_ACTIONS: Readonly<Partial<Record<string, FailureAction>>> = {
  unreachable: settingsAction,
  modelNotFound: settingsAction,
  notAModelServer: settingsAction,
  noModel: settingsAction,
  serverFailed: checkAction,
  stalled: checkAction,
  streamCut: checkAction,
  unauthorized: {
    title: () => vscode.l10n.t('Set API Key'),
    run: () => vscode.commands.executeCommand(CommandId.setKey),
  },
};

function openModelSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand(CommandId.editModels);
}
