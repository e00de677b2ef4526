import * as vscode from 'vscode';
import { DraftSession } from '../../core/commit/draftSession';
import { isAbortError } from '../../util/abort';
import type { CommitDraftResult } from '../../protocol/commit';
import { Candidates } from './candidates';
import type { CommitDrafts, DraftParams, DraftPorts } from './commitDrafts';
import { showDraftFailure } from './draftFailures';
import type { PickedRepository } from './repositoryPicker';

/** Drafts that are asked for before the person asks for more. */
const FIRST_DRAFTS = 3;

interface DraftItem extends vscode.QuickPickItem {
  readonly message: string;
}

interface WishButton extends vscode.QuickInputButton {
  readonly wish?: DraftParams['wish'];
}

/**
 * Lets the person choose among several drafts. The one that is looked at stands in the box; Escape gives the box its
 * text back.
 * @returns what the engine said of the chosen one; undefined when none was chosen, or one that stood in the box before
 */
export async function pickCandidate(
  { repository, name }: PickedRepository,
  drafts: CommitDrafts,
  ports: Pick<DraftPorts, 'request'>,
): Promise<CommitDraftResult | undefined> {
  const last = drafts.draftInBox(repository);
  const isAmend = last?.isAmend ?? false;
  const params = drafts.paramsFor(repository, isAmend);
  const candidates = new Candidates(ports, params, last ? [last.message] : []);
  const session = new DraftSession(repository.inputBox);
  return drafts.run(repository, session, async (controller) => {
    const chosen = await new CandidatePick(name, candidates, session, controller).show();
    if (chosen === undefined) {
      session.restore();
      return undefined;
    }
    session.show(chosen);
    if (session.isOverruled) return undefined;
    drafts.remember(repository, {
      before: params.notes,
      drafts: [...candidates.messages.filter((message) => message !== chosen), chosen],
      isAmend,
    });
    return candidates.resultOf(chosen);
  });
}

/** The list itself, for as long as it is open. */
class CandidatePick {
  readonly #pick = vscode.window.createQuickPick<DraftItem>();
  #asking: Promise<void> = Promise.resolve();
  /** The message that was looked at last: while the list changes, VS Code names none. */
  #shown: string | undefined;

  constructor(
    private readonly name: string,
    private readonly candidates: Candidates,
    private readonly session: DraftSession,
    private readonly controller: AbortController,
  ) {}

  #isClosed(): boolean {
    return this.controller.signal.aborted;
  }

  /** Resolves with the message that was chosen; undefined when the list was closed. */
  async show(): Promise<string | undefined> {
    const pick = this.#pick;
    pick.title = vscode.l10n.t('Commit messages for {0}', this.name);
    pick.placeholder = vscode.l10n.t('Enter keeps the draft in the box, Escape gives your text back');
    pick.matchOnDetail = true;
    pick.buttons = wishButtons();
    this.#showItems();
    pick.onDidChangeActive(([active]) => {
      if (!active) return;
      this.#shown = active.message;
      this.session.show(active.message);
    });
    pick.onDidTriggerButton((button: WishButton) => void this.#ask(button.wish));
    const closed = new Promise<string | undefined>((resolve) => {
      pick.onDidAccept(() => {
        // Enter may come before there is anything to take.
        const taken = pick.activeItems[0]?.message ?? this.#shown;
        if (taken !== undefined) resolve(taken);
      });
      pick.onDidHide(() => resolve(undefined));
      this.controller.signal.addEventListener('abort', () => resolve(undefined));
    });
    pick.show();
    void this.#askFirst();
    const chosen = await closed;
    this.controller.abort();
    pick.dispose();
    return chosen;
  }

  async #askFirst(): Promise<void> {
    while (this.candidates.messages.length < FIRST_DRAFTS && !this.#isClosed()) {
      const before = this.candidates.messages.length;
      await this.#ask(undefined);
      if (this.candidates.messages.length === before) return;
    }
  }

  /** One request at a time: a local model answers one after the other anyway, and each is to differ from all before. */
  #ask(wish: DraftParams['wish']): Promise<void> {
    const from = wish && this.#pick.activeItems[0]?.message;
    this.#asking = this.#asking.then(() => this.#add(wish, from));
    return this.#asking;
  }

  async #add(wish: DraftParams['wish'], from: string | undefined): Promise<void> {
    if (this.#isClosed()) return;
    this.#pick.busy = true;
    try {
      const added = await this.candidates.add(
        { ...(wish && { wish }), ...(from !== undefined && { from }) },
        this.controller.signal,
      );
      if (this.#isClosed()) return;
      this.#showItems(wish && added);
      if (added === undefined)
        this.#pick.placeholder = vscode.l10n.t('The last answer was a draft that is in the list already');
    } catch (error) {
      if (isAbortError(error)) return;
      void showDraftFailure(this.name, error);
      if (this.candidates.messages.length === 0) this.controller.abort();
    } finally {
      if (!this.#isClosed()) this.#pick.busy = false;
    }
  }

  /** @param active the message that is looked at; the one before when absent */
  #showItems(active = this.#pick.activeItems[0]?.message): void {
    const items = this.candidates.messages.map(toItem);
    // Setting the items makes the first one active, and the box would show it for a moment.
    this.#pick.keepScrollPosition = true;
    this.#pick.items = items;
    const item = items.find(({ message }) => message === active);
    if (item) this.#pick.activeItems = [item];
  }
}

function toItem(message: string): DraftItem {
  const [subject = '', ...body] = message.split('\n');
  const detail = body
    .filter((line) => line.trim() !== '')
    .join(' ')
    .trim();
  return { message, label: subject, alwaysShow: true, ...(detail !== '' && { detail }) };
}

function wishButtons(): WishButton[] {
  return [
    { iconPath: new vscode.ThemeIcon('fold'), tooltip: vscode.l10n.t('Shorter'), wish: 'shorter' },
    { iconPath: new vscode.ThemeIcon('unfold'), tooltip: vscode.l10n.t('Longer'), wish: 'longer' },
    { iconPath: new vscode.ThemeIcon('list-flat'), tooltip: vscode.l10n.t('With a Body'), wish: 'withBody' },
    { iconPath: new vscode.ThemeIcon('refresh'), tooltip: vscode.l10n.t('Another Draft') },
  ];
}
