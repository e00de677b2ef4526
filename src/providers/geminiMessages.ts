/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment, @typescript-eslint/no-unsafe-class-instance-assignment --
   The SDK's enums and classes exist only once it is loaded, which is not needed to write texts and plain objects. */
import type {
  FunctionCallingConfigMode,
  GenerateContentParameters,
  Part,
  ThinkingConfig,
  ThinkingLevel,
} from '@google/genai/web';
import type { AssistantMessage, UserMessage } from '../core/model/chatMessages';
import type { ChatRequest } from '../core/model/languageModel';
import { type TurnMessage, systemText, toTurns } from './conversationTurns';
import { type ParameterNames, parameterFields } from './parameters';
import { parseArguments } from './toolCalls';

export const GEMINI_PARAMETERS: ParameterNames = {
  temperature: 'temperature',
  topP: 'topP',
  maxTokens: 'maxOutputTokens',
  seed: 'seed',
  stop: 'stopSequences',
};

/** One of the offered tools must be called. */
const ANY_TOOL = 'ANY' as FunctionCallingConfigMode;

/** A request in the words of the Gemini API. */
export function toGeminiRequest(
  model: string,
  request: ChatRequest,
  abortSignal: AbortSignal,
): GenerateContentParameters {
  const { messages, tools, mustCallTool, answerSchema } = request;
  const system = systemText(messages);
  const thinkingConfig = thinkingFor(model, request);
  return {
    model,
    contents: toTurns(messages, toParts).map(({ speaker, parts }) => ({
      role: speaker === 'model' ? 'model' : 'user',
      parts: [...parts],
    })),
    config: {
      abortSignal,
      ...parameterFields(request, GEMINI_PARAMETERS),
      ...(system !== undefined && { systemInstruction: system }),
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
      ...(tools && mustCallTool === true && { toolConfig: { functionCallingConfig: { mode: ANY_TOOL } } }),
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

function toParts(message: TurnMessage): Part[] {
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
