import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionContext } from '../../core/completion/context/completionContext';
import { LINES_ABOVE, LINES_BELOW } from '../../core/completion/context/nearNames';
import { type NamePlace, namesToLookUp } from '../../core/completion/context/namesToLookUp';
import { splitLines } from '../../core/ngram/documents';
import type { TextPosition } from '../../core/text/textDocumentSnapshot';
import {
  type DefinitionPlace,
  type DefinitionsParams,
  type DefinitionsResult,
  Method,
} from '../../protocol/engine';
import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Clock, Timer } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { LruMap } from '../../util/lru';
import { withCancellationToken } from '../cancellation';
import type { WorkspaceInfo } from '../engineContext';
import { documentId, languageIdOfPath, pathOfUri } from '../workspaceIndex/documentId';

/** How long (ms) nobody must have asked for a suggestion before definitions are looked up. */
const SETTLE_MS = 250;
/** Names that are looked up at once, those nearest to the cursor. */
const MOST_NAMES_AT_ONCE = 8;
/** When (ms) a name is looked up again for which there was no answer: a language server may still have been starting. */
const RETRY_MS = 15_000;
/** Documents whose names are remembered as looked up. */
const DOCUMENTS_REMEMBERED = 32;

/** Asks the editor where names are defined. */
export type FindDefinitions = (params: DefinitionsParams, signal: AbortSignal) => Promise<DefinitionsResult>;

/** Asks an editor that provides definitions. */
export function askForDefinitions(
  connection: Connection,
  params: DefinitionsParams,
  signal: AbortSignal,
): Promise<DefinitionsResult> {
  return withCancellationToken(signal, (token) =>
    connection.sendRequest<DefinitionsResult>(Method.contextDefinitions, params, token),
  );
}

export interface NearDefinitionsOptions {
  /** Takes in what is found. */
  readonly context: Pick<CompletionContext, 'define' | 'has'>;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: WorkspaceInfo;
  readonly find: FindDefinitions;
  /** The text of a file by its URI; undefined when nothing of it may be sent. */
  readonly readFile: (uri: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly logger: Logger;
}

/**
 * Looks up what the names around the cursor mean, in the background, once the person rests there. Each name that has
 * an answer is looked up once per document, until the document is saved or closed.
 */
export class NearDefinitions implements Disposable {
  /** By document URI, the names that were looked up, each with the time from which on it may be again. */
  readonly #lookedUp = new LruMap<string, Map<string, number>>(DOCUMENTS_REMEMBERED);
  #cancelTimer: (() => void) | undefined;
  #work = new AbortController();
  #isWorking = false;

  constructor(private readonly options: NearDefinitionsOptions) {}

  /** The person is at a place of an open document. Takes no time: the work waits until they rest there. */
  visit(uri: string, cursor: TextPosition): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.options.timer.schedule(SETTLE_MS, () => {
      this.#lookUp(uri, cursor, this.#work.signal).catch((error: unknown) => {
        if (!isAbortError(error)) this.options.logger.error('Definitions could not be looked up', error);
      });
    });
  }

  /** Has the names of a document looked up again: they may mean something else now. */
  forget(uri: string): void {
    this.#lookedUp.delete(uri);
  }

  /** Gives up what is on its way and forgets all names. */
  clear(): void {
    this.#cancelTimer?.();
    this.#work.abort();
    this.#work = new AbortController();
    this.#lookedUp.clear();
  }

  dispose(): void {
    this.clear();
  }

  async #lookUp(uri: string, cursor: TextPosition, signal: AbortSignal): Promise<void> {
    const { documents, find } = this.options;
    const document = documents.get(uri);
    // Whoever rests while an answer is on its way will rest again.
    if (!document || this.#isWorking) return;
    const names = this.#namesLeft(document, cursor);
    if (names.length === 0) return;
    this.#isWorking = true;
    try {
      const positions = names.map(({ position }) => position);
      const { definitions } = await find({ uri, version: document.version, positions }, signal);
      throwIfAborted(signal);
      if (!definitions || !this.options.context.has(uri)) return;
      const lookedUp = this.#lookedUp.get(uri) ?? new Map<string, number>();
      const retryAt = this.options.clock.now() + RETRY_MS;
      for (const [index, { name }] of names.entries())
        lookedUp.set(name, definitions[index] ? Number.POSITIVE_INFINITY : retryAt);
      this.#lookedUp.set(uri, lookedUp);
      await this.#define(uri, names, definitions, signal);
    } finally {
      this.#isWorking = false;
    }
  }

  #namesLeft(document: TextDocument, cursor: TextPosition): NamePlace[] {
    const firstLine = Math.max(0, cursor.line - LINES_ABOVE);
    const end = { line: cursor.line + LINES_BELOW + 1, character: 0 };
    const text = document.getText({ start: { line: firstLine, character: 0 }, end });
    const lookedUp = this.#lookedUp.get(document.uri);
    const now = this.options.clock.now();
    return namesToLookUp({
      lines: splitLines(text),
      firstLine,
      cursorLine: cursor.line,
      languageId: document.languageId,
      path: this.options.workspace.relativePath(document.uri),
    })
      .filter(({ name }) => (lookedUp?.get(name) ?? 0) <= now)
      .slice(0, MOST_NAMES_AT_ONCE);
  }

  async #define(
    uri: string,
    names: readonly NamePlace[],
    definitions: readonly (DefinitionPlace | null)[],
    signal: AbortSignal,
  ): Promise<void> {
    const { context, workspace, readFile } = this.options;
    const texts = new Map<string, string[] | undefined>();
    for (const [index, { name }] of names.entries()) {
      const place = definitions[index];
      if (!place) continue;
      const fileUri = context.has(place.uri) ? place.uri : documentId(place.uri);
      const path = workspace.relativePath(fileUri);
      const languageId = languageIdOfPath(pathOfUri(fileUri) ?? path);
      const file = { uri: fileUri, path, languageId };
      if (!context.has(fileUri) && !texts.has(fileUri)) {
        const text = await readFile(fileUri, signal);
        throwIfAborted(signal);
        texts.set(fileUri, text === undefined ? undefined : splitLines(text));
      }
      const lines = texts.get(fileUri);
      context.define(uri, name, { file, line: place.line, ...(lines && { lines }) });
    }
  }
}
