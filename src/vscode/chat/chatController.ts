import { branchAt } from '../../core/chat/conversation/branch';
import type { Conversation, ConversationNode } from '../../core/chat/conversation/conversation';
import type { SentForm } from '../../core/chat/conversation/records';
import type { ChatContextItem } from '../../protocol/chat';
import type { TextDelta } from '../../protocol/engine';
import type { ChatAnswer, ChatEntry, ToWebview } from '../../protocol/webview';
import { type AnswerPorts, runAnswer } from './answering';
import type { ConversationShelf } from './conversationShelf';
import type { LiveConversation } from './liveConversation';
import { outcomeOf, viewAnswer, viewEntry } from './viewEntries';

/** What becomes of the words that were typed. */
export interface PreparedMessage {
  /** What a model is sent, where it is not what was typed. */
  readonly sent?: SentForm;
  /** Context that comes with it, such as the files that a prompt file names. */
  readonly context?: readonly ChatContextItem[];
  /** The model that is to answer this once. */
  readonly modelId?: string;
  /** Fairwind's own answer, with which no model is asked. */
  readonly ownAnswer?: string;
}

export interface ChatPorts extends AnswerPorts {
  /** Shows a change; the page may be closed, then it goes nowhere. */
  readonly post: (message: ToWebview) => void;
  readonly shelf: ConversationShelf;
  /** Reads slash commands; undefined when the person called it off. */
  readonly prepare: (text: string) => Promise<PreparedMessage | undefined>;
  /** The context that goes along with the next message; what was added for it alone is then gone. */
  readonly takeContext: (prepared: PreparedMessage) => Promise<readonly ChatContextItem[]>;
  readonly canRestore: (answerId: string) => boolean;
  /** Another conversation is shown. */
  readonly onDidShow: (conversation: Conversation) => void;
  /** The shown conversation has got its first question, so that it is kept from now on. */
  readonly onDidBegin: (conversation: Conversation) => void;
}

/**
 * Shows one conversation and carries out what the person does with it. An answer that is being written goes on when
 * another conversation is shown or the page is closed; each conversation has one at a time.
 */
export class ChatController {
  #shown: LiveConversation;

  constructor(private readonly ports: ChatPorts) {
    this.#shown = ports.shelf.create();
  }

  get conversation(): Conversation {
    return this.#shown.conversation;
  }

  /** Whether an answer is on its way in the conversation that is shown. */
  get isBusy(): boolean {
    return this.#shown.isBusy;
  }

  get entries(): readonly ChatEntry[] {
    return this.conversation.path.map((node) => this.#view(node));
  }

  /** Sends a message. Ignored while an answer is on its way there. */
  async send(text: string): Promise<void> {
    const live = this.#shown;
    if (text.trim() === '') return;
    let modelId: string | undefined;
    let questionId: string | undefined;
    let ownAnswer: string | undefined;
    await live.exclusively(async () => {
      const prepared = await this.ports.prepare(text);
      if (!prepared) {
        this.ports.post({ type: 'prefill', text });
        return;
      }
      ({ modelId, ownAnswer } = prepared);
      questionId = this.#ask(live, { text, prepared, context: await this.ports.takeContext(prepared) });
    });
    if (questionId === undefined) return;
    if (ownAnswer !== undefined) this.#answerOneself(live, questionId, ownAnswer);
    else await this.#answer(live, questionId, modelId);
  }

  /** Asks once more for an answer; the earlier one is kept beside it. */
  async regenerate(answerId: string, modelId?: string): Promise<void> {
    const live = this.#shown;
    const answer = this.#find(live, answerId, 'assistant');
    const question = answer && live.conversation.find(answer.parent ?? '');
    if (question?.role !== 'user' || question.isLocal === true) return;
    this.#post(live, { type: 'removed', id: answerId });
    await this.#answer(live, question.id, modelId);
  }

  /** Has an answer go on that was stopped or cut off. */
  async continueAnswer(answerId: string): Promise<void> {
    const live = this.#shown;
    const answer = this.#find(live, answerId, 'assistant');
    // Only the last one can: what follows an answer was said to what it was.
    if (!answer || this.conversation.path.at(-1)?.id !== answerId) return;
    live.record({ type: 'continued', id: answerId, run: this.ports.newId() });
    // The page has ended it: it is shown anew, as one that is being written.
    this.#post(live, { type: 'removed', id: answerId });
    await this.#run(live, { answerId });
  }

  /** Sends a question in other words, with the context that it had; what followed it is kept beside. */
  async edit(questionId: string, text: string): Promise<void> {
    const live = this.#shown;
    const question = this.#find(live, questionId, 'user');
    if (question?.role !== 'user' || text.trim() === '') return;
    let prepared: PreparedMessage | undefined;
    let id: string | undefined;
    await live.exclusively(async () => {
      prepared = await this.ports.prepare(text);
      if (!prepared) return;
      this.#post(live, { type: 'removed', id: questionId });
      id = this.#ask(live, { text, prepared, context: question.context, parent: question.parent });
    });
    if (id === undefined) return;
    if (prepared?.ownAnswer !== undefined) this.#answerOneself(live, id, prepared.ownAnswer);
    else await this.#answer(live, id, prepared?.modelId);
  }

  /** Shows an entry's neighbour among its alternatives, with what follows that one. */
  showAlternative(id: string, step: -1 | 1): void {
    if (this.#shown.isBusy) return;
    const alternatives = this.conversation.alternatives(id);
    const next = alternatives[alternatives.findIndex((node) => node.id === id) + step];
    if (next) this.#show(id, next.id);
  }

  /** Goes on with one of the answers to a question. */
  chooseAnswer(answerId: string): void {
    if (this.#shown.isBusy) return;
    const shown = this.conversation.alternatives(answerId).find((node) => this.conversation.isShown(node));
    if (shown && shown.id !== answerId) this.#show(shown.id, answerId);
  }

  /** Shows all answers to the question of one. */
  compare(answerId: string): void {
    const answers = this.conversation
      .alternatives(answerId)
      .flatMap((node): ChatAnswer[] =>
        node.role === 'assistant' ? [viewAnswer(node, this.#state(this.#shown))] : [],
      );
    const questionId = this.conversation.find(answerId)?.parent;
    if (answers.length > 0 && typeof questionId === 'string')
      this.ports.post({ type: 'comparison', questionId, answers });
  }

  stop(): void {
    this.#shown.stop();
  }

  setModel(modelId: string | undefined): void {
    this.#shown.record({ type: 'model', modelId: modelId ?? null });
  }

  rename(title: string): void {
    this.#shown.record({ type: 'title', title });
    this.ports.post({ type: 'title', title: this.conversation.title });
  }

  /** Shows a new conversation. One that is answered goes on. */
  startNew(): void {
    if (this.conversation.turns > 0) this.#switchTo(this.ports.shelf.create());
  }

  /** Shows a kept conversation; false where there is none. */
  async open(id: string): Promise<boolean> {
    const live = await this.ports.shelf.open(id);
    if (!live) return false;
    this.#switchTo(live);
    return true;
  }

  /** Shows a conversation that was made elsewhere, and keeps it. */
  adopt(conversation: Conversation): void {
    this.#switchTo(this.ports.shelf.adopt(conversation));
  }

  /** Shows a conversation of its own with everything up to an entry. */
  branch(id: string): void {
    const { newId, now } = this.ports;
    const branched = branchAt(this.conversation, id, { id: newId(), at: now() });
    if (branched) this.adopt(branched);
  }

  /** What is known of an answer has changed, such as that files can be brought back. */
  refresh(answerId: string): void {
    const node = this.conversation.find(answerId);
    if (node?.role !== 'assistant') return;
    this.ports.post({ type: 'outcome', id: answerId, outcome: outcomeOf(node, this.#state(this.#shown)) });
  }

  #switchTo(live: LiveConversation): void {
    this.#shown = live;
    this.ports.shelf.release(live);
    this.ports.onDidShow(live.conversation);
  }

  #show(from: string, to: string): void {
    this.#shown.record({ type: 'shown', id: to });
    this.ports.post({ type: 'removed', id: from });
    for (const node of this.conversation.pathFrom(to))
      this.ports.post({ type: 'entry', entry: this.#view(node) });
  }

  /** Adds a question and shows it. Returns its id. */
  #ask(live: LiveConversation, { text, prepared, context, parent }: AskOptions): string {
    const id = this.ports.newId();
    const isFirst = live.conversation.turns === 0;
    const last = live.conversation.path.at(-1);
    // A crash left it without an answer: the new question takes its place.
    if (last?.role === 'user' && parent === undefined) this.#post(live, { type: 'removed', id: last.id });
    live.ask({
      id,
      parent: parent === undefined ? (live.conversation.path.findLast(isAnswer)?.id ?? null) : parent,
      at: this.ports.now(),
      text,
      context,
      ...(prepared.sent && { sent: prepared.sent }),
      ...(prepared.ownAnswer !== undefined && { isLocal: true }),
    });
    this.#postEntry(live, id);
    if (isFirst) {
      this.#post(live, { type: 'title', title: live.conversation.title });
      if (live === this.#shown) this.ports.onDidBegin(live.conversation);
    }
    return id;
  }

  async #answer(live: LiveConversation, questionId: string, modelId?: string): Promise<void> {
    if (live.isBusy) return;
    const id = this.ports.newId();
    live.record({ type: 'answer', id, parent: questionId, at: this.ports.now(), run: this.ports.newId() });
    await this.#run(live, { answerId: id, ...(modelId !== undefined && { modelId }) });
  }

  /** Writes an answer and shows it as it grows, as long as its conversation is shown. */
  async #run(live: LiveConversation, { answerId, modelId }: RunOptions): Promise<void> {
    const onDelta = ({ text, reasoning = false }: TextDelta) =>
      this.#post(live, { type: 'delta', id: answerId, text, reasoning });
    const request = { live, answerId, onDelta, ...(modelId !== undefined && { modelId }) };
    const answered = runAnswer(this.ports, request);
    this.#postEntry(live, answerId);
    await answered;
    const node = live.conversation.find(answerId);
    if (node?.role === 'assistant')
      this.#post(live, { type: 'outcome', id: answerId, outcome: outcomeOf(node, this.#state(live)) });
  }

  #answerOneself(live: LiveConversation, questionId: string, text: string): void {
    const [id, run] = [this.ports.newId(), this.ports.newId()];
    live.record({ type: 'answer', id, parent: questionId, at: this.ports.now(), run });
    live.record({ type: 'text', id, run, offset: 0, text });
    const end = { state: 'done', model: 'Fairwind', durationMs: 0, isCutOff: false } as const;
    live.record({ type: 'end', id, run, end });
    this.#postEntry(live, id);
  }

  #find(live: LiveConversation, id: string, role: ConversationNode['role']): ConversationNode | undefined {
    if (live.isBusy) return undefined;
    const node = live.conversation.find(id);
    return node?.role === role ? node : undefined;
  }

  #post(live: LiveConversation, message: ToWebview): void {
    if (live === this.#shown) this.ports.post(message);
  }

  #postEntry(live: LiveConversation, id: string): void {
    const node = live.conversation.find(id);
    if (node && live === this.#shown) this.ports.post({ type: 'entry', entry: this.#view(node) });
  }

  #view(node: ConversationNode): ChatEntry {
    return viewEntry(this.conversation, node, this.#state(this.#shown));
  }

  #state(live: LiveConversation) {
    return { isRunning: (id: string) => live.isRunning(id), canRestore: this.ports.canRestore };
  }
}

interface RunOptions {
  readonly answerId: string;
  readonly modelId?: string;
}

interface AskOptions {
  readonly text: string;
  readonly prepared: PreparedMessage;
  readonly context: readonly ChatContextItem[];
  /** The answer that it follows; the last one unless told. */
  readonly parent?: string | null;
}

function isAnswer({ role }: ConversationNode): boolean {
  return role === 'assistant';
}
