import { Conversation } from '../../core/chat/conversation/conversation';
import { recordsOf } from '../../core/chat/conversation/log';
import type { Timer } from '../../util/clock';
import type { ConversationFiles } from './history/conversationFiles';
import { ConversationLog } from './history/conversationLog';
import { LiveConversation } from './liveConversation';

export interface ShelfOptions {
  readonly files: ConversationFiles;
  readonly timer: Timer;
  /** Wall-clock milliseconds since 1970. */
  readonly now: () => number;
  /** Makes an id that nothing else has: letters, digits, `-` and `_`. */
  readonly newId: () => string;
  /** Writing has begun to fail. */
  readonly onFailure: (error: unknown) => void;
  /** A conversation was read that has lines which could not be. */
  readonly onDamage: (conversation: Conversation) => void;
}

/** The conversations that are open in this window, each at most once. */
export class ConversationShelf {
  readonly #open = new Map<string, LiveConversation>();

  constructor(private readonly options: ShelfOptions) {}

  /** A new one, which is kept from its first question on. */
  create(): LiveConversation {
    const conversation = new Conversation(this.options.newId(), this.options.now());
    return this.#keep(conversation, true);
  }

  /** Takes over a conversation that was made elsewhere, as it stands. */
  adopt(conversation: Conversation): LiveConversation {
    const live = this.#keep(conversation, false);
    for (const record of recordsOf(conversation)) live.log.add(record);
    return live;
  }

  /**
   * Opens a kept one; undefined where there is none (any more). One that is open already is read again where another
   * window has added to it.
   */
  async open(id: string): Promise<LiveConversation | undefined> {
    const known = this.#open.get(id);
    const { files, onDamage } = this.options;
    if (known && (known.isBusy || (await this.#isUpToDate(known)))) return known;
    const bytes = await files.size(id);
    const loaded = await files.read(id);
    if (!loaded) return known;
    if (loaded.damagedLines > 0) onDamage(loaded.conversation);
    const live = this.#keep(loaded.conversation, false);
    live.log.opened(bytes);
    return live;
  }

  /** Lets go of those that are neither shown nor answering. */
  release(shown: LiveConversation): void {
    for (const live of this.#open.values()) {
      if (live === shown || live.isBusy) continue;
      this.#open.delete(live.id);
      void live.log.flush().then(() => this.options.files.compact(live.id));
    }
  }

  /** Stops what is on its way there, and writes nothing more of it than what is waiting. */
  async forget(id: string): Promise<void> {
    const live = this.#open.get(id);
    this.#open.delete(id);
    live?.stop();
    await live?.log.close();
  }

  /** Stops everything and writes what is waiting. */
  dispose(): void {
    for (const live of this.#open.values()) {
      live.stop();
      live.log.flushNow();
    }
    this.#open.clear();
  }

  #keep(conversation: Conversation, isNew: boolean): LiveConversation {
    const { files, timer, newId, onFailure } = this.options;
    const log = new ConversationLog(conversation, { files, timer, onFailure });
    const live = new LiveConversation(conversation, log, `${newId()}-`);
    this.#open.set(conversation.id, live);
    if (isNew) log.add({ type: 'conversation', version: 1, id: conversation.id, at: conversation.createdAt });
    return live;
  }

  async #isUpToDate({ id, log }: LiveConversation): Promise<boolean> {
    await log.flush();
    return (await this.options.files.size(id)) === log.bytes;
  }
}
