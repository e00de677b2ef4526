import * as vscode from 'vscode';
import type { ToolDefinition } from '../../core/model/chatMessages';
import { estimateTokens } from '../../core/model/estimateTokens';
import { OWN_VENDOR } from '../../core/model/hostModels';
import {
  Method,
  type ModelsChatParams,
  type ModelsChatResult,
  type ModelsListResult,
} from '../../protocol/engine';
import { type EngineClient, EngineRequestError } from '../engineClient';
import { onDidChangeHostSettings } from '../hostSettings';
import { toModelInformation } from './modelInformation';
import { readMessages, readText } from './readMessages';

/**
 * Offers Fairwind's connected models to VS Code's own model picker and to other extensions. VS Code asks for the list
 * when it is told that there is one; nothing is sent to any model for it, and in Restricted Mode the list is empty.
 */
export function offerModels(engine: EngineClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.LanguageModelChatProvider = {
    onDidChangeLanguageModelChatInformation: changed.event,
    async provideLanguageModelChatInformation(_options, token) {
      if (!vscode.workspace.isTrusted) return [];
      const list = await engine.request<ModelsListResult>(Method.modelsList, {}, { token });
      return toModelInformation(list, vscode.l10n.t('this machine'));
    },
    async provideLanguageModelChatResponse({ id }, messages, options, progress, token) {
      const params = { modelId: id, messages: readMessages(messages), ...readTools(options) };
      const { toolCalls } = await ask(engine, params, (text) => progress.report(text), token);
      for (const call of toolCalls)
        progress.report(new vscode.LanguageModelToolCallPart(call.id, call.name, parseInput(call.arguments)));
    },
    provideTokenCount: (_model, text) =>
      Promise.resolve(estimateTokens(typeof text === 'string' ? text : readText(text.content))),
  };
  return vscode.Disposable.from(
    changed,
    onDidChangeHostSettings(() => changed.fire()),
    // VS Code puts no question to a chat participant before its picker has a model, and asks for none by itself.
    engine.onDidChangeState((state) => {
      if (state === 'running') changed.fire();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.lm.registerLanguageModelChatProvider(OWN_VENDOR, provider),
  );
}

/** @throws vscode.LanguageModelError where VS Code has one for the failure, with words for the person */
async function ask(
  engine: EngineClient,
  params: Omit<ModelsChatParams, 'partialResultToken'>,
  report: (part: vscode.LanguageModelTextPart) => void,
  token: vscode.CancellationToken,
): Promise<ModelsChatResult> {
  try {
    return await engine.request<ModelsChatResult>(Method.modelsChat, params, {
      token,
      onProgress: ({ text }) => report(new vscode.LanguageModelTextPart(text)),
    });
  } catch (error) {
    throw error instanceof EngineRequestError ? toLanguageModelError(error) : error;
  }
}

function toLanguageModelError({ message, data }: EngineRequestError): Error {
  switch (data?.kind) {
    case 'noModel':
    case 'modelNotFound':
      return vscode.LanguageModelError.NotFound(message);
    case 'unauthorized':
    case 'refused':
    case 'restricted':
      return vscode.LanguageModelError.NoPermissions(message);
    case 'rateLimited':
      return vscode.LanguageModelError.Blocked(message);
    default:
      return new Error(message);
  }
}

function readTools({
  tools = [],
  toolMode,
}: vscode.ProvideLanguageModelChatResponseOptions): Pick<ModelsChatParams, 'tools' | 'mustCallTool'> {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, inputSchema = NO_PARAMETERS }): ToolDefinition => {
      return { name, description, parameters: inputSchema as ToolDefinition['parameters'] };
    }),
    mustCallTool: toolMode === vscode.LanguageModelChatToolMode.Required,
  };
}

const NO_PARAMETERS = { type: 'object', properties: {} };

/** The model may have written anything; VS Code takes an object. */
function parseInput(text: string): object {
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null) return input;
  } catch {
    // Not JSON.
  }
  return {};
}
