import * as vscode from 'vscode';
import type { ChatTurnMessage } from '../../../protocol/chat';

/** What was said before in VS Code's own chat, as far as it is text. */
export function earlierMessages(
  history: readonly (vscode.ChatRequestTurn | vscode.ChatResponseTurn)[],
): ChatTurnMessage[] {
  return history.flatMap((turn): ChatTurnMessage[] => {
    if (turn instanceof vscode.ChatRequestTurn) return [{ role: 'user', content: turn.prompt }];
    const content = turn.response
      .map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : ''))
      .join('');
    return content.trim() === '' ? [] : [{ role: 'assistant', content }];
  });
}
