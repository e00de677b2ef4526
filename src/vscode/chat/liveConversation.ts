import type { Conversation } from '../../core/chat/conversation/conversation';
import { ContextIds, questionRecord } from '../../core/chat/conversation/log';
import type { ConversationRecord, KeptContextItem, SentForm } from '../../core/chat/conversation/records';
import type { ConversationLog } from './history/conversationLog';

export interface NewQuestion {
  readonly id: string;
  readonly parent: string | null;
  /** Wall-clock milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  readonly context: readonly KeptContextItem[];
  readonly sent?: SentForm;
  readonly isLocal?: boolean;
}

/** A conversation that is open in this window: shown, or with an answer on its way. */
export class LiveConversation {
  readonly #contexts: ContextIds;
  #running: { readonly abort: AbortController; readonly answerId: string } | undefined;
  #isPreparing = false;

  constructor(
    readonly conversation: Conversation,
    readonly log: ConversationLog,
    contextPrefix: string,
  ) {
    this.#contexts = new ContextIds(contextPrefix);
  }

  get id(): string {
    return this.conversation.id;
  }

  /** True from the moment a message is sent until its answer has ended. */
  get isBusy(): boolean {
    return this.#isPreparing || this.#running !== undefined;
  }

  isRunning(answerId: string): boolean {
    return this.#running?.answerId === answerId;
  }

  /** Applies a record and keeps it. */
  record(record: ConversationRecord): void {
    this.conversation.apply(record);
    this.log.add(record);
  }

  ask({ context, ...question }: NewQuestion): void {
    const { ids, records } = this.#contexts.idsOf(context);
    for (const record of [...records, questionRecord(question, ids)]) this.record(record);
  }

  /** Runs `prepare` unless something is on its way already: a second Enter must not send a second time. */
  async exclusively(prepare: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.#isPreparing = true;
    try {
      await prepare();
    } finally {
      this.#isPreparing = false;
    }
  }

  begin(answerId: string): AbortSignal {
    const abort = new AbortController();
    this.#running = { abort, answerId };
    return abort.signal;
  }

  ended(): void {
    this.#running = undefined;
  }

  stop(): void {
    this.#running?.abort.abort();
  }
}
