/** The part of an editor that inline completion is about, in virtual time: it asks, shows, keeps and takes back. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionEngine } from '../../../src/core/completion/completionEngine';
import type { CompletionOutcome } from '../../../src/core/completion/completionTypes';
import { languageIdOfPath } from '../../../src/server/workspaceIndex/documentId';
import { type DocumentEdit, createLineEditTracker } from '../../../src/server/workspaceIndex/lineEdits';
import type { FakeTime } from '../../support/fakeTime';
import type { Key, Session } from './typist';

/** What answers the editor. */
export interface Answerer extends Pick<CompletionEngine, 'complete'> {
  /** Called with every edit, in order. */
  edited(edit: DocumentEdit): void;
}

/** What a way of asking came to. */
export interface Tally {
  keys: number;
  /** Suggestions that came on the screen, each counted once however often it was drawn again. */
  shown: number;
  /** Those whose whole text is what the person went on to type, and came before it was typed. */
  usable: number;
  /** Keys before which a usable suggestion stood on the screen. */
  keysWithUsable: number;
}

/** VS Code waits this long (ms) after a key before it asks. */
const EDITOR_WAIT_MS = 50;
/** Time (ms) between two files. */
const BETWEEN_SESSIONS_MS = 10_000;

/** Where the person stands. */
export interface Standing {
  readonly key: Key;
  readonly linePrefix: string;
  readonly session: string;
}

export class SimulatedEditor {
  readonly tally: Tally = { keys: 0, shown: 0, usable: 0, keysWithUsable: 0 };
  standing: Standing | undefined;
  /** What of a suggestion stands behind the cursor. */
  #shown = '';
  #request = new AbortController();
  #cancelAsking = () => {};
  readonly #seen = new Set<string>();
  readonly #tracker = createLineEditTracker();
  #document: TextDocument | undefined;

  constructor(
    private readonly answerer: Answerer,
    private readonly time: FakeTime,
  ) {
    this.#tracker.onDidEdit((edit) => answerer.edited(edit));
  }

  /** Types a session from beginning to end into a document of this URI. */
  async type(session: Session, uri: string): Promise<void> {
    let document = TextDocument.create(uri, languageIdOfPath(session.path), 1, session.text);
    await this.time.advance(BETWEEN_SESSIONS_MS);
    for (const key of session.keys) {
      await this.time.advance(key.gapMs);
      this.#countBefore();
      const cursorBefore = this.standing?.session === session.name ? this.standing.key.cursor : -1;
      document = this.#applyKey(document, key);
      const text = document.getText();
      const linePrefix = text.slice(text.lastIndexOf('\n', key.cursor - 1) + 1, key.cursor);
      this.standing = { key, linePrefix, session: session.name };
      this.#keepShown(key, cursorBefore, text);
      this.#document = document;
      this.#askSoon();
    }
    await this.time.advance(BETWEEN_SESSIONS_MS);
    this.#takeBack();
  }

  #countBefore(): void {
    this.tally.keys++;
    const truth = this.standing?.key.truth;
    if (this.#shown.trim() !== '' && truth?.startsWith(this.#shown) === true) this.tally.keysWithUsable++;
  }

  #applyKey(document: TextDocument, { offset, removed, inserted }: Key): TextDocument {
    const end = offset + removed;
    const range = { start: document.positionAt(offset), end: document.positionAt(end) };
    const change = { range, text: inserted };
    return this.#tracker.configuration.update(document, [change], document.version + 1);
  }

  /** A suggestion stays while the person types what it says. */
  #keepShown({ cursor, offset }: Key, cursorBefore: number, text: string): void {
    const typed = offset === cursorBefore ? text.slice(cursorBefore, cursor) : '';
    this.#shown = typed !== '' && this.#shown.startsWith(typed) ? this.#shown.slice(typed.length) : '';
  }

  #takeBack(): void {
    this.#cancelAsking();
    this.#request.abort();
    this.#shown = '';
  }

  #askSoon(): void {
    this.#cancelAsking();
    this.#request.abort();
    this.#cancelAsking = this.time.schedule(EDITOR_WAIT_MS, () => this.askNow());
  }

  /** Asks at the cursor, as the editor does for itself a moment after a key, and where it is told of a suggestion. */
  askNow(): void {
    const { standing } = this;
    const document = this.#document;
    if (!standing || !document) return;
    this.#request.abort();
    const request = (this.#request = new AbortController());
    const path = document.uri.split('/').slice(5).join('/');
    const asked = { document, offset: standing.key.cursor, trigger: 'automatic', path } as const;
    void this.answerer.complete(asked, request.signal).then((outcome) => {
      if (!request.signal.aborted) this.#show(outcome, standing);
    });
  }

  #show(outcome: CompletionOutcome, { key, session }: Standing): void {
    const item = outcome.kind === 'suggestion' ? outcome.items[0] : undefined;
    this.#shown = item?.range.start === key.cursor ? item.insertText : '';
    if (this.#shown.trim() === '') return;
    const isUsable = key.truth?.startsWith(this.#shown) === true;
    // The same text to the same end is the same suggestion, from wherever in it the person asked.
    const end = isUsable ? key.left - this.#shown.length : `${key.left} ${this.#shown}`;
    const id = `${session} ${key.hunk} ${end}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.tally.shown++;
    if (isUsable) this.tally.usable++;
  }
}
