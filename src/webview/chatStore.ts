import { computed, signal } from '@preact/signals';
import { likelyTokens } from '../core/model/estimateTokens';
import type { ChatStrings } from '../protocol/chatStrings';
import type {
  AnswerOutcome,
  ChatModel,
  ChatModelChoice,
  ChatViewState,
  ContextChip,
  ConversationSummary,
  SlashCommand,
  ToWebview,
} from '../protocol/webview';
import { Suggestions } from './composer/suggestions';
import { format } from './format';
import type { Host } from './host';
import { EntryMaker, type ShownAnswer, type ShownEntry } from './shownEntries';

/** What stands in the place of the conversation. */
export type PageView = 'conversation' | 'history' | 'comparison';

export interface Comparison {
  readonly questionId: string;
  readonly answers: readonly ShownAnswer[];
}

/** What the page shows, as signals: a message changes exactly what it is about. */
export class ChatStore {
  readonly strings = signal<ChatStrings | undefined>(undefined);
  readonly title = signal('');
  readonly conversationId = signal('');
  readonly entries = signal<readonly ShownEntry[]>([]);
  readonly chips = signal<readonly ContextChip[]>([]);
  readonly model = signal<ChatModel>({ state: 'unknown' });
  readonly models = signal<readonly ChatModelChoice[]>([]);
  readonly isBusy = signal(false);
  readonly draft = signal('');
  readonly view = signal<PageView>('conversation');
  readonly comparison = signal<Comparison | undefined>(undefined);
  readonly conversations = signal<{
    readonly query: string;
    readonly list: readonly ConversationSummary[];
  } | null>(null);
  /** The question that is being edited in its place. */
  readonly editing = signal<string | undefined>(undefined);
  /** What the page itself has to say below the message box. */
  readonly notice = signal('');
  /** What a screen reader is told: a finished answer once, and not each of its words. */
  readonly announcement = signal('');
  /** Grows by one each time the message box is to get the focus. */
  readonly focusRequests = signal(0);
  /** Where the caret is to stand in the message box, once. */
  readonly caret = signal<number | undefined>(undefined);
  readonly suggestions: Suggestions;
  readonly #draftTokens = computed(() => likelyTokens(this.draft.value));
  /** What the next message comes to, about: `typed` and what its chips bring. */
  readonly tokens = computed(() => {
    const sent = this.chips.value.filter(({ included, problem }) => included && problem === undefined);
    const attached = sent.reduce((sum, { tokens }) => sum + tokens, 0);
    return { typed: this.#draftTokens.value, attached, total: this.#draftTokens.value + attached };
  });
  readonly #maker: EntryMaker;

  constructor(readonly host: Host) {
    this.suggestions = new Suggestions(host, () => this.strings.value);
    this.#maker = new EntryMaker(host);
  }

  get commands(): readonly SlashCommand[] {
    return this.suggestions.commands.value;
  }

  apply(message: ToWebview): void {
    const strings = this.strings.value;
    if (message.type === 'state') this.#setState(message.state);
    else if (strings) this.#apply(message, strings);
  }

  setDraft(draft: string): void {
    this.draft.value = draft;
    this.host.saveDraft(this.conversationId.value, draft);
  }

  /** Takes one of what is suggested for the message box. */
  readonly takeSuggestion = (index: number): void => {
    const { draft } = this;
    const edited = this.suggestions.take(index, draft.value);
    if (!edited) return;
    this.setDraft(edited.text);
    this.caret.value = edited.caret;
  };

  /** Sends what is typed, or `text`. While an answer is being written it stays in the box. */
  send(text = this.draft.value): void {
    const trimmed = text.trim();
    if (trimmed === '' || this.isBusy.value) return;
    this.host.post({ type: 'send', text: trimmed });
    if (text === this.draft.value) this.setDraft('');
    this.notice.value = '';
  }

  stop(): void {
    if (this.isBusy.value) this.host.post({ type: 'stop' });
  }

  /** Begins to edit the last question; false when there is none. */
  editLast(): boolean {
    const last = this.entries.value.findLast(({ role }) => role === 'user');
    if (last && !this.isBusy.value) this.editing.value = last.id;
    return last !== undefined;
  }

  /** Sends a question in other words. */
  resend(id: string, text: string): void {
    const trimmed = text.trim();
    if (trimmed === '' || this.isBusy.value) return;
    this.host.post({ type: 'edit', id, text: trimmed });
    this.stopEditing();
  }

  stopEditing(): void {
    this.editing.value = undefined;
    this.focusRequests.value++;
  }

  showHistory(): void {
    this.view.value = 'history';
    this.host.post({ type: 'findConversations', query: '' });
  }

  showConversation(): void {
    this.view.value = 'conversation';
    this.comparison.value = undefined;
    this.focusRequests.value++;
  }

  /** The Markdown of an answer as the model wrote it. */
  source(id: string): string {
    return this.#maker.source(id);
  }

  #apply(message: Exclude<ToWebview, { type: 'state' }>, strings: ChatStrings): void {
    switch (message.type) {
      case 'entry':
        this.#setEntries([...this.entries.value, this.#maker.show(message.entry, strings)]);
        return;
      case 'delta': {
        const answer = this.#answer(message.id);
        const isOpen = answer?.outcome.value.state === 'streaming';
        if (isOpen) this.#maker.append(answer, message.text, message.reasoning);
        return;
      }
      case 'removed':
        this.#removeFrom(message.id);
        return;
      case 'outcome':
        this.#setOutcome(message.id, message.outcome, strings);
        return;
      case 'context':
        this.chips.value = message.chips;
        return;
      case 'contextFound':
        this.suggestions.receive(message.query, message.candidates);
        return;
      case 'model':
        this.model.value = message.model;
        this.models.value = message.models;
        return;
      case 'commands':
        this.suggestions.commands.value = message.commands;
        return;
      case 'conversations':
        this.conversations.value = { query: message.query, list: message.conversations };
        return;
      case 'comparison': {
        const answers = message.answers.map((answer) => this.#maker.showAnswer(answer, strings));
        this.comparison.value = { questionId: message.questionId, answers };
        this.view.value = 'comparison';
        return;
      }
      case 'applied': {
        const answer = this.#answer(message.id);
        if (answer) answer.applied.value = { message: message.message, isFailure: message.isFailure };
        this.announcement.value = message.message;
        return;
      }
      case 'title':
        this.title.value = message.title;
        return;
      case 'showHistory':
        this.showHistory();
        return;
      case 'prefill':
        this.setDraft(message.text + this.draft.value);
        this.showConversation();
        return;
      case 'focus':
        if (this.view.value === 'conversation') this.focusRequests.value++;
    }
  }

  #setState(state: ChatViewState): void {
    this.#maker.clear();
    this.strings.value = state.strings;
    this.title.value = state.title;
    this.chips.value = state.chips;
    this.model.value = state.model;
    this.models.value = state.models;
    this.suggestions.commands.value = state.commands;
    this.conversationId.value = state.conversationId ?? '';
    this.draft.value = this.host.draft(this.conversationId.value);
    this.editing.value = undefined;
    this.comparison.value = undefined;
    this.view.value = 'conversation';
    this.#setEntries(state.entries.map((entry) => this.#maker.show(entry, state.strings)));
  }

  #setEntries(entries: readonly ShownEntry[]): void {
    this.entries.value = entries;
    const last = entries.at(-1);
    this.isBusy.value = last?.role === 'assistant' && last.outcome.value.state === 'streaming';
  }

  #removeFrom(id: string): void {
    const index = this.entries.value.findIndex((entry) => entry.id === id);
    if (index !== -1) this.#setEntries(this.entries.value.slice(0, index));
  }

  #setOutcome(id: string, outcome: AnswerOutcome, strings: ChatStrings): void {
    const answer = this.#answer(id);
    if (!answer) return;
    const wasStreaming = answer.outcome.value.state === 'streaming';
    if (outcome.state === 'streaming' && !wasStreaming) {
      this.#reopen(answer, strings);
      return;
    }
    answer.outcome.value = outcome;
    if (outcome.state === 'done') answer.reasoningMs.value = outcome.reasoningMs ?? answer.reasoningMs.value;
    if (outcome.state === 'streaming' || !wasStreaming) return;
    this.isBusy.value = false;
    void answer.body.end().then(() => {
      this.announcement.value = announce(outcome, answer.body.spokenText, strings);
    });
  }

  /** Shows an answer that had ended as one that is being written. */
  #reopen({ id, reasoning, alternatives }: ShownAnswer, strings: ChatStrings): void {
    const again = this.#maker.showAnswer(
      {
        role: 'assistant',
        id,
        text: this.#maker.source(id),
        reasoning: reasoning.value,
        outcome: { state: 'streaming' },
        ...(alternatives && { alternatives }),
      },
      strings,
    );
    this.#setEntries(this.entries.value.map((entry) => (entry.id === id ? again : entry)));
  }

  #answer(id: string): ShownAnswer | undefined {
    const entry = this.entries.value.findLast((candidate) => candidate.id === id);
    return entry?.role === 'assistant' ? entry : undefined;
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
