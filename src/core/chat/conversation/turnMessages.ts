import type { Conversation, ConversationNode, QuestionNode } from './conversation';
import type { KeptContextItem } from './records';

/** A message for the engine; `command` is one of Fairwind's own slash commands. */
export type TurnMessage =
  | {
      readonly role: 'user';
      readonly content: string;
      readonly context?: readonly KeptContextItem[];
      readonly command?: string;
    }
  | { readonly role: 'assistant'; readonly content: string };

export interface TurnInput {
  readonly messages: readonly TurnMessage[];
  /** The id of the entry that each message is of. */
  readonly ids: readonly string[];
  /** Stands for what was said before them. */
  readonly summary?: string;
}

/**
 * What a model is sent of the entries up to and including one of them: from the latest summary on, without what Fairwind
 * answered itself. Questions without an answer go along: the person did say them.
 */
export function turnInput(conversation: Conversation, lastId: string): TurnInput {
  const path = conversation.pathTo(lastId);
  const summarised = path.findLastIndex(({ id }) => conversation.summaries.has(id));
  const summary = path[summarised] && conversation.summaries.get(path[summarised].id);
  const rest = path.slice(summarised + 1);
  const own = new Set(
    rest.filter((node) => node.role === 'user' && node.isLocal === true).map(({ id }) => id),
  );
  const sent = rest.filter((node) => node.text !== '' && !own.has(node.id) && !own.has(node.parent ?? ''));
  return {
    messages: sent.map(toMessage),
    ids: sent.map(({ id }) => id),
    ...(summary !== undefined && { summary }),
  };
}

function toMessage(node: ConversationNode): TurnMessage {
  return node.role === 'user' ? questionMessage(node) : { role: 'assistant', content: node.text };
}

function questionMessage({ text, sent, context }: QuestionNode): TurnMessage {
  const { content, command } = sent ?? { content: text, command: undefined };
  return {
    role: 'user',
    content,
    ...(context.length > 0 && { context }),
    ...(command !== undefined && { command }),
  };
}
