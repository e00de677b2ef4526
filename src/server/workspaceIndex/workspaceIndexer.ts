import { isAbortError, throwIfAborted } from '../../util/abort';
import type { Clock } from '../../util/clock';
import type { Logger } from '../../util/logger';
import { documentId, documentIdOfPath, languageIdOfPath, pathOfUri } from './documentId';
import { isIgnoreFile } from '../privacy/fileExclusions';
import { SkipCounts, describeIndex } from './indexSummary';
import type { SkipReason } from './skipReason';
import { type FileStamp, readTextFile } from './textFile';
import type { TimeSlices } from './timeSlices';
import type { IndexedModel } from './workspaceModelPort';
import { type FoundFile, type WalkLimits, walkPath, walkWorkspace } from './workspaceWalker';

/** More changes at once than this are a branch switch or an install: looking at everything is then cheaper. */
const MAX_CHANGED_DOCUMENTS = 1_000;

/** Reasons that hold until the file's time or size changes. */
const LASTING_REASONS: ReadonlySet<SkipReason> = new Set(['binary', 'lines too long', 'too large']);

export interface WorkspaceIndexerOptions {
  readonly model: IndexedModel;
  readonly slices: TimeSlices;
  /** Has the model read the documents it was given and take out those it lost, in slices. */
  readonly readWaiting: () => Promise<void>;
  /** Paths of the workspace folders. */
  readonly roots: () => readonly string[];
  /** Whether the workspace excludes a file, by its path, from every model. */
  readonly isExcluded: (path: string) => Promise<boolean>;
  /** Whether the editor's text of a document counts and not the disk's; by its id in the model. */
  readonly isOpen: (id: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: WalkLimits;
  /** Called when nothing is left to read after documents were read or removed. */
  readonly onSettled: () => Promise<void>;
  /** Ends all work at once; a file that is being read is let go of. */
  readonly signal: AbortSignal;
}

/**
 * Keeps the model at the text of the workspace's files, in the background: changed files before those never read, and
 * of these the most recently modified first.
 */
export class WorkspaceIndexer {
  /** Files that were looked into and are not in the model. */
  readonly #leftOut = new Map<string, { readonly version: string; readonly reason: SkipReason }>();
  readonly #changed = new Set<string>();
  #mustScan = false;
  #hasChanged = false;
  #isWorking = false;

  constructor(private readonly options: WorkspaceIndexerOptions) {}

  /** Looks at the whole workspace again and reads what has changed; also to be called when its folders change. */
  scan(): void {
    this.#mustScan = true;
    void this.#work();
  }

  /** A file or folder has changed, appeared or gone, or the editor has closed a document. */
  changed(uri: string): void {
    this.#changed.add(documentId(uri));
    if (uri.endsWith('/.gitignore') || isIgnoreFile(uri)) this.#mustScan = true;
    if (this.#changed.size > MAX_CHANGED_DOCUMENTS) {
      this.#changed.clear();
      this.#mustScan = true;
    }
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    const { signal, logger } = this.options;
    try {
      while (this.#mustScan || this.#changed.size > 0 || this.#hasChanged) {
        throwIfAborted(signal);
        if (this.#mustScan) await this.#scan(signal);
        else if (this.#changed.size > 0) await this.#readChanged(signal);
        else await this.#settle();
      }
    } catch (error) {
      if (!isAbortError(error)) logger.error('The workspace could not be indexed', error);
    } finally {
      this.#isWorking = false;
    }
  }

  async #settle(): Promise<void> {
    this.#hasChanged = false;
    await this.options.onSettled();
  }

  async #scan(signal: AbortSignal): Promise<void> {
    this.#mustScan = false;
    const { clock, logger, model, roots, limits, isExcluded } = this.options;
    const started = clock.now();
    const skips = new SkipCounts();
    const found = new Map<string, FoundFile>();
    for await (const file of walkWorkspace({ roots: roots(), onSkip: skips.add, limits }, signal)) {
      if (await isExcluded(file.path)) skips.add('excluded by an ignore file for models');
      else found.set(documentIdOfPath(file.path), file);
      throwIfAborted(signal);
    }
    const removed = await this.#removeAllBut(found, signal);
    const versions = model.versions();
    const unread = [...found].filter(([id, file]) => versions.get(id) !== versionOf(file));
    const stale = unread.filter(([id, file]) => !this.#wasLeftOut(id, file, skips.add));
    stale.sort(([, a], [, b]) => b.mtimeMs - a.mtimeMs);
    const read = await this.#readAll(stale, skips.add, signal);
    if (read === undefined) return;
    logger.info(
      describeIndex({
        read,
        kept: found.size - unread.length,
        removed,
        durationMs: clock.now() - started,
        skipped: skips.counts,
        model: model.stats(),
      }),
    );
  }

  /** Whether a file is one that was looked into and left out, and has not changed since; tells again why. */
  #wasLeftOut(id: string, file: FoundFile, onSkip: (reason: SkipReason) => void): boolean {
    const leftOut = this.#leftOut.get(id);
    if (leftOut?.version !== versionOf(file)) return false;
    onSkip(leftOut.reason);
    return true;
  }

  /**
   * Reads files in the given order until the model is full.
   * Returns how many were read; undefined when it gave up because everything must be looked at again.
   */
  async #readAll(
    files: readonly (readonly [string, FoundFile])[],
    onSkip: (reason: SkipReason) => void,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    let read = 0;
    for (const [index, [id, file]] of files.entries()) {
      await this.#readChanged(signal);
      if (this.#mustScan) return undefined;
      const outcome = await this.#read(id, file, signal);
      if (outcome === 'over the memory limit') {
        for (let left = index; left < files.length; left++) onSkip('over the memory limit');
        break;
      }
      if (outcome === 'read') read++;
      else if (outcome !== 'open') onSkip(outcome);
    }
    return read;
  }

  async #readChanged(signal: AbortSignal): Promise<void> {
    const { roots, limits, model, isExcluded } = this.options;
    for (const id of this.#changed) {
      this.#changed.delete(id);
      const there = new Set<string>();
      const path = pathOfUri(id);
      if (path !== undefined) {
        for await (const file of walkPath(path, { roots: roots(), onSkip() {}, limits }, signal)) {
          const excluded = await isExcluded(file.path);
          throwIfAborted(signal);
          if (excluded) continue;
          const fileId = documentIdOfPath(file.path);
          there.add(fileId);
          await this.#read(fileId, file, signal);
        }
      }
      for (const known of model.versions().keys()) {
        const isConcerned = known === id || known.startsWith(`${id}/`);
        if (isConcerned && !there.has(known)) await this.#remove(known, signal);
      }
    }
  }

  /** Has the model read a file, unless the editor has it open. Returns what became of it. */
  async #read(id: string, found: FoundFile, signal: AbortSignal): Promise<'read' | 'open' | SkipReason> {
    const { model, readWaiting, isOpen } = this.options;
    const file = await readTextFile(found.path);
    throwIfAborted(signal);
    // Asked last, for the editor may have opened it meanwhile.
    if (isOpen(id)) return 'open';
    if ('skipped' in file) {
      await this.#remove(id, signal);
      if (LASTING_REASONS.has(file.skipped)) {
        this.#leftOut.set(id, { version: versionOf(found), reason: file.skipped });
      }
      return file.skipped;
    }
    const verdict = model.setDocument(id, file.text, languageIdOfPath(found.path), versionOf(file));
    if (verdict !== 'queued') return verdict === 'binary' ? 'binary' : 'too large';
    const { evicted } = model.stats();
    await readWaiting();
    if (model.stats().evicted > evicted) return 'over the memory limit';
    this.#hasChanged = true;
    return 'read';
  }

  async #removeAllBut(kept: ReadonlyMap<string, FoundFile>, signal: AbortSignal): Promise<number> {
    let removed = 0;
    for (const id of this.#leftOut.keys()) if (!kept.has(id)) this.#leftOut.delete(id);
    for (const id of this.options.model.versions().keys()) {
      if (!kept.has(id) && (await this.#remove(id, signal))) removed++;
    }
    return removed;
  }

  /** Takes out a document, unless the editor has it open. Returns whether the model held it. */
  async #remove(id: string, signal: AbortSignal): Promise<boolean> {
    const { model, slices, readWaiting, isOpen } = this.options;
    await slices.breathe(signal);
    if (isOpen(id)) return false;
    const { documents } = model.stats();
    model.removeDocument(id);
    if (model.stats().documents === documents) return false;
    this.#hasChanged = true;
    await readWaiting();
    return true;
  }
}

/** Tells the model's documents apart from later states of their files. */
function versionOf({ mtimeMs, size }: FileStamp): string {
  return `${mtimeMs}:${size}`;
}
