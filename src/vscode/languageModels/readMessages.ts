import * as vscode from 'vscode';
import type { ChatMessage, ImageInput, ToolCall } from '../../core/model/chatMessages';

/**
 * A conversation as VS Code hands it to Fairwind's models, in the engine's words. Parts that no model of ours has use for
 * are left out: thinking, marks for other lenders' caches, and images in results of tools.
 */
export function readMessages(messages: readonly vscode.LanguageModelChatRequestMessage[]): ChatMessage[] {
  const toolNames = new Map<string, string>();
  return messages.flatMap((message) => {
    if (message.role !== vscode.LanguageModelChatMessageRole.Assistant)
      return readGiven(message, (callId) => toolNames.get(callId) ?? '');
    const toolCalls = message.content
      .filter((part) => part instanceof vscode.LanguageModelToolCallPart)
      .map(({ callId, name, input }): ToolCall => ({ id: callId, name, arguments: JSON.stringify(input) }));
    for (const { id, name } of toolCalls) toolNames.set(id, name);
    const content = readText(message.content);
    return [{ role: 'assistant', content, ...(toolCalls.length > 0 && { toolCalls }) }];
  });
}

/** What is not the model's: results of tools, which the wires want first, then the words of a person or a system. */
function readGiven(
  { role, content }: vscode.LanguageModelChatRequestMessage,
  toolName: (callId: string) => string,
): ChatMessage[] {
  const results = content
    .filter((part) => part instanceof vscode.LanguageModelToolResultPart)
    .map(({ callId, content: parts }): ChatMessage => {
      return { role: 'tool', content: readText(parts), callId, name: toolName(callId) };
    });
  const text = readText(content);
  const images = content.flatMap(readImage);
  if (text === '' && images.length === 0) return results;
  // VS Code's own chat uses a third role that the stable API does not name: its rules.
  const isUser = role === vscode.LanguageModelChatMessageRole.User;
  const words: ChatMessage = isUser
    ? { role: 'user', content: text, ...(images.length > 0 && { images }) }
    : { role: 'system', content: text };
  return [...results, words];
}

/** All text of the parts; of a piece of another kind what can be read as text. */
export function readText(parts: readonly unknown[]): string {
  return parts.map(textOfPart).join('');
}

function textOfPart(part: unknown): string {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  if (part instanceof vscode.LanguageModelPromptTsxPart) return JSON.stringify(part.value);
  if (part instanceof vscode.LanguageModelDataPart && /^(text\/|application\/json)/.test(part.mimeType))
    return new TextDecoder().decode(part.data);
  return '';
}

const IMAGE_TYPES: readonly ImageInput['mediaType'][] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
];

function readImage(part: unknown): ImageInput[] {
  if (!(part instanceof vscode.LanguageModelDataPart)) return [];
  const mediaType = IMAGE_TYPES.find((type) => type === part.mimeType);
  return mediaType ? [{ mediaType, data: Buffer.from(part.data).toString('base64') }] : [];
}
