import type { OpenAI } from 'openai';
import type { AssistantMessage, ChatMessage, UserMessage } from '../core/model/chatMessages';
import type { ChatRequest } from '../core/model/languageModel';

/** A conversation in the words of OpenAI's Chat Completions. */
export function toOpenAIMessages(messages: readonly ChatMessage[]): OpenAI.ChatCompletionMessageParam[] {
  return messages.map((message) => {
    switch (message.role) {
      case 'system':
        return message;
      case 'user':
        return fromUser(message);
      case 'assistant':
        return fromAssistant(message);
      case 'tool':
        return { role: 'tool', tool_call_id: message.callId, content: message.content };
    }
  });
}

function fromUser({ content, images }: UserMessage): OpenAI.ChatCompletionUserMessageParam {
  if (images === undefined) return { role: 'user', content };
  const parts = images.map(({ mediaType, data }) => ({
    type: 'image_url' as const,
    image_url: { url: `data:${mediaType};base64,${data}` },
  }));
  return { role: 'user', content: [...parts, { type: 'text', text: content }] };
}

function fromAssistant({ content, toolCalls }: AssistantMessage): OpenAI.ChatCompletionAssistantMessageParam {
  if (toolCalls === undefined) return { role: 'assistant', content };
  return {
    role: 'assistant',
    // Some servers refuse an empty text beside calls.
    content: content === '' ? null : content,
    tool_calls: toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

/** What a request offers and asks for beside its messages: tools, and an answer of a given shape. */
export function toOpenAIFields({
  tools,
  mustCallTool,
  answerSchema,
}: ChatRequest): Pick<OpenAI.ChatCompletionCreateParams, 'tools' | 'tool_choice' | 'response_format'> {
  return {
    ...(tools !== undefined && mustCallTool === true && { tool_choice: 'required' }),
    ...(tools !== undefined && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function',
        function: { name, description, parameters },
      })),
    }),
    ...(answerSchema !== undefined && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: answerSchema },
      },
    }),
  };
}
