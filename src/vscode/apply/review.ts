import * as vscode from 'vscode';
import type { OffsetEdit } from '../../core/apply/placement';
import { CommandId } from '../commandIds';
import type { ChangeSet } from './changeSet';
import { PROPOSAL_SCHEME, type ProposedFile } from './proposedFile';

/** Conditions of menus and key bindings in package.json. */
const IS_REVIEW = 'fairwind.apply.isReview';
const HAS_CHANGES = 'fairwind.apply.hasChanges';
/** Milliseconds that closing a tab may hold up a change: VS Code does not always tell that it is closed. */
const CLOSE_MS = 1_000;
const MESSAGE_MS = 5_000;

/** A hunk with its file: what a command acts on. */
interface CurrentHunk {
  readonly file: ProposedFile;
  readonly hunk: OffsetEdit;
}

/** Shows a change set as VS Code's own diffs, and has its hunks accepted and rejected there. One set at a time. */
export class Review implements vscode.Disposable {
  readonly #contentChanged = new vscode.EventEmitter<vscode.Uri>();
  readonly #current = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
    borderColor: new vscode.ThemeColor('focusBorder'),
    borderWidth: '0 0 0 3px',
    borderStyle: 'solid',
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
  });
  readonly #disposables: vscode.Disposable;
  #set: ChangeSet | undefined;
  #setListener: vscode.Disposable | undefined;

  constructor() {
    this.#disposables = vscode.Disposable.from(
      this.#contentChanged,
      this.#current,
      vscode.workspace.registerTextDocumentContentProvider(PROPOSAL_SCHEME, {
        onDidChange: this.#contentChanged.event,
        provideTextDocumentContent: (uri) => this.#contentOf(uri),
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#update()),
      vscode.window.onDidChangeTextEditorSelection(() => this.#update()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#update()),
      vscode.commands.registerCommand(CommandId.acceptChange, () => this.#acceptCurrent()),
      vscode.commands.registerCommand(CommandId.rejectChange, () => this.#rejectCurrent()),
      vscode.commands.registerCommand(CommandId.acceptFileChanges, () => this.#acceptFile()),
      vscode.commands.registerCommand(CommandId.rejectFileChanges, () => this.#rejectFile()),
      vscode.commands.registerCommand(CommandId.acceptAllChanges, () => this.#acceptAll()),
      vscode.commands.registerCommand(CommandId.rejectAllChanges, () => this.#rejectAll()),
      vscode.commands.registerCommand(CommandId.nextChange, () => this.#step(1)),
      vscode.commands.registerCommand(CommandId.previousChange, () => this.#step(-1)),
      vscode.commands.registerCommand(CommandId.showChanges, () => this.#open()),
    );
    // Diffs of an earlier session have nothing to show any more.
    void this.#closeTabs(() => true);
  }

  /** Shows a set in place of the one before, whose open changes are given up. */
  async show(set: ChangeSet): Promise<void> {
    await this.#end();
    this.#set = set;
    this.#setListener = set.onDidChange((file) => void this.#fileChanged(file));
    await this.#open();
  }

  dispose(): void {
    this.#setListener?.dispose();
    this.#set?.dispose();
    this.#disposables.dispose();
  }

  #contentOf(uri: vscode.Uri): string {
    const file = this.#set?.files.find(({ proposalUri }) => proposalUri.toString() === uri.toString());
    return file?.proposedText ?? '';
  }

  async #open(): Promise<void> {
    const set = this.#set;
    const [first, ...others] = set?.pending ?? [];
    if (!set || !first) {
      vscode.window.setStatusBarMessage(vscode.l10n.t('No changes are waiting for you.'), MESSAGE_MS);
      return;
    }
    if (others.length > 0) {
      const resources = set.pending.map((file) => [file.target.uri, file.originalUri, file.proposalUri]);
      await vscode.commands.executeCommand('vscode.changes', set.title, resources);
    } else {
      await this.#openFile(first);
    }
    this.#update();
  }

  async #openFile(file: ProposedFile): Promise<void> {
    const title = vscode.l10n.t('{0} (proposed)', file.target.path);
    await vscode.commands.executeCommand('vscode.diff', file.originalUri, file.proposalUri, title, {
      preview: false,
    });
    await this.#reveal({ file, hunk: file.hunks[0] });
  }

  /** Puts the cursor at a hunk of the proposal, where it is shown. */
  async #reveal({
    file,
    hunk,
  }: {
    readonly file: ProposedFile;
    readonly hunk: OffsetEdit | undefined;
  }): Promise<void> {
    const uri = file.proposalUri.toString();
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    if (!editor || !hunk) return;
    const range = file.rangesIn(editor.document)[file.hunks.indexOf(hunk)];
    if (!range) return;
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    this.#update();
  }

  /** The hunk at the cursor, or the nearest one; of the first file where no editor of the review is active. */
  #currentHunk(): CurrentHunk | undefined {
    const editor = vscode.window.activeTextEditor;
    const file = this.#fileOf(editor) ?? this.#set?.pending[0];
    if (!file) return undefined;
    const ranges = editor && this.#fileOf(editor) === file ? file.rangesIn(editor.document) : [];
    const line = editor?.selection.active.line ?? 0;
    let best = 0;
    for (const [index, range] of ranges.entries()) {
      if (distance(range, line) < distance(ranges[best], line)) best = index;
    }
    const hunk = file.hunks[best];
    return hunk && { file, hunk };
  }

  #fileOf(editor: vscode.TextEditor | undefined): ProposedFile | undefined {
    const uri = editor?.document.uri.toString();
    return this.#set?.files.find(
      ({ hunks, proposalUri, originalUri }) =>
        hunks.length > 0 && (proposalUri.toString() === uri || originalUri.toString() === uri),
    );
  }

  async #acceptCurrent(): Promise<void> {
    const current = this.#currentHunk();
    if (!current) return;
    const next = this.#after(current);
    if (await this.#accept([{ file: current.file, hunks: [current.hunk] }])) await this.#goOn(next);
  }

  async #rejectCurrent(): Promise<void> {
    const current = this.#currentHunk();
    if (!current) return;
    const next = this.#after(current);
    this.#set?.reject(current.file, [current.hunk]);
    await this.#goOn(next);
  }

  #after({ file, hunk }: CurrentHunk): { readonly file: ProposedFile; readonly index: number } {
    return { file, index: file.hunks.indexOf(hunk) };
  }

  /** After a hunk is done with the cursor goes to the one that has its place now. */
  async #goOn({ file, index }: { readonly file: ProposedFile; readonly index: number }): Promise<void> {
    const hunk = file.hunks[index] ?? file.hunks.at(-1);
    await this.#reveal({ file, hunk });
  }

  async #acceptFile(): Promise<void> {
    const file = this.#currentHunk()?.file;
    if (file) await this.#accept([{ file, hunks: file.hunks }]);
  }

  #rejectFile(): void {
    const file = this.#currentHunk()?.file;
    if (file) this.#set?.reject(file, file.hunks);
  }

  async #acceptAll(): Promise<void> {
    await this.#accept((this.#set?.pending ?? []).map((file) => ({ file, hunks: file.hunks })));
  }

  #rejectAll(): void {
    for (const file of this.#set?.pending ?? []) this.#set?.reject(file, file.hunks);
  }

  async #step(by: 1 | -1): Promise<void> {
    const current = this.#currentHunk();
    const all = this.#set?.pending.flatMap((file) => file.hunks.map((hunk) => ({ file, hunk }))) ?? [];
    const index = all.findIndex(({ hunk }) => hunk === current?.hunk);
    const next = all[(index + by + all.length) % all.length];
    if (next) await this.#reveal(next);
  }

  async #fileChanged(file: ProposedFile): Promise<void> {
    this.#contentChanged.fire(file.proposalUri);
    const set = this.#set;
    if (set?.pending.length === 0) await this.#finish(set);
    this.#update();
  }

  /** Nothing is left to decide: the diffs go, and the person is told what was done. */
  async #finish(set: ChangeSet): Promise<void> {
    await this.#end();
    const words =
      set.accepted === 0
        ? vscode.l10n.t('No change was accepted.')
        : vscode.l10n.t(
            'Changes accepted: {0}. "Fairwind: Restore Checkpoint…" brings back what was there before.',
            set.accepted,
          );
    vscode.window.setStatusBarMessage(words, MESSAGE_MS);
    const shown = set.accepted > 0 ? set.files[0] : undefined;
    if (shown) await vscode.window.showTextDocument(shown.target.uri, { preview: false });
  }

  async #end(): Promise<void> {
    const set = this.#set;
    if (!set) return;
    this.#set = undefined;
    this.#setListener?.dispose();
    set.end();
    await this.#closeTabsOf(set);
    this.#update();
  }

  #closeTabsOf(set: ChangeSet): Promise<void> {
    const uris = new Set(set.files.map(({ proposalUri }) => proposalUri.toString()));
    return this.#closeTabs((uri) => uris.has(uri.toString()), set.title);
  }

  /** Accepts hunks; where they could not be written, what was closed for them is shown again. */
  async #accept(files: Parameters<ChangeSet['accept']>[0]): Promise<boolean> {
    const set = this.#set;
    if (!set) return false;
    const tabs = { areClosed: false };
    set.beforeLast = async () => {
      tabs.areClosed = true;
      await this.#closeTabsOf(set);
    };
    if (await set.accept(files)) return true;
    if (tabs.areClosed && this.#set === set) await this.#open();
    return false;
  }

  /** Tabs of several diffs are no part of the stable API, so they are told by their label. */
  async #closeTabs(isOurs: (uri: vscode.Uri) => boolean, title?: string): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(({ input, label }) => {
      if (input instanceof vscode.TabInputTextDiff) {
        return input.modified.scheme === PROPOSAL_SCHEME && isOurs(input.modified);
      }
      const isText = input instanceof vscode.TabInputText || input instanceof vscode.TabInputWebview;
      return !isText && title !== undefined && label.startsWith(title);
    });
    if (ours.length === 0) return;
    const waited = new Promise((resolve) => setTimeout(resolve, CLOSE_MS));
    await Promise.race([vscode.window.tabGroups.close(ours), waited]);
  }

  #update(): void {
    const active = vscode.window.activeTextEditor;
    const isReview = this.#fileOf(active) !== undefined && this.#set !== undefined;
    void vscode.commands.executeCommand('setContext', HAS_CHANGES, (this.#set?.pending.length ?? 0) > 0);
    void vscode.commands.executeCommand('setContext', IS_REVIEW, isReview);
    const current = isReview ? this.#currentHunk() : undefined;
    for (const editor of vscode.window.visibleTextEditors) {
      const isShown =
        current !== undefined && editor.document.uri.toString() === current.file.proposalUri.toString();
      editor.setDecorations(this.#current, isShown ? [this.#decorationOf(editor, current)] : []);
    }
  }

  #decorationOf(editor: vscode.TextEditor, { file, hunk }: CurrentHunk): vscode.DecorationOptions {
    const index = file.hunks.indexOf(hunk);
    const range = file.rangesIn(editor.document)[index] ?? new vscode.Range(0, 0, 0, 0);
    // A range that ends at the beginning of a line does not mean that line.
    const lastLine =
      range.isEmpty || range.end.character > 0
        ? range.end.line
        : Math.max(range.start.line, range.end.line - 1);
    const words = vscode.l10n.t('Change {0} of {1}', index + 1, file.hunks.length);
    return {
      range: new vscode.Range(range.start.line, 0, lastLine, 0),
      hoverMessage: hoverOf(words),
    };
  }
}

/** The hover over a hunk has its buttons, for the mouse. */
function hoverOf(words: string): vscode.MarkdownString {
  const hover = new vscode.MarkdownString();
  hover.isTrusted = { enabledCommands: [CommandId.acceptChange, CommandId.rejectChange] };
  hover.appendText(words);
  hover.appendMarkdown(
    ` · [${vscode.l10n.t('Accept')}](command:${CommandId.acceptChange}) · [${vscode.l10n.t('Reject')}](command:${CommandId.rejectChange})`,
  );
  return hover;
}

function distance(range: vscode.Range | undefined, line: number): number {
  if (!range) return Infinity;
  if (line < range.start.line) return range.start.line - line;
  return Math.max(0, line - range.end.line);
}
