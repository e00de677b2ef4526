import { basename } from 'node:path';
import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CompletionContext, type ContextRequest } from '../../core/completion/context/completionContext';
import { type Settings, isCompletionEnabled } from '../../core/config/settings';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import type { ContextPiece } from '../../core/model/languageModel';
import { splitLines } from '../../core/ngram/documents';
import type { DiagnosticsParams } from '../../protocol/engine';
import type { Clock, Timer } from '../../util/clock';
import { type Disposable, DisposableStore } from '../../util/disposable';
import type { Event } from '../../util/emitter';
import type { Logger } from '../../util/logger';
import type { WorkspaceInfo } from '../engineContext';
import { isGitText } from '../commitMessage/messageKind';
import { documentId, pathOfUri } from '../workspaceIndex/documentId';
import type { DocumentEdit, LineEditTracker } from '../workspaceIndex/lineEdits';
import { isSkippedFolder, skipReasonOfName } from '../workspaceIndex/skipReason';
import type { TimeSlices } from '../workspaceIndex/timeSlices';
import { readDefinitionFile } from './definitionFile';
import { type FindDefinitions, NearDefinitions } from './nearDefinitions';
import { type FollowedDocument, RelatedFiles } from './relatedFiles';

/** Closed files that still count, for who looks something up closes it and goes on with what it says. */
const CLOSED_FILES_KEPT = 10;
/** Longer documents are logs and data, not something a person works on. UTF-16 units. */
const MAX_TEXT_UNITS = 1024 * 1024;
/** The lines of a document that are read for imports. */
const LINES_WITH_IMPORTS = 300;

export interface EditorContextOptions {
  readonly documents: TextDocuments<TextDocument>;
  /** The tracker that `documents` was made with. */
  readonly edits: LineEditTracker;
  readonly workspace: WorkspaceInfo;
  readonly settings: () => Settings;
  /** Fires with the URI of a file that has changed on disk. */
  readonly onDidChangeFile: Event<string>;
  readonly findExclusion: FindFileExclusion;
  /** Asks the editor's language servers; absent where the editor does not lend them. */
  readonly findDefinitions?: FindDefinitions;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly slices: TimeSlices;
  readonly logger: Logger;
}

/**
 * Context for completions from what the editor has open and has just closed, and from closed files that the document in
 * question uses: files inside of the workspace folders and untitled ones, in languages that suggestions are on for, and
 * none that may hold secrets.
 */
export class EditorContext implements Disposable {
  readonly #context = new CompletionContext();
  readonly #disposables = new DisposableStore();
  /** URIs of files whose text in the index may differ from the one on disk. */
  readonly #unsaved = new Set<string>();
  /** URIs of closed files that still count, the one closed first in front. */
  readonly #closed = new Set<string>();
  readonly #related: RelatedFiles;
  readonly #definitions: NearDefinitions | undefined;

  constructor(private readonly options: EditorContextOptions) {
    const { documents, edits, onDidChangeFile, findDefinitions } = options;
    const isEnabled = (languageId: string) => isCompletionEnabled(options.settings(), languageId);
    const context = this.#context;
    const isOpen = (id: string) => this.#isOpen(id);
    this.#related = this.#disposables.add(new RelatedFiles({ ...options, context, isEnabled, isOpen }));
    if (findDefinitions) {
      const roots = () => options.workspace.folders().flatMap((uri) => pathOfUri(uri) ?? []);
      const rules = { roots, findExclusion: options.findExclusion, isEnabled };
      const readFile = (uri: string, signal: AbortSignal) => readDefinitionFile(uri, rules, signal);
      this.#definitions = this.#disposables.add(
        new NearDefinitions({ ...options, context, find: findDefinitions, readFile }),
      );
    }
    this.#disposables.add(documents.onDidOpen(({ document }) => this.#opened(document)));
    this.#disposables.add(documents.onDidSave(({ document }) => this.#saved(document.uri)));
    this.#disposables.add(documents.onDidClose(({ document }) => this.#closedInEditor(document.uri)));
    this.#disposables.add(edits.onDidEdit((edit) => this.#edited(edit)));
    this.#disposables.add(onDidChangeFile((uri) => this.#changedOnDisk(uri)));
  }

  /** The pieces for a cursor; none while the person has not trusted the workspace, or wants none sent. */
  piecesFor(request: ContextRequest): readonly ContextPiece[] {
    const { workspace, settings } = this.options;
    if (workspace.isRestricted() || !settings()['fairwind.completion.extraContext']) return [];
    const document = this.options.documents.get(request.uri);
    if (document && this.#context.has(request.uri)) {
      this.#related.follow(followed(document));
      this.#definitions?.visit(request.uri, request.cursor);
    }
    return this.#context.piecesFor(request);
  }

  /** Takes in what language servers say of an open document; lines of another version say nothing. */
  diagnose({ uri, version, diagnostics }: DiagnosticsParams): void {
    if (this.options.documents.get(uri)?.version === version) this.#context.diagnose(uri, diagnostics);
  }

  /** Asks again of each document whether it may be sent. To be called when settings or folders have changed. */
  refresh(): void {
    this.#related.clear();
    this.#definitions?.clear();
    for (const uri of this.#closed) this.#forget(uri);
    for (const document of this.options.documents.all()) {
      const counts = this.#mayBeSent(document);
      if (!counts) this.#forget(document.uri);
      else if (!this.#context.has(document.uri)) this.#opened(document);
      else void this.#forgetIfExcluded(document.uri);
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #opened(document: TextDocument): void {
    const { uri, languageId } = document;
    this.#forget(uri);
    this.#related.opened(uri);
    if (!this.#mayBeSent(document)) return;
    const path = this.options.workspace.relativePath(uri);
    this.#context.open({ uri, path, languageId }, splitLines(document.getText()));
    void this.#forgetIfExcluded(uri);
  }

  /** Until it is known whether a file is excluded, those who send the pieces leave them out. */
  async #forgetIfExcluded(uri: string): Promise<void> {
    if (await this.options.findExclusion(uri)) this.#forget(uri);
  }

  #saved(uri: string): void {
    this.#unsaved.delete(uri);
    this.#related.lookAgain();
    this.#definitions?.forget(uri);
  }

  #edited({ document, edit }: DocumentEdit): void {
    if (!this.#context.has(document.uri)) return;
    this.#context.edit(document.uri, edit);
    this.#unsaved.add(document.uri);
  }

  /** A text that was thrown away, or has no file, is forgotten at once. */
  #closedInEditor(uri: string): void {
    if (!this.#context.has(uri)) return;
    if (this.#unsaved.has(uri) || !uri.startsWith('file:')) {
      this.#forget(uri);
      return;
    }
    this.#closed.add(uri);
    const [oldest] = this.#closed;
    if (oldest !== undefined && this.#closed.size > CLOSED_FILES_KEPT) this.#forget(oldest);
  }

  #changedOnDisk(uri: string): void {
    this.#related.changed(uri);
    const id = documentId(uri);
    if (this.#context.changedOnDisk(id)) this.#definitions?.clear();
    for (const closed of this.#closed) if (isSameOrInside(documentId(closed), id)) this.#forget(closed);
  }

  #forget(uri: string): void {
    this.#context.close(uri);
    this.#definitions?.forget(uri);
    this.#closed.delete(uri);
    this.#unsaved.delete(uri);
  }

  /** Whether the editor's text of a file counts: the file is open, or was closed a little while ago. */
  #isOpen(id: string): boolean {
    const uris = [...this.options.documents.keys(), ...this.#closed];
    return uris.some((uri) => documentId(uri) === id);
  }

  #mayBeSent(document: TextDocument): boolean {
    const { uri, languageId } = document;
    // A commit message holds pieces of any file, and code is not what goes on in it.
    if (isGitText(document)) return false;
    if (!isCompletionEnabled(this.options.settings(), languageId)) return false;
    if (document.getText().length > MAX_TEXT_UNITS) return false;
    if (uri.startsWith('untitled:')) return true;
    const path = pathOfUri(uri);
    return path !== undefined && this.#isInWorkspace(uri) && skipReasonOfName(basename(path)) === undefined;
  }

  /** Whether a file is in a workspace folder, and there in no folder of installed packages, tools or keys. */
  #isInWorkspace(uri: string): boolean {
    const id = documentId(uri);
    return this.options.workspace.folders().some((folder) => {
      const root = documentId(folder);
      return isSameOrInside(id, root) && !id.slice(root.length).split('/').some(isSkippedFolder);
    });
  }
}

function followed(document: TextDocument): FollowedDocument {
  const end = { line: LINES_WITH_IMPORTS, character: 0 };
  const head = () => splitLines(document.getText({ start: { line: 0, character: 0 }, end }));
  return { uri: document.uri, languageId: document.languageId, head };
}

function isSameOrInside(id: string, folder: string): boolean {
  return id === folder || id.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
