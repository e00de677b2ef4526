import { estimateTokens } from '../model/estimateTokens';
import type { ChatMessage } from '../model/languageModel';
import { contextBlock, type ContextItem, describeItem, shortenContextItem } from './contextBlock';
import { systemRules } from './systemRules';

export interface ChatTurn {
  /** The conversation so far without a system message, the person's new message last. */
  readonly messages: readonly ChatMessage[];
  readonly context: readonly ContextItem[];
}

export interface PackedChat {
  /** What the model is sent: the system rules, the turns that fit, and the new message with its context. */
  readonly messages: readonly ChatMessage[];
  /** True when turns were left out, or context was shortened or left out. */
  readonly truncated: boolean;
  /** False when the person's new message alone is longer than the model's window. Nothing was cut from it. */
  readonly fits: boolean;
}

/** The part of the window that is kept free for the answer. */
const ANSWER_SHARE = 0.25;
const MAX_ANSWER_TOKENS = 4096;
/** Tokens that a server's chat template adds around each message. */
const TOKENS_PER_MESSAGE = 8;
/** Characters a token stands for when a context item is shortened; on the safe side for code. */
const CHARACTERS_PER_TOKEN = 3;

/**
 * Builds the messages of a chat request so that they fit a window of `contextTokens` tokens.
 * Room goes to the rules, then the new message, then its context, then the conversation from its newest turn back.
 */
export function buildChatMessages(turn: ChatTurn, contextTokens: number): PackedChat {
  const system: ChatMessage = { role: 'system', content: systemRules(contextTokens) };
  const conversation = joinSameRole(turn.messages);
  const latest = conversation.at(-1);
  const words = latest?.content ?? '';
  const answerTokens = Math.min(Math.floor(contextTokens * ANSWER_SHARE), MAX_ANSWER_TOKENS);
  let room =
    contextTokens - answerTokens - messageTokens(system) - estimateTokens(words) - TOKENS_PER_MESSAGE;
  const fits = room + answerTokens > 0;

  const context = packContext(turn.context, room);
  room -= context.tokens;
  const history = packHistory(conversation.slice(0, -1), room);
  return {
    messages: [
      system,
      ...history.messages,
      { role: 'user', content: [...context.blocks, words].join('\n\n') },
    ],
    truncated: history.truncated || context.truncated,
    fits,
  };
}

/**
 * Joins neighbours of the same role, as a question without an answer leaves them: many chat templates refuse a
 * conversation whose roles do not alternate.
 */
function joinSameRole(messages: readonly ChatMessage[]): ChatMessage[] {
  const joined: ChatMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role === message.role && isTextAlone(last) && isTextAlone(message)) {
      joined[joined.length - 1] = { ...last, content: `${last.content}\n\n${message.content}` };
    } else {
      joined.push(message);
    }
  }
  return joined;
}

/** Whether joining two such messages loses nothing. */
function isTextAlone(message: ChatMessage): boolean {
  return message.role !== 'tool' && !('images' in message) && !('toolCalls' in message);
}

/** Takes context items in their order; the first that does not fit is shortened, and told so in its place. */
function packContext(items: readonly ContextItem[], tokens: number) {
  const blocks: string[] = [];
  let used = 0;
  let truncated = false;
  for (const item of items) {
    const block = contextBlock(item);
    if (used + estimateTokens(block) <= tokens) {
      blocks.push(block);
      used += estimateTokens(block);
      continue;
    }
    truncated = true;
    const shorter = shortenContextItem(item, Math.max(0, tokens - used - 64) * CHARACTERS_PER_TOKEN);
    const note = shorter
      ? `${contextBlock(shorter)}\n(${restOf(item, shorter)} left out: it does not fit.)`
      : `(${describeItem(item)}, was left out: it does not fit.)`;
    blocks.push(note);
    used += estimateTokens(note);
  }
  return { blocks, tokens: used, truncated };
}

function restOf(item: ContextItem, shorter: ContextItem): string {
  if (shorter.endLine === undefined || item.endLine === undefined) return 'The rest was';
  return `The rest, lines ${shorter.endLine + 1} to ${item.endLine}, was`;
}

/** Keeps the newest whole turns that fit. A turn is a message of the person with the answer to it. */
function packHistory(messages: readonly ChatMessage[], tokens: number) {
  let room = tokens;
  let start = messages.length;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message) break;
    room -= messageTokens(message);
    if (room < 0) break;
    if (message.role === 'user') start = index;
  }
  return { messages: messages.slice(start), truncated: start > 0 };
}

function messageTokens(message: ChatMessage): number {
  return estimateTokens(message.content) + TOKENS_PER_MESSAGE;
}
