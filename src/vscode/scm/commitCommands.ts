import * as vscode from 'vscode';
import { abortError } from '../../util/abort';
import type { CommitDraftProgress, CommitDraftResult } from '../../protocol/commit';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { pickCandidate } from './candidatePicker';
import { CommitDrafts, type DraftOptions, type DraftPorts } from './commitDrafts';
import { showDraftFailure } from './draftFailures';
import { showDraftProgress } from './draftProgress';
import { describeDraft } from './draftWords';
import { amendStaged } from './gitExtension';
import { type PickedRepository, pickRepository } from './repositoryPicker';

/** For the palette: whether any draft is being written, and whether any can be undone. */
const BUSY_CONTEXT = 'fairwind.commit.busy';
const UNDO_CONTEXT = 'fairwind.commit.canUndo';
/** For the title bar of each repository: the roots of those. */
const BUSY_ROOTS_CONTEXT = 'fairwind.commit.busyRoots';
const UNDO_ROOTS_CONTEXT = 'fairwind.commit.undoRoots';
const RULES_EXPLAINED = 'fairwind.commit.rulesExplained';

/** The commands that draft, vary, choose, stop and undo commit messages. */
export function registerCommitCommands(
  context: vscode.ExtensionContext,
  engine: EngineClient,
  onDidDraftStaged: (picked: PickedRepository) => void,
): vscode.Disposable {
  const commands = new CommitCommands(engine, context.globalState, onDidDraftStaged);
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    commands,
    registerCommand(CommandId.draftCommit, (clicked: unknown) => commands.draft(clicked, {})),
    registerCommand(CommandId.shortenCommit, (clicked: unknown) =>
      commands.draft(clicked, { wish: 'shorter' }),
    ),
    registerCommand(CommandId.lengthenCommit, (clicked: unknown) =>
      commands.draft(clicked, { wish: 'longer' }),
    ),
    registerCommand(CommandId.addCommitBody, (clicked: unknown) =>
      commands.draft(clicked, { wish: 'withBody' }),
    ),
    registerCommand(CommandId.amendCommit, (clicked: unknown) => commands.amend(clicked)),
    registerCommand(CommandId.chooseCommit, (clicked: unknown) => commands.choose(clicked)),
    registerCommand(CommandId.stopCommit, (clicked: unknown) => commands.stop(clicked)),
    registerCommand(CommandId.undoCommit, (clicked: unknown) => commands.undo(clicked)),
  );
}

/** What the person asked for, and what they are told. */
class CommitCommands implements vscode.Disposable {
  readonly #ports: DraftPorts;
  readonly #drafts: CommitDrafts;

  constructor(
    engine: EngineClient,
    private readonly memory: vscode.Memento,
    private readonly onDidDraftStaged: (picked: PickedRepository) => void,
  ) {
    this.#ports = {
      request: (params, onProgress, signal) => request(engine, params, onProgress, signal),
      showProgress: ({ name, isAmend, stop }, task) =>
        showDraftProgress({ title: progressTitle(name, isAmend), stop }, task),
      onDidChange: () => this.#updateContext(),
    };
    this.#drafts = new CommitDrafts(this.#ports);
  }

  async draft(clicked: unknown, options: Omit<DraftOptions, 'name'>): Promise<void> {
    const picked = await pickRepository({ clicked, question: whichRepository() });
    if (picked) await this.#draftFor(picked, options);
  }

  /** A new message for the last commit, which the editor's own amending then puts in. */
  async amend(clicked: unknown): Promise<void> {
    const picked = await pickRepository({ clicked, question: whichRepository() });
    if (!picked || !(await this.#draftFor(picked, { isAmend: true }))) return;
    const { repository, name } = picked;
    const { HEAD } = repository.state;
    const isPushed = HEAD?.upstream !== undefined && HEAD.ahead === 0;
    const amend = vscode.l10n.t('Amend');
    const undo = vscode.l10n.t('Undo');
    const words = isPushed
      ? vscode.l10n.t(
          '{0}: the box has a new message for the last commit, which has been pushed already. Amend it?',
          name,
        )
      : vscode.l10n.t('{0}: the box has a new message for the last commit. Amend it?', name);
    // Not awaited: a notification may stay for hours.
    void vscode.window.showInformationMessage(words, amend, undo).then(async (choice) => {
      if (choice === amend && repository.inputBox.value.trim() !== '') await amendNow(picked);
      if (choice === undo) this.#drafts.undo(repository);
    });
  }

  /** Several drafts, of which the person takes one. */
  async choose(clicked: unknown): Promise<void> {
    const picked = await pickRepository({ clicked, question: whichRepository() });
    if (!picked || this.#drafts.isRunningFor(picked.repository)) return;
    const result = await pickCandidate(picked, this.#drafts, this.#ports);
    if (result) await this.#explain(picked, result);
  }

  /** Stops the clicked repository's draft; from the palette, every one. */
  async stop(clicked: unknown): Promise<void> {
    const isClicked = typeof clicked === 'object' && clicked !== null;
    const picked = isClicked
      ? await pickRepository({
          clicked,
          question: whichRepository(),
          suits: (one) => this.#drafts.isRunningFor(one),
        })
      : undefined;
    this.#drafts.stop(picked?.repository);
  }

  /** Gives back what the person had in the box before the draft. */
  async undo(clicked: unknown): Promise<void> {
    const picked = await pickRepository({
      clicked,
      question: vscode.l10n.t('Undo the drafted commit message of which repository?'),
      suits: (repository) => this.#drafts.lastDraft(repository) !== undefined,
      none: vscode.l10n.t('There is no drafted commit message to undo.'),
    });
    if (!picked) return;
    const { repository, name } = picked;
    if (!this.#drafts.lastDraft(repository)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no drafted commit message to undo in {0}.', name),
      );
      return;
    }
    if (!this.#drafts.draftInBox(repository) && !(await confirmUndo(name))) return;
    this.#drafts.undo(repository);
  }

  dispose(): void {
    this.#drafts.dispose();
  }

  /** False when the person stopped it or it failed. */
  async #draftFor(
    { repository, name }: PickedRepository,
    options: Omit<DraftOptions, 'name'>,
  ): Promise<boolean> {
    try {
      const result = await this.#drafts.draft(repository, { name, ...options });
      if (result) await this.#explain({ repository, name }, result);
      return result !== undefined;
    } catch (error) {
      // Not awaited: a notification may stay for hours, and the draft is over now.
      void showDraftFailure(name, error);
      return false;
    }
  }

  /** The status bar says how a message came about; what is wrong with it is said where it cannot be overlooked. */
  async #explain({ repository, name }: PickedRepository, result: CommitDraftResult): Promise<void> {
    vscode.window.setStatusBarMessage(describeDraft(name, result), 8_000);
    if (result.source === 'staged' && result.writtenBy !== 'git') this.onDidDraftStaged({ repository, name });
    if (result.remarks.length > 0) this.#showRemarks({ repository, name }, result.remarks);
    if (result.writtenBy !== 'rules' || this.memory.get(RULES_EXPLAINED) === true) return;
    await this.memory.update(RULES_EXPLAINED, true);
    const connect = vscode.l10n.t('Connect a Model');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t(
          'No model wrote this message: it was made from the change itself. A connected model can say more.',
        ),
        connect,
      )
      .then((choice) =>
        choice === connect ? vscode.commands.executeCommand(CommandId.connectModel) : undefined,
      );
  }

  #showRemarks({ repository, name }: PickedRepository, remarks: readonly string[]): void {
    const others = vscode.l10n.t('Other Drafts');
    const undo = vscode.l10n.t('Undo');
    const words = vscode.l10n.t(
      '{0}: look at the drafted message before you commit it. {1}',
      name,
      remarks.join(' '),
    );
    void vscode.window.showWarningMessage(words, others, undo).then((choice) => {
      if (choice === others) return vscode.commands.executeCommand(CommandId.chooseCommit, repository);
      if (choice === undo) this.#drafts.undo(repository);
      return undefined;
    });
  }

  #updateContext(): void {
    // As URIs, not as text: the window of a remote machine has other URIs for the same folders, and VS Code translates them.
    const toUris = (roots: readonly string[]) => roots.map((root) => vscode.Uri.parse(root, true));
    const { runningRoots, finishedRoots } = this.#drafts;
    for (const [context, value] of [
      [BUSY_CONTEXT, runningRoots.length > 0],
      [UNDO_CONTEXT, finishedRoots.length > 0],
      [BUSY_ROOTS_CONTEXT, toUris(runningRoots)],
      [UNDO_ROOTS_CONTEXT, toUris(finishedRoots)],
    ] as const)
      void vscode.commands.executeCommand('setContext', context, value);
  }
}

function whichRepository(): string {
  return vscode.l10n.t('Draft a commit message for which repository?');
}

function progressTitle(name: string, isAmend: boolean): string {
  return isAmend
    ? vscode.l10n.t('Drafting a new message for the last commit of {0}', name)
    : vscode.l10n.t('Drafting a commit message for {0}', name);
}

/** The engine's request with an AbortSignal in place of the editor's token. */
async function request(
  engine: EngineClient,
  params: Parameters<DraftPorts['request']>[0],
  onProgress: (progress: CommitDraftProgress) => void,
  signal: AbortSignal,
): Promise<CommitDraftResult> {
  const cancellation = new vscode.CancellationTokenSource();
  const cancel = () => cancellation.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { token } = cancellation;
    return await engine.request<CommitDraftResult, CommitDraftProgress>(Method.commitDraft, params, {
      token,
      onProgress,
    });
  } catch (error) {
    throw error instanceof vscode.CancellationError ? abortError() : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    cancellation.dispose();
  }
}

async function amendNow({ repository, name }: PickedRepository): Promise<void> {
  try {
    await amendStaged(repository);
  } catch (error) {
    void showDraftFailure(name, error);
  }
}

async function confirmUndo(name: string): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The commit message of {0} was edited since it was drafted. Replace it with your text from before?',
      name,
    ),
    { modal: true },
    replace,
  );
  return choice === replace;
}
