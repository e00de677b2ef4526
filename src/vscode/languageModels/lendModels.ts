import * as vscode from 'vscode';
import type { ToolCall } from '../../core/model/chatMessages';
import type { HostFailure, HostFailureCode } from '../../core/model/hostModels';
import type { LmSendParams, LmSendResult } from '../../protocol/engine';
import { readAnswerPart, toVSCodeMessages, toVSCodeOptions } from './hostParts';
import type { UsedModels } from './usedModels';

export interface LendOptions {
  /** Finds what `vendor/id` or `vendor/family` means now. */
  readonly find: (model: string) => Promise<vscode.LanguageModelChat | undefined>;
  readonly used: UsedModels;
  /** Whether VS Code knows of a consent, see `LanguageModelAccessInformation`. */
  readonly canSendRequest: (model: vscode.LanguageModelChat) => boolean | undefined;
  /** Receives the text of the answer as it arrives. */
  readonly onText: (text: string) => Promise<void>;
}

/** Asks a model of VS Code for the engine. Failures are part of the result. */
export async function sendToLentModel(
  request: LmSendParams,
  { find, used, canSendRequest, onText }: LendOptions,
  token: vscode.CancellationToken,
): Promise<LmSendResult> {
  const toolCalls: ToolCall[] = [];
  let model: vscode.LanguageModelChat | undefined;
  try {
    model = await find(request.model);
    if (!model) return failed('NotFound');
    // VS Code 1.139 answers yes to everybody, and asks the person all the same: so the person must have been first.
    if (!request.isAsked && (canSendRequest(model) !== true || !used.has(model)))
      return failed('NoPermissions');
    const options = toVSCodeOptions(request);
    const response = await model.sendRequest(toVSCodeMessages(request.messages), options, token);
    for await (const part of response.stream) {
      const read = readAnswerPart(part);
      if (typeof read === 'string') await onText(read);
      else if (read) toolCalls.push(read);
    }
  } catch (error) {
    const failure = readFailure(error);
    if (model && failure.code === 'NoPermissions') used.delete(model);
    return { toolCalls: [], failure };
  }
  used.add(model);
  return { toolCalls };
}

function failed(code: HostFailureCode): LmSendResult {
  return { toolCalls: [], failure: { code, message: '' } };
}

const CODES: readonly HostFailureCode[] = ['NotFound', 'NoPermissions', 'Blocked'];

/** What a request of VS Code's API threw: its own errors by their code, and any other with its words. */
export function readFailure(error: unknown): HostFailure {
  const { code: given, cause } =
    error instanceof vscode.LanguageModelError ? error : { code: undefined, cause: undefined };
  const told = cause instanceof Error ? cause : error;
  return {
    code: CODES.find((code) => code === given) ?? 'Unknown',
    message: told instanceof Error ? told.message : String(told),
  };
}
