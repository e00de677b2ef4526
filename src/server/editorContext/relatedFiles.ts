import { join } from 'node:path';
import type { FindFileExclusion } from '../../core/privacy/fileExclusion';
import { relatedPaths } from '../../core/completion/context/relatedPaths';
import type { CompletionContext } from '../../core/completion/context/completionContext';
import { languageFamily } from '../../core/text/languageFamily';
import { splitLines } from '../../core/ngram/documents';
import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Disposable } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import type { WorkspaceInfo } from '../engineContext';
import { documentId, documentIdOfPath, languageIdOfPath, pathOfUri } from '../workspaceIndex/documentId';
import { type FileStamp, readTextFile } from '../workspaceIndex/textFile';
import type { TimeSlices } from '../workspaceIndex/timeSlices';
import { type FoundFile, walkPath, walkWorkspace } from '../workspaceIndex/workspaceWalker';

/** Files that are followed for one document, and that are kept for all of them together. */
const MOST_FILES_FOLLOWED = 40;
const MOST_FILES_KEPT = 80;
/** Files of one folder, those modified last. */
const MOST_FILES_OF_FOLDER = 20;
/** One folder without those in it, and no more of it than can be looked at in a moment. */
const FOLDER_LIMITS = { entries: 500, files: 500, depth: 0 };
/** Larger files are data or were written by a tool. Bytes. */
const LARGEST_FILE = 256 * 1024;
/** Paths that are looked for on disk for one document. */
const MOST_PATHS_TRIED = 1_000;

export interface RelatedFilesOptions {
  /** Takes in what is found. */
  readonly context: Pick<CompletionContext, 'open' | 'close'>;
  readonly workspace: WorkspaceInfo;
  /** Whether files in a language may be sent. */
  readonly isEnabled: (languageId: string) => boolean;
  /** Whether the editor's own text of a file counts and not the disk's; by `documentId`. */
  readonly isOpen: (id: string) => boolean;
  readonly findExclusion: FindFileExclusion;
  readonly slices: TimeSlices;
  readonly logger: Logger;
}

/** The document in which the person works. */
export interface FollowedDocument {
  readonly uri: string;
  readonly languageId: string;
  /** Reads its first lines, as many as may hold imports. */
  readonly head: () => readonly string[];
}

/**
 * Files that the document in which the person works imports, and those of its folder, read in the background where
 * they are closed. Only what a walk through the workspace finds is read: nothing that is ignored, installed, a link or
 * may hold secrets.
 */
export class RelatedFiles implements Disposable {
  /** By `documentId`, those of the document that was followed last at the end. */
  readonly #known = new Map<string, FileStamp>();
  #followed: string | undefined;
  #work = new AbortController();

  constructor(private readonly options: RelatedFilesOptions) {}

  /** Reads what a document uses, unless that was done. To be called whenever the person is at work in it. */
  follow(document: FollowedDocument): void {
    if (this.#followed === document.uri) return;
    this.#work.abort();
    this.#followed = document.uri;
    this.#work = new AbortController();
    this.#readAll(document, this.#work.signal).catch((error: unknown) => {
      if (!isAbortError(error)) this.options.logger.error('Related files could not be read', error);
    });
  }

  /** Has the document's files looked for again: its imports may have changed. */
  lookAgain(): void {
    this.#followed = undefined;
  }

  /** The editor has opened a file: its own text counts from now on. */
  opened(uri: string): void {
    this.#forget(documentId(uri));
  }

  /** A file or folder has changed, appeared or gone on disk. */
  changed(uri: string): void {
    const id = documentId(uri);
    for (const known of this.#known.keys()) {
      if (known === id || known.startsWith(`${id}/`)) this.#forget(known);
    }
    this.lookAgain();
  }

  /** Forgets all files, and has them looked for again. */
  clear(): void {
    this.#work.abort();
    for (const id of this.#known.keys()) this.#forget(id);
    this.lookAgain();
  }

  dispose(): void {
    this.#work.abort();
  }

  async #readAll(document: FollowedDocument, signal: AbortSignal): Promise<void> {
    const { slices, workspace } = this.options;
    // The request that the person waits for goes first.
    await slices.breathe(signal);
    for (const file of await findFiles(document, workspace, signal)) {
      await slices.breathe(signal);
      await this.#read(file, signal);
    }
    for (const id of [...this.#known.keys()].slice(0, -MOST_FILES_KEPT)) this.#forget(id);
  }

  async #read({ path, mtimeMs, size }: FoundFile, signal: AbortSignal): Promise<void> {
    const { context, workspace, isEnabled, isOpen, findExclusion } = this.options;
    const id = documentIdOfPath(path);
    const languageId = languageIdOfPath(path);
    // The document itself is among the files of its folder: what is known of an open document stays.
    if (size > LARGEST_FILE || !isEnabled(languageId) || isOpen(id)) return;
    const known = this.#known.get(id);
    this.#known.delete(id);
    if (known?.mtimeMs === mtimeMs && known.size === size) {
      this.#known.set(id, known);
      return;
    }
    context.close(id);
    if (await findExclusion(id)) return;
    const file = await readTextFile(path);
    throwIfAborted(signal);
    // Asked last, for the editor may have opened it meanwhile.
    if ('skipped' in file || isOpen(id)) return;
    context.open({ uri: id, path: workspace.relativePath(id), languageId }, splitLines(file.text));
    this.#known.set(id, file);
  }

  #forget(id: string): void {
    if (this.#known.delete(id)) this.options.context.close(id);
  }
}

/** Finds what a document imports, and what lies in its folder, as a walk through the workspace would. */
async function findFiles(
  { uri, languageId, head }: FollowedDocument,
  workspace: WorkspaceInfo,
  signal: AbortSignal,
): Promise<FoundFile[]> {
  const folder = workspace.folders().find((candidate) => uri.startsWith(`${candidate}/`));
  const root = folder === undefined ? undefined : pathOfUri(folder);
  if (root === undefined) return [];
  const isRelated = ({ path }: FoundFile) =>
    languageFamily(languageIdOfPath(path)) === languageFamily(languageId);
  const found: FoundFile[] = [];
  let tried = 0;
  for (const paths of relatedPaths(workspace.relativePath(uri), head())) {
    for (const path of paths) {
      if (++tried > MOST_PATHS_TRIED) return found;
      const there = (await findAt(root, path, signal)).filter(isRelated);
      found.push(...there.slice(0, MOST_FILES_FOLLOWED - found.length));
      if (there.length > 0) break;
    }
  }
  return found;
}

/** The file at a path, or the files right in a folder, those modified last first. */
async function findAt(root: string, path: string, signal: AbortSignal): Promise<FoundFile[]> {
  const options = { roots: [root], onSkip() {}, limits: FOLDER_LIMITS };
  const place = join(root, path).replace(/[\\/]$/, '');
  const walk = path === './' ? walkWorkspace(options, signal) : walkPath(place, options, signal);
  const found: FoundFile[] = [];
  for await (const file of walk) found.push(file);
  return found.sort((a, b) => b.mtimeMs - a.mtimeMs).slice(0, MOST_FILES_OF_FOLDER);
}
