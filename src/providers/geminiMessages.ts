/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment, @typescript-eslint/no-unsafe-class-instance-assignment --
   The SDK's enums and classes exist only once it is loaded, which is not needed to write texts and plain objects. */
import type {
  Content,
  GenerateContentParameters,
  Part,
  ThinkingConfig,
  ThinkingLevel,
} from '@google/genai/web';
import type { AssistantMessage, ChatMessage, UserMessage } from '../core/model/chatMessages';
import type { ChatRequest } from '../core/model/languageModel';
import { type ParameterNames, parameterFields } from './parameters';
import { parseArguments } from './toolCalls';

export const GEMINI_PARAMETERS: ParameterNames = {
  temperature: 'temperature',
  topP: 'topP',
  maxTokens: 'maxOutputTokens',
  seed: 'seed',
  stop: 'stopSequences',
};

/** A request in the words of the Gemini API. */
export function toGeminiRequest(
  model: string,
  request: ChatRequest,
  abortSignal: AbortSignal,
): GenerateContentParameters {
  const { messages, tools, answerSchema } = request;
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const thinkingConfig = thinkingFor(model, request);
  return {
    model,
    contents: toContents(messages),
    config: {
      abortSignal,
      ...parameterFields(request, GEMINI_PARAMETERS),
      ...(system.length > 0 && { systemInstruction: system.join('\n\n') }),
      ...(thinkingConfig && { thinkingConfig }),
      ...(tools && {
        tools: [
          {
            functionDeclarations: tools.map(({ name, description, parameters }) => ({
              name,
              description,
              parametersJsonSchema: parameters,
            })),
          },
        ],
      }),
      ...(answerSchema && { responseMimeType: 'application/json', responseJsonSchema: answerSchema }),
    },
  };
}

/** Models before 2.5 do not reason and refuse to be asked about it; 2.5 counts tokens, later ones have levels. */
function thinkingFor(model: string, { reasoning }: ChatRequest): ThinkingConfig | undefined {
  const [, version = '0'] = /^gemini-(\d+(?:\.\d+)?)/.exec(model) ?? [];
  if (Number(version) < 2.5) return undefined;
  if (reasoning !== 'least') return { includeThoughts: true };
  const isFlash = model.includes('flash');
  if (version === '2.5') return { thinkingBudget: isFlash ? 0 : 128 };
  return { thinkingLevel: (isFlash ? 'MINIMAL' : 'LOW') as ThinkingLevel };
}

/** The messages but the system's. What tools gave back belongs to the person's side, all of it in one message. */
function toContents(messages: readonly ChatMessage[]): Content[] {
  const contents: { role: 'user' | 'model'; parts: Part[] }[] = [];
  let previous: ChatMessage['role'] | undefined;
  for (const message of messages) {
    if (message.role === 'system') continue;
    const parts = toParts(message);
    const last = contents.at(-1);
    if (message.role === 'tool' && previous === 'tool') last?.parts.push(...parts);
    else contents.push({ role: message.role === 'assistant' ? 'model' : 'user', parts });
    previous = message.role;
  }
  return contents;
}

function toParts(message: Exclude<ChatMessage, { role: 'system' }>): Part[] {
  switch (message.role) {
    case 'user':
      return fromUser(message);
    case 'assistant':
      return fromAssistant(message);
    case 'tool': {
      const { callId: id, name, content } = message;
      return [{ functionResponse: { id, name, response: { output: content } } }];
    }
  }
}

function fromUser({ content, images = [] }: UserMessage): Part[] {
  return [
    ...images.map(({ mediaType, data }) => ({ inlineData: { mimeType: mediaType, data } })),
    { text: content },
  ];
}

function fromAssistant({ content, toolCalls = [] }: AssistantMessage): Part[] {
  return [
    ...(content === '' ? [] : [{ text: content }]),
    ...toolCalls.map((call) => ({
      functionCall: { id: call.id, name: call.name, args: parseArguments(call) },
      ...(call.signature !== undefined && { thoughtSignature: call.signature }),
    })),
  ];
}
