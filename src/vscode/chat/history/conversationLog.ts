import type { Conversation } from '../../../core/chat/conversation/conversation';
import { digestOf, formatRecords } from '../../../core/chat/conversation/log';
import type { ConversationRecord } from '../../../core/chat/conversation/records';
import type { Timer } from '../../../util/clock';
import type { ConversationFiles } from './conversationFiles';

/** Milliseconds for which text of an answer is gathered: as much is lost when the editor crashes. */
const WRITE_DELAY_MS = 500;

export interface ConversationLogOptions {
  readonly files: Pick<ConversationFiles, 'append' | 'appendNow'>;
  readonly timer: Timer;
  /** Called once for each time that writing begins to fail. */
  readonly onFailure: (error: unknown) => void;
}

/** Writes what happens in one conversation to its file, text that streams in a few times a second. */
export class ConversationLog {
  #waiting: ConversationRecord[] = [];
  #cancel: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();
  #hasFailed = false;
  #isClosed = false;
  #bytes = 0;

  constructor(
    private readonly conversation: Conversation,
    private readonly options: ConversationLogOptions,
  ) {}

  /** Bytes that the file has where no other window has written to it. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param bytes of the file when it was read */
  opened(bytes: number): void {
    this.#bytes = bytes;
  }

  add(record: ConversationRecord): void {
    if (this.#isClosed) return;
    const last = this.#waiting.at(-1);
    if (last?.type === 'text' && record.type === 'text' && isContinued(last, record)) {
      this.#waiting[this.#waiting.length - 1] = { ...last, text: last.text + record.text };
    } else {
      this.#waiting.push(record);
    }
    this.#cancel ??= this.options.timer.schedule(WRITE_DELAY_MS, () => void this.flush());
  }

  /** Writes what is waiting, after what is being written. A failure is told of, and its records wait for the next time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes what is waiting; what is added later is dropped. */
  async close(): Promise<void> {
    await this.flush();
    this.#isClosed = true;
    this.#take();
  }

  /** Writes what is waiting before the window closes. */
  flushNow(): void {
    const records = this.#take();
    if (records.length === 0) return;
    try {
      this.options.files.appendNow(this.conversation.id, records);
    } catch (error) {
      this.options.onFailure(error);
    }
  }

  async #write(): Promise<void> {
    const records = this.#take();
    if (records.length === 0) return;
    try {
      await this.options.files.append(this.conversation.id, records);
      this.#bytes += Buffer.byteLength(formatRecords(records));
      this.#hasFailed = false;
    } catch (error) {
      this.#waiting.unshift(...records);
      if (!this.#hasFailed) this.options.onFailure(error);
      this.#hasFailed = true;
    }
  }

  #take(): ConversationRecord[] {
    this.#cancel?.();
    this.#cancel = undefined;
    const records = this.#waiting;
    this.#waiting = [];
    // A conversation without a question is not kept.
    if (records.length === 0) return [];
    if (this.conversation.turns === 0) {
      this.#waiting = records;
      return [];
    }
    return records.some(({ type }) => type !== 'text') ? [...records, digestOf(this.conversation)] : records;
  }
}

type TextRecord = Extract<ConversationRecord, { type: 'text' }>;

function isContinued(last: TextRecord, next: TextRecord): boolean {
  const isSame = last.id === next.id && last.run === next.run && last.reasoning === next.reasoning;
  return isSame && last.offset + last.text.length === next.offset;
}
