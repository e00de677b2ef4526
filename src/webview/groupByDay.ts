import type { ChatStrings } from '../protocol/chatStrings';
import type { ConversationSummary } from '../protocol/webview';

export interface Day {
  /** In words: today, yesterday, or its date. */
  readonly day: string;
  readonly conversations: readonly ConversationSummary[];
}

/**
 * Conversations by the day they were last added to, in the order given.
 * @param now wall-clock milliseconds; days are those of the person's own time zone
 */
export function groupByDay(
  conversations: readonly ConversationSummary[],
  now: number,
  words: Pick<ChatStrings, 'today' | 'yesterday'>,
): readonly Day[] {
  const today = new Date(now);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  const days = new Map<string, ConversationSummary[]>();
  for (const conversation of conversations) {
    const date = new Date(conversation.updatedAt);
    const day = isSameDay(date, today)
      ? words.today
      : isSameDay(date, yesterday)
        ? words.yesterday
        : dateWords(date, today);
    const list = days.get(day) ?? [];
    list.push(conversation);
    days.set(day, list);
  }
  return [...days].map(([day, list]) => ({ day, conversations: list }));
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

function dateWords(date: Date, today: Date): string {
  const isThisYear = date.getFullYear() === today.getFullYear();
  return date.toLocaleDateString(document.documentElement.lang || undefined, {
    month: 'long',
    day: 'numeric',
    ...(isThisYear ? { weekday: 'long' } : { year: 'numeric' }),
  });
}
