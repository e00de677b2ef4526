import type { ChatMessage, ToolCall } from '../core/model/chatMessages';
import type { HostMessage, HostPart } from '../core/model/hostModels';
import { parseArguments } from './toolCalls';

/**
 * A conversation in the words of `vscode.lm`. It has no system role that extensions may use, so rules come first as the
 * user's; results of tools are the user's too, and follow the message with their calls.
 */
export function toHostMessages(messages: readonly ChatMessage[]): HostMessage[] {
  return messages.map((message): HostMessage => {
    switch (message.role) {
      case 'system':
        return { role: 'user', content: textParts(message.content) };
      case 'user': {
        const images = (message.images ?? []).map((image): HostPart => ({ type: 'image', image }));
        return { role: 'user', content: [...textParts(message.content), ...images] };
      }
      case 'assistant': {
        const calls = (message.toolCalls ?? []).map(toCallPart);
        return { role: 'assistant', content: [...textParts(message.content), ...calls] };
      }
      case 'tool':
        return {
          role: 'user',
          content: [{ type: 'toolResult', callId: message.callId, text: message.content }],
        };
    }
  });
}

function textParts(value: string): HostPart[] {
  return value === '' ? [] : [{ type: 'text', value }];
}

function toCallPart(call: ToolCall): HostPart {
  return { type: 'toolCall', callId: call.id, name: call.name, input: parseArguments(call) };
}
