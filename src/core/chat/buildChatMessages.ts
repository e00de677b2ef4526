import { estimateTokens } from '../model/estimateTokens';
import type { ChatMessage } from '../model/languageModel';
import { defuseMarkers } from '../model/specialTokens';
import { type ContextItem, contextBlock } from './contextBlock';
import type { ConversationMessage } from './conversationMessage';
import { type Omission, findOmissions } from './omissions';
import {
  type PackedConversation,
  type PlacedMessage,
  TOKENS_PER_MESSAGE,
  packConversation,
} from './packing/packConversation';
import { systemRules } from './systemRules';

export interface ChatTurn {
  /** The conversation so far. Ends with a question, or with the beginning of an answer that is to go on. */
  readonly messages: readonly ConversationMessage[];
  /** What was said before, in short. */
  readonly summary?: string;
  /** False when the model is known not to see images. */
  readonly seesImages?: boolean;
}

export interface PackedChat {
  /** What the model is sent: the rules with standing instructions, the turns that fit, and the new message. */
  readonly messages: readonly ChatMessage[];
  /** The context that is among them, in whole or in part. */
  readonly items: readonly ContextItem[];
  readonly omissions: readonly Omission[];
  /** How many messages from the start of the conversation did not fit. */
  readonly dropped: number;
  /** False when the newest message alone is longer than the model's window. Nothing was cut from it. */
  readonly fits: boolean;
  /** The beginning of the answer that is to go on. */
  readonly begun?: string;
}

/** The part of the window that is kept free for the answer. */
const ANSWER_SHARE = 0.25;
const MAX_ANSWER_TOKENS = 4096;
/** The part of the window that standing instructions may take. */
const INSTRUCTIONS_SHARE = 0.25;

/**
 * Builds the messages of a chat request so that they fit a window of `contextTokens` tokens. Room goes to the rules and
 * the standing instructions, then the newest question with its context, then the conversation from its newest turn back.
 * In steps, as `packConversation`: five hundred turns take some tenths of a second.
 */
export function* buildChatMessages(turn: ChatTurn, contextTokens: number): Generator<void, PackedChat> {
  const instructions = chooseInstructions(turn.messages, contextTokens);
  const system = systemText(contextTokens, instructions.items);
  const before = turn.summary === undefined ? '' : summaryText(turn.summary);
  const room =
    messageRoom(contextTokens) - estimateTokens(system) - TOKENS_PER_MESSAGE - estimateTokens(before);
  const messages = turn.seesImages === false ? turn.messages.map(withoutImages) : turn.messages;
  const packed = yield* packConversation(messages, room);
  const last = turn.messages.at(-1);
  return {
    messages: [{ role: 'system', content: system }, ...renderMessages(packed.placed, before)],
    items: [...instructions.items, ...itemsOf(packed)],
    omissions: findOmissions({ turn, packed, instructionsLeftOut: instructions.leftOut }),
    dropped: packed.dropped,
    fits: packed.fits,
    ...(last?.role === 'assistant' && { begun: last.content }),
  };
}

/** Tokens that the prompt may have. */
export function messageRoom(contextTokens: number): number {
  return contextTokens - Math.min(Math.floor(contextTokens * ANSWER_SHARE), MAX_ANSWER_TOKENS);
}

/** The instructions of the newest question alone: those that the person took away since hold no longer. */
function chooseInstructions(messages: readonly ConversationMessage[], contextTokens: number) {
  const question = messages.findLast((message) => message.role === 'user');
  const items: ContextItem[] = [];
  const leftOut: ContextItem[] = [];
  let room = contextTokens * INSTRUCTIONS_SHARE;
  for (const item of question?.context ?? []) {
    if (item.kind !== 'instructions') continue;
    const tokens = estimateTokens(contextBlock(item));
    if (tokens > room) leftOut.push(item);
    else {
      items.push(item);
      room -= tokens;
    }
  }
  return { items, leftOut };
}

function systemText(contextTokens: number, instructions: readonly ContextItem[]): string {
  const rules = systemRules(contextTokens);
  if (instructions.length === 0) return rules;
  const blocks = instructions.map((item) => contextBlock({ ...item, text: defuseMarkers(item.text) }));
  return [rules, 'What the person and the repository ask of every answer. Follow it.', ...blocks].join(
    '\n\n',
  );
}

function summaryText(summary: string): string {
  return `What was said before, in short:\n${defuseMarkers(summary)}\n\n`;
}

function withoutImages(message: ConversationMessage): ConversationMessage {
  if (message.role !== 'user' || !message.context?.some(({ image }) => image !== undefined)) return message;
  return { ...message, context: message.context.filter(({ image }) => image === undefined) };
}

/** Joins neighbours of the same role, which many chat templates refuse: a question without an answer leaves them. */
function renderMessages(placed: readonly PlacedMessage[], before: string): ChatMessage[] {
  const messages: ChatMessage[] = [];
  for (const [index, message] of placed.entries()) {
    const content = (index === 0 ? before : '') + renderContent(message);
    const images = message.context.flatMap(({ image }) => image ?? []);
    const last = messages.at(-1);
    if (last?.role === 'assistant' && message.role === 'assistant')
      messages[messages.length - 1] = { ...last, content: `${last.content}\n\n${content}` };
    else if (last?.role === 'user' && message.role === 'user') {
      const all = [...(last.images ?? []), ...images];
      const joined = `${last.content}\n\n${content}`;
      messages[messages.length - 1] = { ...last, content: joined, ...(all.length > 0 && { images: all }) };
    } else if (message.role === 'user')
      messages.push({ role: 'user', content, ...(images.length > 0 && { images }) });
    else messages.push({ role: 'assistant', content });
  }
  return messages;
}

function renderContent({ words, context }: PlacedMessage): string {
  return [...context.flatMap(({ text }) => (text === '' ? [] : [text])), words].join('\n\n');
}

function itemsOf({ placed }: PackedConversation): ContextItem[] {
  return placed.flatMap(({ context }) =>
    context.filter(({ share }) => share === 'all' || share === 'part').map(({ item }) => item),
  );
}
