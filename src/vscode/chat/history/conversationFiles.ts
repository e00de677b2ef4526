import { appendFileSync, mkdirSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conversation } from '../../../core/chat/conversation/conversation';
import { conversationOf, formatRecords, parseLog, recordsOf } from '../../../core/chat/conversation/log';
import type { ConversationRecord } from '../../../core/chat/conversation/records';
import { type ConversationHead, readHead } from './conversationHead';

const EXTENSION = '.jsonl';
const DELETED = '.deleted';
const DAMAGED = '.damaged';
/** Milliseconds for which a deleted conversation can come back after a crash; then its file goes for good. */
const KEEP_DELETED_MS = 60 * 60 * 1000;
/** A log is written anew when it has this many bytes and twice what its conversation needs. */
const COMPACT_FROM_BYTES = 256 * 1024;
/** Milliseconds after which a lock was left by a crash: writing a log anew takes a fraction of a second. */
const LOCK_LIFE_MS = 60_000;

export interface LoadedConversation {
  readonly conversation: Conversation;
  /** Lines that could not be read. */
  readonly damagedLines: number;
}

/**
 * The kept conversations: one log of JSON Lines each, in a folder of the workspace's own. Every line is one `write` at
 * the end of the file, and records can be applied in any order and twice, so several windows write without a lock.
 */
export class ConversationFiles {
  readonly #heads = new Map<
    string,
    { readonly stamp: string; readonly head: ConversationHead | undefined }
  >();
  readonly #writes = new Map<string, Promise<void>>();

  constructor(private readonly folder: string) {}

  /** The conversations, newest first. Of each file its beginning and its end alone are read, and only when it has changed. */
  async list(): Promise<readonly ConversationHead[]> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = names
      .filter((name) => name.endsWith(EXTENSION))
      .map((name) => name.slice(0, -EXTENSION.length));
    const heads = await Promise.all(ids.map((id) => this.#head(id)));
    return heads.filter((head) => head !== undefined).sort((a, b) => b.updatedAt - a.updatedAt);
  }

  /** Reads one; undefined where there is none. A file that holds nothing of a conversation is set aside. */
  async read(id: string): Promise<LoadedConversation | undefined> {
    const text = await this.readText(id);
    if (text === undefined) return undefined;
    const { records, damaged } = parseLog(text);
    const conversation = conversationOf(records, id);
    if (conversation) return { conversation, damagedLines: damaged };
    if (text.trim() !== '') await rename(this.#path(id), this.#path(id) + DAMAGED).catch(() => undefined);
    return undefined;
  }

  /** The log as it stands on the disk. */
  async readText(id: string): Promise<string | undefined> {
    if (!isFileName(id)) return undefined;
    return readFile(this.#path(id), 'utf8').catch(() => undefined);
  }

  /** Bytes of the log; 0 where there is none. */
  async size(id: string): Promise<number> {
    return (await stat(this.#path(id)).catch(() => undefined))?.size ?? 0;
  }

  /**
   * Adds records at the end of a log, after those that were given before.
   * @throws the file system's error, for example when the disk is full
   */
  async append(id: string, records: readonly ConversationRecord[]): Promise<void> {
    const before = this.#writes.get(id) ?? Promise.resolve();
    const written = before.catch(() => undefined).then(() => this.#append(id, formatRecords(records)));
    this.#writes.set(id, written);
    return written;
  }

  /** The same without waiting, for a window that is closing. */
  appendNow(id: string, records: readonly ConversationRecord[]): void {
    mkdirSync(this.folder, { recursive: true });
    appendFileSync(this.#path(id), formatRecords(records), { mode: 0o600 });
  }

  /** Takes a conversation off the list; {@link undelete} brings it back, {@link purge} ends it. */
  async delete(id: string): Promise<void> {
    await rename(this.#path(id), this.#path(id) + DELETED);
  }

  async undelete(id: string): Promise<void> {
    await rename(this.#path(id) + DELETED, this.#path(id));
  }

  async purge(id: string): Promise<void> {
    await rm(this.#path(id) + DELETED, { force: true });
  }

  /** Deletes for good what was deleted long ago, as a window that crashed leaves it. */
  async purgeOld(now: number): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names.filter((candidate) => candidate.endsWith(EXTENSION + DELETED))) {
      const path = join(this.folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > KEEP_DELETED_MS) await rm(path, { force: true });
    }
  }

  /**
   * Writes a log anew that has grown beyond what its conversation needs: its text arrived in small pieces. What another
   * window adds meanwhile is taken over; one that has the old file open sees that and writes once more.
   */
  async compact(id: string): Promise<void> {
    if ((await this.size(id)) < COMPACT_FROM_BYTES) return;
    const lock = `${this.#path(id)}.lock`;
    if (!(await takeLock(lock))) return;
    try {
      await this.#compact(id);
    } finally {
      await rm(lock, { force: true });
    }
  }

  async #compact(id: string): Promise<void> {
    const path = this.#path(id);
    const old = await open(path, 'r').catch(() => undefined);
    if (!old) return;
    try {
      const bytes = await old.readFile();
      const { records, unknown } = parseLog(bytes.toString('utf8'));
      const conversation = conversationOf(records, id);
      if (!conversation) return;
      const lines = unknown.length === 0 ? '' : `\n${unknown.join('\n')}\n`;
      const text = formatRecords(recordsOf(conversation)) + lines;
      if (Buffer.byteLength(text) * 2 > bytes.length) return;
      await writeFile(`${path}.new`, text, { mode: 0o600 });
      await rename(`${path}.new`, path);
      const late = Buffer.alloc((await old.stat()).size - bytes.length);
      await old.read(late, 0, late.length, bytes.length);
      if (late.length > 0) await this.append(id, parseLog(late.toString('utf8')).records);
    } finally {
      await old.close();
    }
  }

  async #append(id: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (;;) {
      const file = await open(this.#path(id), 'a', 0o600);
      try {
        await file.appendFile(text);
        const [mine, shown] = [await file.stat(), await stat(this.#path(id)).catch(() => undefined)];
        // Another window wrote the log anew while this one had the old file open.
        if (!shown || shown.ino === mine.ino) return;
      } finally {
        await file.close();
      }
    }
  }

  async #head(id: string): Promise<ConversationHead | undefined> {
    const stats = await stat(this.#path(id)).catch(() => undefined);
    if (!stats || !isFileName(id)) return undefined;
    const stamp = `${stats.mtimeMs}:${stats.size}`;
    const known = this.#heads.get(id);
    if (known?.stamp === stamp) return known.head;
    const head = await readHead(this.#path(id), id);
    this.#heads.set(id, { stamp, head });
    return head;
  }

  #path(id: string): string {
    if (!isFileName(id)) throw new Error('Not the id of a conversation.');
    return join(this.folder, id + EXTENSION);
  }
}

/** Makes a file that only one can make. One that a crash left is taken over by the next but one. */
async function takeLock(path: string): Promise<boolean> {
  const lock = await open(path, 'wx').catch(() => undefined);
  await lock?.close();
  if (lock) return true;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  if (Date.now() - mtimeMs > LOCK_LIFE_MS) await rm(path, { force: true });
  return false;
}

/** Ids come from pages and files: one that could leave the folder is none. */
function isFileName(id: string): boolean {
  return /^[\w-]{1,100}$/.test(id);
}
