import { rejectWhenAborted, isAbortError } from '../../util/abort';
import { type TurnMessage, turnInput } from '../../core/chat/conversation/turnMessages';
import type { AnswerDone, AnswerEnd } from '../../core/chat/conversation/records';
import type { ChatCommandName, ChatTurnMessage, ChatTurnParams, ChatTurnResult } from '../../protocol/chat';
import type { TextDelta } from '../../protocol/engine';
import type { LiveConversation } from './liveConversation';

/** What an answer needs of its surroundings. */
export interface AnswerPorts {
  /** Asks the engine for one answer; rejects with an AbortError when the signal was aborted. */
  readonly runTurn: (
    params: Omit<ChatTurnParams, 'partialResultToken'>,
    onDelta: (delta: TextDelta) => void,
    signal: AbortSignal,
  ) => Promise<ChatTurnResult>;
  /** Puts an expected failure into words; an engine that went away in the middle leaves an answer that was stopped. */
  readonly describeFailure: (error: unknown, hasText: boolean) => AnswerEnd;
  /** Puts a finished turn into words. */
  readonly describeResult: (result: ChatTurnResult) => AnswerDone;
  readonly now: () => number;
  readonly newId: () => string;
}

export interface AnswerRequest {
  readonly live: LiveConversation;
  readonly answerId: string;
  /** Another model than the conversation's. */
  readonly modelId?: string;
  readonly onDelta: (delta: TextDelta) => void;
}

/** Has a model write an answer that is in the conversation already, or go on with it. Never rejects. */
export async function runAnswer(ports: AnswerPorts, request: AnswerRequest): Promise<void> {
  const { live, answerId, onDelta } = request;
  const answer = live.conversation.find(answerId);
  if (answer?.role !== 'assistant') return;
  const { run } = answer;
  const { messages, ids, summary } = turnInput(live.conversation, answerId);
  const modelId = request.modelId ?? live.conversation.modelId;
  const signal = live.begin(answerId);
  const began = ports.now();
  let reasoningMs: number | undefined;
  const take = (delta: TextDelta) => {
    if (signal.aborted || delta.text === '') return;
    const now = live.conversation.find(answerId);
    if (now?.role !== 'assistant') return;
    const { text, reasoning = false } = delta;
    if (!reasoning && now.text === '' && now.reasoning !== '') reasoningMs = ports.now() - began;
    const offset = reasoning ? now.reasoning.length : now.text.length;
    live.record({ type: 'text', id: answerId, run, offset, text, ...(reasoning && { reasoning }) });
    onDelta(delta);
  };
  const params = {
    messages: messages.map(toTurnMessage),
    ...(modelId !== undefined && { modelId }),
    ...(summary !== undefined && { summary }),
  };
  const hasText = () => {
    const now = live.conversation.find(answerId);
    return now !== undefined && now.text !== '';
  };
  let end: AnswerEnd;
  try {
    const turn = ports.runTurn(params, take, signal);
    const result = await Promise.race([turn, rejectWhenAborted(signal)]);
    end = { ...ports.describeResult(result), ...(reasoningMs !== undefined && { reasoningMs }) };
    keepSummary(live, ids, result);
  } catch (error) {
    end =
      signal.aborted || isAbortError(error) ? { state: 'stopped' } : ports.describeFailure(error, hasText());
  }
  live.record({ type: 'end', id: answerId, run, end });
  live.ended();
  await live.log.flush();
}

/** A file can name any command; one that the engine does not know is not sent. */
function toTurnMessage(message: TurnMessage): ChatTurnMessage {
  if (message.role === 'assistant') return message;
  const { command: name, ...question } = message;
  const command = CHAT_COMMANDS.find((known) => known === name);
  return { ...question, ...(command && { command }) };
}

/** A summary stands for what it was made of from now on. */
function keepSummary(live: LiveConversation, ids: readonly string[], { summary }: ChatTurnResult): void {
  if (!summary) return;
  const id = ids[summary.messages - 1];
  if (id !== undefined) live.record({ type: 'summary', id, text: summary.text });
}

/** The slash commands that ask a model. */
export const CHAT_COMMANDS: readonly ChatCommandName[] = [
  'explain',
  'fix',
  'tests',
  'doc',
  'review',
  'commit',
  'translate',
  'grammar',
];
