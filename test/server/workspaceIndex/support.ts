/** Real folders, a model that remembers what it was told, and a log, for the tests of the workspace index. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { onTestFinished } from 'vitest';
import { type LineEdit, splitLines } from '../../../src/core/ngram/documents';
import type { Clock } from '../../../src/util/clock';
import type { Logger } from '../../../src/util/logger';
import type { CachedModel, IndexedModel } from '../../../src/server/workspaceIndex/workspaceModelPort';

export const clock: Clock = { now: () => performance.now(), wallTime: () => Date.now() };

/** Makes a folder that is removed when the test ends. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fairwind-index-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder, by relative path. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Makes a folder with files that is removed when the test ends. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = makeFolder();
  writeFiles(folder, files);
  return folder;
}

export interface LogLines extends Logger {
  readonly lines: string[];
}

export function recordingLogger(): LogLines {
  const lines: string[] = [];
  return {
    lines,
    debug: (message) => lines.push(message),
    info: (message) => lines.push(message),
    warn: (message) => lines.push(`warn: ${message}`),
    error: (message, error) => lines.push(`error: ${message} ${String(error)}`),
  };
}

/** Stands in for the workspace model: holds the lines of its documents and the order in which it was given them. */
export class RecordingModel implements IndexedModel, CachedModel {
  readonly texts = new Map<string, readonly string[]>();
  readonly given: string[] = [];
  readonly touched: string[] = [];
  readonly #versions = new Map<string, string>();
  #waiting: string[] = [];
  #evicted = 0;
  /** Documents it holds at most; a document beyond is dropped when it is read. */
  maxDocuments = Infinity;
  /** What `stats` tells. */
  tokens = 0;
  /** Trials that calibration has asked for. */
  trials = 0;
  /** Called for each document as it is read. */
  onRead: (id: string) => void = () => {};

  setDocument(id: string, text: string, _languageId: string, version = ''): 'queued' {
    this.given.push(id);
    this.texts.set(id, splitLines(text));
    this.#versions.set(id, version);
    this.#waiting.push(id);
    return 'queued';
  }

  updateDocument(id: string, edit: LineEdit): boolean {
    const lines = this.texts.get(id);
    if (lines === undefined) return false;
    this.texts.set(id, lines.toSpliced(edit.startLine, edit.removedLines, ...edit.lines));
    return true;
  }

  removeDocument(id: string): void {
    this.texts.delete(id);
    this.#versions.delete(id);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== id);
  }

  touch(id: string): void {
    this.touched.push(id);
  }

  indexSlice(): number {
    const id = this.#waiting.shift();
    if (id !== undefined) {
      this.onRead(id);
      if (this.texts.size > this.maxDocuments) {
        this.removeDocument(id);
        this.#evicted++;
      }
    }
    return this.#waiting.length;
  }

  calibrate(trials: number): number {
    this.trials += trials;
    return this.trials;
  }

  versions(): ReadonlyMap<string, string> {
    return new Map(this.#versions);
  }

  stats() {
    return {
      documents: this.texts.size,
      waiting: this.#waiting.length,
      tokens: this.tokens,
      memoryBytes: 0,
      evicted: this.#evicted,
    };
  }

  *serialize(): Generator<Uint8Array, void> {
    const documents = [...this.texts].map(([id, lines]) => [id, lines, this.#versions.get(id) ?? '']);
    yield Buffer.from(JSON.stringify(documents));
  }

  *restore(bytes: Uint8Array): Generator<void, { kind: 'restored'; documents: number }> {
    const documents = JSON.parse(Buffer.from(bytes).toString()) as [string, string[], string][];
    for (const [id, lines, version] of documents) {
      yield;
      if (!this.texts.has(id)) this.setDocument(id, lines.join('\n'), '', version);
    }
    return { kind: 'restored', documents: documents.length };
  }
}
