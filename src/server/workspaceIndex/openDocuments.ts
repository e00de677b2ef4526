import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { mayHoldSecrets } from '../../core/privacy/secretFiles';
import { isGitText } from '../commitMessage/messageKind';
import { documentId, pathOfUri } from './documentId';
import type { DocumentEdit } from './lineEdits';
import type { Disposable } from '../../util/disposable';
import type { IndexedModel } from './workspaceModelPort';

/** Documents beyond this are not source text that a person works on. UTF-16 units. */
const MAX_TEXT_UNITS = 1024 * 1024;
/** An edit of more than this is read in the background, with the whole of its document. UTF-16 units. */
const MAX_EDIT_UNITS = 16_384;

export interface OpenDocumentsOptions {
  readonly model: IndexedModel;
  readonly findExclusion: FindFileExclusion;
  /** Told that the model was given text to read in the background. */
  readonly onWaiting: () => void;
  /** Told of a document whose text on disk is what counts again, if there is one. */
  readonly onClosed: (uri: string) => void;
}

/** Keeps the model at the text of the documents that the editor has open; that text wins over the disk's. */
export class OpenDocuments implements Disposable {
  readonly #ids = new Set<string>();
  /** Documents of which it is being found out whether they are excluded. */
  readonly #opening = new Set<TextDocument>();

  constructor(private readonly options: OpenDocumentsOptions) {}

  /** Whether the editor's text of a document counts and not the disk's, by its id in the model. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /**
   * The document counts at once, for the next request may be about it, unless its name tells of secrets. It is forgotten
   * when it turns out that an ignore file excludes it.
   */
  async opened(document: TextDocument): Promise<void> {
    const { uri } = document;
    // A commit message repeats what the workspace has, and what it had.
    if (isGitText(document)) return;
    if (mayHoldSecrets(pathOfUri(uri) ?? uri)) {
      this.closed(document);
      return;
    }
    this.#read(document);
    this.#opening.add(document);
    const exclusion = await this.options.findExclusion(uri);
    if (this.#opening.delete(document) && exclusion) this.closed(document);
  }

  /** Documents that are being opened are let go of. */
  dispose(): void {
    this.#opening.clear();
  }

  #read(document: TextDocument): void {
    const text = document.getText();
    if (text.length > MAX_TEXT_UNITS) {
      this.closed(document);
      return;
    }
    const id = documentId(document.uri);
    this.#ids.add(id);
    this.options.model.setDocument(id, text, document.languageId);
    this.options.model.touch(id);
    this.options.onWaiting();
  }

  edited({ document, edit }: DocumentEdit): void {
    const id = documentId(document.uri);
    if (!this.#ids.has(id)) return;
    const { model } = this.options;
    const units = edit.lines.reduce((sum, line) => sum + line.length, 0);
    if (units > MAX_EDIT_UNITS || !model.updateDocument(id, edit)) this.#read(document);
    else model.touch(id);
  }

  closed(document: TextDocument): void {
    this.#opening.delete(document);
    if (this.#ids.delete(documentId(document.uri))) this.options.onClosed(document.uri);
  }
}
