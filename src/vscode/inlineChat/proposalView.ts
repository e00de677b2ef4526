import * as vscode from 'vscode';
import { isShownPlain } from '../../core/apply/protectedFiles';
import type { InlineChatSession } from './inlineChatSession';

/** Documents of this scheme hold what is proposed; the menus and keys in package.json go by it. */
export const PROPOSAL_SCHEME = 'fairwind-inline';
const VISIBLE_CONTEXT = 'fairwind.inlineChat.isVisible';
/** Milliseconds between two looks of the editor at an answer that is arriving. */
const REFRESH_MS = 80;
/**
 * Languages whose server follows addresses that a document names, such as a JSON schema's: what a model proposes is
 * shown to them only when it is accepted (IDEsaster, 2025). Beside the files that Apply shows plain by their names, for a
 * name tells no language where the person has chosen one.
 */
const FOLLOWS_ADDRESSES = /^(jsonc?|yaml|dockercompose|xml|xsl|html|svg)$/;

interface ShownProposal {
  readonly session: InlineChatSession;
  readonly uri: vscode.Uri;
  readonly listener: vscode.Disposable;
  timer?: NodeJS.Timeout;
}

/** Shows proposals as VS Code's own comparison of the document with what it would become. */
export class ProposalView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #shown = new Map<string, ShownProposal>();
  readonly #disposables: vscode.Disposable;
  #nextNumber = 1;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#disposables = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(PROPOSAL_SCHEME, this),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const tab of closed) this.#forget(proposalUri(tab));
        this.#updateContext();
      }),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#updateContext()),
    );
  }

  /** The session whose proposal is in the active editor. */
  get active(): InlineChatSession | undefined {
    const uri = proposalUri(vscode.window.tabGroups.activeTabGroup.activeTab);
    return uri && this.#shown.get(uri.toString())?.session;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown.get(uri.toString())?.session.proposedText ?? '';
  }

  /**
   * Opens the comparison with the first text that arrives; one that is open already only follows.
   * `settle` resolves when it shows all that has arrived.
   */
  showWhenChanged(session: InlineChatSession): { readonly settle: () => Promise<void> } {
    if (this.#find(session)) return { settle: async () => {} };
    let opening: Promise<void> | undefined;
    const listener = session.onDidChange(() => (opening ??= this.#open(session)));
    return {
      settle: async () => {
        listener.dispose();
        await opening;
      },
    };
  }

  async close(session: InlineChatSession): Promise<void> {
    const proposal = this.#find(session);
    if (!proposal) {
      session.dispose();
      return;
    }
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter((tab) => proposalUri(tab)?.toString() === proposal.uri.toString());
    await vscode.window.tabGroups.close(own);
    this.#forget(proposal.uri);
  }

  dispose(): void {
    for (const { uri } of [...this.#shown.values()]) this.#forget(uri);
    this.#disposables.dispose();
  }

  async #open(session: InlineChatSession): Promise<void> {
    const { document } = session;
    const isPlain = isShownPlain(document.uri.path) || FOLLOWS_ADDRESSES.test(document.languageId);
    const path = isPlain ? `${document.uri.path}.txt` : document.uri.path;
    const uri = document.uri.with({ scheme: PROPOSAL_SCHEME, path, query: String(this.#nextNumber++) });
    const proposal: ShownProposal = {
      session,
      uri,
      listener: session.onDidChange(() => this.#refreshSoon(proposal)),
    };
    this.#shown.set(uri.toString(), proposal);
    const name = path.split('/').at(-1) ?? path;
    const { first } = session.lines;
    await vscode.commands.executeCommand(
      'vscode.diff',
      document.uri,
      uri,
      vscode.l10n.t('{0}: Proposed Change', name.replace(/\.txt$/, '')),
      {
        preview: true,
        selection: new vscode.Range(first - 1, 0, first - 1, 0),
      } satisfies vscode.TextDocumentShowOptions,
    );
    this.#updateContext();
  }

  #refreshSoon(proposal: ShownProposal): void {
    proposal.timer ??= setTimeout(() => {
      delete proposal.timer;
      this.#changed.fire(proposal.uri);
    }, REFRESH_MS);
  }

  #forget(uri: vscode.Uri | undefined): void {
    const proposal = uri && this.#shown.get(uri.toString());
    if (!proposal) return;
    this.#shown.delete(proposal.uri.toString());
    clearTimeout(proposal.timer);
    proposal.listener.dispose();
    proposal.session.dispose();
  }

  #find(session: InlineChatSession): ShownProposal | undefined {
    return [...this.#shown.values()].find((proposal) => proposal.session === session);
  }

  #updateContext(): void {
    void vscode.commands.executeCommand('setContext', VISIBLE_CONTEXT, this.active !== undefined);
  }
}

/** The proposal that a tab compares a document with, if it is such a tab. */
function proposalUri(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  if (!(input instanceof vscode.TabInputTextDiff)) return undefined;
  return input.modified.scheme === PROPOSAL_SCHEME ? input.modified : undefined;
}
