import type { ChatRequest } from './languageModel';

const INSTRUCTION =
  'Your last message was cut off. Go on exactly where it stopped: begin with the next character, repeat nothing of it, and write nothing about it.';

/** Asks in words for what a wire without prefill cannot do: to go on with the last message. */
export function continueByInstruction(request: ChatRequest): ChatRequest {
  const { continuesLast, ...others } = request;
  if (continuesLast !== true) return request;
  return { ...others, messages: [...request.messages, { role: 'user', content: INSTRUCTION }] };
}
