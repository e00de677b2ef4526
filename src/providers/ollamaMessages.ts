import type { ChatRequest as OllamaChatRequest, Message } from 'ollama';
import type { ChatMessage, ToolCall } from '../core/model/chatMessages';
import type { ChatRequest } from '../core/model/languageModel';
import { parseArguments } from './toolCalls';

/** A conversation in the words of Ollama's `/api/chat`. Its calls have no ids; their results follow in their order. */
export function toOllamaMessages(messages: readonly ChatMessage[]): Message[] {
  return messages.map((message) => {
    switch (message.role) {
      case 'system':
        return message;
      case 'user':
        return {
          role: 'user',
          content: message.content,
          ...(message.images && { images: message.images.map(({ data }) => data) }),
        };
      case 'assistant':
        return {
          role: 'assistant',
          content: message.content,
          ...(message.toolCalls && { tool_calls: message.toolCalls.map(toOllamaCall) }),
        };
      case 'tool':
        return { role: 'tool', content: message.content, tool_name: message.name };
    }
  });
}

/** Ollama wants the arguments as an object. */
function toOllamaCall(call: ToolCall): { function: { name: string; arguments: Record<string, unknown> } } {
  return { function: { name: call.name, arguments: parseArguments(call) } };
}

/** What a request offers and asks for beside its messages: tools, and an answer of a given shape. */
export function toOllamaFields({
  tools,
  answerSchema,
}: ChatRequest): Pick<OllamaChatRequest, 'tools' | 'format'> {
  return {
    ...(tools !== undefined && {
      tools: tools.map((tool) => ({ type: 'function', function: tool })),
    }),
    ...(answerSchema !== undefined && { format: answerSchema }),
  };
}

/** The calls in one record of an answer, with ids of this answer's own. */
export function readOllamaCalls(calls: unknown, alreadyRead: number): ToolCall[] {
  if (!Array.isArray(calls)) return [];
  return calls.flatMap((entry: { readonly function?: unknown } | null, index) => {
    const call = entry?.function as { readonly name?: unknown; readonly arguments?: unknown } | undefined;
    if (typeof call?.name !== 'string') return [];
    return [
      {
        id: `call_${alreadyRead + index}`,
        name: call.name,
        arguments: JSON.stringify(call.arguments ?? {}),
      },
    ];
  });
}
