/** Conversations for wires where only two speak: the person and the model. */
import type { ChatMessage } from '../core/model/chatMessages';

/** A message of a turn: all but the system's. */
export type TurnMessage = Exclude<ChatMessage, { readonly role: 'system' }>;

export interface Turn<T> {
  readonly speaker: 'person' | 'model';
  readonly parts: readonly T[];
}

/**
 * The turns of a conversation. What tools gave back belongs to the person's side, all of it in one turn.
 * @param toParts translates one message
 */
export function toTurns<T>(
  messages: readonly ChatMessage[],
  toParts: (message: TurnMessage) => readonly T[],
): Turn<T>[] {
  const turns: { speaker: Turn<T>['speaker']; parts: T[] }[] = [];
  let previous: ChatMessage['role'] | undefined;
  for (const message of messages) {
    if (message.role === 'system') continue;
    const parts = toParts(message);
    const last = turns.at(-1);
    if (message.role === 'tool' && previous === 'tool') last?.parts.push(...parts);
    else turns.push({ speaker: message.role === 'assistant' ? 'model' : 'person', parts: [...parts] });
    previous = message.role;
  }
  return turns;
}

/** What the system says, in one text; undefined when it says nothing. */
export function systemText(messages: readonly ChatMessage[]): string | undefined {
  const texts = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return texts.length === 0 ? undefined : texts.join('\n\n');
}
