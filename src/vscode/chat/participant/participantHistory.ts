import * as vscode from 'vscode';
import type { ChatTurnMessage } from '../../../protocol/chat';

/** What goes along with an answer in VS Code's history of a conversation. */
export interface AnswerMetadata {
  readonly followUps: readonly string[];
  /** What was put below the answer for the person, as Markdown: no part of what the model said. */
  readonly note: string;
}

/**
 * What was said before in VS Code's own chat, as far as it is text. A question that failed or was stopped before there
 * was an answer is left out: it would be put to the model twice when it is asked again.
 */
export function earlierMessages(
  history: readonly (vscode.ChatRequestTurn | vscode.ChatResponseTurn)[],
): ChatTurnMessage[] {
  const messages: ChatTurnMessage[] = [];
  for (const turn of history) {
    if (turn instanceof vscode.ChatRequestTurn) {
      if (messages.at(-1)?.role === 'user') messages.pop();
      messages.push({ role: 'user', content: turn.prompt });
    } else {
      const content = answerOf(turn);
      if (content.trim() === '') messages.pop();
      else messages.push({ role: 'assistant', content });
    }
  }
  return messages;
}

function answerOf({ response, result }: vscode.ChatResponseTurn): string {
  const shown = response
    .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ''))
    .join('');
  const { note } = readMetadata(result.metadata);
  return note !== '' && shown.endsWith(note) ? shown.slice(0, -note.length) : shown;
}

/** VS Code keeps it as JSON with the conversation, so it may be of another version, or of no version at all. */
export function readMetadata(metadata: unknown): AnswerMetadata {
  const { followUps, note } =
    typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>) : {};
  return {
    followUps: Array.isArray(followUps) ? followUps.filter((item) => typeof item === 'string') : [],
    note: typeof note === 'string' ? note : '',
  };
}
