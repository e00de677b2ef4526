import * as vscode from 'vscode';
import { type EditRegion, editRegion } from '../../core/inlineChat/editRegion';
import { previewText } from '../../core/inlineChat/previewText';
import { Method } from '../../protocol/engine';
import type { InlineChatParams, InlineChatResult } from '../../protocol/inlineChat';
import type { EngineClient } from '../engineClient';

/** What the person has asked for so far at one place, oldest first, with what came of it. */
type Round = NonNullable<InlineChatParams['earlier']>[number];

/** One place of a document that the person talks about, and the text that is proposed for it. */
export class InlineChatSession implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #rounds: Round[] = [];
  /** The document as it was when the proposal was asked for. */
  #text: string;
  #region: EditRegion;
  #answer = '';
  #isComplete = false;
  #running: vscode.CancellationTokenSource | undefined;

  /** Fires when the proposed text has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly engine: EngineClient,
    readonly document: vscode.TextDocument,
    public selection: vscode.Range,
  ) {
    this.#text = document.getText();
    this.#region = this.#findRegion();
  }

  /** Whether something is to be written where nothing stands. */
  get isEmpty(): boolean {
    return this.#text.slice(this.#region.start, this.#region.end).trim() === '';
  }

  /** The lines that are to be replaced, counted from 1. */
  get lines(): { readonly first: number; readonly last: number } {
    const { start, end } = this.#range();
    return { first: start.line + 1, last: end.line + 1 };
  }

  get isFollowUp(): boolean {
    return this.#rounds.length > 0;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** True when the whole answer has arrived and can be accepted. */
  get isReady(): boolean {
    return this.#isComplete;
  }

  /** The document with what is proposed so far in it. */
  get proposedText(): string {
    return previewText(this.#text, this.#region, { answer: this.#answer, isComplete: this.#isComplete });
  }

  /**
   * Asks for the place in the person's words; `onDidChange` tells of the answer while it arrives.
   * @throws EngineRequestError; vscode.CancellationError when `token` is cancelled or the session is disposed
   */
  async ask(instruction: string, token: vscode.CancellationToken): Promise<InlineChatResult> {
    this.stop();
    if (!this.#followDocument()) throw new Error(documentChanged());
    const running = new vscode.CancellationTokenSource();
    this.#running = running;
    const cancelled = token.onCancellationRequested(() => running.cancel());
    this.#answer = '';
    this.#isComplete = false;
    try {
      const result = await this.engine.request<InlineChatResult>(
        Method.inlineChatEdit,
        {
          uri: this.document.uri.toString(),
          version: this.document.version,
          selection: this.selection,
          instruction,
          earlier: this.#rounds,
        },
        { onProgress: ({ text }) => this.#append(running, text), token: running.token },
      );
      this.#answer = result.text;
      this.#isComplete = true;
      this.#rounds.push({ instruction, text: result.text });
      this.#changed.fire();
      return result;
    } finally {
      cancelled.dispose();
      running.dispose();
      if (this.#running === running) this.#running = undefined;
    }
  }

  stop(): void {
    this.#running?.cancel();
  }

  /** Puts the proposed text into the document, as one step that can be undone. False when it no longer fits there. */
  async accept(): Promise<boolean> {
    if (!this.#isComplete || !this.#followDocument()) return false;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(this.document.uri, this.#range(), this.#answer);
    return vscode.workspace.applyEdit(edit);
  }

  dispose(): void {
    this.stop();
    this.#changed.dispose();
  }

  #append(running: vscode.CancellationTokenSource, text: string): void {
    if (this.#running !== running || running.token.isCancellationRequested) return;
    this.#answer += text;
    this.#changed.fire();
  }

  /** Finds the place again when the document has changed around it. False when the text of the place has changed. */
  #followDocument(): boolean {
    const text = this.document.getText();
    if (text === this.#text) return !this.document.isClosed;
    const tail = this.#text.length - this.#region.end;
    const isSameBefore = text.startsWith(this.#text.slice(0, this.#region.end));
    const isSameAfter = text.endsWith(this.#text.slice(this.#region.start));
    if (!isSameBefore && !isSameAfter) return false;
    const shift = isSameBefore ? 0 : text.length - tail - this.#region.end;
    this.#text = text;
    this.#region = { ...this.#region, start: this.#region.start + shift, end: this.#region.end + shift };
    this.selection = this.#range();
    return !this.document.isClosed;
  }

  #findRegion(): EditRegion {
    const { start, end } = this.selection;
    return editRegion(this.#text, {
      start: this.document.offsetAt(start),
      end: this.document.offsetAt(end),
    });
  }

  #range(): vscode.Range {
    const { start, end } = this.#region;
    return new vscode.Range(this.document.positionAt(start), this.document.positionAt(end));
  }
}

export function documentChanged(): string {
  return vscode.l10n.t('The text was changed meanwhile. Select it again, and ask again.');
}
