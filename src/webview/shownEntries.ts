import { type Signal, signal } from '@preact/signals';
import type { ChatStrings } from '../protocol/chatStrings';
import type { Alternatives, AnswerOutcome, ChatAnswer, ChatEntry, ChatQuestion } from '../protocol/webview';
import type { Host } from './host';
import { FrameQueue } from './markdown/frameQueue';
import { type MarkdownActions, MarkdownView } from './markdown/markdownView';

/** An answer on the page. Its Markdown view adds to itself as text arrives. */
export interface ShownAnswer {
  readonly role: 'assistant';
  readonly id: string;
  readonly body: MarkdownView;
  readonly hasText: Signal<boolean>;
  readonly reasoning: Signal<string>;
  /** Milliseconds of reasoning before the first word; undefined while unknown. */
  readonly reasoningMs: Signal<number | undefined>;
  readonly outcome: Signal<AnswerOutcome>;
  /** What became of the last time its code was applied. */
  readonly applied: Signal<AppliedNote | undefined>;
  readonly alternatives: Alternatives | undefined;
}

export interface AppliedNote {
  readonly message: string;
  readonly isFailure: boolean;
}

export type ShownEntry = ChatQuestion | ShownAnswer;

/** Makes entries as they are shown, and keeps adding to them. */
export class EntryMaker {
  readonly #queue = new FrameQueue();
  readonly #firstReasoningAt = new Map<string, number>();
  readonly #sources = new Map<string, string>();

  constructor(
    private readonly host: Host,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(entry: ChatEntry, strings: ChatStrings): ShownEntry {
    return entry.role === 'user' ? entry : this.showAnswer(entry, strings);
  }

  showAnswer(entry: ChatAnswer, strings: ChatStrings): ShownAnswer {
    const { id, text, reasoning, outcome, alternatives } = entry;
    const body = new MarkdownView(this.#queue, this.#actions(id, strings));
    if (text !== '') body.append(text);
    if (outcome.state !== 'streaming') void body.end();
    this.#sources.set(id, text);
    return {
      role: 'assistant',
      id,
      body,
      hasText: signal(text !== ''),
      reasoning: signal(reasoning),
      reasoningMs: signal(outcome.state === 'done' ? outcome.reasoningMs : undefined),
      outcome: signal(outcome),
      applied: signal(undefined),
      alternatives,
    };
  }

  append(answer: ShownAnswer, text: string, isReasoning: boolean): void {
    if (isReasoning) {
      if (!this.#firstReasoningAt.has(answer.id)) this.#firstReasoningAt.set(answer.id, this.now());
      answer.reasoning.value += text;
      return;
    }
    const startedAt = this.#firstReasoningAt.get(answer.id);
    if (startedAt !== undefined && !answer.hasText.value) answer.reasoningMs.value = this.now() - startedAt;
    answer.body.append(text);
    answer.hasText.value = true;
    this.#sources.set(answer.id, (this.#sources.get(answer.id) ?? '') + text);
  }

  /** The Markdown of an answer as the model wrote it. */
  source(id: string): string {
    return this.#sources.get(id) ?? '';
  }

  /** Forgets what was shown before. */
  clear(): void {
    this.#queue.clear();
    this.#firstReasoningAt.clear();
    this.#sources.clear();
  }

  #actions(id: string, strings: ChatStrings): MarkdownActions {
    const { host } = this;
    return {
      words: strings,
      imageLabel: strings.image,
      tableLabel: strings.table,
      copy: (text) => host.post({ type: 'copy', text }),
      insert: (text) => host.post({ type: 'insert', text }),
      apply: (block) => host.post({ type: 'apply', id, blocks: [block] }),
      newFile: (block) => host.post({ type: 'newFile', block }),
      insertInTerminal: (text) => host.post({ type: 'insertInTerminal', text }),
      openLink: (url) => host.post({ type: 'openLink', url }),
      openFile: ({ path, line }) =>
        host.post({ type: 'openFile', path, ...(line !== undefined && { line }) }),
    };
  }
}
