import * as vscode from 'vscode';
import type { HostMessage, HostPart, HostRequest } from '../../core/model/hostModels';
import type { ToolCall } from '../../core/model/chatMessages';

/** Messages of the engine as VS Code's own objects, part for part: what the log of what was sent shows is what goes. */
export function toVSCodeMessages(messages: readonly HostMessage[]): vscode.LanguageModelChatMessage[] {
  return messages.map(({ role, content }) => {
    const { User, Assistant } = vscode.LanguageModelChatMessageRole;
    return new vscode.LanguageModelChatMessage(role === 'user' ? User : Assistant, content.map(toPart));
  });
}

function toPart(part: HostPart): vscode.LanguageModelInputPart {
  switch (part.type) {
    case 'text':
      return new vscode.LanguageModelTextPart(part.value);
    case 'image':
      return vscode.LanguageModelDataPart.image(Buffer.from(part.image.data, 'base64'), part.image.mediaType);
    case 'toolCall':
      return new vscode.LanguageModelToolCallPart(part.callId, part.name, part.input);
    case 'toolResult':
      return new vscode.LanguageModelToolResultPart(part.callId, [
        new vscode.LanguageModelTextPart(part.text),
      ]);
  }
}

/** What a request offers beside its messages. */
export function toVSCodeOptions({
  tools,
  mustCallTool,
}: Pick<HostRequest, 'tools' | 'mustCallTool'>): vscode.LanguageModelChatRequestOptions {
  return {
    justification: vscode.l10n.t('You chose this model in Fairwind’s settings.'),
    ...(tools && {
      tools: tools.map(({ name, description, parameters }) => ({
        name,
        description,
        inputSchema: parameters,
      })),
    }),
    ...(mustCallTool === true && { toolMode: vscode.LanguageModelChatToolMode.Required }),
  };
}

/** A part of an answer: text, or a call. Undefined for what Fairwind has no use for, such as thinking. */
export function readAnswerPart(part: unknown): string | ToolCall | undefined {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  if (part instanceof vscode.LanguageModelToolCallPart)
    return { id: part.callId, name: part.name, arguments: JSON.stringify(part.input) };
  return undefined;
}
