import type { ChatCommand } from './commands';
import type { ContextItem } from './contextBlock';

/** One message of a conversation before it is packed. The wire's `ChatTurnMessage` is one. */
export type ConversationMessage = Question | Answer;

export interface Question {
  readonly role: 'user';
  /** What the person wrote, without a slash command. */
  readonly content: string;
  readonly context?: readonly ContextItem[];
  readonly command?: ChatCommand;
}

export interface Answer {
  readonly role: 'assistant';
  readonly content: string;
}
