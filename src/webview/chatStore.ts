import { type Signal, signal } from '@preact/signals';
import type { ChatStrings } from '../protocol/chatStrings';
import type {
  AnswerOutcome,
  ChatEntry,
  ChatModel,
  ChatQuestion,
  ContextChip,
  ToWebview,
} from '../protocol/webview';
import { format } from './format';
import type { Host } from './host';
import { FrameQueue } from './markdown/frameQueue';
import { type MarkdownActions, MarkdownView } from './markdown/markdownView';

/** An answer on the page. Its text lives in its Markdown view alone, which adds to itself as text arrives. */
export interface ShownAnswer {
  readonly role: 'assistant';
  readonly id: string;
  readonly body: MarkdownView;
  readonly hasText: Signal<boolean>;
  readonly reasoning: Signal<string>;
  readonly outcome: Signal<AnswerOutcome>;
}

export type ShownEntry = ChatQuestion | ShownAnswer;

/** What the page shows, as signals: a message changes exactly what it is about. */
export class ChatStore {
  readonly strings = signal<ChatStrings | undefined>(undefined);
  readonly entries = signal<readonly ShownEntry[]>([]);
  readonly chips = signal<readonly ContextChip[]>([]);
  readonly model = signal<ChatModel>({ state: 'unknown' });
  readonly isBusy = signal(false);
  readonly draft: Signal<string>;
  /** What a screen reader is told: a finished answer once, and not each of its words. */
  readonly announcement = signal('');
  /** Grows by one each time the message box is to get the focus. */
  readonly focusRequests = signal(0);
  readonly #queue = new FrameQueue();

  constructor(readonly host: Host) {
    this.draft = signal(host.draft);
  }

  apply(message: ToWebview): void {
    switch (message.type) {
      case 'state':
        this.strings.value = message.state.strings;
        this.chips.value = message.state.chips;
        this.model.value = message.state.model;
        this.#setEntries(message.state.entries.map((entry) => this.#show(entry, message.state.strings)));
        return;
      case 'entry':
        if (!this.strings.value) return;
        this.#setEntries([...this.entries.value, this.#show(message.entry, this.strings.value)]);
        return;
      case 'delta':
        this.#append(message);
        return;
      case 'removed':
        this.#removeFrom(message.id);
        return;
      case 'outcome':
        this.#finish(message.id, message.outcome);
        return;
      case 'context':
        this.chips.value = message.chips;
        return;
      case 'model':
        this.model.value = message.model;
        return;
      case 'focus':
        this.focusRequests.value++;
    }
  }

  setDraft(draft: string): void {
    this.draft.value = draft;
    this.host.saveDraft(draft);
  }

  /** Sends what is typed. While an answer is being written it stays in the box. */
  send(): void {
    const text = this.draft.value.trim();
    if (text === '' || this.isBusy.value) return;
    this.host.post({ type: 'send', text });
    this.setDraft('');
  }

  stop(): void {
    if (this.isBusy.value) this.host.post({ type: 'stop' });
  }

  #setEntries(entries: readonly ShownEntry[]): void {
    this.entries.value = entries;
    const last = entries.at(-1);
    this.isBusy.value = last?.role === 'assistant' && last.outcome.value.state === 'streaming';
  }

  #show(entry: ChatEntry, strings: ChatStrings): ShownEntry {
    if (entry.role === 'user') return entry;
    const body = new MarkdownView(this.#queue, this.#actions(strings));
    if (entry.text !== '') body.append(entry.text);
    if (entry.outcome.state !== 'streaming') void body.end();
    return {
      role: 'assistant',
      id: entry.id,
      body,
      hasText: signal(entry.text !== ''),
      reasoning: signal(entry.reasoning),
      outcome: signal(entry.outcome),
    };
  }

  #removeFrom(id: string): void {
    const index = this.entries.value.findIndex((entry) => entry.id === id);
    if (index !== -1) this.#setEntries(this.entries.value.slice(0, index));
  }

  #append({ id, text, reasoning }: Extract<ToWebview, { type: 'delta' }>): void {
    const answer = this.#answer(id);
    if (!answer) return;
    if (reasoning) {
      answer.reasoning.value += text;
    } else {
      answer.body.append(text);
      answer.hasText.value = true;
    }
  }

  #finish(id: string, outcome: AnswerOutcome): void {
    const answer = this.#answer(id);
    const strings = this.strings.value;
    if (!answer || !strings) return;
    answer.outcome.value = outcome;
    this.isBusy.value = false;
    void answer.body.end().then(() => {
      this.announcement.value = announce(outcome, answer.body.spokenText, strings);
    });
  }

  #answer(id: string): ShownAnswer | undefined {
    const entry = this.entries.value.find((candidate) => candidate.id === id);
    return entry?.role === 'assistant' ? entry : undefined;
  }

  #actions(strings: ChatStrings): MarkdownActions {
    const { copy, copied, insert, code } = strings;
    return {
      words: { copy, copied, insert, code },
      imageLabel: strings.image,
      copy: (text) => this.host.post({ type: 'copy', text }),
      insert: (text) => this.host.post({ type: 'insert', text }),
      openLink: (url) => this.host.post({ type: 'openLink', url }),
    };
  }
}

/** UTF-16 units of an answer that are read out by themselves; the rest can be read in the conversation. */
const SPOKEN_LENGTH = 1500;

function announce(outcome: AnswerOutcome, text: string, strings: ChatStrings): string {
  switch (outcome.state) {
    case 'failed':
      return `${strings.failed}. ${outcome.message}`;
    case 'stopped':
      return strings.stopped;
    case 'done':
      return format(strings.answered, text.slice(0, SPOKEN_LENGTH));
    case 'streaming':
      return '';
  }
}
