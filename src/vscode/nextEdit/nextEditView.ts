import * as vscode from 'vscode';
import {
  Method,
  type NextEditAnswerParams,
  type NextEditAskResult,
  type NextEditProposal,
} from '../../protocol/engine';
import { CommandId } from '../commandIds';
import type { EngineClient } from '../engineClient';
import { ProposalDecorations } from './proposalDecorations';
import { type ShownProposal, toShownProposal } from './shownProposal';

/** Condition of the key bindings in package.json. */
const IS_VISIBLE = 'fairwind.nextEdit.isVisible';
const MESSAGE_MS = 4_000;

/** Shows the engine's next edits: one at a time, until it is applied, dismissed, or its document changes. */
export class NextEditView implements vscode.Disposable {
  readonly #decorations = new ProposalDecorations();
  readonly #status = vscode.window.createStatusBarItem('fairwind.nextEdit', vscode.StatusBarAlignment.Left);
  readonly #disposables: vscode.Disposable;
  #shown: ShownProposal | undefined;
  /** True while the cursor stands where {@link #go} has put it. */
  #hasJumped = false;

  constructor(private readonly engine: EngineClient) {
    this.#status.name = vscode.l10n.t('Fairwind: Next Edit');
    this.#status.command = CommandId.goToNextEdit;
    this.#disposables = vscode.Disposable.from(
      this.#decorations,
      this.#status,
      engine.onDidProposeNextEdit((proposal) => this.#show(proposal)),
      vscode.workspace.onDidChangeTextDocument(({ contentChanges, document }) => {
        const isEditor = document === vscode.window.activeTextEditor?.document;
        if (contentChanges.length > 0 && (isEditor || document === this.#shown?.document)) this.#hide();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.#shown?.document) this.#hide();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
        const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;
        if (kind === Keyboard || kind === Mouse) this.#hasJumped = false;
        this.#update();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#update()),
      vscode.window.onDidChangeActiveColorTheme(() => this.#update()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('fairwind.nextEdit')) this.#hide();
      }),
      vscode.commands.registerCommand(CommandId.tabToNextEdit, () => this.#tab()),
      vscode.commands.registerCommand(CommandId.goToNextEdit, () => this.#go()),
      vscode.commands.registerCommand(CommandId.applyNextEdit, () => this.#apply()),
      vscode.commands.registerCommand(CommandId.dismissNextEdit, () => this.#dismiss()),
    );
  }

  dispose(): void {
    this.#hide();
    this.#disposables.dispose();
  }

  #show(proposal: NextEditProposal): void {
    this.#hasJumped = false;
    this.#shown = toShownProposal(proposal);
    this.#update();
  }

  #hide(): void {
    if (!this.#shown) return;
    this.#shown = undefined;
    this.#update();
  }

  /**
   * What Tab does while an edit is shown. It is decided here and not by conditions of key bindings, which are told of a
   * moved cursor too late for a fast typist.
   */
  async #tab(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!this.#shown || (!this.#hasJumped && isIndenting(editor)))
      await vscode.commands.executeCommand('tab');
    else if (isCursorAt(editor, this.#shown)) await this.#apply();
    else await this.#go();
  }

  /** Puts the cursor at the proposed edit, or looks for one when none is shown. */
  async #go(): Promise<void> {
    const shown = this.#shown ?? (await this.#ask());
    if (!shown) return;
    const editor = await vscode.window.showTextDocument(shown.document);
    editor.selection = new vscode.Selection(shown.range.start, shown.range.start);
    editor.revealRange(shown.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.#hasJumped = true;
    if (shown.isPlace) this.#answer(Method.nextEditAccepted);
    else this.#update();
  }

  async #ask(): Promise<ShownProposal | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) {
      const words = vscode.l10n.t('Open a file first: next edits are looked for in it.');
      vscode.window.setStatusBarMessage(words, MESSAGE_MS);
      return undefined;
    }
    const { proposal } = await this.engine.request<NextEditAskResult>(Method.nextEditAsk, {
      uri: document.uri.toString(),
    });
    if (proposal) this.#show(proposal);
    else vscode.window.setStatusBarMessage(this.#wordsForNone(document), MESSAGE_MS);
    return this.#shown;
  }

  #wordsForNone({ uri }: vscode.TextDocument): string {
    const isEnabled = vscode.workspace.getConfiguration('fairwind', uri).get<boolean>('nextEdit.enable');
    return isEnabled === true
      ? vscode.l10n.t('No next edit follows from your last edits.')
      : vscode.l10n.t('Next edits are off. The setting "fairwind.nextEdit.enable" turns them on.');
  }

  async #apply(): Promise<void> {
    const shown = this.#shown;
    if (!shown || shown.isPlace) return;
    const editor = await vscode.window.showTextDocument(shown.document);
    if (shown.document.version !== shown.proposal.version) return;
    const { newText } = shown.proposal;
    const end = shown.document.offsetAt(shown.range.start) + newText.length;
    if (!(await editor.edit((edit) => edit.replace(shown.range, newText)))) return;
    const position = shown.document.positionAt(end);
    editor.selection = new vscode.Selection(position, position);
    this.engine.notify(Method.nextEditAccepted, { id: shown.proposal.id } satisfies NextEditAnswerParams);
  }

  #dismiss(): void {
    this.#answer(Method.nextEditDismissed);
  }

  #answer(method: string): void {
    if (this.#shown)
      this.engine.notify(method, { id: this.#shown.proposal.id } satisfies NextEditAnswerParams);
    this.#hide();
  }

  #update(): void {
    const shown = this.#shown;
    const active = vscode.window.activeTextEditor;
    const isAtCursor = shown !== undefined && isCursorAt(active, shown);
    const words = shown && hintWords(shown, active, isAtCursor);
    for (const editor of vscode.window.visibleTextEditors) {
      const hasHint = words !== undefined && editor === active;
      this.#decorations.draw(
        editor,
        shown,
        hasHint ? { line: editor.selection.active.line, words } : undefined,
      );
    }
    void vscode.commands.executeCommand('setContext', IS_VISIBLE, shown !== undefined);
    if (!shown || words === undefined) {
      this.#status.hide();
      return;
    }
    this.#status.text = `$(arrow-right) ${words}`;
    this.#status.tooltip = shown.proposal.label;
    this.#status.accessibilityInformation = { label: `${shown.proposal.label}. ${words}`, role: 'button' };
    this.#status.show();
  }
}

function isCursorAt(
  editor: vscode.TextEditor | undefined,
  { document, range, isPlace }: ShownProposal,
): boolean {
  return editor?.document === document && range.contains(editor.selection.active) && !isPlace;
}

/** Whether only white space stands left of the cursor, where Tab is wanted for indentation. */
function isIndenting(editor: vscode.TextEditor | undefined): boolean {
  if (!editor) return false;
  const { active } = editor.selection;
  return editor.document.lineAt(active.line).text.slice(0, active.character).trim() === '';
}

function hintWords(
  { document, range, proposal }: ShownProposal,
  editor: vscode.TextEditor | undefined,
  isAtCursor: boolean,
): string {
  if (isAtCursor) return vscode.l10n.t('Tab: {0}', proposal.label);
  const line = range.start.line + 1;
  if (document === editor?.document) return vscode.l10n.t('Tab to go to line {0}', line);
  return vscode.l10n.t('Tab to go to {0}, line {1}', vscode.workspace.asRelativePath(document.uri), line);
}
