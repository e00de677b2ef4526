import { abortError, isAbortError } from '../../util/abort';
import { likelyTokens } from '../../core/model/estimateTokens';
import type { ChatContextItem, ChatTurnMessage, ChatTurnParams, ChatTurnResult } from '../../protocol/chat';
import type { TextDelta } from '../../protocol/engine';
import type {
  AnswerOutcome,
  ChatAnswer,
  ChatEntry,
  ChatQuestion,
  ContextChip,
  ToWebview,
} from '../../protocol/webview';

/** What the controller needs of its surroundings. */
export interface ChatPorts {
  /** Shows a change; the page may be closed, then it goes nowhere. */
  readonly post: (message: ToWebview) => void;
  /** The pieces of context that could be sent now. */
  readonly collectContext: () => readonly ChatContextItem[];
  /** Asks the engine for one answer; rejects with an AbortError when the signal was aborted. */
  readonly runTurn: (
    params: Pick<ChatTurnParams, 'messages'>,
    onDelta: (delta: TextDelta) => void,
    signal: AbortSignal,
  ) => Promise<ChatTurnResult>;
  /** Puts an expected failure into words. */
  readonly describeFailure: (error: unknown) => Extract<AnswerOutcome, { state: 'failed' }>;
  /** Puts a finished turn into words. */
  readonly describeResult: (result: ChatTurnResult) => Extract<AnswerOutcome, { state: 'done' }>;
}

interface Question extends ChatQuestion {
  readonly items: readonly ChatContextItem[];
}

interface Answer extends ChatAnswer {
  text: string;
  reasoning: string;
  outcome: AnswerOutcome;
}

/** Holds one conversation and runs its turns, at most one at a time. It outlives the page that shows it. */
export class ChatController {
  #entries: (Question | Answer)[] = [];
  #running: AbortController | undefined;
  #nextId = 1;
  readonly #excluded = new Set<string>();

  constructor(private readonly ports: ChatPorts) {}

  /** The conversation for the page. */
  get entries(): readonly ChatEntry[] {
    return this.#entries.map((entry) => (entry.role === 'user' ? withoutItems(entry) : { ...entry }));
  }

  get chips(): readonly ContextChip[] {
    return this.ports.collectContext().map((item) => this.#chip(item));
  }

  /** Switches a chip on or off; it stays so until it is switched back. */
  includeContext(id: string, included: boolean): void {
    if (included) this.#excluded.delete(id);
    else this.#excluded.add(id);
    this.ports.post({ type: 'context', chips: this.chips });
  }

  /** Sends a message with the context that its chips show. Ignored while an answer is being written. */
  async send(text: string): Promise<void> {
    if (this.#running || text.trim() === '') return;
    const items = this.ports.collectContext().filter((item) => !this.#excluded.has(item.kind));
    const context = items.map((item) => this.#chip(item));
    const question: Question = { role: 'user', id: this.#newId(), text, context, items };
    this.#entries.push(question);
    this.ports.post({ type: 'entry', entry: withoutItems(question) });
    await this.#answer();
  }

  /** Asks again for the last answer, with the context that was sent the first time. */
  async regenerate(answerId: string): Promise<void> {
    const question = this.#entries.at(-2);
    if (this.#running || question?.role !== 'user' || this.#entries.at(-1)?.id !== answerId) return;
    this.#entries.pop();
    this.ports.post({ type: 'removed', id: answerId });
    await this.#answer();
  }

  stop(): void {
    this.#running?.abort();
  }

  /** Starts a new conversation; an answer that is being written is stopped. */
  clear(): void {
    this.stop();
    this.#running = undefined;
    this.#entries = [];
  }

  async #answer(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    const answer: Answer = {
      role: 'assistant',
      id: this.#newId(),
      text: '',
      reasoning: '',
      outcome: { state: 'streaming' },
    };
    const messages = this.#messages();
    this.#entries.push(answer);
    this.ports.post({ type: 'entry', entry: { ...answer } });
    const onDelta = (delta: TextDelta) => {
      if (!running.signal.aborted) this.#append(answer, delta);
    };
    const turn = this.ports.runTurn({ messages }, onDelta, running.signal);
    answer.outcome = await Promise.race([turn, rejectOnAbort(running.signal)])
      .then((result) => this.ports.describeResult(result))
      .catch((error: unknown) => this.#failure(error, running.signal));
    if (this.#running === running) this.#running = undefined;
    if (this.#entries.includes(answer)) {
      this.ports.post({ type: 'outcome', id: answer.id, outcome: answer.outcome });
    }
  }

  #failure(error: unknown, signal: AbortSignal): AnswerOutcome {
    return signal.aborted || isAbortError(error) ? { state: 'stopped' } : this.ports.describeFailure(error);
  }

  #append(answer: Answer, { text, reasoning = false }: TextDelta): void {
    if (reasoning) answer.reasoning += text;
    else answer.text += text;
    this.ports.post({ type: 'delta', id: answer.id, text, reasoning });
  }

  /** The conversation as the model sees it. Questions without an answer go along: the person did say them. */
  #messages(): ChatTurnMessage[] {
    return this.#entries
      .filter((entry) => entry.text !== '')
      .map((entry) =>
        entry.role === 'user'
          ? { role: 'user', content: entry.text, context: entry.items }
          : { role: 'assistant', content: entry.text },
      );
  }

  #chip({ kind, label, startLine, endLine, text }: ChatContextItem): ContextChip {
    return {
      id: kind,
      kind,
      label,
      ...(startLine !== undefined && { startLine }),
      ...(endLine !== undefined && { endLine }),
      tokens: likelyTokens(text),
      included: !this.#excluded.has(kind),
      isSuggested: true,
    };
  }

  #newId(): string {
    return String(this.#nextId++);
  }
}

/** Lets "stop" take effect at once, even when the engine hangs. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(abortError()), { once: true });
  });
}

function withoutItems({ role, id, text, context }: Question): ChatQuestion {
  return { role, id, text, context };
}
