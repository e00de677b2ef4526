import * as l10n from '@vscode/l10n';
import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { EditJournal } from '../../core/nextEdit/editJournal';
import { type NextEdit, createRuleDocument } from '../../core/nextEdit/nextEdit';
import { proposalKey } from '../../core/nextEdit/proposalKey';
import { proposeByRule } from '../../core/nextEdit/proposeByRule';
import type { NextEditProposal } from '../../protocol/engine';
import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { LruMap } from '../../util/lru';
import type { NextEditQuestion } from './askNextEditModel';
import type { DocumentEdit } from '../workspaceIndex/lineEdits';

/** Quiet after a key that makes it likely that the person has finished the word, in milliseconds. */
const PAUSE_MS = 350;
/** Longer documents are logs and data. UTF-16 units. */
const LARGEST_DOCUMENT = 512 * 1024;
const MOST_DISMISSED = 100;

export interface NextEditSessionOptions {
  readonly documents: Pick<TextDocuments<TextDocument>, 'get'>;
  /** Whether edits are followed, and the next one proposed unasked. */
  readonly isEnabled: () => boolean;
  /** Path of a document relative to its workspace folder. */
  readonly relativePath: (uri: string) => string;
  readonly clock: Clock;
  /** Asks a next-edit model, where one is connected. Called when no rule finds an edit. */
  readonly askModel: (question: NextEditQuestion, signal: AbortSignal) => Promise<NextEdit | undefined>;
  readonly onPropose: (proposal: NextEditProposal) => void;
  readonly onError: (error: unknown) => void;
}

interface Proposed {
  readonly edit: NextEdit;
  readonly key: string;
}

/** Follows the person's edits and proposes the next one after each pause. */
export class NextEditSession implements Disposable {
  readonly #journal = new EditJournal();
  readonly #dismissed = new LruMap<string, true>(MOST_DISMISSED);
  #pause: NodeJS.Timeout | undefined;
  #asking: AbortController | undefined;
  #proposed: { readonly id: number; readonly key: string; readonly isPlace: boolean } | undefined;
  #nextId = 1;

  constructor(private readonly options: NextEditSessionOptions) {}

  /** Takes in an edit of an open document, and looks for the next one when no other follows at once. */
  edited({ document, edit, before }: DocumentEdit): void {
    this.#stop();
    if (!this.options.isEnabled()) return;
    const { uri } = document;
    this.#journal.add(
      { uri, startLine: edit.startLine, before, after: edit.lines },
      this.options.clock.now(),
    );
    this.#pause = setTimeout(() => void this.#proposeUnasked(uri), PAUSE_MS);
  }

  /** Forgets a document that was closed. */
  closed(uri: string): void {
    this.#journal.forget(uri);
  }

  /** The next edit for a document, dismissed ones too: the person asked. Rejects with an AbortError. */
  async ask(uri: string, signal: AbortSignal): Promise<NextEditProposal | undefined> {
    return this.#find(uri, signal, () => false);
  }

  /** The person does not want the proposal with this number: it is not made again. */
  dismissed(id: number): void {
    if (this.#proposed?.id === id) this.#dismissed.set(this.#proposed.key, true);
  }

  /** The person has taken the proposal with this number. A place is then done; an edit shows in the text. */
  accepted(id: number): void {
    if (this.#proposed?.isPlace === true) this.dismissed(id);
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#pause);
    this.#asking?.abort();
  }

  async #proposeUnasked(uri: string): Promise<void> {
    this.#asking = new AbortController();
    try {
      const isRefused = (key: string) => this.#dismissed.get(key) === true;
      const proposal = await this.#find(uri, this.#asking.signal, isRefused);
      if (proposal) this.options.onPropose(proposal);
    } catch (error) {
      if (!isAbortError(error)) this.options.onError(error);
    }
  }

  async #find(
    uri: string,
    signal: AbortSignal,
    isRefused: (key: string) => boolean,
  ): Promise<NextEditProposal | undefined> {
    const { edits } = this.#journal;
    const edited = this.options.documents.get(uri);
    if (!edited || edits.length === 0 || edited.getText().length > LARGEST_DOCUMENT) return undefined;
    const found = this.#findByRule(edited, isRefused);
    if (found) return this.#toProposal(found, edited);
    const { version } = edited;
    const edit = await this.options.askModel({ edits, document: edited }, signal);
    throwIfAborted(signal);
    if (!edit || edited.version !== version) return undefined;
    const key = proposalKey(edit, edited.getText());
    return isRefused(key) ? undefined : this.#toProposal({ edit, key }, edited);
  }

  #findByRule(document: TextDocument, isRefused: (key: string) => boolean): Proposed | undefined {
    const { uri, languageId } = document;
    const text = document.getText();
    const path = this.options.relativePath(uri);
    const request = {
      edits: this.#journal.edits,
      document: createRuleDocument({ uri, path, languageId, text }),
    };
    const edit = proposeByRule(request, (found) => isRefused(proposalKey(found, text)));
    return edit && { edit, key: proposalKey(edit, text) };
  }

  #toProposal({ edit, key }: Proposed, document: TextDocument): NextEditProposal {
    const id = this.#nextId++;
    this.#proposed = { id, key, isPlace: isPlace(edit) };
    return {
      id,
      uri: edit.uri,
      version: document.version,
      range: { start: document.positionAt(edit.range.start), end: document.positionAt(edit.range.end) },
      newText: edit.newText,
      kind: edit.kind,
      label: labelOf(edit),
    };
  }
}

/** Whether only a place is proposed, where the person is to write something. */
function isPlace({ newText, range }: NextEdit): boolean {
  return newText === '' && range.start === range.end;
}

function labelOf(edit: NextEdit): string {
  const { kind, name = '' } = edit;
  if (isPlace(edit)) return l10n.t('Look at this call of {0}', name);
  switch (kind) {
    case 'rename':
      return l10n.t('Rename to {0} here too', name);
    case 'callSite':
      return l10n.t('Change this call of {0} too', name);
    case 'repeat':
      return l10n.t('Make the same edit here');
    case 'model':
      return l10n.t('Suggested edit');
  }
}
