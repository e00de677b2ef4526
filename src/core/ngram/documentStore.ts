import { ContextIndex } from './contextIndex';
import { type DocumentKey, type IndexedDocument, type LineEdit, replaceLines, splitLines } from './documents';
import { leastUseful } from './eviction';
import { LineReader } from './lineReader';
import { NO_LINE } from './tokenArena';
import { Vocabulary } from './vocabulary';

/** What a token costs at most in the arena and its chains, and the share of the memory these may take. */
const BYTES_PER_TOKEN = 100;
const TABLES_SHARE = 0.85;
/** Share of the memory from which on documents are evicted; what is left covers the step in which it is noticed. */
const FULL_SHARE = 0.96;
/** Lines that are read between two looks at the budget. */
const LINES_PER_STEP = 32;
/** Tokens of removed documents that are taken out before it is asked again whether there is room. */
const ROOM_TOKENS = 500;
/** Documents with more text than this are data, not code. UTF-16 units. */
const MAX_DOCUMENT_LENGTH = 2_000_000;
/** How much of a document is looked at for NUL, which only binary files hold. UTF-16 units. */
const BINARY_PROBE = 8_000;

/** Whether a document is taken, or why not. */
export type DocumentVerdict = 'queued' | 'tooLarge' | 'binary';

export interface StoreStats {
  readonly documents: number;
  /** Documents whose text is still to be read. */
  readonly waiting: number;
  readonly tokens: number;
  readonly memoryBytes: number;
  /** Documents that were given up for lack of memory since the start. */
  readonly evicted: number;
}

/** A document whose text is still to be read. */
interface WaitingDocument {
  readonly document: IndexedDocument;
  /** Its lines, made when its turn comes. */
  readonly read: () => readonly string[];
  lines: readonly string[] | undefined;
  /** The first of `lines` that is still to be read. */
  next: number;
}

/** All indexed documents, and those that wait for their turn, within a bound of memory. */
export class DocumentStore {
  readonly vocabulary: Vocabulary;
  readonly index: ContextIndex;
  readonly reader: LineReader;
  readonly #maxMemoryBytes: number;
  readonly #documents = new Map<string, IndexedDocument>();
  readonly #byNumber: (IndexedDocument | undefined)[] = [undefined];
  readonly #freeNumbers: number[] = [];
  readonly #folders = new Map<string, number>();
  readonly #waiting = new Map<string, WaitingDocument>();
  /** Removed documents whose lines are still to be taken out of the index, from their end. */
  readonly #leaving: IndexedDocument[] = [];
  #uses = 0;
  #evicted = 0;
  #textLines = 0;

  constructor(options: { maxMemoryBytes: number }) {
    this.#maxMemoryBytes = options.maxMemoryBytes;
    const most = Math.max(1024, Math.floor((TABLES_SHARE * options.maxMemoryBytes) / BYTES_PER_TOKEN));
    this.vocabulary = new Vocabulary(most);
    this.reader = new LineReader(this.vocabulary);
    this.index = new ContextIndex(this.vocabulary, most);
  }

  get documents(): Iterable<IndexedDocument> {
    return this.#documents.values();
  }

  get memoryBytes(): number {
    return this.index.memoryBytes + this.vocabulary.memoryBytes + this.#textLines * 8;
  }

  stats(): StoreStats {
    return {
      documents: this.#documents.size,
      waiting: this.#waiting.size,
      tokens: this.index.arena.liveTokens,
      memoryBytes: this.memoryBytes,
      evicted: this.#evicted,
    };
  }

  get(id: string): IndexedDocument | undefined {
    return this.#documents.get(id);
  }

  /** The document of this number; undefined when it was removed, though lines of it may still be in the index. */
  byNumber(number: number): IndexedDocument | undefined {
    return this.#byNumber[number];
  }

  /** Adds a document or replaces it. Its text is read by `indexSlice`. */
  enqueue(key: DocumentKey, text: string): DocumentVerdict {
    if (text.length > MAX_DOCUMENT_LENGTH) return 'tooLarge';
    if (text.slice(0, BINARY_PROBE).includes('\0')) return 'binary';
    this.enqueueLines(key, () => splitLines(text));
    return 'queued';
  }

  /** Adds a document whose lines are made when its turn comes. */
  enqueueLines(key: DocumentKey, read: () => readonly string[]): void {
    this.#waiting.set(key.id, { document: this.#replace(key), read, lines: undefined, next: 0 });
  }

  isWaiting(id: string): boolean {
    return this.#waiting.has(id);
  }

  /**
   * Takes removed documents out of the index and reads waiting ones, about `budgetTokens` tokens of both together.
   * Returns how many documents are left to do.
   */
  indexSlice(budgetTokens: number): number {
    let left = budgetTokens - this.#takeOut(budgetTokens);
    for (const waiting of this.#waiting.values()) {
      if (left <= 0) break;
      left -= this.#read(waiting, left);
    }
    return this.#waiting.size + this.#leaving.length;
  }

  /** Reads about `budgetTokens` tokens of what is left of one document. Returns whether it is read to its end. */
  finish(id: string, budgetTokens: number): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting !== undefined) this.#read(waiting, budgetTokens);
    return !this.#waiting.has(id);
  }

  /** Replaces lines of a document, in what was read of it and in what waits. */
  update(document: IndexedDocument, edit: LineEdit): void {
    const waiting = this.#waiting.get(document.id);
    this.#makeRoom(document);
    this.#replaceLines(document, waiting === undefined ? edit : editUnread(waiting, edit));
    document.lastUse = ++this.#uses;
  }

  /** Removes a document: nothing of it is found any more. `indexSlice` takes its lines out of the index. */
  remove(id: string): void {
    const document = this.#documents.get(id);
    if (document === undefined) return;
    this.#waiting.delete(id);
    this.#documents.delete(id);
    this.#byNumber[document.number] = undefined;
    this.#leaving.push(document);
  }

  /** Marks a document as used by the person just now. */
  touch(id: string): void {
    const document = this.#documents.get(id);
    if (document !== undefined) document.lastUse = document.lastTouch = ++this.#uses;
  }

  versions(): ReadonlyMap<string, string> {
    return new Map([...this.#documents.values()].map(({ id, version }) => [id, version]));
  }

  #replace({ id, languageId, version }: DocumentKey): IndexedDocument {
    const known = this.#documents.get(id);
    const lastTouch = known?.lastTouch ?? 0;
    this.remove(id);
    const number = this.#freeNumbers.pop() ?? this.#byNumber.length;
    const folder = this.#folderNumber(id);
    // Files come most recently modified first, so the one read last matters least; one read again has just changed.
    const lastUse = known === undefined ? -++this.#uses : ++this.#uses;
    const document = { id, languageId, version, number, folder, lines: [], tokens: 0, lastUse, lastTouch };
    this.#byNumber[number] = document;
    this.#documents.set(id, document);
    return document;
  }

  /** Reads lines of a waiting document until `budgetTokens` are read or none is left. Returns the tokens read. */
  #read(waiting: WaitingDocument, budgetTokens: number): number {
    const { document } = waiting;
    const lines = (waiting.lines ??= waiting.read());
    const before = document.tokens + waiting.next;
    let cost = 0;
    while (waiting.next < lines.length && cost < budgetTokens) {
      if (!this.#makeRoom(document)) {
        this.remove(document.id);
        this.#evicted++;
        return cost;
      }
      const some = lines.slice(waiting.next, waiting.next + LINES_PER_STEP);
      this.#replaceLines(document, { startLine: document.lines.length, removedLines: 0, lines: some });
      waiting.next += some.length;
      cost = document.tokens - before + waiting.next;
    }
    if (waiting.next >= lines.length) this.#waiting.delete(document.id);
    return cost;
  }

  /** Takes about `budgetTokens` tokens of removed documents out of the index. Returns how many it were. */
  #takeOut(budgetTokens: number): number {
    let cost = 0;
    while (cost < budgetTokens) {
      const document = this.#leaving.at(-1);
      if (document === undefined) break;
      const line = document.lines.pop();
      if (line === undefined) {
        this.#leaving.pop();
        this.#freeNumbers.push(document.number);
        continue;
      }
      cost += 1 + (this.index.arena.lineLength[line] ?? 0);
      this.#textLines--;
      if (line !== NO_LINE) this.index.removeLine(line);
    }
    return cost;
  }

  #replaceLines(document: IndexedDocument, edit: LineEdit): void {
    const before = document.lines.length;
    replaceLines(this, document, edit);
    this.#textLines += document.lines.length - before;
    this.index.addBuckets();
  }

  /** Evicts documents less useful than `document` until the memory is below its bound. False when none is left. */
  #makeRoom(document: IndexedDocument): boolean {
    while (this.#isFull()) {
      if (this.#takeOut(ROOM_TOKENS) > 0) continue;
      const victim = leastUseful(this.#documents.values(), document);
      if (victim === undefined) return false;
      this.remove(victim.id);
      this.#evicted++;
    }
    return true;
  }

  #isFull(): boolean {
    return this.index.arena.isFull || this.memoryBytes > FULL_SHARE * this.#maxMemoryBytes;
  }

  #folderNumber(id: string): number {
    const folder = id.slice(0, id.lastIndexOf('/') + 1);
    const number = this.#folders.get(folder) ?? this.#folders.size;
    this.#folders.set(folder, number);
    return number;
  }
}

/**
 * Makes the part of an edit that lies beyond what was read, in the lines that wait. Returns the other part, and the
 * whole edit when it lies in what was read.
 */
function editUnread(waiting: WaitingDocument, edit: LineEdit): LineEdit {
  const read = waiting.document.lines.length;
  const { startLine, removedLines } = edit;
  if (startLine < read && startLine + removedLines <= read) return edit;
  const unread = (waiting.lines ??= waiting.read()).slice(waiting.next);
  const removedRead = Math.max(0, read - startLine);
  const start = Math.max(0, startLine - read);
  waiting.lines = [
    ...unread.slice(0, start),
    ...edit.lines,
    ...unread.slice(start + removedLines - removedRead),
  ];
  waiting.next = 0;
  return { startLine: read - removedRead, removedLines: removedRead, lines: [] };
}
