import type { Anthropic } from '@anthropic-ai/sdk';
import type { AssistantMessage, ReasoningBlock, ToolCall } from '../core/model/chatMessages';
import type { ChatRequest } from '../core/model/languageModel';
import { type TurnMessage, systemText, toTurns } from './conversationTurns';
import { type ParameterNames, parameterFields } from './parameters';
import { parseArguments } from './toolCalls';

/** Since version 2026-10-21 `temperature` and `top_p` are refused; a seed never was known. */
export const ANTHROPIC_PARAMETERS: ParameterNames = { maxTokens: 'max_tokens', stop: 'stop_sequences' };

/** Tokens of an answer when the request does not say: the API wants a number. Every model in service can have more. */
const MAX_TOKENS = 16_384;

/** A request in the words of the Messages API. */
export function toAnthropicBody(model: string, request: ChatRequest): Anthropic.MessageCreateParamsStreaming {
  const { messages, tools, mustCallTool, answerSchema, reasoning } = request;
  const system = systemText(messages);
  return {
    model,
    max_tokens: MAX_TOKENS,
    ...parameterFields(request, ANTHROPIC_PARAMETERS),
    ...(system !== undefined && { system }),
    messages: toTurns(messages, toBlocks).map(({ speaker, parts }) => ({
      role: speaker === 'model' ? 'assistant' : 'user',
      content: [...parts],
    })),
    stream: true,
    ...(tools && {
      tools: tools.map(({ name, description, parameters }) => ({
        name,
        description,
        input_schema: parameters as Anthropic.Tool.InputSchema,
      })),
    }),
    ...(tools && mustCallTool === true && { tool_choice: { type: 'any' } }),
    ...(answerSchema && { output_config: { format: { type: 'json_schema', schema: answerSchema } } }),
    ...(reasoning === 'least' && { thinking: { type: 'disabled' } }),
    // Writing to the cache costs more than reading anew; it pays where the same beginning will be sent again.
    ...(goesOn(request) && { cache_control: { type: 'ephemeral' } }),
  };
}

function goesOn({ messages, tools }: ChatRequest): boolean {
  return tools !== undefined || messages.some(({ role }) => role === 'assistant');
}

function toBlocks(message: TurnMessage): Anthropic.ContentBlockParam[] {
  switch (message.role) {
    case 'user': {
      const images = (message.images ?? []).map(({ mediaType, data }) => ({
        type: 'image' as const,
        source: { type: 'base64' as const, media_type: mediaType, data },
      }));
      return [...images, ...textBlocks(message.content)];
    }
    case 'assistant':
      return fromAssistant(message);
    case 'tool':
      return [{ type: 'tool_result', tool_use_id: message.callId, content: message.content }];
  }
}

function fromAssistant({
  content,
  reasoning = [],
  toolCalls = [],
}: AssistantMessage): Anthropic.ContentBlockParam[] {
  return [...reasoning.map(toThinking), ...textBlocks(content), ...toolCalls.map(toToolUse)];
}

function toThinking({ text, signature, isRedacted = false }: ReasoningBlock): Anthropic.ContentBlockParam {
  return isRedacted
    ? { type: 'redacted_thinking', data: signature }
    : { type: 'thinking', thinking: text, signature };
}

function toToolUse(call: ToolCall): Anthropic.ContentBlockParam {
  return { type: 'tool_use', id: call.id, name: call.name, input: parseArguments(call) };
}

/** An empty text is refused. */
function textBlocks(text: string): Anthropic.TextBlockParam[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
