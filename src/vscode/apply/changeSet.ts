import * as vscode from 'vscode';
import type { OffsetEdit } from '../../core/apply/placement';
import type { Checkpoints } from './checkpoints';
import type { ProposedFile } from './proposedFile';
import { type Target, recheckTarget } from './resolveTarget';

/** What a change set needs of its surroundings. */
export interface ChangeSetPorts {
  readonly checkpoints: Checkpoints;
  /** Asks anew where the code for a file belongs, once its text has changed; undefined where it does not. */
  readonly placeAgain?: (file: ProposedFile) => Promise<readonly OffsetEdit[] | undefined>;
  /** Tells the person something that went otherwise than asked. */
  readonly warn: (message: string) => void;
  /** Everything is decided, or given up for another set; with how many changes were accepted. */
  readonly onEnd?: (accepted: number) => void;
}

/** Several files that are to change together, until each change is accepted or rejected. */
export class ChangeSet implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ProposedFile>();
  readonly #disposables: vscode.Disposable;
  #hasCheckpoint = false;
  #accepted = 0;

  /**
   * Called before the last changes are written: a tab that shows several of the files counts as unsaved from then on, and
   * VS Code does not close it any more.
   */
  beforeLast: () => Promise<void> = async () => {};

  /** Fires after the proposal for a file has changed; it may have no hunks left then. */
  readonly onDidChange = this.#changed.event;

  constructor(
    readonly title: string,
    readonly files: readonly ProposedFile[],
    private readonly ports: ChangeSetPorts,
  ) {
    this.#disposables = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidChangeTextDocument((event) => void this.#follow(event)),
    );
  }

  /** How many changes were accepted so far. */
  get accepted(): number {
    return this.#accepted;
  }

  get pending(): readonly ProposedFile[] {
    return this.files.filter(({ hunks }) => hunks.length > 0);
  }

  /** Writes hunks of one file or of several as one step that can be undone as one. */
  async accept(
    files: readonly { readonly file: ProposedFile; readonly hunks: readonly OffsetEdit[] }[],
  ): Promise<boolean> {
    const allowed: { readonly file: ProposedFile; readonly hunks: readonly OffsetEdit[] }[] = [];
    for (const one of files) if (await this.#mayWrite(one.file)) allowed.push(one);
    if (allowed.length === 0 || !(await this.#keepCheckpoint())) return false;
    const edit = new vscode.WorkspaceEdit();
    for (const { file, hunks } of allowed) {
      // The document may have changed while the person was asked: only what is still proposed is written.
      file.addTo(
        edit,
        hunks.filter((hunk) => file.hunks.includes(hunk)),
      );
    }
    const before = allowed.map(({ file }) => file.hunks);
    for (const { file, hunks } of allowed) file.remove(hunks);
    if (this.pending.length === 0) await this.beforeLast();
    if (!(await vscode.workspace.applyEdit(edit))) {
      for (const [index, { file }] of allowed.entries()) file.replaceHunks(before[index] ?? []);
      this.ports.warn(
        vscode.l10n.t(
          'VS Code did not make the changes of {0}. Look whether the file can be written to.',
          pathsOf(allowed),
        ),
      );
      return false;
    }
    this.#accepted += allowed.reduce((sum, { hunks }) => sum + hunks.length, 0);
    for (const { file } of allowed) this.#changed.fire(file);
    return true;
  }

  reject(file: ProposedFile, hunks: readonly OffsetEdit[]): void {
    file.remove(hunks);
    this.#changed.fire(file);
  }

  /** Nothing more is decided about it. */
  end(): void {
    this.dispose();
    this.ports.onEnd?.(this.#accepted);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Looks again where a file is, and asks about one that can make something run. */
  async #mayWrite(file: ProposedFile): Promise<boolean> {
    const target = await recheckTarget(file.target);
    if ('problem' in target) {
      this.ports.warn(target.problem);
      return false;
    }
    if (target.resolvedPath !== file.target.resolvedPath) {
      this.ports.warn(
        vscode.l10n.t(
          '{0} is another file now than when the change was shown. Apply the code again.',
          target.path,
        ),
      );
      return false;
    }
    return !target.isProtected && target.resolvedPath === undefined ? true : askToWrite(target);
  }

  /** Keeps the files as they were when the set was made, before the first change is written. */
  async #keepCheckpoint(): Promise<boolean> {
    if (this.#hasCheckpoint) return true;
    const files = this.files.map((file) => ({
      uri: file.target.uri.toString(),
      path: file.target.path,
      text: file.document ? file.document.getText() : null,
    }));
    try {
      await this.ports.checkpoints.keep(this.title, files);
      this.#hasCheckpoint = true;
      return true;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.ports.warn(
        vscode.l10n.t(
          'No checkpoint could be kept ({0}), so nothing was changed. Make room on the disk and accept again.',
          detail,
        ),
      );
      return false;
    }
  }

  async #follow(event: vscode.TextDocumentChangeEvent): Promise<void> {
    if (event.contentChanges.length === 0) return;
    const file = this.files.find(({ document }) => document === event.document);
    if (!file || file.hunks.length === 0) return;
    const { lost } = file.follow(event);
    if (lost.length > 0) await this.#replace(file, lost.length);
    this.#changed.fire(file);
  }

  /** The person has typed where something was proposed: it is looked for anew, or given up. */
  async #replace(file: ProposedFile, lost: number): Promise<void> {
    const version = file.document?.version;
    const edits = await this.ports.placeAgain?.(file);
    if (file.document?.version !== version) return;
    if (edits && edits.length > 0 && edits.length <= file.hunks.length + lost) file.replaceHunks(edits);
    else
      this.ports.warn(
        vscode.l10n.t(
          '{0} has changed where a change was proposed, so that change is gone. Apply the code again.',
          file.target.path,
        ),
      );
  }
}

function pathsOf(files: readonly { readonly file: ProposedFile }[]): string {
  return files.map(({ file }) => file.target.path).join(', ');
}

async function askToWrite({ path, resolvedPath, isProtected }: Target): Promise<boolean> {
  const yes = vscode.l10n.t('Change It');
  const question = isProtected
    ? vscode.l10n.t('{0} can make VS Code, git or a build run commands. Change it?', path)
    : vscode.l10n.t('{0} is a link to another file. Change that file?', path);
  const detail = vscode.l10n.t('The file that is written: {0}', resolvedPath ?? path);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
